/** How far one has read: what is seen by somebody who uses the terminal is read, here and for the server. */
import type { Millis } from '../../base/result.js';
import { canMark, markReadLine } from '../../client/asking.js';
import type { Entry } from '../entry.js';
import type { Request } from '../message.js';
import type { Model } from '../model.js';
import { setNewFrom, type Window } from '../window.js';
import { currentWindow, findWindow } from '../windows.js';

/** Milliseconds between two words to the server about one place. */
const MARK_MS = 5000;

/** Entries looked back at for the newest message: comings and goings stand between. */
const LOOK_BACK = 500;

/** After a key: the newest message of this window has been read, if it is on the screen. */
export function noteRead(model: Model): void {
  const window = currentWindow(model);
  const covered = model.help !== null || model.results?.isOpen === true || window.excerpt !== null;
  if (model.name !== null || covered || !window.timeline.isFollowing || !model.focused) return;
  const at = newestAt(window);
  if (at !== null) window.readUntil = Math.max(window.readUntil ?? 0, at);
}

function newestAt({ timeline }: Window): Millis | null {
  for (let age = 0; age < Math.min(LOOK_BACK, timeline.length); age += 1) {
    const entry = timeline.fromEnd(age);
    if (entry !== undefined && entry.who !== '') return entry.at;
  }
  return null;
}

/** Tells the server, not too often; `all`: now or never. */
export function markRequests(model: Model, now: Millis, all = false): readonly Request[] {
  if (!canMark(model.session)) return [];
  return model.windows.flatMap((window) => {
    if (!isToMark(window) || (!all && now - window.markedAt < MARK_MS)) return [];
    const until = window.readUntil ?? 0;
    window.markedUntil = until;
    window.markedAt = now;
    return [{ kind: 'send', line: markReadLine(window.place, until) }];
  });
}

/** When there will be something to tell the server; null while there is not. */
export function markAgainAt(model: Model): Millis | null {
  if (!canMark(model.session)) return null;
  const times = model.windows.filter(isToMark).map((window) => window.markedAt + MARK_MS);
  return times.length === 0 ? null : Math.min(...times);
}

function isToMark({ place, readUntil, markedUntil }: Window): boolean {
  return place !== '' && readUntil !== null && readUntil > markedUntil;
}

/** The server says how far one has read, here or with another device. */
export function onReadUntil(model: Model, place: string, until: Millis | null): void {
  const window = findWindow(model, place);
  if (window === undefined || until === null) return;
  const isFirst = window.readUntil === null;
  window.readUntil = Math.max(window.readUntil ?? 0, until);
  window.markedUntil = Math.max(window.markedUntil, until);
  if (window === currentWindow(model) || window.newFrom === null) {
    if (isFirst) placeNewLine(model, window);
    return;
  }
  setNewFrom(window, null);
  placeNewLine(model, window);
}

/** Finds the first message after what was read, and counts what follows it where it is not on the screen. */
export function placeNewLine(model: Model, window: Window): void {
  if (window.readUntil === null || window.newFrom !== null) return;
  const { timeline, readUntil } = window;
  const unread: Entry[] = [];
  let isAll = !window.beginning;
  for (let age = 0; age < timeline.length; age += 1) {
    const entry = timeline.fromEnd(age);
    if (entry === undefined || entry.who === '') continue;
    if (entry.at <= readUntil) {
      isAll = false;
      break;
    }
    if (!entry.own) unread.push(entry);
  }
  setNewFrom(window, unread.at(-1) ?? null, isAll ? readUntil : null);
  if (window === currentWindow(model)) return;
  window.unread = unread.length;
  window.forMe = unread.filter((entry) => entry.mention).length;
}

/** Older messages are here, `older` of them: the line goes further up where these are new as well. */
export function moveNewLine(window: Window, older: readonly Entry[]): void {
  const { newAfter, newFrom, beginning } = window;
  if (newAfter === null) return;
  const said = older.filter(({ who }) => who !== '');
  const isFound = beginning || said.some(({ at }) => at <= newAfter);
  const oldest = said.find(({ at, own }) => !own && at > newAfter);
  setNewFrom(window, oldest ?? newFrom, isFound ? null : newAfter);
}
