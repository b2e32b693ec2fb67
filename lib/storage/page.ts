/** Pages of a conversation that is held in memory, oldest first; the rules are those of every store. */
import { matchesPhrases, searchPhrases } from '../base/search-words.js';
import { sameName } from '../base/casefold.js';
import type { Entry } from '../core/kept.js';
import type { PageQuestion, Position, SearchQuestion, Which } from '../core/question.js';
import { saidText } from '../core/told.js';

/** Where a position is among the entries: those before it end at `end`, those behind it begin at `start`. */
interface Place {
  readonly end: number;
  readonly start: number;
}

/** `entries` are all of the conversation, in their order. A position that is not known gives nothing. */
export function pageOf(entries: readonly Entry[], question: PageQuestion): readonly Entry[] {
  const { which, limit, events, since } = question;
  const wanted = (entry: Entry): boolean =>
    (events || saidText(entry.happening) !== null) && (since === null || entry.happening.at >= since);
  const oldest = (from: number, to: number, count: number): readonly Entry[] =>
    entries.slice(from, to).filter(wanted).slice(0, count);
  const newest = (from: number, to: number, count: number): readonly Entry[] =>
    count === 0 ? [] : entries.slice(from, to).filter(wanted).slice(-count);
  const all = entries.length;
  const places = placesOf(entries, which);
  if (places === null) return [];
  const [place, other] = places;
  switch (which.kind) {
    case 'latest':
      return newest(place.start, all, limit);
    case 'before':
      return newest(0, place.end, limit);
    case 'after':
      return oldest(place.start, all, limit);
    case 'around': {
      const before = newest(0, place.end, Math.floor(limit / 2));
      return [...before, ...oldest(place.end, all, limit - before.length)];
    }
    case 'between':
      return place.end <= other.end
        ? oldest(place.start, other.end, limit)
        : newest(other.start, place.end, limit);
  }
}

const BEGINNING: Place = { end: 0, start: 0 };

function placesOf(entries: readonly Entry[], which: Which): readonly [Place, Place] | null {
  const [from, to] = positionsOf(which);
  const place = from === null ? BEGINNING : placeOf(entries, from);
  const other = to === null ? BEGINNING : placeOf(entries, to);
  return place === null || other === null ? null : [place, other];
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
