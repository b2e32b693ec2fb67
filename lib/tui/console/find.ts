/** Ctrl-F in the log: which lines have the words, going from one to the next, and marking them. */
import type { Row, Span, Style } from '../frame.js';
import { safeSlice } from '../../base/safe-text.js';
import type { Timeline } from '../timeline.js';
import type { LogEntry } from './log-rows.js';

export interface Find {
  readonly query: string;
  /** The lines that have it, oldest first; those that come later are added. */
  readonly hits: LogEntry[];
  /** The line that was gone to; null before the first. */
  at: LogEntry | null;
  /** The lines found and no others, while that is what is shown. */
  only: Timeline<LogEntry> | null;
}

export function findIn(log: Timeline<LogEntry>, query: string): Find {
  const hits: LogEntry[] = [];
  for (let index = 0; index < log.length; index += 1) {
    const entry = log.fromStart(index);
    if (entry !== undefined && isFound(entry, query)) hits.push(entry);
  }
  return { query, hits, at: null, only: null };
}

/** Lines of the log kept for scrolling back; so many at most are found, since what was dropped cannot be gone to. */
export const LOG_LINES_MAX = 20_000;

/** A new line of the log may be one of those looked for. */
export function alsoFind(find: Find, entry: LogEntry): void {
  if (!isFound(entry, find.query)) return;
  find.hits.push(entry);
  if (find.hits.length > LOG_LINES_MAX) find.hits.shift();
  find.only?.append(entry);
}

function isFound({ text }: LogEntry, query: string): boolean {
  return query !== '' && text.toLowerCase().includes(query.toLowerCase());
}

/** The hit after (1) or before (-1) the one gone to; without one, the newest. Stays at either end. */
export function nextHit({ hits, at }: Find, direction: 1 | -1): LogEntry | null {
  const index = at === null ? -1 : hits.indexOf(at);
  if (index === -1) return hits.at(-1) ?? null;
  return hits[Math.min(hits.length - 1, Math.max(0, index + direction))] ?? null;
}

/** The same row with the words in another style wherever they stand within one span. */
export function marked(row: Row, query: string, style: Style): Row {
  return row.flatMap((span) => markedSpan(span, query.toLowerCase(), style));
}

function markedSpan(span: Span, query: string, style: Style): readonly Span[] {
  const lower = span.text.toLowerCase();
  // Where lower case has another length, places in it are not places in the text.
  if (query === '' || lower.length !== span.text.length) return [span];
  const parts: Span[] = [];
  let done = 0;
  for (let at = lower.indexOf(query); at !== -1; at = lower.indexOf(query, done)) {
    if (at > done) parts.push({ text: safeSlice(span.text, done, at), style: span.style });
    done = at + query.length;
    parts.push({ text: safeSlice(span.text, at, done), style: { ...span.style, ...style } });
  }
  if (parts.length === 0) return [span];
  return done < span.text.length
    ? [...parts, { text: safeSlice(span.text, done), style: span.style }]
    : parts;
}
