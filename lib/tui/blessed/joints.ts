/**
 * Where an address goes on from the end of one row to the beginning of the next, and the terminal knows it: it takes both
 * for one line then, so that they are selected, copied and opened as one.
 */
import { linkOf, type Line } from './cells.js';
import type { Scroll } from './scroll.js';

export class Joints {
  /** Of the lines that are shown, those that go on in the next. */
  readonly #joined = new Set<Line>();
  /** Rows that were torn from those they were joined to. */
  readonly #torn = new Set<number>();

  clear(): void {
    this.#joined.clear();
    this.#torn.clear();
  }

  /** To be called before the lines are moved. */
  scroll(shown: readonly Line[], scroll: Scroll): void {
    if (this.#joined.size === 0) return;
    shown.forEach((line, y) => {
      if (!this.#joined.has(line)) return;
      const [upper, lower] = [movedTo(y, scroll), movedTo(y + 1, scroll)];
      if (upper !== null && lower === upper + 1) return;
      this.#joined.delete(line);
      for (const row of [upper, lower]) if (row !== null) this.#torn.add(row);
    });
  }

  /** Rows to be erased, as terminals forget only then that one is joined to another. */
  toBreak(wanted: readonly Line[], shown: readonly Line[]): readonly number[] {
    if (this.#joined.size === 0 && this.#torn.size === 0) return [];
    const rows = new Set(this.#torn);
    this.#torn.clear();
    shown.forEach((line, y) => {
      if (!this.#joined.has(line) || goesOn(wanted, y)) return;
      this.#joined.delete(line);
      rows.add(y).add(y + 1);
    });
    return [...rows].sort((one, other) => one - other);
  }

  /** Rows to be joined to the next one when they have been drawn: anew, where something in them has changed. */
  toMake(wanted: readonly Line[], shown: readonly Line[]): readonly number[] {
    const rows: number[] = [];
    shown.forEach((line, y) => {
      if (!goesOn(wanted, y)) return;
      const isMade = this.#joined.has(line) && wanted[y]?.dirty === false && wanted[y + 1]?.dirty === false;
      if (isMade) return;
      this.#joined.add(line);
      rows.push(y);
    });
    return rows;
  }
}

/** Where a row is after the scroll; null when it is gone. */
function movedTo(y: number, { top, bottom, by }: Scroll): number | null {
  if (y < top || y > bottom) return y;
  const to = y - by;
  return to >= top && to <= bottom ? to : null;
}

function goesOn(lines: readonly Line[], y: number): boolean {
  const last = lines[y]?.at(-1);
  const first = lines[y + 1]?.[0];
  if (last === undefined || first === undefined || last[1].length !== 1 || first[1].length !== 1)
    return false;
  const link = linkOf(last[0]);
  return link !== 0 && link === linkOf(first[0]);
}
