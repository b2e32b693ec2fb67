/** The message window: holds still, counts what is new, and costs the same whatever lies behind it. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { span } from '../../../lib/tui/wrap.js';
import { Timeline } from '../../../lib/tui/timeline.js';

interface Entry {
  readonly id: number;
  readonly rows: number;
}

const WIDTH = 20;

function timeline(capacity = 1000) {
  let layouts = 0;
  const list = new Timeline<Entry>({
    layout: ({ id, rows }) => {
      layouts += 1;
      return Array.from({ length: rows }, (_, row) => [span(`${id}.${row}`)]);
    },
    isForMe: ({ id }) => id % 10 === 0,
    capacity,
  });
  const shown = (height: number) =>
    list.visible(WIDTH, height).map((row) => row.map(({ text }) => text).join(''));
  return { list, shown, layouts: () => layouts };
}

function fill(list: Timeline<Entry>, count: number, rows = 1): void {
  for (let id = 0; id < count; id += 1) list.append({ id, rows });
}

describe('Timeline', () => {
  it('follows the end', () => {
    const { list, shown } = timeline();
    fill(list, 5);
    expect(shown(3)).toEqual(['2.0', '3.0', '4.0']);
  });

  it('shows the last rows of an entry that is taller than the window', () => {
    const { list, shown } = timeline();
    fill(list, 2, 5);
    expect(shown(3)).toEqual(['1.2', '1.3', '1.4']);
  });

  it('holds still while more arrives, and says how many and for whom', () => {
    const { list, shown } = timeline();
    fill(list, 50);
    list.scroll(-5, WIDTH, 3);
    const before = shown(3);
    list.append({ id: 51, rows: 2 });
    list.append({ id: 60, rows: 1 });
    expect(shown(3)).toEqual(before);
    expect(list.newBelow).toEqual({ count: 2, forMe: 1 });
  });

  it('follows again at the end, and forgets what was new', () => {
    const { list, shown } = timeline();
    fill(list, 20);
    list.scroll(-4, WIDTH, 3);
    list.append({ id: 99, rows: 1 });
    list.scroll(100, WIDTH, 3);
    expect(list.isFollowing).toBe(true);
    expect(list.newBelow.count).toBe(0);
    expect(shown(2)).toEqual(['19.0', '99.0']);
  });

  it('stops at the oldest entry with a full window', () => {
    const { list, shown } = timeline();
    fill(list, 10);
    list.scroll(-1000, WIDTH, 4);
    expect(shown(4)).toEqual(['0.0', '1.0', '2.0', '3.0']);
  });

  it('moves to the oldest there is when the ring drops what was seen', () => {
    const { list, shown } = timeline(10);
    fill(list, 10);
    list.scroll(-8, WIDTH, 2);
    for (let id = 10; id < 18; id += 1) list.append({ id, rows: 1 });
    expect(shown(2)).toEqual(['8.0', '9.0']);
  });

  it('holds still while older entries are put in front, wherever the reader is', () => {
    for (const start of [(list: Timeline<Entry>) => list.toStart(WIDTH, 3), () => undefined]) {
      const { list, shown } = timeline(20);
      fill(list, 10);
      start(list);
      const before = shown(3);
      const older = Array.from({ length: 15 }, (_, index) => ({ id: index - 15, rows: 2 }));
      // There is room for ten: the nearest ones.
      expect(list.prepend(older)).toBe(10);
      expect(shown(3)).toEqual(before);
      expect(list.fromStart(0)?.id).toBe(-10);
      list.scroll(-2, WIDTH, 3);
      expect(list.isAtTop(WIDTH, 3)).toBe(false);
      list.toStart(WIDTH, 3);
      expect(shown(3)).toEqual(['-10.0', '-10.1', '-9.0']);
      expect(list.isAtTop(WIDTH, 3)).toBe(true);
    }
  });

  it('takes a page in front of 99,000 entries without touching them', () => {
    const { list, shown, layouts } = timeline(100_000);
    fill(list, 99_000);
    list.toStart(WIDTH, 40);
    shown(40);
    const before = layouts();
    for (let page = 0; page < 10; page += 1)
      list.prepend(Array.from({ length: 100 }, () => ({ id: -1, rows: 1 })));
    shown(40);
    // The entry that was the oldest has another one above it now.
    expect(layouts() - before).toBeLessThanOrEqual(1);
    expect(list.length).toBe(100_000);
  });

  it('shows an entry in the middle of the window', () => {
    const { list, shown } = timeline();
    fill(list, 50);
    expect(list.show(({ id }) => id === 20, WIDTH, 5)).toBe(true);
    expect(shown(5)).toEqual(['18.0', '19.0', '20.0', '21.0', '22.0']);
    expect(list.show(({ id }) => id === 0, WIDTH, 5)).toBe(true);
    expect(shown(5)[0]).toBe('0.0');
    expect(list.show(({ id }) => id === 99, WIDTH, 5)).toBe(false);
  });

  it('lays out only what is seen', () => {
    const { list, shown, layouts } = timeline(100_000);
    fill(list, 100_000);
    shown(40);
    expect(layouts()).toBe(40);
    list.scroll(-20, WIDTH, 40);
    shown(40);
    expect(layouts()).toBeLessThan(120);
  });

  it('scrolls up and down by the same rows to the same place', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 30, maxLength: 60 }),
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 1, max: 10 }),
        (heights, away, back) => {
          const { list, shown } = timeline();
          heights.forEach((rows, id) => list.append({ id, rows }));
          list.scroll(-away, WIDTH, 5);
          const before = shown(5);
          const held = list.isFollowing;
          list.scroll(-back, WIDTH, 5);
          list.scroll(back, WIDTH, 5);
          if (!held) expect(shown(5)).toEqual(before);
        },
      ),
    );
  });

  it('fills the window again when what it showed was dropped', () => {
    const { list, shown } = timeline(5);
    fill(list, 5);
    list.toStart(WIDTH, 3);
    for (let id = 5; id < 9; id += 1) list.append({ id, rows: 1 });
    expect(shown(3)).toEqual(['4.0', '5.0', '6.0']);
    expect(list.isFollowing).toBe(false);
  });

  it('follows when there is nothing to scroll to', () => {
    const { list } = timeline();
    fill(list, 1, 3);
    list.scroll(-3, WIDTH, 3);
    expect(list.isFollowing).toBe(true);
  });

  it('shows full windows of neighbouring rows, whatever is scrolled, dropped and resized', () => {
    const operation = fc.oneof(
      fc.record({ append: fc.integer({ min: 1, max: 40 }) }),
      fc.record({ scroll: fc.integer({ min: -12, max: 12 }) }),
      fc.record({ width: fc.constantFrom(3, 5, 10, 20), height: fc.integer({ min: 1, max: 12 }) }),
      fc.constant({ start: true }),
      fc.record({ prepend: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 5 }) }),
    );
    fc.assert(fc.property(fc.array(operation, { maxLength: 80 }), fc.integer({ min: 3, max: 30 }), walk), {
      numRuns: 300,
    });
  });
});

type Operation =
  | { readonly append: number }
  | { readonly scroll: number }
  | { readonly width: number; readonly height: number }
  | { readonly start: boolean }
  | { readonly prepend: readonly number[] };

/** Does the same to a timeline and to a plain list of all rows. */
function walk(operations: readonly Operation[], capacity: number): void {
  const rowsOf = ({ id, rows }: Entry, width: number): string[] =>
    Array.from({ length: Math.ceil(rows / width) }, (_, row) => `${id}.${row}`);
  const list = new Timeline<Entry>({
    layout: (entry, width) => rowsOf(entry, width).map((text) => [span(text)]),
    isForMe: () => false,
    capacity,
  });
  let kept: Entry[] = [];
  let [width, height, id] = [10, 4, 0];
  const fresh = (rows: number): Entry => ({ id: id++, rows });
  for (const operation of operations) {
    if ('append' in operation) {
      const entry = fresh(operation.append);
      kept = [...kept, entry].slice(-capacity);
      list.append(entry);
    } else if ('prepend' in operation) {
      const older = operation.prepend.map(fresh);
      const count = list.prepend(older);
      kept = [...older.slice(older.length - count), ...kept];
    } else if ('scroll' in operation) list.scroll(operation.scroll, width, height);
    else if ('width' in operation) ({ width, height } = operation);
    else list.toStart(width, height);
    const shown = list.visible(width, height).map((row) => row.map(({ text }) => text).join(''));
    const all = kept.flatMap((entry) => rowsOf(entry, width));
    const at = shown[0] === undefined ? 0 : all.indexOf(shown[0]);
    expect(shown).toHaveLength(Math.min(height, all.length));
    expect(shown).toEqual(all.slice(at, at + shown.length));
    if (list.isFollowing) expect(at + shown.length).toBe(all.length);
  }
}
