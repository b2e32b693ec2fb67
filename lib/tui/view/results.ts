/** What a search has found, one row each, the newest last, over the message pane. */
import { safeText } from '../../base/safe-text.js';
import { clockText, dateText, type ClockFormat } from '../../client/clock.js';
import type { Entry } from '../entry.js';
import type { Row } from '../frame.js';
import type { Results } from '../model.js';
import { nickColour, THEME } from '../theme.js';
import { fromFound, highlight, wordsPattern } from '../highlight.js';
import { whatFits } from '../what-fits.js';
import { fitRow, rowWidth, span } from '../wrap.js';
import { foundText } from './below.js';
import { shortened } from './entry-rows.js';

/** Below this the day is left out: the words matter more. */
const DAY_COLUMNS_MIN = 60;

/** Of the pane, below which not all of the hints fit. */
const NARROW_COLUMNS = 50;

/** Always `height` rows: a heading, the list around the chosen one, and what to do next. */
export function resultsPane(
  results: Results,
  width: number,
  height: number,
  format: ClockFormat,
): readonly Row[] {
  const { entries, selected } = results;
  const room = Math.max(1, height - 2);
  const all = entries ?? [];
  const first = Math.max(0, Math.min(all.length - room, selected - Math.floor(room / 2)));
  const words = results.words.split(/\s+/);
  const pattern = wordsPattern(words);
  const shown = all
    .slice(first, first + room)
    .map((entry, index) =>
      resultRow(entry, width, { isSelected: first + index === selected, words, pattern, format }),
    );
  const count = all.length === 0 ? [] : [foundText(results)];
  const ways = ['Enter goes there', 'Escape goes back'];
  // How to get out is told on the narrowest screen too.
  const hints = width < NARROW_COLUMNS ? [...ways.reverse(), ...count] : [...count, ...ways];
  const last = whatFits(hints, width - 1);
  const blank = Array.from({ length: room - shown.length }, (): Row => []);
  return [
    [span(' '), span(shortened(safeText(heading(results)), width - 1), THEME.heading)],
    ...shown,
    ...blank,
    fitRow([span(` ${last}`, THEME.title)], width),
  ].slice(-height);
}

function heading({ entries, words, place, more }: Results): string {
  const what = `"${words}" in ${place}`;
  if (entries === null) return `Searching for ${what}...`;
  const count = entries.length === 1 ? '1 message' : `${entries.length} messages`;
  return more ? `The newest ${count} with ${what}` : `${count} with ${what}`;
}

interface RowLook {
  readonly isSelected: boolean;
  readonly words: readonly string[];
  readonly pattern: RegExp | null;
  readonly format: ClockFormat;
}

function resultRow(entry: Entry, width: number, { isSelected, words, pattern, format }: RowLook): Row {
  const day = width < DAY_COLUMNS_MIN ? [] : [dateText(entry.at)];
  const when = [...day, ...(format === 'off' ? [] : [clockText(entry.at, format)]), ''].join(' ');
  const look = isSelected ? THEME.sought : {};
  const name = safeText(entry.kind === 'action' ? `* ${entry.who} ` : `${entry.who}: `);
  const head = [
    span(` ${when}`, isSelected ? look : THEME.time),
    span(name, isSelected ? look : { fg: nickColour(entry.who) }),
  ];
  const text = fromFound(entry.text, words, width - rowWidth(head));
  const row = [...head, ...highlight([span(text, look)], pattern, THEME.found)];
  return isSelected ? fitRow(row, width, look) : fitRow(row, width);
}
