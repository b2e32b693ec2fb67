/** How much two rows of a frame have in common: cheaper to tell by their spans than by their cells. */
import type { Row, Span, Style } from '../frame.js';

export function sameRow(row: Row, other: Row): boolean {
  return row === other || (row.length === other.length && sameSpans(row, other) === row.length);
}

/** How many spans at their beginning are the same. */
export function sameSpans(row: Row, other: Row): number {
  let count = 0;
  for (const span of row) {
    const twin = other[count];
    if (twin === undefined || !sameSpan(span, twin)) break;
    count += 1;
  }
  return count;
}

function sameSpan(span: Span, other: Span): boolean {
  if (span === other) return true;
  return span.text === other.text && (span.style === other.style || sameStyle(span.style, other.style));
}

function sameStyle(style: Style, other: Style): boolean {
  return (
    style.fg === other.fg &&
    style.bg === other.bg &&
    style.link === other.link &&
    style.bold === other.bold &&
    style.dim === other.dim &&
    style.italic === other.italic &&
    style.underline === other.underline &&
    style.inverse === other.inverse
  );
}
