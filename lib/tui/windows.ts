/** The windows of the full screen: which is shown, and what comes into which. */
import { sameName } from '../base/casefold.js';
import { isRoomTarget } from '../client/session.js';
import { withDays } from './days.js';
import { editorText } from './editor.js';
import { isFromOthers, note, type Entry } from './entry.js';
import { lookOf, type Model } from './model.js';
import { withQuotes } from './quotes.js';
import { setSelected } from './selection.js';
import { noteSpeech } from './voices.js';
import { emptyWindow, setNewFrom, toNewest, type Window } from './window.js';

export function currentWindow(model: Model): Window {
  const window = model.windows[model.current] ?? model.windows[0];
  if (window === undefined) throw new Error('a model without windows');
  return window;
}

export function findWindow(model: Model, place: string): Window | undefined {
  return model.windows.find((window) => sameName(window.place, place));
}

/** The window of a place, made if need be; it is not shown by that. */
export function openWindow(model: Model, place: string): Window {
  const known = findWindow(model, place);
  if (known !== undefined) return known;
  const window = emptyWindow(place, () => lookOf(model));
  model.windows.push(window);
  return window;
}

export function showWindow(model: Model, window: Window): void {
  const index = model.windows.indexOf(window);
  if (index === -1) return;
  const before = model.windows[model.current];
  if (before !== undefined && before !== window) {
    endVisit(before);
    model.selection = null;
    setSelected(before, null);
  }
  if (before !== window) model.peopleTop = 0;
  model.current = index;
  window.unread = 0;
  window.forMe = 0;
  model.hint = null;
  model.completion = null;
  model.recall = null;
}

/** What was new and has been read is not new when one comes back: the line will stand above what comes until then. */
export function endVisit(window: Window): void {
  const { newFrom, readUntil } = window;
  if (newFrom !== null && readUntil !== null && newFrom.at <= readUntil) setNewFrom(window, null);
}

/** Windows at a time; beyond it the conversations that were read longest ago make room. */
export const WINDOWS_MAX = 100;

/** Closes a private conversation in which nothing is unread or typed, if there are too many windows. */
export function makeRoom(model: Model): void {
  if (model.windows.length < WINDOWS_MAX) return;
  const idle = model.windows.filter(
    (window) =>
      window !== currentWindow(model) &&
      !isRoomTarget(model.session, window.place) &&
      editorText(window.editor) === '',
  );
  const oldest = idle.find((window) => window.unread === 0) ?? idle[0];
  if (oldest !== undefined) closeWindow(model, oldest.place);
}

/** The last window stays, with nothing in it to talk to. */
export function closeWindow(model: Model, place: string): void {
  const index = model.windows.findIndex((window) => sameName(window.place, place));
  if (index === -1) return;
  if (model.windows.length === 1) model.windows.push(emptyWindow('', () => lookOf(model)));
  const wasShown = model.current === index;
  model.windows.splice(index, 1);
  const shown =
    model.current > index || model.current >= model.windows.length ? model.current - 1 : model.current;
  model.current = Math.max(0, shown);
  if (wasShown) showWindow(model, currentWindow(model));
}

export function addEntry(model: Model, window: Window, entry: Entry): void {
  if (entry.earlier && alreadyShown(window, entry.id)) return;
  if (entry.who !== '') noteSpeech(window.voices, entry.who, entry.at);
  const [said = entry] = withQuotes([entry], window.timeline);
  for (const one of withDays([said], window.timeline.fromEnd(0), model.now)) window.timeline.append(one);
  if (entry.own && window.delivered !== null) {
    window.delivered = null;
    window.timeline.relayout();
  }
  const unseen = window !== currentWindow(model) || !model.focused;
  if (unseen && window.newFrom === null && isFromOthers(entry)) setNewFrom(window, said);
  if (window === currentWindow(model) || entry.earlier) return;
  if (entry.kind !== 'event' && !entry.own && (entry.snippet?.part ?? 1) === 1) window.unread += 1;
  if (entry.mention) window.forMe += 1;
}

/** An answer to what was just done here: shown where it was asked for, also to somebody who had scrolled up. */
export function tellHere(model: Model, kind: 'info' | 'trouble', text: string): void {
  const window = currentWindow(model);
  addEntry(model, window, note(kind, text, model.now));
  toNewest(window);
}

/** Entries looked back at for one that came twice, as history does after a reconnect. */
const LOOK_BACK = 200;

function alreadyShown(window: Window, id: string): boolean {
  if (id === '') return false;
  for (let age = 0; age < Math.min(LOOK_BACK, window.timeline.length); age += 1) {
    if (window.timeline.fromEnd(age)?.id === id) return true;
  }
  return false;
}
