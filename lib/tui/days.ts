/** The lines that say which day it was, above the first message of each. */
import type { Millis } from '../base/result.js';
import { dateText } from '../client/clock.js';
import { note, type Entry } from './entry.js';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/** A number for each day where the reader is. */
export function dayOf(at: Millis): number {
  const date = new Date(at);
  return date.getFullYear() * 400 + date.getMonth() * 32 + date.getDate();
}

/** Milliseconds of which each belongs to one day, wherever the reader is: clocks differ by quarters of an hour. */
const QUARTER_MS = 900_000;

/** Most are seconds apart, and a calendar is slow. */
function isSameDay(one: Millis, other: Millis): boolean {
  return Math.floor(one / QUARTER_MS) === Math.floor(other / QUARTER_MS) || dayOf(one) === dayOf(other);
}

export function dayLine(at: Millis): Entry {
  return note('day', `${DAYS[new Date(at).getDay()] ?? ''}, ${dateText(at)}`, at);
}

export function isDayLine(entry: Entry): boolean {
  return entry.kind === 'day';
}

/** Entries with a line above each day; `before` is the entry above them. A list that begins today needs none. */
export function withDays(
  entries: readonly Entry[],
  before: Entry | undefined,
  now: Millis,
): readonly Entry[] {
  const all: Entry[] = [];
  let last = before?.at ?? now;
  for (const entry of entries) {
    if (!isSameDay(entry.at, last)) all.push(dayLine(entry.at));
    last = entry.at;
    all.push(entry);
  }
  return all;
}
