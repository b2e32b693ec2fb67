/** Small pieces of lines. */
import { numeric, type Answering } from './answer.js';

/** Bytes of names in one 353 or 319 line: with the longest server, name and room before them it is 512 at most. */
export const NAMES_BYTES_MAX = 350;

/** ASCII words as lines of bounded length. */
export function wordLines(words: readonly string[], between = ' ', most = NAMES_BYTES_MAX): string[] {
  const lines: string[] = [];
  let start = 0;
  let length = 0;
  for (let at = 0; at < words.length; at += 1) {
    const more = words[at]?.length ?? 0;
    if (at > start && length + more >= most) {
      lines.push(words.slice(start, at).join(between));
      start = at;
      length = 0;
    }
    length += more + (at > start ? between.length : 0);
  }
  if (start < words.length) lines.push(words.slice(start).join(between));
  return lines;
}

/** Unix time. */
export function seconds(at: number): string {
  return String(Math.floor(at / 1000));
}

/** In front of a line; nothing where there are no tags. */
export function tagPrefix(items: readonly string[]): string {
  return items.length === 0 ? '' : `@${items.join(';')} `;
}

export function awayLine(to: Answering, isAway: boolean): string {
  return isAway
    ? numeric(to, 'RPL_NOWAWAY', [], 'You have been marked as being away')
    : numeric(to, 'RPL_UNAWAY', [], 'You are no longer marked as being away');
}
