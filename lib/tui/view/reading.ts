/** A snippet over the message pane: its lines from the first column on, so that selecting copies them as they are. */
import { safeText } from '../../base/safe-text.js';
import type { Row } from '../frame.js';
import type { Reading } from '../snippets.js';
import { THEME } from '../theme.js';
import { whatFits } from '../what-fits.js';
import { fitRow, span, wrapSpans } from '../wrap.js';

/** Of the pane, below which not all of the hints fit. */
const NARROW_COLUMNS = 40;

/** The rows to show, with a last one that says what to do; and the largest offset that still fills the pane. */
export function readingPane(
  { who, text, lines, offset }: Reading,
  width: number,
  height: number,
): { readonly rows: readonly Row[]; readonly offsetMax: number } {
  const rows = text.split('\n').flatMap((line) => wrapSpans([span(line)], width));
  const room = Math.max(1, height - 1);
  const shown = rows.slice(offset, offset + room);
  while (shown.length < room) shown.push([]);
  const more = offset + room < rows.length ? ['PageDown reads on'] : [];
  const count = lines === 1 ? '1 line' : `${lines} lines`;
  const what = [safeText(who), count];
  // How to get out is told on the narrowest screen too.
  const hints =
    width < NARROW_COLUMNS ? ['Escape closes', ...what] : [...what, 'Escape closes', 'c copies', ...more];
  const last = ` ${whatFits(hints, width - 1)}`;
  return {
    rows: [...shown, fitRow([span(last, THEME.title)], width)],
    offsetMax: Math.max(0, rows.length - room),
  };
}
