/** How many cells of a terminal text takes, cluster by cluster. */
import { eastAsianWidth } from 'get-east-asian-width';
import { splitGraphemes } from 'unicode-segmenter/grapheme';

/** What goes into one cell, or into two when it is wide. */
export interface Cluster {
  readonly text: string;
  readonly width: 1 | 2;
}

/** Printable ASCII, the middle dot and lines: most of what is shown, one cell each. */
const NARROW = /^[ -~\u00b7\u2500-\u257f]*$/;

const ZWJ = 0x200d;
const EMOJI_PRESENTATION = 0xfe0f;
const KEYCAP = 0x20e3;

/** Cuts text into what belongs together. Text that only modifies gets the cell of what stands before it, or a space of its own. */
export function clusters(text: string): readonly Cluster[] {
  if (NARROW.test(text)) return Array.from(text, (char) => ({ text: char, width: 1 }));
  const cells: Cluster[] = [];
  for (const grapheme of splitGraphemes(text)) addCluster(cells, grapheme);
  return cells;
}

function addCluster(cells: Cluster[], grapheme: string): void {
  if (grapheme.length === 1 && grapheme < '\u0300') cells.push({ text: grapheme, width: 1 });
  else if (isEmoji(grapheme)) cells.push({ text: grapheme, width: 2 });
  else addSpacing(cells, grapheme);
}

/** Terminals give each spacing code point of such a cluster (Thai, Devanagari) cells of its own. */
function addSpacing(cells: Cluster[], grapheme: string): void {
  let pending = '';
  let width: 0 | 1 | 2 = 0;
  for (const char of grapheme) {
    const own = charWidth(char);
    if (own !== 0 && width !== 0) {
      cells.push({ text: pending, width });
      pending = char;
      width = own;
    } else {
      pending += char;
      width = own === 0 ? width : own;
    }
  }
  // A mark with nothing to stand on is shown on a space.
  if (width === 0) cells.push({ text: ` ${pending}`, width: 1 });
  else cells.push({ text: pending, width });
}

/** Joined, keycap, flag, skin tone, or shown as a picture by a variation selector: two cells, however many code points. */
function isEmoji(grapheme: string): boolean {
  const first = grapheme.codePointAt(0) ?? 0;
  if (first < 0xa9 && !grapheme.includes('\u20e3')) return false;
  let count = 0;
  let special = false;
  for (const char of grapheme) {
    const code = char.codePointAt(0) ?? 0;
    count += 1;
    special ||= code === ZWJ && isPictographic(first);
    special ||= code === EMOJI_PRESENTATION && isPictographic(first);
    special ||= code === KEYCAP || isRegionalIndicator(code) || (code >= 0x1f3fb && code <= 0x1f3ff);
  }
  return special && count > 1;
}

function isRegionalIndicator(code: number): boolean {
  return code >= 0x1f1e6 && code <= 0x1f1ff;
}

/** Roughly Extended_Pictographic: exact enough for what a joiner or a selector may follow. */
function isPictographic(code: number): boolean {
  return (
    code === 0xa9 ||
    code === 0xae ||
    (code >= 0x203c && code <= 0x3299) ||
    (code >= 0x1f000 && code <= 0x1faff)
  );
}

const MARK = /^[\p{Mn}\p{Me}\p{Cf}]$/u;

function charWidth(char: string): 0 | 1 | 2 {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x300) return code < 0x20 || (code >= 0x7f && code < 0xa0) ? 0 : 1;
  if (isJamoTail(code) || MARK.test(char)) return 0;
  return eastAsianWidth(code);
}

/** Vowels and finals of Hangul join the syllable before them. */
function isJamoTail(code: number): boolean {
  return (code >= 0x1160 && code <= 0x11ff) || (code >= 0xd7b0 && code <= 0xd7ff);
}

/** Cells that the text takes on one line. */
export function textWidth(text: string): number {
  if (NARROW.test(text)) return text.length;
  let width = 0;
  for (const cluster of clusters(text)) width += cluster.width;
  return width;
}

/** The longest beginning that takes at most `width` cells, never cut inside a cluster. */
export function cutToWidth(text: string, width: number): string {
  return text.slice(0, lengthWithin(text, width));
}

/** UTF-16 units of the longest beginning that takes at most `width` cells. */
export function lengthWithin(text: string, width: number): number {
  if (NARROW.test(text)) return Math.max(0, Math.min(text.length, Math.trunc(width)));
  let used = 0;
  let length = 0;
  for (const cluster of clusters(text)) {
    used += cluster.width;
    if (used > width) break;
    length += sourceLength(cluster, text, length);
  }
  return length;
}

/** UTF-16 units that a cluster has in the text it came from, at `offset`: the space given to a lone mark is not in it. */
export function sourceLength(cluster: Cluster, text: string, offset: number): number {
  return text.startsWith(cluster.text, offset) ? cluster.text.length : cluster.text.length - 1;
}
