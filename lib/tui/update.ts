/** One message changes the model and asks for what only the outside can do. The model is changed in place. */
import { unreachable, type Millis } from '../base/result.js';
import type { LinkStatus } from '../client/event.js';
import { asksRoomPassword } from '../client/session.js';
import { note } from './entry.js';
import type { InputEvent } from './input-event.js';
import type { Message, Request } from './message.js';
import type { Model } from './model.js';
import { secretPrompt } from './secret.js';
import { completePath } from './update/complete.js';
import { takeDrafts } from './update/drafts.js';
import { onEvent } from './update/events.js';
import { forgetHint } from './update/hint.js';
import { onInput } from './update/input.js';
import { onNameInput } from './update/name.js';
import { onEdited } from './update/outside.js';
import { takePaste } from './update/paste.js';
import { onSecretInput } from './update/secret.js';
import { receiptRequests } from './update/receipts.js';
import { markRequests, noteRead } from './update/reading.js';
import { forgetTypists, typingRequests } from './update/typing.js';
import { relayoutWindow } from './window.js';
import { addEntry, currentWindow, tellHere } from './windows.js';

export function update(model: Model, message: Message, now: Millis): readonly Request[] {
  model.now = now;
  forgetTypists(model);
  forgetHint(model);
  const requests = change(model, message, now);
  return [...requests, ...markRequests(model, now), ...receiptRequests(model)];
}

function change(model: Model, message: Message, now: Millis): readonly Request[] {
  switch (message.kind) {
    case 'input':
      return take(model, message.event);
    case 'resize':
      model.size = message.size;
      for (const window of model.windows) relayoutWindow(window);
      return [];
    case 'events':
      return message.events.flatMap((event) => onEvent(model, event, now));
    case 'status':
      onStatus(model, message.status);
      return [];
    case 'word':
      model.word = message.text;
      return [];
    case 'drafts':
      takeDrafts(model, message.drafts);
      return [];
    case 'file':
      if (message.text === null) tellHere(model, 'trouble', message.trouble);
      else takePaste(model, message.text, message.path.replace(/^.*\//, ''));
      return [];
    case 'paths':
      completePath(model, message.typed, message.found);
      return [];
    case 'edited':
      onEdited(model, message);
      return [];
    case 'tick':
      return [];
    default:
      return unreachable(message);
  }
}

/** Who uses the terminal has read what stood on it, and reads what the key has brought. */
function take(model: Model, event: InputEvent): readonly Request[] {
  if (model.secret !== null) return onSecretInput(model, model.secret, event);
  if (event.kind !== 'focus') model.word = '';
  noteRead(model);
  if (model.name !== null) return onNameInput(model, model.name, event);
  const before = currentWindow(model).editor;
  const requests = onInput(model, event);
  noteRead(model);
  const isLeaving = requests.some(({ kind }) => kind === 'quit');
  if (isLeaving || currentWindow(model).editor === before) return requests;
  return [...requests, ...typingRequests(model)];
}

/** A loss is told once in each window, however many tries fail after it. */
function onStatus(model: Model, status: LinkStatus): void {
  const before = model.status;
  model.status = status;
  if (status.kind === 'waiting' && before.kind === 'connected') {
    tellAll(model, 'trouble', 'Oh no, we have lost connection to the server!');
  }
  if (status.kind === 'closed' && asksRoomPassword(model.session, status.code)) {
    model.secret = secretPrompt(
      { kind: 'room' },
      model.session.password === null ? '' : 'That is not the password of this chatroom.',
    );
    return;
  }
  if (status.kind === 'closed')
    tellAll(model, 'trouble', 'Not connected any more. Enter tries again, Ctrl-Q leaves.');
  if (status.kind === 'connected') model.askedToLeave = false;
  // Nobody will answer what was asked before.
  else {
    for (const window of model.windows) {
      window.asking = null;
      window.refused = false;
    }
  }
}

function tellAll(model: Model, kind: 'trouble' | 'info', text: string): void {
  for (const window of model.windows) {
    if (window === currentWindow(model) || window.place.startsWith('#'))
      addEntry(model, window, note(kind, text, model.now));
  }
}
