/** What is pasted: a few lines into the input, many only after a question. Nothing is sent by itself. */
import { LONG_TEXT_LINES, snippetProblem } from '../../client/snippets.js';
import { edit, EDITOR_TEXT_MAX, editorText } from '../editor.js';
import type { InputEvent } from '../input-event.js';
import { keyAction } from '../keys.js';
import type { Request } from '../message.js';
import type { Model } from '../model.js';
import { linesIn, type Paste } from '../paste.js';
import type { Window } from '../window.js';
import { currentWindow, tellHere } from '../windows.js';
import { say } from './commands.js';

/** The end of the last line is the end of the paste: Enter is the person's to press. */
export function takePaste(model: Model, pasted: string, file: string | null = null): void {
  const text = pasted.replace(/\n+$/, '');
  const before = model.paste?.text;
  const all = before === undefined ? text : `${before}\n${text}`;
  const window = model.paste?.window ?? currentWindow(model);
  const isLong = linesIn(all) >= LONG_TEXT_LINES && window.place !== '';
  const name = before === undefined ? file : null;
  model.paste = isLong ? { window, text: all.slice(0, EDITOR_TEXT_MAX), file: name } : null;
  if (!isLong) intoInput(model, window, text);
  else if (all.length > EDITOR_TEXT_MAX) tellCut(model);
}

/** Nothing that was pasted may go missing in silence. */
function intoInput(model: Model, window: Window, text: string): void {
  const { length } = editorText(window.editor);
  window.editor = edit(window.editor, { kind: 'insert', text });
  model.completion = null;
  model.askedToLeave = false;
  if (length + text.length > EDITOR_TEXT_MAX) tellCut(model);
}

function tellCut(model: Model): void {
  tellHere(model, 'trouble', `The input line holds ${EDITOR_TEXT_MAX} characters: the rest was left out.`);
}

/**
 * The answer to the question; `send` sends what is typed. Null for what goes on as always: reading above it, leaving.
 * Other keys do nothing: they were meant for something else, and a paste is sent only by who means it.
 */
export function onPasteInput(
  model: Model,
  paste: Paste,
  event: InputEvent,
  send: () => readonly Request[],
): readonly Request[] | null {
  if (event.kind === 'text') return answer(model, paste, event.text, send);
  if (event.kind === 'paste') {
    takePaste(model, event.text);
    return [];
  }
  if (event.kind !== 'key') return null;
  switch (keyAction(event)) {
    case 'send':
      return answer(model, paste, 'e', send);
    case 'escape':
    case 'clear-or-quit':
      return answer(model, paste, 'c', send);
    case 'quit':
      answer(model, paste, 'e', send);
      return null;
    case 'page-up':
    case 'page-down':
    case 'redraw':
    case 'suspend':
      return null;
    default:
      return [];
  }
}

function answer(
  model: Model,
  paste: Paste,
  letter: string,
  send: () => readonly Request[],
): readonly Request[] {
  // It is for where it was pasted, and that is not on the screen any more.
  const isHere = paste.window === currentWindow(model);
  switch (letter) {
    case 's':
      model.paste = null;
      intoInput(model, paste.window, paste.text);
      return isHere ? send() : [];
    case 'e':
      model.paste = null;
      intoInput(model, paste.window, paste.text);
      return [];
    case 'n':
      return isHere ? sendSnippet(model, paste) : [];
    case 'c':
      model.paste = null;
      model.word = paste.file === null ? 'The paste was dropped.' : `${paste.file} was not sent.`;
      return [];
    default:
      return [];
  }
}

/** The question stays where it cannot be sent: there are other answers. */
function sendSnippet(model: Model, { window, text }: Paste): readonly Request[] {
  const problem = snippetProblem(model.session, text);
  if (problem !== null) {
    model.word = problem;
    return [];
  }
  const said = say(model, { kind: 'say', target: window.place, how: 'message', text, asSnippet: true });
  if (said.length > 0) model.paste = null;
  return said;
}
