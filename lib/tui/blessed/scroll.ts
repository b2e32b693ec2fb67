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

/** What a cursor move and `CSI K` cost, in cells. */
const ERASING = 6;

export function findScroll(wanted: readonly Line[], shown: readonly Line[]): Scroll | null {
  const changed = wanted.map((line, y) => (line.dirty ? difference(line, shown[y], 1) : 0));
  if (sum(changed) < WORTH_IT) return null;
  let best: Scroll | null = null;
  let bestSaving = WORTH_IT;
  for (let by = -BY_MAX; by <= BY_MAX; by += 1) {
    if (by === 0 || !looksPromising(wanted, shown, changed, by)) continue;
    const found = bestRun(wanted, shown, changed, by);
    if (found.saving > bestSaving) {
      best = { ...found.run, by };
      bestSaving = found.saving;
    }
  }
  return best;
}

/** Compares every eighth cell only: most distances are dismissed by this. */
function looksPromising(
  wanted: readonly Line[],
  shown: readonly Line[],
  changed: readonly number[],
  by: number,
): boolean {
  let saving = 0;
  wanted.forEach((line, y) => {
    const from = shown[y + by];
    if (from === undefined || changed[y] === 0) return;
    const gain = (changed[y] ?? 0) - difference(line, from, 8) * 8;
    if (gain > 0) saving += gain;
  });
  return saving > WORTH_IT;
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
    saving += (changed[y] ?? 0) - difference(line, shown[y + by], 1);
    // The rows that move in at the end are blank and drawn anew; they count as they are.
    if (saving > best.saving) {
      best = { saving, run: by > 0 ? { top: start, bottom: y + by } : { top: start + by, bottom: y } };
    }
  }
  return best;
}

/** About how many cells would have to be written: blank ones cost little, they are erased together. */
function difference(line: Line, old: Line | undefined, step: number): number {
  if (old === undefined) return line.length;
  let text = 0;
  let blank = 0;
  for (let x = 0; x < line.length; x += step) {
    const glyph = line[x];
    const before = old[x];
    if (glyph === undefined || before === undefined) continue;
    if (glyph[1] === before[1] && glyph[0] === before[0]) continue;
    if (glyph[1] === ' ' && glyph[0] === PLAIN_ATTRIBUTE) blank = ERASING;
    else text += 1;
  }
  return step === 1 ? text + blank : text;
}

function sum(numbers: readonly number[]): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
