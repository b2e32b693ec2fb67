/** What is typed, given to the person's own editor and taken back from it. */
import { EDITOR_TEXT_MAX, editorText, setText } from '../editor.js';
import type { Message, Request } from '../message.js';
import type { Model } from '../model.js';
import { currentWindow, openWindow } from '../windows.js';

export function editOutside(model: Model): readonly Request[] {
  const { place, editor } = currentWindow(model);
  return [{ kind: 'edit', place, text: editorText(editor) }];
}

/** Into the window that it is for, whatever has happened to it meanwhile. */
export function onEdited(model: Model, { place, text, trouble }: Extract<Message, { kind: 'edited' }>): void {
  model.word = trouble;
  if (text === null) return;
  const current = currentWindow(model);
  const window = current.place === place ? current : openWindow(model, place);
  window.editor = setText(window.editor, text);
  model.completion = null;
  if (text.length > EDITOR_TEXT_MAX)
    model.word = `The input line holds ${EDITOR_TEXT_MAX} characters: the rest was left out.`;
}
