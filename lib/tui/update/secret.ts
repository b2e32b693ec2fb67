/** A password is typed: Enter gives it, Escape and Ctrl-C give it up. */
import { unreachable } from '../../base/result.js';
import { passwordLine, passwordProblem } from '../../client/account-lines.js';
import { edit, editorText } from '../editor.js';
import { editActionFor } from '../editor-keys.js';
import type { InputEvent, KeyEvent } from '../input-event.js';
import { keyAction } from '../keys.js';
import type { Request } from '../message.js';
import { namePrompt, type Model } from '../model.js';
import { secretPrompt, type SecretPrompt } from '../secret.js';
import { tellHere } from '../windows.js';

export function onSecretInput(model: Model, secret: SecretPrompt, event: InputEvent): readonly Request[] {
  switch (event.kind) {
    case 'text':
      type(secret, event.text);
      return [];
    case 'paste':
      // What is copied from a password keeper often ends its line.
      type(secret, event.text.replace(/[\r\n]+$/, ''));
      return [];
    case 'key':
      return onSecretKey(model, secret, event);
    case 'focus':
      model.focused = event.focused;
      return [];
    case 'wheel':
    case 'mouse':
      return [];
    default:
      return unreachable(event);
  }
}

function type(secret: SecretPrompt, text: string): void {
  secret.editor = edit(secret.editor, { kind: 'insert', text: text.replace(/[\r\n]/g, '') });
}

function onSecretKey(model: Model, secret: SecretPrompt, event: KeyEvent): readonly Request[] {
  switch (keyAction(event)) {
    case 'send':
      return given(model, secret, editorText(secret.editor));
    case 'quit':
      return [{ kind: 'quit', why: '' }];
    case 'clear-or-quit':
    case 'escape':
      return giveUp(model, secret);
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
  const action = editActionFor(event);
  if (action !== null) secret.editor = edit(secret.editor, action);
  return [];
}

/** Without the chatroom's password there is nothing to do here. */
function giveUp(model: Model, { purpose, editor }: SecretPrompt): readonly Request[] {
  if (purpose.kind === 'room') {
    if (editorText(editor) === '') return [{ kind: 'quit', why: '' }];
    model.secret = secretPrompt(purpose);
    return [];
  }
  model.secret = null;
  if (purpose.kind !== 'login') tellHere(model, 'info', UNCHANGED);
  return [];
}

const UNCHANGED = 'No password was set.';

function given(model: Model, { purpose }: SecretPrompt, text: string): readonly Request[] {
  if (text === '') return [];
  model.secret = null;
  switch (purpose.kind) {
    case 'room':
      if (model.name !== null) model.name.asked = true;
      return [{ kind: 'room-password', password: text }];
    case 'login':
      model.name = { ...namePrompt(purpose.name, ''), asked: true };
      return [{ kind: 'prove', name: purpose.name, password: text }];
    case 'new':
      model.secret = secretPrompt(...afterNew(text));
      return [];
    case 'again':
      return again(model, purpose.first, text);
    default:
      return unreachable(purpose);
  }
}

function afterNew(text: string): Parameters<typeof secretPrompt> {
  const problem = passwordProblem(text);
  return problem === null ? [{ kind: 'again', first: text }] : [{ kind: 'new' }, problem];
}

function again(model: Model, first: string, text: string): readonly Request[] {
  if (text === first) return [{ kind: 'send', line: passwordLine(model.session, text) }];
  tellHere(model, 'trouble', `Those were two different passwords. ${UNCHANGED}`);
  return [];
}
