/** What is on the screen as plain lines, for the terminal's own mouse to select: no panes, no gutter, nothing wrapped by us. */
import { safeText, type SafeText } from '../base/safe-text.js';
import { textWidth } from '../base/text-width.js';
import { clockText, type ClockFormat } from '../client/clock.js';
import type { Entry } from './entry.js';
import { foldedText } from './snippets.js';
import type { Size } from './frame.js';

const LAST = '-- Select and copy with the mouse. Any key comes back. --';
const SHORT_LAST = '-- Any key comes back --';

/** `from` tells one entry after the other, from the lowest one on the screen upwards. */
export function bareLines(
  from: () => Entry | undefined,
  { columns, rows }: Size,
  format: ClockFormat,
): readonly SafeText[] {
  const last = LAST.length > columns ? SHORT_LAST : LAST;
  const lines: SafeText[] = [safeText(last)];
  let left = rows - rowsOf(last, columns);
  for (let entry = from(); entry !== undefined && left > 0; entry = from()) {
    // Of one that is longer than the screen the end is seen, as it was before.
    for (const line of linesOf(entry, format).toReversed()) {
      left -= rowsOf(line, columns);
      if (left >= 0) lines.unshift(line);
    }
  }
  return lines;
}

function rowsOf(line: string, columns: number): number {
  return Math.max(1, Math.ceil(textWidth(line) / columns));
}

/** The lines of a long message stand as they were said: code is to be copied as code. */
function linesOf(entry: Entry, format: ClockFormat): readonly SafeText[] {
  const time = format === 'off' ? '' : `${clockText(entry.at, format)} `;
  const { snippet, takenBack, text } = entry;
  if (snippet !== undefined && takenBack !== true) {
    // Its parts are one line, and one copies them where one reads them.
    if (snippet.part > 1) return [];
    return [safeText(`${time}${headOf(entry)}${foldedText(snippet.lines, text)}`)];
  }
  const [first = '', ...others] = text.split('\n');
  return [safeText(`${time}${headOf(entry)}${first}`), ...others.map(safeText)];
}

function headOf({ kind, who }: Entry): string {
  switch (kind) {
    case 'message':
    case 'announcement':
      return `<${who}> `;
    case 'notice':
      return `-${who}- `;
    case 'action':
      return `* ${who} `;
    case 'day':
    case 'event':
    case 'trouble':
    case 'info':
      return '-- ';
  }
}
