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
  let day = before === undefined ? dayOf(now) : dayOf(before.at);
  for (const entry of entries) {
    if (dayOf(entry.at) !== day) all.push(dayLine(entry.at));
    day = dayOf(entry.at);
    all.push(entry);
  }
  return all;
}
