/** Finds rows that merely moved up or down between two frames, so that the terminal can move them itself. */
import type { Row } from '../frame.js';
import { sameRow, sameSpans } from './rows.js';

/** Rows `top` to `bottom` move up by `by` rows, or down when it is negative. */
export interface Scroll {
  readonly top: number;
  readonly bottom: number;
  readonly by: number;
}

/** Messages of more rows than this at once are drawn anew. */
const BY_MAX = 16;

/** Changed columns below which drawing them is cheap anyway. */
const WORTH_IT = 60;

/** Distances that are looked at closely; and rows that have moved by one of them from which there is no doubt. */
const CANDIDATES_MAX = 3;
const NO_DOUBT = 8;

/** What a cursor move and `CSI K` cost, in columns. */
const ERASING = 6;

const BLANK: Row = [];

/** Of `shown`, undefined is a row of which nothing is known. */
export function findScroll(wanted: readonly Row[], shown: readonly (Row | undefined)[]): Scroll | null {
  const changed = shown.map((row, y) => difference(wanted[y] ?? BLANK, row));
  if (sum(changed) < WORTH_IT) return null;
  let best: Scroll | null = null;
  let bestSaving = WORTH_IT;
  for (const by of candidates(wanted, shown, changed)) {
    const found = bestRun(wanted, shown, changed, by);
    if (found.saving > bestSaving) {
      best = { ...found.run, by };
      bestSaving = found.saving;
    }
  }
  return best;
}

/** The distances by which most rows seem to have moved. */
function candidates(
  wanted: readonly Row[],
  shown: readonly (Row | undefined)[],
  changed: readonly number[],
): readonly number[] {
  const places = new Map<string, number[]>();
  shown.forEach((row, y) => {
    const words = wordsOf(row ?? BLANK);
    if (words === '') return;
    const same = places.get(words);
    if (same === undefined) places.set(words, [y]);
    else same.push(y);
  });
  const votes = new Map<number, number>();
  for (const [y, cost] of changed.entries()) {
    if (cost === 0) continue;
    for (const from of places.get(wordsOf(wanted[y] ?? BLANK)) ?? []) {
      const by = from - y;
      if (by === 0 || Math.abs(by) > BY_MAX) continue;
      const count = (votes.get(by) ?? 0) + 1;
      if (count === NO_DOUBT) return [by];
      votes.set(by, count);
    }
  }
  return [...votes]
    .sort(([, left], [, right]) => right - left)
    .slice(0, CANDIDATES_MAX)
    .map(([by]) => by);
}

/** What a row is known again by: the longest of its texts, beside which there may be panels; empty where it is blank. */
function wordsOf(row: Row): string {
  let longest = '';
  for (const { text } of row) {
    if (text.length > longest.length && !isBlank(text)) longest = text;
  }
  return longest;
}

function isBlank(text: string): boolean {
  return text.endsWith(' ') && text.trimEnd() === '';
}

/** The block of rows that saves most when moved: the largest sum over neighbouring rows. */
function bestRun(
  wanted: readonly Row[],
  shown: readonly (Row | undefined)[],
  changed: readonly number[],
  by: number,
): { readonly saving: number; readonly run: { readonly top: number; readonly bottom: number } } {
  let best = { saving: 0, run: { top: 0, bottom: 0 } };
  let saving = 0;
  let start = 0;
  const end = Math.min(shown.length, shown.length - by);
  for (let y = Math.max(0, -by); y < end; y += 1) {
    if (saving <= 0) {
      saving = 0;
      start = y;
    }
    saving += (changed[y] ?? 0) - difference(wanted[y] ?? BLANK, shown[y + by]);
    // The rows that move in at the end are blank and drawn anew; they count as they are.
    if (saving > best.saving) {
      best = { saving, run: by > 0 ? { top: start, bottom: y + by } : { top: start + by, bottom: y } };
    }
  }
  return best;
}

/** About how many columns would have to be written: blank ones cost little, they are erased together. */
function difference(row: Row, old: Row | undefined): number {
  if (old !== undefined && sameRow(row, old)) return 0;
  const from = old === undefined ? 0 : sameSpans(row, old);
  let columns = ERASING;
  for (let index = from; index < row.length; index += 1) columns += row[index]?.text.trim().length ?? 0;
  return columns;
}

function sum(numbers: readonly number[]): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
