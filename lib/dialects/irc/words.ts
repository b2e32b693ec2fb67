/** Small pieces of numerics. */

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
