/** Searching: the server's answer as a list over the messages, and from it to the place where it was said. */
import { sameName } from '../../base/casefold.js';
import { canAsk, canSearch, PAGE } from '../../client/asking.js';
import type { ClientEvent } from '../../client/event.js';
import { isRoomTarget } from '../../client/session.js';
import { speechEntry, type Entry } from '../entry.js';
import type { KeyAction } from '../keys.js';
import type { Request } from '../message.js';
import type { Model, Results } from '../model.js';
import { wordsPattern } from '../highlight.js';
import { shownTimeline, type Window } from '../window.js';
import { currentWindow, openWindow, showWindow, tellHere } from '../windows.js';
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
  model.results = begin(model, words, null);
  return [{ kind: 'ask', ask: { kind: 'search', place, words } }];
}

function begin(model: Model, words: string, entries: readonly Entry[] | null): Results {
  const window = currentWindow(model);
  const { place, excerpt } = window;
  // A search from what another has found goes back to before both.
  const back = model.results?.back ?? { window, excerpt, position: shownTimeline(window).position };
  const selected = Math.max(0, (entries?.length ?? 0) - 1);
  return { place, words, entries, more: false, selected, back, isOpen: true };
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

/** Escape: from the place that was found to the list, from the list to where one was reading. False where one is there. */
export function goBack(model: Model): boolean {
  const window = currentWindow(model);
  const { results } = model;
  const isBack = window.excerpt === null;
  window.excerpt = null;
  if (results === null || !sameName(results.place, window.place)) return !isBack;
  results.isOpen = true;
  return true;
}

function closeResults(model: Model): void {
  const { results } = model;
  model.results = null;
  const window = currentWindow(model);
  setSought(window, '', null);
  if (results?.back.window !== window) return;
  window.excerpt = results.back.excerpt;
  shownTimeline(window).goTo(results.back.position);
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
  setSought(window, entry.id, wordsPattern(results.words.split(/\s+/)));
  const { width, height } = readingSize(model);
  const isSought = (one: Entry): boolean => one === entry || (one.id !== '' && one.id === entry.id);
  if (window.timeline.show(isSought, width, height)) return [];
  if (entry.id !== '' && canAsk(model.session))
    return askFor(model, window, 'around', entry.id, PAGE, 'stay');
  tellHere(model, 'trouble', 'The server cannot show that place now.');
  return [];
}

function setSought(window: Window, id: string, words: RegExp | null): void {
  window.sought = id;
  window.words = words;
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
  model.results = begin(model, words, found.reverse());
  model.results.more = found.length === FOUND_HERE_MAX;
}

function isFound(entry: Entry, words: readonly string[]): boolean {
  if (entry.who === '' || entry.takenBack === true) return false;
  const text = `${entry.who} ${entry.text}`.toLowerCase();
  return words.every((word) => text.includes(word));
}
