/** Text as an array of what a person takes for one character: what the cursor of the input line steps over. */
import { splitGraphemes } from 'unicode-segmenter/grapheme';

const ASCII = /^[ -~\n]*$/;

/** Grapheme clusters; a line break is one. Joined again they are the text. */
export function splitCells(text: string): readonly string[] {
  return ASCII.test(text) ? text.split('') : [...splitGraphemes(text)];
}

export interface Spliced {
  readonly cells: readonly string[];
  /** The cell after what was put in. */
  readonly cursor: number;
}

/** Puts text in the place of some cells. What now touches may join: marks, joined emoji, flags, syllables. */
export function spliceCells(cells: readonly string[], start: number, end: number, text: string): Spliced {
  const from = Math.max(0, start - 1);
  const to = joinLimit(cells, end);
  const before = cells.slice(from, start).join('') + text;
  const between = splitCells(before + cells.slice(end, to).join(''));
  let cursor = from;
  for (let length = 0; length < before.length; cursor += 1)
    length += between[cursor - from]?.length ?? Infinity;
  return { cells: cells.slice(0, from).concat(between, cells.slice(to)), cursor };
}

/** Beyond the next plain character nothing can join differently: flags, for one, pair up along a whole run. */
function joinLimit(cells: readonly string[], start: number): number {
  let at = start;
  while (at < cells.length && !ASCII.test(cells[at] ?? '')) at += 1;
  return Math.min(cells.length, at + 1);
}
