/** Cuts long text into messages that fit a byte limit, where a reader would cut it. */
import { splitGraphemes } from 'unicode-segmenter/grapheme';
import { cutUtf8, utf8Length } from '../base/utf8.js';

/**
 * Cuts at line breaks, then at the last space that fits, else between graphemes, and only inside a grapheme
 * that alone is too long (never inside a code point). Empty pieces are left out: no server takes them.
 */
export function splitText(text: string, bytesMax: number): readonly string[] {
  return text.split(/\r\n|\r|\n/).flatMap((line) => splitLine(line, bytesMax));
}

function splitLine(line: string, bytesMax: number): string[] {
  const pieces: string[] = [];
  let left = line;
  while (utf8Length(left) > bytesMax) {
    const piece = firstPiece(left, bytesMax);
    if (piece.trim() !== '') pieces.push(piece.trimEnd());
    left = left.slice(piece.length);
    // Only the one space that the cut stands for goes; what a program aligned stays aligned.
    if (left.startsWith(' ')) left = left.slice(1);
  }
  if (left.trim() !== '') pieces.push(left);
  return pieces;
}

/** Cuts one line so that nothing of it is lost: the pieces joined are the line again. There is always one. */
export function cutLine(line: string, bytesMax: number): readonly string[] {
  const pieces: string[] = [];
  let left = line;
  do {
    const piece = pieceWithSpace(left, bytesMax);
    pieces.push(piece);
    left = left.slice(piece.length);
  } while (left !== '');
  return pieces;
}

/** Up to and with the last space that fits. */
function pieceWithSpace(text: string, bytesMax: number): string {
  const fits = cutUtf8(text, bytesMax);
  if (fits.length === text.length) return text;
  const space = fits.lastIndexOf(' ');
  return space > 0 ? fits.slice(0, space + 1) : lastWholeGrapheme(text, fits);
}

function firstPiece(text: string, bytesMax: number): string {
  const fits = cutUtf8(text, bytesMax);
  if (text.charAt(fits.length) === ' ') return fits;
  const space = fits.lastIndexOf(' ');
  if (space > 0) return fits.slice(0, space);
  return lastWholeGrapheme(text, fits);
}

function lastWholeGrapheme(text: string, fits: string): string {
  let end = 0;
  for (const grapheme of splitGraphemes(text)) {
    if (end + grapheme.length > fits.length) break;
    end += grapheme.length;
  }
  if (end > 0) return text.slice(0, end);
  if (fits !== '') return fits;
  // A limit smaller than one character: one code point all the same, or it would never end.
  return String.fromCodePoint(text.codePointAt(0) ?? 0);
}
