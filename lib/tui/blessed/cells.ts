/** The cell buffers of the screen: how a frame's text and styles become cells, one grapheme in each. */
import { clusters, textWidth } from '../../base/text-width.js';
import type { Signs } from '../ascii-signs.js';
import type { Row, Span, Style } from '../frame.js';
import type { LinkTable } from './hyperlinks.js';
import type { Ink, Palette } from '../inks.js';
import { sameRow, sameSpans } from './rows.js';
import { findScroll, type Scroll } from './scroll.js';

/** Attribute and text as blessed keeps them; a wide character is followed by a cell of no text. */
export type Glyph = [attribute: number, text: string];

export interface Line extends Array<Glyph> {
  /** A cell differs from what is on the terminal; none before column `from`. */
  dirty: boolean;
  from?: number;
}

/** Blessed's packing: flags, then 9 bits for each colour, all ones for the terminal's own. 32 and 64 are our additions. */
export const FLAG = {
  bold: 1,
  underline: 2,
  blink: 4,
  inverse: 8,
  invisible: 16,
  dim: 32,
  italic: 64,
} as const;
export const OWN_COLOUR = 0x1ff;
export const PLAIN_ATTRIBUTE = (OWN_COLOUR << 9) | OWN_COLOUR;

export function flagsOf(attribute: number): number {
  return (attribute >>> 18) & 0x7f;
}

export function foregroundOf(attribute: number): number {
  return (attribute >>> 9) & OWN_COLOUR;
}

export function backgroundOf(attribute: number): number {
  return attribute & OWN_COLOUR;
}

export function attributeOf(style: Style, palette: Palette): number {
  const flags =
    (style.bold === true ? FLAG.bold : 0) |
    (style.underline === true ? FLAG.underline : 0) |
    (style.inverse === true ? FLAG.inverse : 0) |
    (style.dim === true ? FLAG.dim : 0) |
    (style.italic === true ? FLAG.italic : 0);
  return (flags << 18) | (colour(style.fg, palette) << 9) | colour(style.bg, palette);
}

function colour(ink: Ink | undefined, palette: Palette): number {
  const index = ink === undefined ? undefined : palette(ink);
  return index !== undefined && index >= 0 && index <= 255 ? Math.trunc(index) : OWN_COLOUR;
}

/** The number of a link stands above the flags, in the 6 bits that keep all of it positive; 0 for none. */
const LINK_SHIFT = 25;

export function linkOf(attribute: number): number {
  return attribute >>> LINK_SHIFT;
}

export function withoutLink(attribute: number): number {
  return attribute & ((1 << LINK_SHIFT) - 1);
}

/** The flags that show on a space. */
const SEEN_ON_A_SPACE = FLAG.underline | FLAG.inverse | FLAG.blink;

/** All spaces that look alike get the same attribute, so that they compare equal. */
export function spaceAttribute(attribute: number): number {
  return (flagsOf(attribute) & SEEN_ON_A_SPACE) === 0
    ? (OWN_COLOUR << 9) | backgroundOf(attribute)
    : attribute;
}

/** What cells are painted with. */
export interface Paint {
  readonly palette: Palette;
  /** Null where the terminal can show everything. */
  readonly signs: Signs | null;
}

/** Writes rows into the cells of a screen, and knows which it has written already. */
export class RowPainter {
  #painted = new WeakMap<Line, Row>();
  #paint: Paint = { palette: () => undefined, signs: null };
  readonly #links: LinkTable;

  constructor(links: LinkTable) {
    this.#links = links;
  }

  /** For all that is painted from now on. */
  use(paint: Paint): void {
    this.#paint = paint;
    this.forget();
  }

  /** Everything is to be painted again. */
  forget(): void {
    this.#painted = new WeakMap();
  }

  /**
   * Cuts what does not fit, and marks the lines in which a cell changed. Where rows have merely moved their lines are
   * moved too; what is on the terminal is then to be moved in the same way.
   */
  paint(lines: Line[], rows: readonly Row[]): Scroll | null {
    const before = lines.map((line) => this.#painted.get(line));
    const scroll = findScroll(rows, before);
    if (scroll !== null) for (const line of moveLines(lines, scroll)) this.#painted.delete(line);
    lines.forEach((line, y) => this.#paintLine(line, rows[y] ?? NOTHING));
    return scroll;
  }

  #paintLine(line: Line, row: Row): void {
    const before = this.#painted.get(line);
    if (before !== undefined && sameRow(before, row)) return;
    this.#painted.set(line, row);
    const kept = before === undefined ? 0 : sameSpans(before, row);
    let x = 0;
    for (let index = 0; index < kept; index += 1) x += textWidth(row[index]?.text ?? '');
    line.from = line.dirty ? Math.min(line.from ?? 0, x) : x;
    for (let index = kept; index < row.length && x < line.length; index += 1) {
      const span = row[index];
      if (span !== undefined) x = this.#paintSpan(line, x, span);
    }
    while (x < line.length) x = put(line, x, PLAIN_ATTRIBUTE, ' ');
  }

  #paintSpan(line: Line, x: number, { text, style }: Span): number {
    const { palette, signs } = this.#paint;
    const link = style.link === undefined ? 0 : this.#links.numberOf(style.link);
    return paintText(line, x, text, attributeOf(style, palette) | (link << LINK_SHIFT), signs);
  }
}

const NOTHING: Row = [];

/** Moves lines within a buffer as the terminal moves its rows; returns those that came in blank. */
export function moveLines(lines: Line[], { top, bottom, by }: Scroll): readonly Line[] {
  const from = by > 0 ? top : bottom;
  const to = by > 0 ? bottom : top;
  const blank: Line[] = [];
  for (let left = Math.abs(by); left > 0; left -= 1) {
    for (const line of lines.splice(from, 1)) {
      for (const glyph of line) setGlyph(glyph, BLANK);
      lines.splice(to, 0, line);
      blank.push(line);
    }
  }
  return blank;
}

export const BLANK: Readonly<Glyph> = [PLAIN_ATTRIBUTE, ' '];

export function setGlyph(to: Glyph, from: Readonly<Glyph>): void {
  to[0] = from[0];
  to[1] = from[1];
}

const PRINTABLE_ASCII = /^[ -~]*$/;

function paintText(line: Line, from: number, text: string, attribute: number, signs: Signs | null): number {
  const blank = spaceAttribute(attribute);
  let x = from;
  if (PRINTABLE_ASCII.test(text)) {
    const end = Math.min(line.length - from, text.length);
    for (let at = 0; at < end; at += 1) {
      const char = text.charAt(at);
      x = put(line, x, char === ' ' ? blank : attribute, char);
    }
    return x;
  }
  for (const cluster of clusters(text)) {
    if (x >= line.length) break;
    const sign = signs === null ? null : signs(cluster.text);
    if (sign !== null) {
      x = put(line, x, sign === ' ' ? blank : attribute, sign);
      if (cluster.width === 2) x = put(line, x, blank, ' ');
    } else if (cluster.width === 1) {
      x = put(line, x, cluster.text === ' ' ? blank : attribute, cluster.text);
    } else if (x + 1 < line.length) {
      put(line, x, attribute, cluster.text);
      x = put(line, x + 1, attribute, '');
    } else {
      x = put(line, x, blank, ' ');
    }
  }
  return x;
}

function put(line: Line, x: number, attribute: number, text: string): number {
  const glyph = line[x];
  if (glyph !== undefined && (glyph[0] !== attribute || glyph[1] !== text)) {
    glyph[0] = attribute;
    glyph[1] = text;
    line.dirty = true;
  }
  return x + 1;
}
