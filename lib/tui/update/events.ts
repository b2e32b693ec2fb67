/** What the client tells: into the window where it belongs, as an entry a person can read. */
import { sameName } from '../../base/casefold.js';
import type { Millis } from '../../base/result.js';
import { unreachable } from '../../base/result.js';
import type { ClientEvent } from '../../client/event.js';
import { entryNotice } from '../../client/entry-notice.js';
import { asksRoomPassword, isRoomTarget } from '../../client/session.js';
import { sentence } from '../../client/words.js';
import { editorText } from '../editor.js';
import { eventEntry, note, speechEntry } from '../entry.js';
import type { Request } from '../message.js';
import type { Model } from '../model.js';
import {
  addEntry,
  closeWindow,
  currentWindow,
  findWindow,
  makeRoom,
  openWindow,
  showWindow,
} from '../windows.js';
import { nameAccepted, nameRefused } from './name.js';
import { onNotTold, onPage } from './pages.js';
import { onReadUntil } from './reading.js';
import { takeBackToo } from './act-on.js';
import { readOn } from './snippet.js';
import { fillDraft } from './drafts.js';
import { attract } from './attention.js';
import { introduce, tellComing, tellRenamed } from './comings.js';
import { forgetReactions, onReacted } from './react.js';
import { noteArrived, onDelivered } from './receipts.js';
import { onFound } from './search.js';
import { onTakenBack } from './taken-back.js';
import { onTyping, writesNoMore } from './typing.js';

export function onEvent(model: Model, event: ClientEvent, now: Millis): readonly Request[] {
  switch (event.kind) {
    case 'speech':
      return hear(model, event);
    case 'typing':
      onTyping(model, event);
      return [];
    case 'reacted':
      onReacted(model, event);
      return [];
    case 'taken-back':
      onTakenBack(model, event);
      return [];
    case 'looked-again':
      forgetReactions(model, event.place, event.ids);
      return [];
    case 'delivered':
      onDelivered(model, event);
      return [];
    case 'page':
      return onPage(model, event);
    case 'found':
      onFound(model, event);
      return [];
    case 'not-told':
      onNotTold(model, event);
      return [];
    case 'read-until':
      onReadUntil(model, event.place, event.until);
      return [];
    case 'welcome':
      backInConversation(model, now);
      return nameAccepted(model, event.name);
    case 'name-refused':
      nameRefused(model, event, now);
      return [];
    case 'entered':
      enter(model, event.room, event.at);
      return [];
    case 'left':
      writesNoMore(model, event.room, event.who);
      left(model, event);
      return [];
    case 'quit':
      for (const place of [...event.rooms, event.who]) writesNoMore(model, place, event.who);
      for (const room of event.rooms) tellComing(model, room, event);
      tellConversation(model, event.who, event, event.at);
      return [];
    case 'renamed':
      renamed(model, event);
      return [];
    case 'joined':
      tellComing(model, event.room, event);
      return [];
    case 'kicked':
      writesNoMore(model, event.room, event.who);
      tellRoom(model, event.room, event, event.at);
      return [];
    case 'modes':
      tellRoom(model, event.room, event, event.at);
      return [];
    case 'topic':
      // An empty topic is worth a line only to those who asked or changed it.
      if (event.text !== '' || model.entering !== event.room) tellRoom(model, event.room, event, event.at);
      return [];
    case 'people':
      if (model.entering === event.room) model.entering = null;
      return [];
    case 'caught-up':
      return [];
    case 'info':
    case 'invited':
      tell(model, event.kind === 'info' ? event.place : null, 'info', sentence(event) ?? '', event.at);
      return [];
    case 'refused':
    case 'undelivered':
      tell(model, event.place, 'trouble', sentence(event) ?? '', event.at);
      return [];
    case 'closing':
      // Answered with a prompt.
      if (asksRoomPassword(model.session, event.code)) return [];
      tell(model, null, 'trouble', sentence(event) ?? '', now);
      return [];
    default:
      return unreachable(event);
  }
}

function hear(model: Model, event: Extract<ClientEvent, { kind: 'speech' }>): readonly Request[] {
  writesNoMore(model, event.place, event.from);
  const inRoom = isRoomTarget(model.session, event.place);
  const known = findWindow(model, event.place);
  // Strangers open windows without being asked.
  if (!inRoom && known === undefined) makeRoom(model);
  const window = inRoom ? known : openWindow(model, event.place);
  const entry = speechEntry(event, model.session.chat.me, inRoom);
  if (window !== undefined && !event.earlier) introduce(model, window, event.from, event.at);
  addEntry(model, window ?? currentWindow(model), entry);
  readOn(model, entry);
  noteArrived(model, event);
  if (entry.mention && !entry.earlier) attract(model, entry, event.place);
  return window === undefined ? [] : takeBackToo(model, window, entry);
}

function enter(model: Model, room: string, at: Millis): void {
  const known = findWindow(model, room);
  // The first window is there before any room, and becomes that of the first room, also when conversations came first.
  const unnamed = known === undefined ? model.windows.find(({ place }) => place === '') : undefined;
  if (unnamed !== undefined) unnamed.place = room;
  const first = unnamed !== undefined && unnamed === currentWindow(model);
  const window = known ?? unnamed ?? openWindow(model, room);
  const again = known !== undefined;
  model.entering = room;
  fillDraft(model, window);
  addEntry(
    model,
    window,
    note('event', again ? `You are back in ${room}.` : entryNotice(model.session, room), at),
  );
  // Not under the hands of somebody who types: Enter would send it to another room.
  if (!again && (first || editorText(currentWindow(model).editor) === '')) showWindow(model, window);
}

/** A conversation that is read was told of the lost connection: rooms are told when they are entered again. */
function backInConversation(model: Model, now: Millis): void {
  const window = currentWindow(model);
  if (window.place !== '' && !isRoomTarget(model.session, window.place))
    addEntry(model, window, note('event', 'You are back.', now));
}

/** One's own room closes, unless something is typed in it: put out by somebody else, one would lose it. */
function left(model: Model, event: Extract<ClientEvent, { kind: 'left' }>): void {
  const window = findWindow(model, event.room);
  const typed = window === undefined ? '' : editorText(window.editor);
  if (!event.own) tellComing(model, event.room, event);
  else if (typed === '') closeWindow(model, event.room);
  else tellRoom(model, event.room, event, event.at);
}

function renamed(model: Model, event: Extract<ClientEvent, { kind: 'renamed' }>): void {
  for (const room of event.rooms) tellRenamed(model, room, event);
  const conversation = findWindow(model, event.from);
  if (conversation === undefined) return;
  // Where there is a conversation under the new name already, this one stays what it was.
  if (findWindow(model, event.to) === undefined) conversation.place = event.to;
  addEntry(model, conversation, eventEntry(event, event.at));
}

function tellRoom(model: Model, room: string, event: ClientEvent, at: Millis): void {
  const window = findWindow(model, room);
  if (window !== undefined) addEntry(model, window, eventEntry(event, at));
}

function tellConversation(model: Model, who: string, event: ClientEvent, at: Millis): void {
  const window = findWindow(model, who);
  if (window !== undefined) addEntry(model, window, eventEntry(event, at));
}

function tell(model: Model, place: string | null, kind: 'info' | 'trouble', text: string, at: Millis): void {
  if (text === '') return;
  const window = model.windows.find((one) => place !== null && sameName(one.place, place));
  addEntry(model, window ?? currentWindow(model), note(kind, text, at));
}
