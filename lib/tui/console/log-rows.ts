/** How one line of the log looks: the time in a fixed gutter, the text wrapped beside it. */
import type { Millis } from '../../base/result.js';
import type { Row, Style } from '../frame.js';
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

export function logRows({ at, kind, text }: LogEntry, width: number): readonly Row[] {
  const shown = kind === 'typed' ? `> ${text}` : text;
  const rows = wrapSpans([span(shown, STYLES[kind])], width, GUTTER);
  return rows.map((row, index) => [
    span(index === 0 ? `${clock(at)} ` : ' '.repeat(GUTTER), THEME.time),
    ...row,
  ]);
}

function clock(at: Millis): string {
  const time = new Date(at);
  return [time.getHours(), time.getMinutes(), time.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}
