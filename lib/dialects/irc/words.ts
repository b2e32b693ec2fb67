/** Small pieces of lines. */
import { numeric, type Answering } from './answer.js';

/** Bytes of names in one 353 or 319 line: with the longest server, name and room before them it is 512 at most. */
const NAMES_BYTES_MAX = 350;

/** ASCII words as lines of bounded length. */
export function wordLines(words: readonly string[], between = ' ', most = NAMES_BYTES_MAX): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line !== '' && line.length + word.length >= most) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? word : `${between}${word}`;
  }
  return line === '' ? lines : [...lines, line];
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
