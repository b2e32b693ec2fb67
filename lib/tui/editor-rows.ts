/** The input line as several rows: how its text is wrapped, and how the cursor goes from row to row. */
import { textWidth } from '../base/text-width.js';
import { shownCell, type Editor } from './editor.js';

/** Cells from `start` up to `end`; a line break that ends a row is in none. */
export interface EditorRow {
  readonly start: number;
  readonly end: number;
}

/** Of the line that was wrapped last: several parts of a frame ask for it. */
const wrapped = new WeakMap<
  readonly string[],
  { readonly width: number; readonly rows: readonly EditorRow[] }
>();

/** Columns of cells that are not ASCII; a long text has few different ones, and measuring one takes a while. */
const widths = new Map<string, number>();
const WIDTHS_MAX = 4000;

function widthOf(cell: string): number {
  if (cell.length === 1 && cell >= ' ' && cell <= '~') return 1;
  const known = widths.get(cell);
  if (known !== undefined) return known;
  if (widths.size >= WIDTHS_MAX) widths.clear();
  const width = textWidth(shownCell(cell));
  widths.set(cell, width);
  return width;
}

/** Never empty. Each row leaves a column for the cursor behind its last character. */
export function editorRows(cells: readonly string[], width: number): readonly EditorRow[] {
  const known = wrapped.get(cells);
  if (known?.width === width) return known.rows;
  const rows = wrapCells(cells, Math.max(1, width - 1));
  wrapped.set(cells, { width, rows });
  return rows;
}

/** At line breaks, after the last space that fits, and inside words that are longer than a row. */
function wrapCells(cells: readonly string[], room: number): readonly EditorRow[] {
  const rows: EditorRow[] = [];
  let start = 0;
  let used = 0;
  let afterSpace = 0;
  for (let at = 0; at < cells.length; at += 1) {
    const cell = cells[at] ?? '';
    if (cell === '\n') {
      rows.push({ start, end: at });
      [start, used, afterSpace] = [at + 1, 0, at + 1];
      continue;
    }
    const columns = widthOf(cell);
    if (used + columns > room && at > start) {
      // A space may stand in the cursor's column: nobody sees it.
      const next = cell === ' ' ? at + 1 : afterSpace <= start ? at : afterSpace;
      rows.push({ start, end: next });
      // The rest of the word moves to the next row, and is measured again there.
      [start, used, afterSpace] = [next, 0, next];
      at = next - 1;
      continue;
    }
    used += columns;
    if (cell === ' ') afterSpace = at + 1;
  }
  rows.push({ start, end: cells.length });
  return rows;
}

/** The row in which the cursor stands. */
export function cursorRow(rows: readonly EditorRow[], cursor: number): number {
  return Math.max(
    0,
    rows.findLastIndex(({ start }) => start <= cursor),
  );
}

/** The cursor one row up or down, in its column as far as the row goes. Null beyond the first and the last row. */
export function moveRow(editor: Editor, width: number, direction: -1 | 1): Editor | null {
  const rows = editorRows(editor.cells, width);
  const from = cursorRow(rows, editor.cursor);
  const to = rows[from + direction];
  if (to === undefined) return null;
  const column = columnsOf(editor.cells, rows[from]?.start ?? 0, editor.cursor);
  let cursor = to.start;
  while (cursor < to.end && columnsOf(editor.cells, to.start, cursor + 1) <= column) cursor += 1;
  // Behind the last cell of a wrapped row is the start of the next one.
  const isWrapped = rows[from + direction + 1]?.start === to.end;
  return {
    ...editor,
    cursor: isWrapped ? Math.min(cursor, to.end - 1) : cursor,
    last: 'other',
    yanked: null,
  };
}

/** Columns that these cells take. */
export function columnsOf(cells: readonly string[], start: number, end: number): number {
  let columns = 0;
  for (let at = start; at < end; at += 1) columns += widthOf(cells[at] ?? '');
  return columns;
}
