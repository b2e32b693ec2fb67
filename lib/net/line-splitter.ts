/** Bytes in, whole lines out: UTF-8 checked, the unfinished tail kept and bounded. */
import { isUtf8 } from 'node:buffer';

const LF = 10;
const CR = 13;
const EMPTY = Buffer.alloc(0);

/** A line that is not UTF-8: what is wrong in it reads U+FFFD. */
export interface NotUtf8 {
  readonly lossy: string;
}

export class LineSplitter {
  private tail: Buffer = EMPTY;
  private over = false;

  /** `bytesMax` bounds a line without its LF, finished or not. */
  constructor(private readonly bytesMax: number) {}

  /**
   * Returns the lines that `chunk` completes, without CR and LF.
   * Throws nothing; `overflowed` tells that a line passed the limit, after which nothing more comes out.
   * However the bytes are cut into chunks, the lines are the same.
   */
  push(chunk: Buffer): readonly (string | NotUtf8)[] {
    if (this.overflowed) return [];
    const end = chunk.lastIndexOf(LF);
    if (end === -1) {
      this.keep(this.tail.length === 0 ? chunk : Buffer.concat([this.tail, chunk]));
      return [];
    }
    const isWhole = end === chunk.length - 1;
    const whole = isWhole ? chunk : chunk.subarray(0, end + 1);
    const bytes = this.tail.length === 0 ? whole : Buffer.concat([this.tail, whole]);
    const lines = this.split(bytes, bytes.length - 1);
    this.keep(isWhole ? EMPTY : chunk.subarray(end + 1));
    return lines;
  }

  /** An unfinished line that the sender left when it closed its side. */
  rest(): readonly (string | NotUtf8)[] {
    const tail = this.tail;
    this.tail = EMPTY;
    return tail.length === 0 ? [] : this.split(tail, tail.length);
  }

  get overflowed(): boolean {
    return this.over;
  }

  private keep(tail: Buffer): void {
    if (tail.length > this.bytesMax) this.over = true;
    // A copy, so that a short tail does not hold on to a whole chunk of 64 KiB.
    this.tail = tail.length === 0 || this.over ? EMPTY : Buffer.from(tail);
  }

  /** Three bytes a UTF-16 unit is the most that UTF-8 takes: short lines need no counting. */
  private isTooLong(line: string): boolean {
    return line.length * 3 > this.bytesMax && Buffer.byteLength(line) > this.bytesMax;
  }

  /** The lines before `length`, where the last of them ends. */
  private split(bytes: Buffer, length: number): readonly (string | NotUtf8)[] {
    if (isUtf8(bytes)) {
      const lines = bytes.toString('utf8', 0, length).split('\n');
      if (length <= this.bytesMax || !lines.some((line) => this.isTooLong(line))) return lines.map(withoutCr);
    }
    const lines: (string | NotUtf8)[] = [];
    for (let start = 0; start <= length;) {
      const found = bytes.indexOf(LF, start);
      const end = found === -1 ? length : found;
      if (end - start > this.bytesMax) {
        this.over = true;
        return lines;
      }
      const line = bytes.subarray(start, bytes[end - 1] === CR && end > start ? end - 1 : end);
      const text = line.toString('utf8');
      lines.push(isUtf8(line) ? text : { lossy: text });
      start = end + 1;
    }
    return lines;
  }
}

function withoutCr(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
