/** A help over the screen: headings and explained names, scrolled by rows. */
import type { Row } from './frame.js';
import { THEME } from './theme.js';
import { whatFits } from './what-fits.js';
import { fitRow, span, wrapSpans } from './wrap.js';

export interface HelpSection {
  readonly heading: string;
  readonly entries: readonly { readonly label: string; readonly help: string }[];
}

/** Columns for the key or the command; beside it the explanation, or below it where the screen is narrow. */
const LABEL_COLUMNS = 24;
const NARROW_COLUMNS = 60;

export interface HelpPane {
  readonly rows: readonly Row[];
  /** The largest offset that still fills the pane. */
  readonly offsetMax: number;
}

/** The rows to show from `offset`, `height` of them, with a last one that says how to go on. */
export function helpPane(
  sections: readonly HelpSection[],
  offset: number,
  width: number,
  height: number,
): HelpPane {
  const rows = sections.flatMap(({ heading, entries }) => [
    ...wrapSpans([span(heading, THEME.heading)], width, 1).map((row) => [span(' '), ...row]),
    ...entries.flatMap(({ label, help }) => entryRows(label, help, width)),
    [],
  ]);
  const shown = rows.slice(offset, offset + height - 1);
  while (shown.length < height - 1) shown.push([]);
  const more = offset + height - 1 < rows.length ? ['PageDown shows more'] : [];
  const last = fitRow([span(` ${whatFits(['Escape closes', ...more], width - 1)}`, THEME.title)], width);
  return { rows: [...shown, last], offsetMax: Math.max(0, rows.length - (height - 1)) };
}

function entryRows(label: string, help: string, width: number): readonly Row[] {
  if (width < NARROW_COLUMNS) {
    return [
      [span(` ${label}`, THEME.key)],
      ...wrapSpans([span(help)], width, 4).map((row) => [span('    '), ...row]),
    ];
  }
  const indent = LABEL_COLUMNS + 2;
  const isWide = label.length > LABEL_COLUMNS;
  const beside = wrapSpans([span(help)], width, indent).map((row, index) => [
    span(` ${(index === 0 && !isWide ? label : '').padEnd(LABEL_COLUMNS)} `, THEME.key),
    ...row,
  ]);
  return isWide ? [[span(` ${label}`, THEME.key)], ...beside] : beside;
}
