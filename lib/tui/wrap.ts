/** Wraps styled text to a width: at spaces, with a hanging indent, and inside words that are longer than a row. */
import type { Link } from './links.js';
import { safeJoin, safeSlice, safeText, type SafeText } from '../base/safe-text.js';
import { clusters, lengthWithin, sourceLength, textWidth } from '../base/text-width.js';
import type { Row, Span, Style } from './frame.js';

const PRINTABLE_ASCII = /^[ -~]*$/;

/**
 * Rows of at most `width` cells. The first row begins at column `first`, the others at column `indent`, both counted
 * against the width; the caller puts something (or spaces) there. There is always at least one row.
 */
export function wrapSpans(spans: readonly Span[], width: number, indent = 0): readonly Row[] {
  const room = Math.max(1, width - indent);
  const text = spans.length === 1 ? spans[0] : undefined;
  if (text !== undefined && PRINTABLE_ASCII.test(text.text) && text.text.length <= room) return [spans];
  const rows: Row[] = [];
  for (const [start, end] of breaks(spans, room)) rows.push(sliceSpans(spans, start, end));
  return rows.length === 0 ? [[]] : rows;
}

interface Piece {
  /** Offset in UTF-16 units behind the cluster. */
  readonly end: number;
  readonly width: number;
  readonly isSpace: boolean;
}

/** A row of a message; a flush one begins at the left edge and has all of the width. */
export interface MessageRow {
  readonly row: Row;
  readonly isFlush: boolean;
}

/** Columns of the pane, of what stands before the text, and of the screen. */
export interface MessageColumns {
  readonly width: number;
  readonly indent: number;
  readonly screen: number;
}

/** Begins a row that has all of the screen, in place of what stands beside the messages. */
const ACROSS: Span = { text: safeText(''), style: {} };

export function isAcross(row: Row): boolean {
  return row[0] === ACROSS;
}

/**
 * As `wrapSpans`, but an address too long for an indented row stands flush, with nothing before or beside it, and one that
 * is too long for the pane has all of the screen, where the drawer lets the terminal itself go on to the next row: selected
 * it is whole. The first row is never flush, so that it can say who speaks. `links` are those in the joined text.
 */
export function wrapMessage(
  spans: readonly Span[],
  links: readonly Link[],
  { width, indent, screen }: MessageColumns,
): readonly MessageRow[] {
  const indented = (part: readonly Span[]): MessageRow[] =>
    wrapSpans(part, width, indent).map((row) => ({ row, isFlush: false }));
  if (links.length === 0) return indented(spans);
  const text = safeJoin(spans.map((one) => one.text));
  const columns = ({ start, end }: Link): number => textWidth(text.slice(start, end));
  const long = links.filter((link) => columns(link) > Math.max(1, width - indent));
  if (long.length === 0) return indented(spans);
  const rows: MessageRow[] = [];
  let at = 0;
  for (const link of long) {
    const { start, end } = link;
    const before = sliceSpans(spans, at, start - trailingSpaces(text.slice(at, start)));
    if (before.length > 0 || at === 0) rows.push(...indented(before));
    const address = sliceSpans(spans, start, end);
    if (columns(link) <= width) rows.push({ row: address, isFlush: true });
    else for (const row of wrapSpans(address, screen)) rows.push({ row: [ACROSS, ...row], isFlush: true });
    at = end + (text.charAt(end) === ' ' ? 1 : 0);
  }
  const rest = sliceSpans(spans, at, text.length);
  return rest.length === 0 ? rows : [...rows, ...indented(rest)];
}

function trailingSpaces(text: string): number {
  return text.length - text.trimEnd().length;
}

/** Where each row begins and ends, in UTF-16 units of the joined text. */
function breaks(spans: readonly Span[], room: number): [number, number][] {
  const pieces = piecesOf(spans);
  const rows: [number, number][] = [];
  let start = 0;
  let used = 0;
  let lastSpace = -1;
  for (let index = 0; index < pieces.length; index += 1) {
    const piece = pieces[index];
    if (piece === undefined) break;
    if (used + piece.width > room && used > 0) {
      const before = index === 0 ? 0 : (pieces[index - 1]?.end ?? 0);
      const cut = piece.isSpace ? index : lastSpace;
      const end = piece.isSpace ? before : cut === -1 ? before : (pieces[cut - 1]?.end ?? before);
      rows.push([start, end]);
      // The space that a row ends at is not shown; the rest of the word moves to the next row.
      const next = cut === -1 ? index : cut + 1;
      start = next === 0 ? 0 : (pieces[next - 1]?.end ?? end);
      used = 0;
      lastSpace = -1;
      index = next - 1;
      continue;
    }
    used += piece.width;
    // A space at the very beginning of a row is no place to break: the row would be empty.
    if (piece.isSpace && used > piece.width) lastSpace = index;
  }
  const length = pieces.at(-1)?.end ?? 0;
  if (start < length || rows.length === 0) rows.push([start, length]);
  return rows;
}

function piecesOf(spans: readonly Span[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const span of spans) {
    let offset = at;
    for (const cluster of clusters(span.text)) {
      offset += sourceLength(cluster, span.text, offset - at);
      pieces.push({ end: offset, width: cluster.width, isSpace: cluster.text === ' ' });
    }
    at += span.text.length;
  }
  return pieces;
}

/** The part of joined spans between two offsets, with its styles. */
function sliceSpans(spans: readonly Span[], start: number, end: number): Row {
  const row: Span[] = [];
  let at = 0;
  for (const { text, style } of spans) {
    const from = Math.max(start, at);
    const to = Math.min(end, at + text.length);
    if (from < to) row.push({ text: safeSlice(text, from - at, to - at), style });
    at += text.length;
  }
  return row;
}

/** A span of our own words. */
export function span(text: SafeText | string, style: Style = {}): Span {
  return { text: safeText(text), style };
}

export function rowWidth(row: Row): number {
  return row.reduce((width, { text }) => width + textWidth(text), 0);
}

/** Cuts a row to `width` cells, and fills it up with spaces of `style` when `fill` is given. */
export function fitRow(row: Row, width: number, fill?: Style): Row {
  const fitted: Span[] = [];
  let left = Math.max(0, width);
  for (const { text, style } of row) {
    const wide = textWidth(text);
    if (wide <= left) {
      fitted.push({ text, style });
      left -= wide;
      continue;
    }
    const cut = safeSlice(text, 0, lengthWithin(text, left));
    fitted.push({ text: cut, style });
    left -= textWidth(cut);
    break;
  }
  if (fill !== undefined && left > 0) fitted.push(span(' '.repeat(left), fill));
  return fitted;
}
