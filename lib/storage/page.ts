/** Pages of a conversation, oldest first: the rules of every store, and the answers from memory. */
import { matchesPhrases, searchPhrases } from '../base/search-words.js';
import { sameName } from '../base/casefold.js';
import type { Entry } from '../core/kept.js';
import type {
  PageQuestion,
  Position,
  SearchQuestion,
  TargetRow,
  TargetsQuestion,
  Which,
} from '../core/question.js';
import { saidText } from '../core/told.js';

/** Where a position is among the entries: those before it end at `end`, those behind it begin at `start`. */
export interface Place {
  readonly end: number;
  readonly start: number;
}

/** Entries of one conversation by their places, however a store finds them; `from` is within, `to` is not. */
export interface Shelf<Item> {
  /** Null where no entry has that id. */
  readonly placeOf: (position: Position) => Place | null;
  readonly newest: (from: number, to: number, limit: number) => readonly Item[];
  readonly oldest: (from: number, to: number, limit: number) => readonly Item[];
}

/** Behind every entry. */
export const END = Number.MAX_SAFE_INTEGER;

const BEGINNING: Place = { end: 0, start: 0 };

/** The rules of every store, oldest first. A position that is not known gives nothing. */
export function readPage<Item>(shelf: Shelf<Item>, which: Which, limit: number): readonly Item[] {
  const [from, to] = positionsOf(which);
  const place = from === null ? BEGINNING : shelf.placeOf(from);
  const other = to === null ? BEGINNING : shelf.placeOf(to);
  if (place === null || other === null) return [];
  switch (which.kind) {
    case 'latest':
      return shelf.newest(place.start, END, limit);
    case 'before':
      return shelf.newest(0, place.end, limit);
    case 'after':
      return shelf.oldest(place.start, END, limit);
    case 'around': {
      const before = shelf.newest(0, place.end, Math.floor(limit / 2));
      return [...before, ...shelf.oldest(place.end, END, limit - before.length)];
    }
    case 'between':
      return place.end <= other.end
        ? shelf.oldest(place.start, other.end, limit)
        : shelf.newest(other.start, place.end, limit);
  }
}

/** `entries` are all of the conversation, in their order; `messageOf` tells which of them the id of a reaction means. */
export function pageOf(
  entries: readonly Entry[],
  question: PageQuestion,
  messageOf: (id: string) => string,
): readonly Entry[] {
  const { which, limit, events, since } = question;
  const wanted = (entry: Entry): boolean =>
    (events || saidText(entry.happening) !== null) && (since === null || entry.happening.at >= since);
  const shelf: Shelf<Entry> = {
    placeOf: (position) =>
      placeOf(entries, position.by === 'id' ? { by: 'id', id: messageOf(position.id) } : position),
    newest: (from, to, count) => (count <= 0 ? [] : entries.slice(from, to).filter(wanted).slice(-count)),
    oldest: (from, to, count) => entries.slice(from, to).filter(wanted).slice(0, Math.max(0, count)),
  };
  return readPage(shelf, which, limit);
}

function positionsOf(which: Which): readonly [Position | null, Position | null] {
  switch (which.kind) {
    case 'latest':
      return [which.after, null];
    case 'between':
      return [which.from, which.to];
    default:
      return [which.at, null];
  }
}

function placeOf(entries: readonly Entry[], position: Position): Place | null {
  if (position.by === 'id') {
    const index = entries.findIndex(({ happening }) => happening.id === position.id);
    return index === -1 ? null : { end: index, start: index + 1 };
  }
  return {
    end: firstIndex(entries, (at) => at >= position.at),
    start: firstIndex(entries, (at) => at > position.at),
  };
}

function firstIndex(entries: readonly Entry[], is: (at: number) => boolean): number {
  const index = entries.findIndex(({ happening }) => is(happening.at));
  return index === -1 ? entries.length : index;
}

export function foundIn(entries: readonly Entry[], question: SearchQuestion): readonly Entry[] {
  const { words, from, after, before, limit, since } = question;
  const phrases = searchPhrases(words);
  const found = entries.filter(({ happening }) => {
    const { at, who } = happening;
    if ((after !== null && at <= after) || (before !== null && at >= before)) return false;
    if ((since !== null && at < since) || (from !== null && !sameName(who.name, from))) return false;
    const text = saidText(happening);
    return text !== null && (words === '' || matchesPhrases(text, phrases));
  });
  return limit <= 0 ? [] : found.slice(-limit);
}

/** Those asked for of all that were found; of two as late as each other the first by name comes first. */
export function orderedTargets(
  rows: readonly TargetRow[],
  { from, to, oldestFirst, limit }: TargetsQuestion,
): readonly TargetRow[] {
  const sign = oldestFirst ? -1 : 1;
  return rows
    .filter(({ at }) => at > from && at < to)
    .sort((one, other) => sign * (other.at - one.at) || (one.conversation < other.conversation ? -1 : 1))
    .slice(0, Math.max(0, limit));
}
