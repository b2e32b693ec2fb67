/** The help over the message pane, made from the tables that decide what keys and commands do. */
import { slashSpecs, slashUsage } from '../../protocol/slash.js';
import type { Row } from '../frame.js';
import { EDITING_KEYS, KEYS } from '../keys.js';
import { THEME } from '../theme.js';
import { fitRow, span, wrapSpans } from '../wrap.js';

/** Columns for the key or the command; beside it the explanation, or below it where the screen is narrow. */
const LABEL_COLUMNS = 24;
const NARROW_COLUMNS = 60;

export function helpRows(width: number): readonly Row[] {
  return [
    heading('Commands'),
    ...slashSpecs('client').flatMap((spec) => entry(slashUsage(spec.verb), spec.help, width)),
    ...entry('//TEXT', 'Say a text that begins with a slash', width),
    [],
    heading('Keys'),
    ...KEYS.flatMap((row) => entry(row.label, row.help, width)),
    [],
    heading('In the input line'),
    ...EDITING_KEYS.flatMap(({ label, help }) => entry(label, help, width)),
    [],
  ];
}

/** The rows to show from `offset`, with a last one that says how to go on. */
export function helpPane(offset: number, width: number, height: number): readonly Row[] {
  const rows = helpRows(width);
  const shown = rows.slice(offset, offset + height - 1);
  while (shown.length < height - 1) shown.push([]);
  const more = offset + height - 1 < rows.length ? 'PageDown shows more. ' : '';
  return [...shown, fitRow([span(` ${more}Escape or F1 closes this help.`, THEME.title)], width)];
}

/** The largest offset that still fills the pane. */
export function helpOffsetMax(width: number, height: number): number {
  return Math.max(0, helpRows(width).length - (height - 1));
}

function heading(text: string): Row {
  return [span(' '), span(text, THEME.heading)];
}

function entry(label: string, help: string, width: number): readonly Row[] {
  if (width < NARROW_COLUMNS) {
    return [
      [span(` ${label}`, THEME.key)],
      ...wrapSpans([span(help)], width, 4).map((row) => [span('    '), ...row]),
    ];
  }
  const indent = LABEL_COLUMNS + 2;
  return wrapSpans([span(help)], width, indent).map((row, index) => [
    span(` ${(index === 0 ? label : '').padEnd(LABEL_COLUMNS)} `, THEME.key),
    ...row,
  ]);
}
