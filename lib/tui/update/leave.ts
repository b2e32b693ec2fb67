/** Leaving: at once, unless something goes out later than one may think. What is typed is kept for the next visit. */
import { linesToGo } from '../../client/sendings.js';
import type { InputEvent } from '../input-event.js';
import { keyAction } from '../keys.js';
import type { Request } from '../message.js';
import type { Model } from '../model.js';
import { tellHere } from '../windows.js';
import { markRequests } from './reading.js';

export function leave(model: Model, why: string): readonly Request[] {
  model.quitKeysKnown = true;
  const unsent = linesToGo(model.session.queue.items);
  if (unsent > 0 && !model.askedToLeave) {
    model.askedToLeave = true;
    tellHere(model, 'trouble', unsentQuestion(unsent));
    return [];
  }
  return quit(model, why);
}

/** The answer to the question about unsent lines; null for what is none. */
export function answerLeaving(model: Model, event: InputEvent): readonly Request[] | null {
  if (!model.askedToLeave) return null;
  if (event.kind === 'key' && keyAction(event) === 'send') return quit(model, '');
  if (event.kind === 'text' && event.text === 'd')
    return [{ kind: 'drop-unsent', items: model.session.queue.items }, ...quit(model, '')];
  return null;
}

function quit(model: Model, why: string): readonly Request[] {
  return [...markRequests(model, model.now, true), { kind: 'quit', why }];
}

function unsentQuestion(count: number): string {
  const one = count === 1;
  const them = one ? 'it' : 'them';
  return `${one ? '1 line is' : `${count} lines are`} not sent yet. Enter leaves and keeps ${them} for next time, d leaves and drops ${them}, Escape stays.`;
}
