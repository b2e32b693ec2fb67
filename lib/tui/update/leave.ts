/** Leaving: at once, unless something typed would be lost, or goes out later than one may think. */
import { editorText } from '../editor.js';
import type { InputEvent } from '../input-event.js';
import { keyAction } from '../keys.js';
import type { Request } from '../message.js';
import type { Model } from '../model.js';
import { currentWindow, tellHere } from '../windows.js';
import { markRequests } from './reading.js';

export function leave(model: Model, why: string): readonly Request[] {
  model.quitKeysKnown = true;
  const asked = model.askedToLeave;
  const typed = asked === null ? whatIsTyped(model) : null;
  if (typed !== null) {
    model.askedToLeave = 'typed';
    tellHere(model, 'trouble', `${typed} and would be lost. Once more leaves all the same.`);
    return [];
  }
  const unsent = model.session.queue.items.length;
  if (unsent > 0 && asked !== 'unsent') {
    model.askedToLeave = 'unsent';
    tellHere(model, 'trouble', unsentQuestion(unsent));
    return [];
  }
  return quit(model, why);
}

/** The answer to the question about unsent lines; null for what is none. */
export function answerLeaving(model: Model, event: InputEvent): readonly Request[] | null {
  if (model.askedToLeave !== 'unsent') return null;
  if (event.kind === 'key' && keyAction(event) === 'send') return quit(model, '');
  if (event.kind === 'text' && event.text === 'd') return [{ kind: 'drop-unsent' }, ...quit(model, '')];
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

function whatIsTyped(model: Model): string | null {
  const typed = model.windows.find((window) => editorText(window.editor).trim() !== '');
  if (typed === undefined) return null;
  return typed === currentWindow(model)
    ? 'What is typed has not been sent'
    : `What is typed to ${typed.place} has not been sent`;
}
