/** A screen read back from a terminal as an SVG picture, cell by cell, so that its colours can be shown. */
import type { Tui, TuiCell } from '../../tests/support/pty.js';

const CELL = { width: 8.4, height: 18 };
const MARGIN = 12;
const FONT = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace";

/** The line between panes: a piece of its own. */
const UPRIGHT = '\u2502';

/** Of the terminal around the program. */
export interface Paper {
  readonly name: string;
  /** How it tells its background. */
  readonly answer: string;
  readonly text: string;
  readonly page: string;
}

export const DARK: Paper = {
  name: 'dark',
  answer: 'rgb:1b1b/1d1d/2121',
  text: '#d8d8d8',
  page: '#1b1d21',
};
export const LIGHT: Paper = {
  name: 'light',
  answer: 'rgb:fbfb/fbfb/f9f9',
  text: '#24262b',
  page: '#fbfbf9',
};

export function svgOf(tui: Tui, columns: number, rows: number, paper: Paper): string {
  const width = Math.ceil(columns * CELL.width + 2 * MARGIN);
  const height = rows * CELL.height + 2 * MARGIN;
  const body: string[] = [];
  for (let y = 0; y < rows; y += 1) body.push(...rowOf(tui, columns, y, paper));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}" font-size="14" xml:space="preserve">`,
    `<rect width="${width}" height="${height}" rx="6" fill="${paper.page}"/>`,
    ...body,
    '</svg>',
    '',
  ].join('\n');
}

/** Cells that look alike and stand side by side are one piece; a wide or doubtful one is a piece of its own. */
function rowOf(tui: Tui, columns: number, y: number, paper: Paper): readonly string[] {
  const pieces: string[] = [];
  let x = 0;
  while (x < columns) {
    const from = x;
    const first = tui.cell(x, y);
    let text = shown(first);
    x += Math.max(1, first.width);
    while (
      x < columns &&
      isPlain(text) &&
      isPlain(shown(tui.cell(x, y))) &&
      text !== UPRIGHT &&
      shown(tui.cell(x, y)) !== UPRIGHT &&
      looksLike(first, tui.cell(x, y))
    ) {
      text += shown(tui.cell(x, y));
      x += 1;
    }
    pieces.push(...pieceOf(first, text, from, x - from, y, paper));
  }
  return pieces;
}

function pieceOf(cell: TuiCell, text: string, x: number, count: number, y: number, paper: Paper): string[] {
  const [fg, bg] = [
    cell.fg === -1 ? paper.text : colour(cell.fg),
    cell.bg === -1 ? paper.page : colour(cell.bg),
  ];
  const [ink, ground] = cell.inverse ? [bg, fg] : [fg, bg];
  const left = (MARGIN + x * CELL.width).toFixed(1);
  const top = MARGIN + y * CELL.height;
  const width = (count * CELL.width).toFixed(1);
  const pieces: string[] = [];
  if (ground !== paper.page)
    pieces.push(
      `<rect x="${left}" y="${top}" width="${width}" height="${CELL.height}" fill="${ground}" shape-rendering="crispEdges"/>`,
    );
  if (text.trim() === '') return pieces;
  const line = lineOf(text, Number(left), top, Number(width));
  if (line !== null) return [...pieces, `<path d="${line}" stroke="${ink}"/>`];
  const look = [
    cell.bold ? ' font-weight="bold"' : '',
    cell.italic ? ' font-style="italic"' : '',
    cell.underline ? ' text-decoration="underline"' : '',
    cell.dim ? ' opacity="0.6"' : '',
  ].join('');
  const size = isPlain(text) ? ` textLength="${width}" lengthAdjust="spacingAndGlyphs"` : '';
  pieces.push(`<text x="${left}" y="${top + 13}" fill="${ink}"${look}${size}>${escaped(text)}</text>`);
  return pieces;
}

/** Lines of a frame are drawn: as letters they have gaps between them. Null for what is no line. */
function lineOf(text: string, left: number, top: number, width: number): string | null {
  const middle = Math.floor(left + CELL.width / 2) + 0.5;
  if (text === UPRIGHT) return `M${middle} ${top}v${CELL.height}`;
  if (/^\u2500+$/.test(text)) return `M${left} ${top + CELL.height / 2 + 0.5}h${width}`;
  return null;
}

function shown({ text }: TuiCell): string {
  return text === '' ? ' ' : text;
}

function isPlain(text: string): boolean {
  return /^[ -~\u00a0-\u024f\u2500-\u257f\u2026\u00b7]*$/.test(text);
}

function looksLike(one: TuiCell, other: TuiCell): boolean {
  return (['fg', 'bg', 'bold', 'dim', 'italic', 'underline', 'inverse'] as const).every(
    (key) => one[key] === other[key],
  );
}

/** The usual sixteen, then the cube and the greys of 256. */
const SIXTEEN =
  '000000 cd3131 0dbc79 b5a11a 2472c8 bc3fbc 11a8cd c5c5c5 666666 f14c4c 23d18b d9c94a 3b8eea d670d6 29b8db e5e5e5'.split(
    ' ',
  );

function colour(index: number): string {
  const named = SIXTEEN[index];
  if (named !== undefined) return `#${named}`;
  const hex = (value: number): string => value.toString(16).padStart(2, '0');
  if (index >= 232) return `#${hex(8 + (index - 232) * 10).repeat(3)}`;
  const steps = [0, 95, 135, 175, 215, 255];
  const cube = index - 16;
  return `#${[Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((step) => hex(steps[step] ?? 0)).join('')}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
