/** The bytes of a frame, checked by a terminal emulator: what it shows must be what was painted. */
import { describe, expect, test } from '@jest/globals';
import headless from '@xterm/headless';
import unicode11 from '@xterm/addon-unicode11';
import { safeText } from '../../../lib/base/safe-text.js';
import {
  PLAIN_ATTRIBUTE,
  RowPainter,
  withoutLink,
  type Glyph,
  type Line,
} from '../../../lib/tui/blessed/cells.js';
import { LinkTable } from '../../../lib/tui/blessed/hyperlinks.js';
import { CellDrawer } from '../../../lib/tui/blessed/draw.js';
import type { Cell, Row, Style } from '../../../lib/tui/frame.js';
import { paletteFor } from '../../../lib/tui/inks.js';

type Emulator = InstanceType<typeof headless.Terminal>;

function blankLines(columns: number, rows: number): Line[] {
  return Array.from({ length: rows }, () =>
    Object.assign(
      Array.from({ length: columns }, (): Glyph => [PLAIN_ATTRIBUTE, ' ']),
      { dirty: false },
    ),
  );
}

/** A drawer with its buffers and an emulator that reads what it writes. */
class Bench {
  readonly emulator: Emulator;
  readonly wanted: Line[];
  readonly shown: Line[];
  readonly painter: RowPainter;
  readonly drawer: CellDrawer;

  constructor(
    readonly columns: number,
    readonly rows: number,
    { colours = true, wideEmoji = false, links = false } = {},
  ) {
    this.emulator = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
    if (wideEmoji) {
      this.emulator.loadAddon(new unicode11.Unicode11Addon());
      this.emulator.unicode.activeVersion = '11';
    }
    this.wanted = blankLines(columns, rows);
    this.shown = blankLines(columns, rows);
    const table = new LinkTable(links);
    this.painter = new RowPainter(table);
    this.painter.use({ palette: paletteFor({ background: null, colours: colours ? 256 : 0 }), signs: null });
    this.drawer = new CellDrawer({ likeXterm: true, italic: true, linuxConsole: false }, table);
    this.emulator.write('\u001b[?7l');
  }

  async show(rows: readonly Row[], cursor: Cell | null = null): Promise<string> {
    const scroll = this.painter.paint(this.wanted, rows);
    const bytes = this.drawer.draw(this.wanted, this.shown, { cursor, scroll });
    await new Promise<void>((done) => this.emulator.write(bytes, done));
    return bytes;
  }

  /** What has scrolled off the top is above. */
  private line(y: number) {
    const { active } = this.emulator.buffer;
    return active.getLine(active.baseY + y);
  }

  row(y: number): string {
    return this.line(y)?.translateToString() ?? '';
  }

  /** Where the emulator shows something else than the cells say; clusters on whose width terminals disagree are left out. */
  differences(): readonly string[] {
    const found: string[] = [];
    this.wanted.forEach((line, y) => {
      line.forEach(([attribute, text], x) => {
        if (text === '' || isDoubtful(text)) return;
        const cell = this.line(y)?.getCell(x);
        if (cell === undefined) throw new RangeError(`${x},${y}`);
        const wanted = `${text} ${look(attribute, text)}`;
        const bold = (cell.isBold() && 1) | (cell.isUnderline() && 2) | (cell.isInverse() && 8);
        const flags = bold | (cell.isDim() && 32) | (cell.isItalic() && 64);
        const fg = cell.isFgDefault() ? 0x1ff : cell.getFgColor();
        const bg = cell.isBgDefault() ? 0x1ff : cell.getBgColor();
        const chars = cell.getChars() || ' ';
        const got = `${chars} ${look((flags << 18) | (fg << 9) | bg, chars)}`;
        if (got !== wanted) found.push(`${x},${y}: ${wanted} became ${got}`);
      });
    });
    return found;
  }
}

/** What can be seen of an attribute. */
function look(linked: number, text: string): string {
  const attribute = withoutLink(linked);
  const seen = text === ' ' ? (attribute >>> 18) & (2 | 8) : attribute >>> 18;
  const hidesColour = text === ' ' && seen === 0;
  return `${seen}/${hidesColour ? '-' : (attribute >>> 9) & 0x1ff}/${attribute & 0x1ff}`;
}

function isDoubtful(text: string): boolean {
  return (
    text.length > 1 ||
    (text >= '\u2190' && !/[\u2500-\u259f\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7a3]/.test(text))
  );
}

/** Small, fast and repeatable (mulberry32). */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const PLAIN_WORDS = [
  'a',
  'the word',
  '      ',
  '│',
  '──',
  'é',
  'ж',
  '中',
  '中文字',
  '한글',
  'カナ',
  '.',
  ' x ',
];
const DOUBTFUL_WORDS = [
  '😀',
  '👨\u200d👩\u200d👧',
  '❤\ufe0f',
  '👍🏽',
  '1\ufe0f\u20e3',
  'e\u0301',
  '🇺🇸',
  'क्षि',
  '●',
  '→',
  '🫠',
  'ก็',
];
const STYLES: readonly Style[] = [
  {},
  {},
  { fg: 3 },
  { fg: 12, bg: 200 },
  { bold: true },
  { dim: true, italic: true },
  { underline: true },
  { inverse: true, fg: 240 },
  { bg: 9 },
];

function randomRow(random: (below: number) => number, words: readonly string[], columns: number): Row {
  const row: Row[number][] = [];
  for (let count = random(columns / 3); count > 0; count -= 1) {
    row.push({
      text: safeText(words[random(words.length)] ?? ''),
      style: STYLES[random(STYLES.length)] ?? {},
    });
  }
  return row;
}

/** Changes some rows, moves a block of them, or starts anew. */
function nextRows(
  random: (below: number) => number,
  rows: readonly Row[],
  words: readonly string[],
  columns: number,
): Row[] {
  const next = [...rows];
  const kind = random(4);
  if (kind === 0) return rows.map(() => randomRow(random, words, columns));
  if (kind === 1) {
    const top = random(rows.length);
    const block = next.splice(top, 1 + random(rows.length - top));
    const by = 1 + random(3);
    const fresh = Array.from({ length: Math.min(by, block.length) }, () => randomRow(random, words, columns));
    const moved =
      random(2) === 0
        ? [...block.slice(fresh.length), ...fresh]
        : [...fresh, ...block.slice(0, -fresh.length)];
    next.splice(top, 0, ...moved);
    return next;
  }
  for (let count = 1 + random(3); count > 0; count -= 1) {
    next[random(rows.length)] = randomRow(random, words, columns);
  }
  return next;
}

async function fuzz(bench: Bench, words: readonly string[], seed: number, frames: number): Promise<void> {
  const random = randomNumbers(seed);
  let rows: Row[] = Array.from({ length: bench.rows }, () => []);
  for (let frame = 0; frame < frames; frame += 1) {
    rows = nextRows(random, rows, words, bench.columns);
    const cursor = random(3) === 0 ? null : { x: random(bench.columns), y: random(bench.rows) };
    const bytes = await bench.show(rows, cursor);
    const { cursorX, cursorY } = bench.emulator.buffer.active;
    const at = cursor === null ? null : { x: cursorX, y: cursorY };
    expect({ seed, frame, bytes, differences: bench.differences(), at }).toEqual({
      seed,
      frame,
      bytes,
      differences: [],
      at: cursor,
    });
    expect(bench.shown.map((line) => [...line])).toEqual(bench.wanted.map((line) => [...line]));
  }
}

describe('a frame in a terminal', () => {
  test.each([1, 2, 3])('shows exactly the cells that were painted (seed %d)', async (seed) => {
    await fuzz(new Bench(40, 14), PLAIN_WORDS, seed, 150);
  });

  test.each([4, 5, 6])(
    'keeps all else in place around clusters of disputed width (seed %d)',
    async (seed) => {
      await fuzz(new Bench(40, 14), [...PLAIN_WORDS, ...DOUBTFUL_WORDS], seed, 150);
    },
  );

  test.each([7, 8])('also where the terminal follows Unicode 11 (seed %d)', async (seed) => {
    await fuzz(new Bench(33, 9, { wideEmoji: true }), [...PLAIN_WORDS, ...DOUBTFUL_WORDS], seed, 150);
  });

  test('keeps its place where vowel signs take no cell, as in kitty', async () => {
    const bench = new Bench(30, 2);
    const widthOf = (code: number): 0 | 1 => (/^\p{M}/u.test(String.fromCodePoint(code)) ? 0 : 1);
    bench.emulator.unicode.register({
      version: 'kitty',
      wcwidth: widthOf,
      charProperties: (code, before) => (widthOf(code) === 0 && before !== 0 ? 3 : widthOf(code) << 1),
    });
    bench.emulator.unicode.activeVersion = 'kitty';
    const row = (text: string): Row[] => [[{ text: safeText(text), style: {} }]];
    await bench.show(row('abcdef | end'));
    await bench.show(row('ab\u0939\u093f\u0928\u094d | end'));
    const shown = bench.emulator.buffer.active.getLine(0);
    expect(shown?.getCell(3)?.getChars()).not.toContain('d');
    expect(shown?.getCell(6)?.getChars()).toBe('|');
  });

  test.each([1, 2, 3, 5])('in a terminal of %d columns', async (columns) => {
    await fuzz(new Bench(columns, 3), [...PLAIN_WORDS, ...DOUBTFUL_WORDS], columns, 60);
  });
});

describe('the bytes', () => {
  const text = (value: string): Row => [{ text: safeText(value), style: {} }];

  test('none when nothing changed, and a move alone when only the cursor did', async () => {
    const bench = new Bench(20, 5);
    await bench.show([text('hello')], { x: 5, y: 0 });
    expect(await bench.show([text('hello')], { x: 5, y: 0 })).toBe('');
    expect(await bench.show([text('hello')], { x: 2, y: 3 })).toBe('\u001b[4;3H');
  });

  test('a key costs a few bytes, not a row', async () => {
    const bench = new Bench(80, 24);
    await bench.show([text('> hell')], { x: 6, y: 0 });
    const bytes = await bench.show([text('> hello')], { x: 7, y: 0 });
    expect(bytes).toBe('o');
  });

  test('a new line at the end of a pane moves the rest instead of drawing it', async () => {
    const bench = new Bench(120, 40);
    const pane = (first: number): Row[] => [
      text('title of the room'),
      ...Array.from({ length: 36 }, (_, y) =>
        text(`12:34 name${(first + y) % 7} │ message ${(first + y) * 7919} and so on`),
      ),
      text('─'.repeat(120)),
      text('status'),
      text('> typing'),
    ];
    await bench.show(pane(0), { x: 8, y: 39 });
    const bytes = await bench.show(pane(1), { x: 8, y: 39 });
    expect(bench.differences()).toEqual([]);
    expect(bytes.length).toBeLessThanOrEqual(140);
  });

  test('names beside a pane that moves are put back in few bytes', async () => {
    const bench = new Bench(120, 40);
    const pane = (first: number): Row[] =>
      Array.from({ length: 38 }, (_, y) => [
        { text: safeText(`name${(first + y) % 7}`), style: { fg: 30 + ((first + y) % 7) } },
        { text: safeText(' │ '), style: { fg: 244 } },
        { text: safeText(`message ${(first + y) * 7919} and so on`.padEnd(90)), style: {} },
        { text: safeText('│'), style: { fg: 244 } },
        { text: safeText(y < 10 ? ` mary${y}` : ''), style: { fg: 60 + (y % 5) } },
      ]);
    await bench.show(pane(0), { x: 8, y: 39 });
    const bytes = await bench.show(pane(1), { x: 8, y: 39 });
    expect(bench.differences()).toEqual([]);
    expect(bytes.length).toBeLessThanOrEqual(340);
  });

  test('a tail that went blank is erased', async () => {
    const bench = new Bench(80, 4);
    await bench.show([text('x'.repeat(80))]);
    expect(await bench.show([text('x')])).toContain('\u001b[K');
    expect(bench.row(0).trimEnd()).toBe('x');
  });

  test('no colour when the person wants none', async () => {
    const bench = new Bench(20, 2, { colours: false });
    const bytes = await bench.show([[{ text: safeText('hello'), style: { fg: 9, bg: 17, bold: true } }]]);
    expect(bytes).toContain('\u001b[0;1mhello');
  });

  test('what comes before and after a frame surrounds it', () => {
    const bench = new Bench(20, 2);
    const bytes = bench.drawer.draw(bench.wanted, bench.shown, { cursor: null, before: 'B', after: 'A' });
    expect(bytes).toBe('\u001b[?2026hB\u001b[?25l\u001b[?2026lA');
  });
});

describe('links of the terminal', () => {
  const url = 'http://lan/a';
  const linked = (text: string, link = url): Row => [
    { text: safeText('see '), style: {} },
    { text: safeText(text), style: { link } },
    { text: safeText(' there'), style: {} },
  ];

  test('are opened and closed around their text, and cost nothing while nothing changes', async () => {
    const bench = new Bench(40, 3, { links: true });
    const bytes = await bench.show([linked(url)]);
    expect(bytes).toContain(`see \u001b]8;id=1;${url}\u001b\\`);
    expect(bytes).toMatch(/lan\/a(?:\u001b\[C)?\u001b\]8;;\u001b\\ ?there/);
    expect(await bench.show([linked(url)])).not.toContain(url);
    // The same words that lead elsewhere are written again.
    expect(await bench.show([linked(url, 'http://lan/b')])).toContain('id=2;http://lan/b');
    expect(bench.row(0)).toContain(`see ${url} there`);
  });

  test('never hold what could end the sequence, and are left out where nobody knows them', async () => {
    const bench = new Bench(40, 3, { links: true });
    const bytes = await bench.show([linked('x', 'http://lan/\u001b\\evil'), linked('y', 'file:///etc')]);
    expect(bytes).not.toContain('\u001b]8;id');
    const none = new Bench(40, 3);
    expect(await none.show([linked(url)])).not.toContain('\u001b]8');
  });

  test('run out of numbers without leading astray', async () => {
    const bench = new Bench(40, 3, { links: true });
    for (let page = 0; page < 100; page += 1) {
      const bytes = await bench.show([linked(`page ${page}`, `http://lan/${page}`)]);
      if (page < 63) expect(bytes).toContain(`id=${page + 1};http://lan/${page}\u001b`);
      else expect(bytes).not.toContain('http://');
    }
  });

  test('that go on over rows are one line to the terminal, wherever they move, and nothing else is', async () => {
    const random = randomNumbers(7);
    const bench = new Bench(20, 8);
    const wrapped = (y: number): boolean => bench.emulator.buffer.active.getLine(y)?.isWrapped ?? false;
    let stream: { readonly row: Row; readonly goesOn: boolean }[] = [];
    for (let round = 0; round < 400; round += 1) {
      const address = `http://lan/${round}/`.padEnd(5 + random(60), 'x');
      const isLink = random(2) === 0;
      const parts = isLink ? (address.match(/.{1,20}/g) ?? []) : [`${round} `.repeat(random(9))];
      parts.forEach((part, index) => {
        const style = isLink ? { link: address } : {};
        const beside = index === parts.length - 1 ? [{ text: safeText(' |bo'), style: {} }] : [];
        stream.push({ row: [{ text: safeText(part), style }, ...beside], goesOn: index > 0 });
      });
      if (random(20) === 0) stream = stream.map(() => ({ row: [], goesOn: false }));
      // Below a row that stays, as the names of the rooms do.
      const shown = stream.slice(-6);
      const rows: Row[] = [[{ text: safeText('#lobby'), style: {} }], ...shown.map(({ row }) => row)];
      await bench.show(rows);
      expect(bench.differences()).toEqual([]);
      const expected = shown.map(({ goesOn }, index) => goesOn && index > 0);
      expect(rows.map((_, y) => wrapped(y))).toEqual([false, ...expected]);
    }
    expect(await bench.show([...stream.slice(-6).map(({ row }) => row)])).not.toContain('\u001b]8');
  });

  test('that went on from a row that has gone are drawn anew as a whole, whatever has changed beside them', async () => {
    const bench = new Bench(20, 6);
    const address = `http://lan/${'x'.repeat(24)}`;
    const style = { link: address };
    const tail = (person: string): Row => [
      { text: safeText(address.slice(20)), style },
      { text: safeText(`  |${person}`), style: {} },
    ];
    const said = (index: number): Row => [{ text: safeText(`${index} words of somebody`), style: {} }];
    const head: Row = [{ text: safeText(address.slice(0, 20)), style }];
    await bench.show([head, tail('bo'), said(1), said(2), said(3), said(4)]);
    await bench.show([head, tail('cy'), said(1), said(2), said(3), said(4)]);
    await bench.show([tail('cy'), said(1), said(2), said(3), said(4), said(5)]);
    expect(bench.differences()).toEqual([]);
  });
});
