/** Searching: the server's answer as a list over the messages, and from it to the place where it was said. */
import { sameName } from '../../base/casefold.js';
import { canAsk, canSearch, PAGE } from '../../client/asking.js';
import type { ClientEvent } from '../../client/event.js';
import { isRoomTarget } from '../../client/session.js';
import { speechEntry, type Entry } from '../entry.js';
import type { KeyAction } from '../keys.js';
import type { Request } from '../message.js';
import type { Model, Results } from '../model.js';
import { toNewest, type Window } from '../window.js';
import { currentWindow, openWindow, showWindow, tellHere } from '../windows.js';
import { clockText } from '../view/entry-rows.js';
import { readingSize, upperHeight } from '../view/layout.js';
import { askFor } from './pages.js';

/** Messages that a search without the server lists: more than one reads, and no more than a few screens. */
const FOUND_HERE_MAX = 50;

export function search(model: Model, words: string): readonly Request[] {
  const { place } = currentWindow(model);
  if (place === '' || !canSearch(model.session)) {
    searchHere(model, words);
    return [];
  }
  model.results = { place, words, entries: null, more: false, selected: 0, isOpen: true };
  return [{ kind: 'ask', ask: { kind: 'search', place, words } }];
}

export function onFound(model: Model, event: Extract<ClientEvent, { kind: 'found' }>): void {
  const { results, session } = model;
  // Closed meanwhile, or asked for something else.
  if (results?.entries !== null || results.words !== event.words || !sameName(results.place, event.place))
    return;
  if (event.messages.length === 0) {
    model.results = null;
    tellHere(model, 'info', `Nobody has said "${event.words}" in ${event.place}.`);
    return;
  }
  const inRoom = isRoomTarget(session, event.place);
  results.entries = event.messages.map((message) => speechEntry(message, session.chat.me, inRoom));
  results.more = event.more;
  results.selected = event.messages.length - 1;
}

/** What a key means to the open list; null for keys that are not its own. */
export function actOnResults(model: Model, results: Results, action: KeyAction): readonly Request[] | null {
  const last = (results.entries?.length ?? 1) - 1;
  const page = Math.max(1, upperHeight(model) - 2);
  const select = (index: number): readonly Request[] => {
    results.selected = Math.max(0, Math.min(last, index));
    return [];
  };
  switch (action) {
    case 'up':
      return select(results.selected - 1);
    case 'down':
      return select(results.selected + 1);
    case 'page-up':
      return select(results.selected - page);
    case 'page-down':
      return select(results.selected + page);
    case 'home':
    case 'oldest':
      return select(0);
    case 'end':
    case 'newest':
      return select(last);
    case 'send':
      return jump(model, results);
    case 'escape':
      closeResults(model);
      return [];
    default:
      return null;
  }
}

/** By the wheel, or by so many lines. */
export function moveSelection(results: Results, rows: number): void {
  const last = (results.entries?.length ?? 1) - 1;
  results.selected = Math.max(0, Math.min(last, results.selected + rows));
}

/** Escape: from the place that was found to the list, from the list to what is said now. */
export function goBack(model: Model): void {
  const window = currentWindow(model);
  const { results } = model;
  window.excerpt = null;
  if (results !== null && sameName(results.place, window.place)) results.isOpen = true;
}

function closeResults(model: Model): void {
  model.results = null;
  const window = currentWindow(model);
  setSought(window, '');
  toNewest(window);
}

/** To the one before or after it in the list; the list stays open to Escape. */
export function jumpToFound(model: Model, results: Results, direction: -1 | 1): readonly Request[] {
  moveSelection(results, direction);
  return jump(model, results);
}

function jump(model: Model, results: Results): readonly Request[] {
  const entry = results.entries?.[results.selected];
  if (entry === undefined) return [];
  results.isOpen = false;
  const window = openWindow(model, results.place);
  showWindow(model, window);
  window.excerpt = null;
  setSought(window, entry.id);
  const { width, height } = readingSize(model);
  const isSought = ({ id }: Entry): boolean => id !== '' && id === entry.id;
  if (window.timeline.show(isSought, width, height)) return [];
  if (entry.id !== '' && canAsk(model.session)) return askFor(model, window, 'around', entry.id, PAGE, false);
  tellHere(model, 'trouble', 'The server cannot show that place now.');
  return [];
}

function setSought(window: Window, id: string): void {
  window.sought = id;
  window.timeline.relayout();
}

/** Lists the newest that hold all the words. Only what has come to this screen can be found. */
function searchHere(model: Model, words: string): void {
  const wanted = words.toLowerCase().split(/\s+/);
  const { timeline } = currentWindow(model);
  const found: Entry[] = [];
  for (let age = 0; age < timeline.length && found.length < FOUND_HERE_MAX; age += 1) {
    const entry = timeline.fromEnd(age);
    if (entry !== undefined && isFound(entry, wanted)) found.push(entry);
  }
  if (found.length === 0) {
    tellHere(model, 'info', `Nobody has said "${words}" here since you entered.`);
    return;
  }
  const most = found.length === FOUND_HERE_MAX ? `The newest ${FOUND_HERE_MAX} messages` : 'All messages';
  tellHere(model, 'info', `${most} with "${words}" since you entered:`);
  for (const entry of found.reverse()) tellHere(model, 'info', foundText(entry));
}

function isFound(entry: Entry, words: readonly string[]): boolean {
  if (entry.who === '' || entry.takenBack === true) return false;
  const text = `${entry.who} ${entry.text}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function foundText({ at, kind, who, text }: Entry): string {
  return `${clockText(at)} ${kind === 'action' ? `* ${who} ${text}` : `${who}: ${text}`}`;
}
