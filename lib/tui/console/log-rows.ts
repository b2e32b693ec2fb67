/** How one line of the log looks: the time in a fixed gutter, the text wrapped beside it. */
import type { Millis } from '../../base/result.js';
import { clockText } from '../../client/clock.js';
import type { Row, Style } from '../frame.js';
import { highlight } from '../highlight.js';
import { THEME } from '../theme.js';
import { span, wrapSpans } from '../wrap.js';

/** A line of the log, an answer to the host, or what the host typed. */
export interface LogEntry {
  readonly at: Millis;
  readonly kind: 'log' | 'answer' | 'typed';
  readonly text: string;
}

const GUTTER = '00:00:00 '.length;

const STYLES: Readonly<Record<LogEntry['kind'], Style>> = {
  log: THEME.text,
  answer: THEME.info,
  typed: THEME.prompt,
};

/** What is looked for, and how it looks where it is found. */
export interface Sought {
  readonly pattern: RegExp | null;
  readonly look: Style;
}

const NOTHING: Sought = { pattern: null, look: {} };

/** Words are marked before they are broken, so that both their parts are. */
export function logRows(
  { at, kind, text }: LogEntry,
  width: number,
  { pattern, look }: Sought = NOTHING,
): readonly Row[] {
  const shown = span(kind === 'typed' ? `> ${text}` : text, STYLES[kind]);
  const rows = wrapSpans(highlight([shown], pattern, look), width, GUTTER);
  return rows.map((row, index) => [
    span(index === 0 ? `${clockText(at, 'seconds')} ` : ' '.repeat(GUTTER), THEME.time),
    ...row,
  ]);
}
