/** A long paste in the message pane: one line while it is folded, and its parts put together to be read. */
import type { Snippet } from '../protocol/snippet.js';
import type { Entry } from './entry.js';
import type { Timeline } from './timeline.js';

/** Entries looked back at for the parts of a snippet: they come one after the other, with what others say between. */
const LOOK_BACK = 2000;

/** What is being read, over the message pane. */
export interface Reading {
  readonly who: string;
  /** Of the snippet, which one sender gives once. */
  readonly key: string;
  readonly lines: number;
  readonly text: string;
  /** Rows that are scrolled away. */
  offset: number;
}

/** Columns below which the first words matter more than the key. */
const KEY_COLUMNS_MIN = 40;

/** Such as `▸ 96 lines (Alt-V): int main(void)`; a later part is no line of its own where it follows the one before. */
export function snippetText({ lines, part, parts }: Snippet, text: string, columns: number): string {
  const goesOn = part === 1 ? '' : `, part ${part} of ${parts}`;
  return foldedText(lines, text, columns < KEY_COLUMNS_MIN ? goesOn : `${goesOn} (Alt-V)`);
}

/** Many lines in one row: how many, and the first words. */
export function foldedText(lines: number, text: string, more = ''): string {
  const first = text.split('\n').find((line) => line.trim() !== '') ?? '';
  return `\u25b8 ${lines === 1 ? '1 line' : `${lines} lines`}${more}: ${first.trim()}`;
}

/** It goes on with the entry above it, which shows it already. */
export function isFoldedAway({ who, snippet }: Entry, before: Entry | undefined): boolean {
  if (snippet === undefined) return false;
  return before?.who === who && before.snippet?.key === snippet.key && before.snippet.part < snippet.part;
}

/** The parts that are here, in their order. */
export function partsOf(timeline: Timeline<Entry>, { who, snippet }: Entry): readonly Entry[] {
  const parts = new Map<number, Entry>();
  for (let age = 0; snippet !== undefined && age < Math.min(LOOK_BACK, timeline.length); age += 1) {
    const entry = timeline.fromEnd(age);
    if (entry?.snippet?.key === snippet.key && entry.who === who) parts.set(entry.snippet.part, entry);
  }
  return [...parts.values()].sort((one, two) => (one.snippet?.part ?? 0) - (two.snippet?.part ?? 0));
}

/** Null for what is no snippet. A part that has not come yet, or was taken back, is said to be missing. */
export function readingOf(timeline: Timeline<Entry>, entry: Entry): Reading | null {
  const { snippet, who } = entry;
  if (snippet === undefined || entry.takenBack === true) return null;
  const parts = partsOf(timeline, entry).filter(({ takenBack }) => takenBack !== true);
  const texts: string[] = [];
  let next = 1;
  for (const { snippet: here, text } of parts) {
    const part = here?.part ?? next;
    texts.push(...missing(next, part - 1, snippet.parts), text);
    next = part + 1;
  }
  texts.push(...missing(next, snippet.parts, snippet.parts));
  return { who, key: snippet.key, lines: snippet.lines, text: texts.join('\n'), offset: 0 };
}

function missing(from: number, to: number, parts: number): readonly string[] {
  if (from > to) return [];
  if (from === to) return [`[part ${from} of ${parts} is not here]`];
  return [`[parts ${from} to ${to} of ${parts} are not here]`];
}
