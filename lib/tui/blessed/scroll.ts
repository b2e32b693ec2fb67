/** Finds rows that merely moved up or down between two cell buffers, so that the terminal can move them itself. */
import { PLAIN_ATTRIBUTE, type Line } from './cells.js';

/** Rows `top` to `bottom` move up by `by` rows, or down when it is negative. */
export interface Scroll {
  readonly top: number;
  readonly bottom: number;
  readonly by: number;
}

/** Messages of more rows than this at once are drawn anew. */
const BY_MAX = 16;

/** Changed cells below which drawing them is cheap anyway. */
const WORTH_IT = 60;

/** Distances that are looked at closely. */
const CANDIDATES_MAX = 3;

const BLANK_PRINT = 17;

/** What a cursor move and `CSI K` cost, in cells. */
const ERASING = 6;

export function findScroll(wanted: readonly Line[], shown: readonly Line[]): Scroll | null {
  const changed = wanted.map((line, y) => (line.dirty ? difference(line, shown[y]) : 0));
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

/** The distances by which most rows seem to have moved, judged by a part of the row in which panels seldom are. */
function candidates(
  wanted: readonly Line[],
  shown: readonly Line[],
  changed: readonly number[],
): readonly number[] {
  const places = new Map<number, number[]>();
  shown.forEach((line, y) => {
    const print = fingerprint(line);
    if (print === BLANK_PRINT) return;
    const same = places.get(print);
    if (same === undefined) places.set(print, [y]);
    else same.push(y);
  });
  const votes = new Map<number, number>();
  wanted.forEach((line, y) => {
    if (changed[y] === 0) return;
    for (const from of places.get(fingerprint(line)) ?? []) {
      const by = from - y;
      if (by !== 0 && Math.abs(by) <= BY_MAX) votes.set(by, (votes.get(by) ?? 0) + 1);
    }
  });
  return [...votes]
    .sort(([, left], [, right]) => right - left)
    .slice(0, CANDIDATES_MAX)
    .map(([by]) => by);
}

function fingerprint(line: Line): number {
  let hash = BLANK_PRINT;
  const end = Math.trunc(line.length * 0.625);
  for (let x = line.length >> 3; x < end; x += 1) {
    const text = line[x]?.[1] ?? ' ';
    // The position counts, blanks do not: a blank row must be told by its print.
    if (text !== ' ') hash = (Math.imul(hash, 31) + text.charCodeAt(0) * (x + 1)) | 0;
  }
  return hash;
}

/** The block of rows that saves most cells when moved: the largest sum over neighbouring rows. */
function bestRun(
  wanted: readonly Line[],
  shown: readonly Line[],
  changed: readonly number[],
  by: number,
): { readonly saving: number; readonly run: { readonly top: number; readonly bottom: number } } {
  let best = { saving: 0, run: { top: 0, bottom: 0 } };
  let saving = 0;
  let start = 0;
  const end = Math.min(wanted.length, wanted.length - by);
  for (let y = Math.max(0, -by); y < end; y += 1) {
    const line = wanted[y];
    if (line === undefined) break;
    if (saving <= 0) {
      saving = 0;
      start = y;
    }
    saving += (changed[y] ?? 0) - difference(line, shown[y + by]);
    // The rows that move in at the end are blank and drawn anew; they count as they are.
    if (saving > best.saving) {
      best = { saving, run: by > 0 ? { top: start, bottom: y + by } : { top: start + by, bottom: y } };
    }
  }
  return best;
}

/** About how many cells would have to be written: blank ones cost little, they are erased together. */
function difference(line: Line, old: Line | undefined): number {
  if (old === undefined) return line.length;
  let text = 0;
  let blank = 0;
  for (let x = 0; x < line.length; x += 1) {
    const glyph = line[x];
    const before = old[x];
    if (glyph === undefined || before === undefined) continue;
    if (glyph[1] === before[1] && glyph[0] === before[0]) continue;
    if (glyph[1] === ' ' && glyph[0] === PLAIN_ATTRIBUTE) blank = ERASING;
    else text += 1;
  }
  return text + blank;
}

function sum(numbers: readonly number[]): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
