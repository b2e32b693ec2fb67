/** Ctrl-F in the log: which lines have the words, and going from one to the next. */
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
