/** The first question: what one wants to be called. A name that will not do is explained where it was typed. */
import { nameProblem, suggestName } from '../../base/names.js';
import type { Millis } from '../../base/result.js';
import type { ClientEvent } from '../../client/event.js';
import { sentence } from '../../client/words.js';
import { edit, editorText, setText } from '../editor.js';
import { editActionFor, keyId } from '../editor-keys.js';
import { note } from '../entry.js';
import type { InputEvent, KeyEvent } from '../input-event.js';
import { keyAction } from '../keys.js';
import type { Request } from '../message.js';
import { namePrompt, type Model, type NamePrompt } from '../model.js';
import { secretPrompt } from '../secret.js';
import { addEntry, currentWindow } from '../windows.js';

export function onNameInput(model: Model, prompt: NamePrompt, event: InputEvent): readonly Request[] {
  switch (event.kind) {
    case 'text':
    case 'paste':
      prompt.editor = edit(prompt.editor, { kind: 'insert', text: event.text.replace(/\s+/g, ' ') });
      return [];
    case 'key':
      return onNameKey(model, prompt, event);
    case 'focus':
      model.focused = event.focused;
      return [];
    case 'wheel':
    case 'mouse':
      return [];
  }
}

function onNameKey(model: Model, prompt: NamePrompt, event: KeyEvent): readonly Request[] {
  const empty = editorText(prompt.editor) === '';
  switch (keyAction(event)) {
    case 'send':
      return answer(model, prompt);
    case 'quit':
      return [{ kind: 'quit', why: '' }];
    case 'clear-or-quit':
    case 'delete-or-quit':
      if (empty) return [{ kind: 'quit', why: '' }];
      break;
    case 'complete':
      return prompt.mayProve === null ? [] : askPassword(model, prompt);
    case 'redraw':
      return [{ kind: 'redraw' }];
    case 'suspend':
      return [{ kind: 'suspend' }];
    case 'newline':
    case 'up':
    case 'down':
      return [];
    default:
  }
  const action = keyId(event) === 'C-c' ? ({ kind: 'clear' } as const) : editActionFor(event);
  if (action !== null) prompt.editor = edit(prompt.editor, action);
  return [];
}

function answer(model: Model, prompt: NamePrompt): readonly Request[] {
  const name = editorText(prompt.editor).trim();
  // Asked once is enough, but a server that does not answer may be given another name.
  if (name === '' || (prompt.asked && name === model.session.wantedName)) return [];
  // The word QUIT leaves here too; nobody is called that by accident.
  if (name === 'QUIT') return [{ kind: 'quit', why: '' }];
  if (isPasswordWord(name)) return askPassword(model, prompt);
  const problem = nameProblem(name, '');
  if (problem === null || problem === 'reserved') {
    prompt.asked = true;
    prompt.trouble = '';
    return [{ kind: 'introduce', name }];
  }
  const suggestion = suggestName(name, '', () => true);
  prompt.trouble = `A name is up to 30 letters, digits, - and _, without spaces and dots. How about ${suggestion}?`;
  prompt.editor = setText(prompt.editor, suggestion);
  return [];
}

/** The way to one's own name from a device that does not have its key. */
function askPassword(model: Model, prompt: NamePrompt): readonly Request[] {
  const name = prompt.mayProve;
  if (name !== null) model.secret = secretPrompt({ kind: 'login', name });
  else prompt.trouble = 'First give your name; if it takes a password, /password asks for it.';
  prompt.editor = setText(prompt.editor, name ?? '');
  return [];
}

/** No name begins with a slash. */
export function isPasswordWord(typed: string): boolean {
  return /^\/(password|passwd)$/i.test(typed.trim());
}

/** Asks (again), with the server's suggestion filled in; in the room it is only told. */
export function nameRefused(
  model: Model,
  event: Extract<ClientEvent, { kind: 'name-refused' }>,
  now: Millis,
): void {
  const text = sentence(event) ?? '';
  if (model.session.phase === 'ready') addEntry(model, currentWindow(model), note('trouble', text, now));
  else {
    const mayProve = event.mayProve === true ? event.name : null;
    model.name = { ...namePrompt(event.suggestion ?? event.name, text), mayProve };
    // Whoever mistyped it types it again without looking: asked for a name, they would tell it to everybody.
    if (event.trouble === 'password' && mayProve !== null)
      model.secret = secretPrompt({ kind: 'login', name: mayProve }, event.text);
  }
}

export function nameAccepted(model: Model, name: string): readonly Request[] {
  const asked = model.name !== null;
  model.name = null;
  return asked ? [{ kind: 'remember', name }] : [];
}
