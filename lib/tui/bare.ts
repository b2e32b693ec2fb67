/** What is on the screen as plain lines, for the terminal's own mouse to select: no panes, no gutter, nothing wrapped by us. */
import { safeText, type SafeText } from '../base/safe-text.js';
import { textWidth } from '../base/text-width.js';
import { clockText, type ClockFormat } from '../client/clock.js';
import type { Entry } from './entry.js';
import type { Size } from './frame.js';

const LAST = '-- Select and copy with the mouse. Any key comes back. --';

/** `from` tells one entry after the other, from the lowest one on the screen upwards. */
export function bareLines(
  from: () => Entry | undefined,
  { columns, rows }: Size,
  format: ClockFormat,
): readonly SafeText[] {
  const lines: SafeText[] = [safeText(LAST)];
  let left = rows - rowsOf(LAST, columns);
  for (let entry = from(); entry !== undefined && left > 0; entry = from()) {
    const own = linesOf(entry, format);
    left -= own.reduce((sum, line) => sum + rowsOf(line, columns), 0);
    if (left >= 0) lines.unshift(...own);
  }
  return lines;
}

function rowsOf(line: string, columns: number): number {
  return Math.max(1, Math.ceil(textWidth(line) / columns));
}

/** The lines of a long message stand as they were said: code is to be copied as code. */
function linesOf(entry: Entry, format: ClockFormat): readonly SafeText[] {
  const [first = '', ...others] = entry.text.split('\n');
  const time = format === 'off' ? '' : `${clockText(entry.at, format)} `;
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
