/** Leaving: at once, unless something that was typed would be lost. */
import { editorText } from '../editor.js';
import type { Request } from '../message.js';
import type { Model } from '../model.js';
import { currentWindow, tellHere } from '../windows.js';

export function leave(model: Model, why: string): readonly Request[] {
  model.quitKeysKnown = true;
  const lost = whatWouldBeLost(model);
  if (lost === null || model.askedToLeave) return [{ kind: 'quit', why }];
  model.askedToLeave = true;
  tellHere(model, 'trouble', `${lost} and would be lost. Once more leaves all the same.`);
  return [];
}

function whatWouldBeLost(model: Model): string | null {
  const unsent = model.session.queue.items.length;
  if (unsent > 0)
    return unsent === 1
      ? 'A message has not reached the server yet'
      : `${unsent} messages have not reached the server yet`;
  const typed = model.windows.find((window) => editorText(window.editor).trim() !== '');
  if (typed === undefined) return null;
  return typed === currentWindow(model)
    ? 'What is typed has not been sent'
    : `What is typed to ${typed.place} has not been sent`;
}
