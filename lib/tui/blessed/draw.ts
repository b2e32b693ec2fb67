/** Turns the difference between two cell buffers into the bytes of one frame. */
import type { Cell } from '../frame.js';
import {
  BLANK,
  backgroundOf,
  FLAG,
  flagsOf,
  OWN_COLOUR,
  linkOf,
  moveLines,
  PLAIN_ATTRIBUTE,
  setGlyph,
  spaceAttribute,
  withoutLink,
  type Glyph,
  type Line,
} from './cells.js';
import { Joints } from './joints.js';
import type { Scroll } from './scroll.js';
import type { LinkTable } from './hyperlinks.js';
import type { Traits } from '../terminal-traits.js';
import { SgrTable } from './sgr.js';

const CSI = '\u001b[';
const SYNC_ON = `${CSI}?2026h`;
const SYNC_OFF = `${CSI}?2026l`;
const INDEX = '\n';
const REVERSE_INDEX = '\u001bM';
const BACKSPACE = '\b';
/** More of them are longer than a move to the left. */
const BACKSPACES_MAX = 3;
const AUTOWRAP_ON = `${CSI}?7h`;
const AUTOWRAP_OFF = `${CSI}?7l`;
const HIDE = `${CSI}?25l`;
const SHOW = `${CSI}?25h`;

/** Writing so many unchanged cells again is shorter than a cursor move over them. */
const GAP_MAX = 4;

/** A blank tail shorter than `CSI K` is written as spaces. */
const ERASE_MIN = 4;

/**
 * Bytes of a frame from which the terminal is asked to show it at once, and from which the cursor is hidden meanwhile for
 * those that cannot. Shorter ones, such as a key's, are taken in at once anyway.
 */
const SYNC_MIN = 200;
const HIDE_MIN = 1024;

export interface Extras {
  /** Null hides the cursor. */
  readonly cursor: Cell | null;
  /** Where rows have moved: `wanted` has its lines moved already (`RowPainter`). */
  readonly scroll?: Scroll | null;
  /** Written first, inside of the frame: the bytes that enter the screen or clear it. */
  readonly before?: string;
  /** Written last: a title, a bell. */
  readonly after?: string;
}

/** Frames at once are for terminals like xterm. */
type DrawTraits = Pick<Traits, 'likeXterm' | 'italic' | 'linuxConsole'>;

/** Knows what the terminal shows only through `shown`, and what its pen and cursor are through its own fields. */
export class CellDrawer {
  readonly #traits: DrawTraits;
  readonly #sgr: SgrTable;
  readonly #links: LinkTable;
  #out = '';
  /** Where the terminal's cursor is, or -1 when that cannot be known. */
  #x = -1;
  #y = -1;
  #pen = '';
  #penAttribute = PLAIN_ATTRIBUTE;
  /** The link that is open in the terminal; 0 for none. */
  #link = 0;
  #columns = 0;
  #cursorShown: boolean | null = null;
  readonly #joints = new Joints();

  constructor(traits: DrawTraits, links: LinkTable) {
    this.#traits = traits;
    this.#links = links;
    this.#sgr = new SgrTable(traits);
  }

  /** Forgets the terminal's state: it was cleared, left, or written to by somebody else. */
  reset(): void {
    this.#x = -1;
    this.#y = -1;
    this.#pen = '';
    this.#cursorShown = null;
    this.#joints.clear();
  }

  /** Makes `shown` equal to `wanted` and returns the bytes that do the same to the terminal; nothing when all is equal. */
  draw(wanted: readonly Line[], shown: Line[], extras: Extras): string {
    const before = extras.before ?? '';
    this.#out = '';
    this.#columns = wanted[0]?.length ?? 0;
    if (extras.scroll !== null && extras.scroll !== undefined) this.#scroll(extras.scroll, shown);
    for (const y of this.#joints.toBreak(wanted, shown)) this.#eraseRow(wanted[y], shown[y], y);
    const toJoin = this.#traits.likeXterm ? this.#joints.toMake(wanted, shown) : [];
    wanted.forEach((line, y) => {
      const old = shown[y];
      if (line.dirty && old !== undefined) this.#drawLine(line, old, y);
      line.dirty = false;
    });
    for (const y of toJoin) this.#joinRows(wanted, y);
    this.#openLink(0);
    const body = this.#out;
    const after = extras.after ?? '';
    const cursor = clip(extras.cursor, wanted);
    if (body === '' && before === '') return this.#placeCursor(cursor, false) + after;
    const isLong = before !== '' || body.length >= HIDE_MIN;
    const hide = isLong && this.#cursorShown !== false ? HIDE : '';
    const frame = `${before}${hide}${body}${this.#placeCursor(cursor, hide !== '')}`;
    const isAtOnce = this.#traits.likeXterm && (before !== '' || body.length >= SYNC_MIN);
    return (isAtOnce ? SYNC_ON + frame + SYNC_OFF : frame) + after;
  }

  #placeCursor(cursor: Cell | null, hidden: boolean): string {
    const wasShown = hidden ? false : this.#cursorShown;
    const moved = cursor !== null && (this.#x !== cursor.x || this.#y !== cursor.y);
    this.#out = '';
    if (cursor !== null && moved) this.#moveTo(cursor.x, cursor.y);
    if (cursor !== null && wasShown !== true) this.#out += SHOW;
    if (cursor === null && wasShown !== false) this.#out += HIDE;
    this.#cursorShown = cursor !== null;
    return this.#out;
  }

  #scroll(scroll: Scroll, shown: Line[]): void {
    const { top, bottom, by } = scroll;
    this.#openLink(0);
    this.#setErasingPen();
    this.#out += `${CSI}${top + 1};${bottom + 1}r`;
    // Setting the region moves the cursor to the top left.
    this.#x = 0;
    this.#y = 0;
    // By lines at the region's edge: `CSI S` and `CSI T` are not known to the consoles of Linux and macOS.
    this.#moveTo(0, by > 0 ? bottom : top);
    this.#out += `${(by > 0 ? INDEX : REVERSE_INDEX).repeat(Math.abs(by))}${CSI}r`;
    this.#x = 0;
    this.#y = 0;
    this.#joints.scroll(shown, scroll);
    moveLines(shown, scroll);
  }

  /** Whatever it was joined to. */
  #eraseRow(line: Line | undefined, old: Line | undefined, y: number): void {
    if (line === undefined || old === undefined) return;
    this.#moveTo(0, y);
    this.#openLink(0);
    this.#setErasingPen();
    this.#out += `${CSI}K`;
    for (const glyph of old) setGlyph(glyph, BLANK);
    line.dirty = true;
    line.from = 0;
  }

  /** Goes from the last column of a row to the first of the next as a stream of text would, which the terminal remembers. */
  #joinRows(wanted: readonly Line[], y: number): void {
    const x = this.#columns - 1;
    this.#moveTo(x, y);
    this.#out += AUTOWRAP_ON;
    this.#writeGlyph(wanted[y]?.[x] ?? BLANK, 1, x, y);
    this.#writeGlyph(wanted[y + 1]?.[0] ?? BLANK, 1, 0, y + 1);
    this.#out += AUTOWRAP_OFF;
    this.#x = -1;
  }

  #drawLine(line: Line, old: Line, y: number): void {
    const blankFrom = blankTail(line);
    let redrawRest = false;
    let x = line.from ?? 0;
    while (x < line.length) {
      const glyph = line[x] ?? BLANK;
      const width = line[x + 1]?.[1] === '' ? 2 : 1;
      if (!redrawRest && same(glyph, old[x])) {
        x += width;
        continue;
      }
      if (x >= blankFrom && line.length - x >= ERASE_MIN && this.#eraseTail(line, old, x, y, redrawRest))
        return;
      this.#goTo(line, x, y);
      const doubtful = this.#writeGlyph(glyph, width, x, y);
      redrawRest ||= doubtful;
      for (let cell = x; cell < x + width; cell += 1) {
        const to = old[cell];
        const from = line[cell];
        if (to !== undefined && from !== undefined) setGlyph(to, from);
      }
      x += width;
    }
  }

  /** Erases to the end of the row, unless spaces would be shorter because little of the tail differs. */
  #eraseTail(line: Line, old: Line, x: number, y: number, all: boolean): boolean {
    let lastChanged = all ? line.length - 1 : x;
    for (let cell = line.length - 1; cell > lastChanged; cell -= 1) {
      if (!same(BLANK, old[cell])) lastChanged = cell;
    }
    if (lastChanged - x < ERASE_MIN) return false;
    this.#goTo(line, x, y);
    this.#openLink(0);
    this.#setErasingPen();
    this.#out += `${CSI}K`;
    for (let cell = x; cell < line.length; cell += 1) {
      const glyph = old[cell];
      if (glyph !== undefined) setGlyph(glyph, BLANK);
    }
    return true;
  }

  #setPen(attribute: number): void {
    this.#openLink(linkOf(attribute));
    const look = withoutLink(attribute);
    if (look === this.#penAttribute && this.#pen !== '') return;
    const sequence = this.#sgr.of(look);
    if (sequence === this.#pen) return;
    this.#out += this.#pen === '' ? sequence : this.#sgr.change(this.#penAttribute, look);
    this.#pen = sequence;
    this.#penAttribute = look;
  }

  #setErasingPen(): void {
    if (this.#pen === '' || !erasesPlainly(this.#penAttribute)) this.#setPen(PLAIN_ATTRIBUTE);
  }

  /** Whether the pen puts down such a space as it is: its letters would have another colour, but it has none. */
  #putsSpace([attribute, text]: Readonly<Glyph>): boolean {
    return (
      text === ' ' &&
      this.#pen !== '' &&
      linkOf(attribute) === this.#link &&
      spaceAttribute(this.#penAttribute) === withoutLink(attribute)
    );
  }

  /** No frame ends within a link. */
  #openLink(link: number): void {
    if (link === this.#link) return;
    this.#link = link;
    this.#out += this.#links.bytesOf(link);
  }

  /** Returns whether the terminal may have put something else than we think, also into the cells to the right. */
  #writeGlyph(glyph: Readonly<Glyph>, width: number, x: number, y: number): boolean {
    const [attribute, text] = glyph;
    if (!this.#putsSpace(glyph)) this.#setPen(attribute);
    if (isTrusted(text, width)) {
      this.#out += text;
      this.#x = x + width;
      // Without autowrap the cursor stays on the last column; where exactly, terminals do not agree.
      if (this.#x >= this.#columns) this.#x = -1;
      return false;
    }
    // What a terminal may put into fewer cells must not leave what stood there before.
    if (width === 2 || MARK.test(text)) {
      this.#out += ' '.repeat(width);
      this.#x = -1;
      this.#moveTo(x, y);
    }
    this.#out += text;
    this.#x = -1;
    return true;
  }

  /** As `#moveTo`, writing again a few unchanged cells instead when that is shorter. */
  #goTo(line: Line, x: number, y: number): void {
    const gap = x - this.#x;
    if (this.#y === y && gap === 0) return;
    if (this.#y === y && this.#x >= 0 && gap > 0 && gap <= GAP_MAX && this.#rewrite(line, x)) return;
    this.#moveTo(x, y);
  }

  #rewrite(line: Line, x: number): boolean {
    let text = '';
    for (let cell = this.#x; cell < x; cell += 1) {
      const glyph = line[cell] ?? BLANK;
      const [attribute, char] = glyph;
      const code = char.length === 1 ? char.charCodeAt(0) : 0;
      if (code < 0x20 || code > 0x7e || !(this.#putsSpace(glyph) || this.#isPen(attribute))) return false;
      text += char;
    }
    this.#out += text;
    this.#x = x;
    return true;
  }

  #isPen(attribute: number): boolean {
    return linkOf(attribute) === this.#link && this.#sgr.of(withoutLink(attribute)) === this.#pen;
  }

  #moveTo(x: number, y: number): void {
    this.#out += moveBytes(this.#x, this.#y, x, y);
    this.#x = x;
    this.#y = y;
  }
}

/** The shortest way; from `fromX` below 0, which is an unknown place, there is one only. */
function moveBytes(fromX: number, fromY: number, x: number, y: number): string {
  const row = y === 0 && x === 0 ? '' : String(y + 1);
  const absolute = `${CSI}${row}${x === 0 ? '' : `;${x + 1}`}H`;
  if (fromX < 0) return absolute;
  const relative = step(y - fromY, 'B', 'A') + step(x - fromX, 'C', 'D');
  return relative.length < absolute.length ? relative : absolute;
}

function step(by: number, forth: string, back: string): string {
  if (by === 0) return '';
  if (back === 'D' && by < 0 && by >= -BACKSPACES_MAX) return BACKSPACE.repeat(-by);
  return `${CSI}${Math.abs(by) === 1 ? '' : Math.abs(by)}${by > 0 ? forth : back}`;
}

function clip(cursor: Cell | null, lines: readonly Line[]): Cell | null {
  const columns = lines[0]?.length ?? 0;
  if (cursor === null || columns === 0) return null;
  return {
    x: Math.max(0, Math.min(columns - 1, Math.trunc(cursor.x))),
    y: Math.max(0, Math.min(lines.length - 1, Math.trunc(cursor.y))),
  };
}

function same(glyph: Readonly<Glyph>, old: Readonly<Glyph> | undefined): boolean {
  return old?.[0] === glyph[0] && old[1] === glyph[1];
}

/** Terminals erase with the pen's background, some with all of the pen. */
function erasesPlainly(attribute: number): boolean {
  return (
    backgroundOf(attribute) === OWN_COLOUR && (flagsOf(attribute) & (FLAG.inverse | FLAG.underline)) === 0
  );
}

/** The first column from which all cells are plain spaces. */
function blankTail(line: Line): number {
  let from = line.length;
  while (from > 0 && same(BLANK, line[from - 1])) from -= 1;
  return from;
}

/** Whether every terminal gives this text the width that we do. */
function isTrusted(text: string, width: number): boolean {
  if (text.length !== 1) return false;
  const code = text.charCodeAt(0);
  if (width === 2) return isPlainCjk(code);
  if (code < 0x300) return code !== SOFT_HYPHEN;
  if (code >= 0x2190) return code >= 0x2500 && code <= 0x259f;
  return !MARK.test(text) && code !== THAI_AM && code !== LAO_AM;
}

/** Vowel signs with a width (of Devanagari, for one) get a cell in most terminals, and none in kitty. */
const MARK = /^\p{M}/u;

/** Letters by their category, marks by their looks. */
const THAI_AM = 0x0e33;
const LAO_AM = 0x0eb3;

const SOFT_HYPHEN = 0xad;

function isPlainCjk(code: number): boolean {
  return (
    (code >= 0x3001 && code <= 0x3029) ||
    (code >= 0x3041 && code <= 0x3096) ||
    (code >= 0x30a0 && code <= 0x30ff) ||
    (code >= 0x3131 && code <= 0x318e) ||
    (code >= 0x3400 && code <= 0x4dbf) ||
    (code >= 0x4e00 && code <= 0x9fff) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xff01 && code <= 0xff60)
  );
}
