/** Small pieces of lines. */
import { numeric, type Answering } from './answer.js';

/** Bytes of names in one 353 or 319 line: with the longest server, name and room before them it is 512 at most. */
const NAMES_BYTES_MAX = 350;

/** ASCII words as lines of bounded length. */
export function wordLines(
  words: readonly string[],
  between = ' ',
  most = NAMES_BYTES_MAX,
): readonly string[] {
  const lines = new WordLines(between, most);
  for (const word of words) lines.add(word);
  return lines.all;
}

/** The same, for words that come one after the other. */
export class WordLines {
  private readonly full: string[] = [];
  /** The words of the last line: a line is joined once, as one that was made by adding is walked again by each reader. */
  private open: string[] = [];
  /** Of the last line. */
  private length = 0;

  constructor(
    private readonly between = ' ',
    private readonly most = NAMES_BYTES_MAX,
  ) {}

  add(word: string): void {
    if (this.open.length > 0 && this.length + word.length >= this.most) {
      this.full.push(this.open.join(this.between));
      this.open = [];
      this.length = 0;
    }
    this.length += word.length + (this.open.length > 0 ? this.between.length : 0);
    this.open.push(word);
  }

  get all(): readonly string[] {
    return this.open.length === 0 ? this.full : [...this.full, this.open.join(this.between)];
  }
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
