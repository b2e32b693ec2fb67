/** Pages of earlier messages: asked for at the edges of what is here, and put where they belong. */
import type { Millis } from '../../base/result.js';
import type { ClientEvent, Page } from '../../client/event.js';
import { canAsk, PAGE } from '../../client/asking.js';
import { showsPast } from '../../client/entry-notice.js';
import { isRoomTarget } from '../../client/session.js';
import { dayOf, dayLine, isDayLine, withDays } from '../days.js';
import { note, speechEntry, type Entry } from '../entry.js';
import type { Request } from '../message.js';
import type { Model } from '../model.js';
import { withQuotes, withWords } from '../quotes.js';
import { TIMELINE_CAPACITY, type Timeline } from '../timeline.js';
import { noteSpeech } from '../voices.js';
import {
  clearWindow,
  emptyExcerpt,
  replaceEntries,
  shownTimeline,
  toNewest,
  type WhenHere,
  type Window,
} from '../window.js';
import { addEntry, currentWindow, findWindow, makeRoom, openWindow, tellHere } from '../windows.js';
import { paneSize, readingSize } from '../view/layout.js';
import { attract } from './attention.js';
import { moveNewLine, placeNewLine } from './reading.js';

/** Entries at each end of what is here that a page may overlap with. */
const OVERLAP = 1000;

/** After scrolling up: asks for what was said before, where nothing more is here. */
export function askForOlder(model: Model): readonly Request[] {
  const window = currentWindow(model);
  const timeline = shownTimeline(window);
  const { width, height } = paneSize(model);
  const isAll = window.excerpt?.beginning ?? window.beginning;
  if (isAll || window.refused || timeline.length >= TIMELINE_CAPACITY || !timeline.isAtTop(width, height))
    return [];
  return askFor(model, window, 'before', oldestId(timeline), PAGE, 'stay');
}

/** After scrolling down in an excerpt: asks for what was said next, or from its very end returns to now. */
export function askForNewer(model: Model, wasAtEnd: boolean): readonly Request[] {
  const window = currentWindow(model);
  const { excerpt } = window;
  if (excerpt?.timeline.isFollowing !== true) return [];
  if (!excerpt.end) return askFor(model, window, 'after', newestId(excerpt.timeline), PAGE, 'stay');
  if (wasAtEnd) toNewest(window);
  return [];
}

/** `/history`: so many more, and shown from the first of them. Null where the server cannot be asked. */
export function askForHistory(model: Model, count: number): readonly Request[] | null {
  const window = currentWindow(model);
  if (window.place === '' || !canAsk(model.session)) return null;
  window.excerpt = null;
  window.refused = false;
  if (!window.beginning && window.timeline.length < TIMELINE_CAPACITY)
    return askFor(model, window, 'before', oldestId(window.timeline), count, 'to-start');
  const { width, height } = readingSize(model);
  window.timeline.toStart(width, height);
  return [];
}

/** Once at a time. */
export function askFor(
  model: Model,
  window: Window,
  kind: 'before' | 'after' | 'around',
  id: string,
  count: number,
  then: WhenHere,
): readonly Request[] {
  const { place } = window;
  if (place === '' || window.asking !== null || !canAsk(model.session)) return [];
  window.asking = { then };
  return [{ kind: 'ask', ask: { kind, place, id, count } }];
}

function oldestId(timeline: Timeline<Entry>): string {
  for (let index = 0; index < Math.min(OVERLAP, timeline.length); index += 1) {
    const id = timeline.fromStart(index)?.id ?? '';
    if (id !== '') return id;
  }
  return '';
}

function newestId(timeline: Timeline<Entry>): string {
  for (let age = 0; age < Math.min(OVERLAP, timeline.length); age += 1) {
    const id = timeline.fromEnd(age)?.id ?? '';
    if (id !== '') return id;
  }
  return '';
}

export function onPage(model: Model, page: Page): readonly Request[] {
  const window = windowOf(model, page);
  if (window === null) return [];
  const asking = window.asking;
  if (page.why !== 'entry' && page.why !== 'missed') window.asking = null;
  const inRoom = isRoomTarget(model.session, page.place);
  const entries = page.messages.map((message) =>
    speechEntry({ ...message, earlier: page.why !== 'missed' }, model.session.chat.me, inRoom),
  );
  switch (page.why) {
    case 'entry':
      fill(model, window, page, entries);
      return [];
    case 'missed':
      catchUp(model, window, page, entries);
      return [];
    case 'before':
      putBefore(model, window, page, entries);
      if (asking?.then === 'to-start') scrollToStart(model, window);
      return goesOn(window, asking) ? (showNew(model, window) ?? []) : [];
    case 'after':
      putAfter(model, window, page, entries);
      return [];
    case 'around':
      lookAt(model, window, page, entries);
      return [];
  }
}

/** Whoever has gone back down meanwhile does not want to be taken up again. */
function goesOn({ excerpt, timeline }: Window, asking: Window['asking']): boolean {
  return asking?.then === 'to-new' && excerpt === null && !timeline.isFollowing;
}

/** A conversation opens with what was said in it; a room that was left meanwhile does not. */
function windowOf(model: Model, page: Page): Window | null {
  const known = findWindow(model, page.place);
  if (known !== undefined) return known;
  if (isRoomTarget(model.session, page.place) || page.messages.length === 0) return null;
  makeRoom(model);
  return openWindow(model, page.place);
}

/** On entry: what was said before goes above all that is here, unless it came since. */
function fill(model: Model, window: Window, page: Page, entries: readonly Entry[]): void {
  const { timeline } = window;
  const fresh = withoutDoubles(timeline, entries);
  const oldest = oldestSpeech(timeline);
  const isOlder = (entry: Entry): boolean => oldest === undefined || entry.at <= oldest.at;
  for (const { who, at } of fresh) noteSpeech(window.voices, who, at);
  prepend(model, timeline, fresh.filter(isOlder));
  for (const entry of fresh) if (!isOlder(entry)) addEntry(model, window, entry);
  if (page.end && oldest === undefined) reachBeginning(model, window, window);
  placeNewLine(model, window);
}

/** After a lost connection: news like any other, only late. */
function catchUp(model: Model, window: Window, page: Page, entries: readonly Entry[]): void {
  const at = entries[0]?.at ?? model.now;
  if (page.gap === 'refused') {
    const text = 'More has been said here than could be asked for: some of it is left out above.';
    addEntry(model, window, note('trouble', text, at));
  }
  if (page.gap === 'too-much') {
    // With nothing else above, scrolling up asks for all of it.
    clearWindow(window);
    addEntry(model, window, note('info', 'Very much has been said meanwhile: scroll up to read it.', at));
  }
  const fresh = withoutDoubles(window.timeline, entries);
  for (const entry of fresh) addEntry(model, window, entry);
  const forMe = fresh.findLast((entry) => entry.mention);
  if (forMe !== undefined) attract(model, forMe, page.place);
  placeNewLine(model, window);
}

function putBefore(model: Model, window: Window, page: Page, entries: readonly Entry[]): void {
  const timeline = shownTimeline(window);
  // One has gone elsewhere since it was asked for.
  if (page.id !== oldestId(timeline)) return;
  const fresh = withoutDoubles(timeline, entries);
  const older = prepend(model, timeline, fresh);
  replaceEntries(window, withWords(fresh));
  if (page.end) reachBeginning(model, window.excerpt ?? window, window);
  if (window.excerpt === null) moveNewLine(window, older);
}

function putAfter(model: Model, window: Window, page: Page, entries: readonly Entry[]): void {
  const { excerpt } = window;
  if (excerpt === null || page.id !== newestId(excerpt.timeline)) return;
  // The reader stays at what was the end, and reads on from there.
  if (entries.length > 0) excerpt.timeline.hold();
  append(model, excerpt.timeline, entries);
  if (page.end) excerpt.end = true;
}

/** A place far from what is here, with what surrounds it. */
function lookAt(model: Model, window: Window, page: Page, entries: readonly Entry[]): void {
  if (page.id !== window.sought) return;
  const excerpt = emptyExcerpt(window);
  append(model, excerpt.timeline, entries);
  const { width, height } = readingSize(model);
  if (!excerpt.timeline.show((entry) => entry.id === page.id, width, height)) {
    tellHere(model, 'trouble', 'That message is not kept any more.');
    return;
  }
  window.excerpt = excerpt;
}

function append(model: Model, timeline: Timeline<Entry>, plain: readonly Entry[]): void {
  const entries = withQuotes(plain, timeline);
  // An excerpt begins with its day, also when that is today: one has come from somewhere else.
  const last = timeline.fromEnd(0);
  const first = entries[0];
  if (last === undefined && first !== undefined) timeline.append(dayLine(first.at));
  const before = timeline.fromEnd(0);
  for (const entry of withDays(entries, before, model.now)) timeline.append(entry);
}

/** The days of what is put in front and of what was there before meet in one line, or with one between them. Returns what stands there. */
function prepend(model: Model, timeline: Timeline<Entry>, plain: readonly Entry[]): readonly Entry[] {
  const entries = withQuotes(plain, timeline);
  const last = entries.at(-1);
  if (last === undefined) return [];
  const first = timeline.fromStart(0);
  if (first !== undefined && isDayLine(first) && dayOf(first.at) === dayOf(last.at)) timeline.dropOldest();
  const next = timeline.fromStart(0);
  const needsDay = next !== undefined && !isDayLine(next) && dayOf(next.at) !== dayOf(last.at);
  const all = withDays(entries, undefined, model.now);
  timeline.prepend(needsDay ? [...all, dayLine(next.at)] : all);
  return entries;
}

function withoutDoubles(timeline: Timeline<Entry>, entries: readonly Entry[]): readonly Entry[] {
  const ids = new Set<string>();
  for (let index = 0; index < Math.min(OVERLAP, timeline.length); index += 1) {
    ids.add(timeline.fromStart(index)?.id ?? '');
    ids.add(timeline.fromEnd(index)?.id ?? '');
  }
  return entries.filter(({ id }) => id === '' || !ids.has(id));
}

function oldestSpeech(timeline: Timeline<Entry>): Entry | undefined {
  for (let index = 0; index < Math.min(OVERLAP, timeline.length); index += 1) {
    const entry = timeline.fromStart(index);
    if (entry !== undefined && entry.who !== '') return entry;
  }
  return undefined;
}

const EARLIER_UNSHOWN = 'What was said before you came is not shown: the host wants it so.';

function reachBeginning(
  model: Model,
  part: { readonly timeline: Timeline<Entry>; beginning: boolean },
  window: Window,
): void {
  if (part.beginning) return;
  part.beginning = true;
  const of = window.place.startsWith('#') ? window.place : `your conversation with ${window.place}`;
  const text = showsPast(model.session) ? `The beginning of ${of}` : EARLIER_UNSHOWN;
  const at = part.timeline.fromStart(0)?.at ?? 0;
  part.timeline.prepend([note('event', text, at)]);
}

/** Goes to the line above what is new, page by page where that is further up than what is here. Null where nothing is new. */
export function showNew(model: Model, window: Window): readonly Request[] | null {
  const { newFrom, newAfter, timeline, asking } = window;
  const { width, height } = readingSize(model);
  const isHere = newFrom !== null && timeline.show((entry) => entry === newFrom, width, height);
  if (newAfter === null || window.refused || timeline.length >= TIMELINE_CAPACITY) return isHere ? [] : null;
  if (asking?.then === 'stay') window.asking = { then: 'to-new' };
  return askFor(model, window, 'before', oldestId(timeline), PAGE, 'to-new');
}

function scrollToStart(model: Model, window: Window): void {
  const { width, height } = readingSize(model);
  window.timeline.toStart(width, height);
}

/** The server did not tell. */
export function onNotTold(model: Model, event: Extract<ClientEvent, { kind: 'not-told' }>): void {
  const window = findWindow(model, event.place);
  const wasScrolling =
    event.why === 'before' && window?.asking?.then !== 'to-start' && window?.asking !== null;
  if (event.why === 'search') model.results = null;
  else if (window !== undefined) window.asking = null;
  if (window !== undefined && wasScrolling) refuseOlder(window, event.text, model.now);
  else tellHere(model, 'trouble', event.text);
}

/** Who only scrolled up stays there: the top says why there is no more, and scrolling asks no more. */
function refuseOlder(window: Window, why: string, now: Millis): void {
  window.refused = true;
  const timeline = shownTimeline(window);
  const first = timeline.fromStart(0);
  if (first?.text !== why) timeline.prepend([note('trouble', why, first?.at ?? now)]);
}
