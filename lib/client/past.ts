/** What the client knows of earlier messages: the last it saw of each place, and what it has asked for. */
import { fold, type Folded } from '../base/casefold.js';
import type { Millis } from '../base/result.js';
import type { ClientEvent, Speech } from './event.js';

/** Ids kept of each place, at least half of them, so that nothing is told twice: more than a page and what comes live have in common. */
const SEEN_MAX = 1000;

/** Places remembered: strangers write to us from as many names as they like. */
const PLACES_MAX = 300;

/** What can be asked of a server that keeps what was said. */
export type Ask =
  /** The newest messages of a place that has just been entered. */
  | { readonly kind: 'entry'; readonly place: string }
  /** What came while the connection was lost: after the last message told, or after its time, or else the newest. */
  | { readonly kind: 'missed'; readonly place: string; readonly from: 'last' | 'time' | 'newest' }
  /** Those just before, after or around a message; an empty id asks for the newest. */
  | {
      readonly kind: 'before' | 'after' | 'around';
      readonly place: string;
      readonly id: string;
      readonly count: number;
    }
  /** What has become of messages told before the connection was lost: who reacts to them, and which are taken back. */
  | { readonly kind: 'again'; readonly place: string; readonly until: Millis }
  | { readonly kind: 'search'; readonly place: string; readonly words: string }
  /** Whom we have written with, and who has written to us. */
  | { readonly kind: 'people'; readonly place: '' };

export interface Asked {
  readonly ask: Ask;
  readonly at: Millis;
  /** Messages asked for; fewer in the answer means that there are no more. */
  readonly limit: number;
  /** It is late: given up when the server has answered what was asked after it. */
  readonly late?: boolean;
}

/** In two halves: the older one is forgotten at once, which costs less than one by one. */
class LastIds {
  private newer = new Set<string>();
  private older: ReadonlySet<string> = new Set();

  has(id: string): boolean {
    return this.newer.has(id) || this.older.has(id);
  }

  add(id: string): void {
    if (this.newer.size >= SEEN_MAX / 2) {
      this.older = this.newer;
      this.newer = new Set();
    }
    this.newer.add(id);
  }
}

export interface PlacePast {
  readonly place: string;
  /** The newest message that has been told; empty before the first. */
  lastId: string;
  /** When it was said, or when the place was entered, by the server's clock. */
  lastAt: Millis;
  /** Ids told lately. */
  readonly seen: LastIds;
  /** One's own among them: their echo may come when thousands of others have been told in between. */
  readonly ownSeen: LastIds;
  /** What comes live waits here until all that was said before it has been told. */
  held: ClientEvent[];
  /** More came than can wait: what was let go of is in the pages that are still to be asked for. */
  overflowed: boolean;
  /** Ids of others' messages among what waits that came one after the other: a page with one of them closes the gap. */
  readonly live: Set<string>;
  catchingUp: boolean;
  /** Messages of the pages that have come in this catching up. */
  caughtUp: number;
}

export interface Past {
  readonly places: Map<Folded, PlacePast>;
  /** By the label of the question. */
  readonly asked: Map<string, Asked>;
  nextLabel: number;
  /** The newest time the server told of anything said. */
  newestAt: Millis;
  /** Private conversations an answer has named so far. */
  targets: string[];
}

export function emptyPast(): Past {
  return { places: new Map(), asked: new Map(), nextLabel: 1, newestAt: 0, targets: [] };
}

export function findPast(past: Past, place: string): PlacePast | undefined {
  return past.places.get(fold(place));
}

/** Remembers a place; those not heard of longest make room. */
export function pastOf(past: Past, place: string, at: Millis): PlacePast {
  const known = findPast(past, place);
  if (known !== undefined) return known;
  if (past.places.size >= PLACES_MAX) forgetIdlest(past);
  const one: PlacePast = {
    place,
    lastId: '',
    lastAt: at,
    seen: new LastIds(),
    ownSeen: new LastIds(),
    held: [],
    overflowed: false,
    live: new Set(),
    catchingUp: false,
    caughtUp: 0,
  };
  past.places.set(fold(place), one);
  return one;
}

function forgetIdlest(past: Past): void {
  let idlest: PlacePast | null = null;
  for (const one of past.places.values())
    if (!one.catchingUp && (idlest === null || one.lastAt < idlest.lastAt)) idlest = one;
  if (idlest !== null) past.places.delete(fold(idlest.place));
}

export function forgetPast(past: Past, place: string): void {
  past.places.delete(fold(place));
}

/** Whether a message has been told already. */
export function isKnown({ seen, ownSeen }: PlacePast, { id }: Speech): boolean {
  return seen.has(id) || ownSeen.has(id);
}

/** False for a message that has been told already. `ours`: it was said here, under whatever name. */
export function remember(past: Past, one: PlacePast, speech: Speech, ours = speech.own): boolean {
  const { id, at } = speech;
  if (id === '') return true;
  if (isKnown(one, speech)) return false;
  one.seen.add(id);
  if (ours) one.ownSeen.add(id);
  // What was sent again comes back with its first time.
  if (one.lastId === '' || at >= one.lastAt) one.lastId = id;
  one.lastAt = Math.max(one.lastAt, at);
  past.newestAt = Math.max(past.newestAt, at);
  return true;
}
