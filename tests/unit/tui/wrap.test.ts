/** Wrapping: at spaces, within the width, losing nothing. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fitRow, rowWidth, span, wrapSpans } from '../../../lib/tui/wrap.js';
import { safeText } from '../../../lib/base/safe-text.js';
import type { Row } from '../../../lib/tui/frame.js';

function texts(rows: readonly Row[]): string[] {
  return rows.map((row) => row.map(({ text }) => text).join(''));
}

describe('wrapSpans', () => {
  it.each([
    ['short stays', 'hello', 10, ['hello']],
    ['at spaces', 'one two three', 8, ['one two', 'three']],
    ['a word that fits exactly', 'one two', 3, ['one', 'two']],
    ['long words are cut at the edge', 'abcdefgh', 3, ['abc', 'def', 'gh']],
    ['wide characters are not cut', '漢字漢字', 5, ['漢字', '漢字']],
    ['a long word after a short one', 'a bcdefgh', 4, ['a', 'bcde', 'fgh']],
    ['nothing is one row', '', 5, ['']],
  ])('%s', (_, text, width, rows) => {
    expect(texts(wrapSpans([span(text)], width))).toEqual(rows);
  });

  it('keeps styles across rows', () => {
    const rows = wrapSpans([span('one ', { bold: true }), span('two three')], 7);
    expect(rows).toEqual([[span('one ', { bold: true }), span('two')], [span('three')]]);
  });

  it('never passes the width and loses no letter', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.integer({ min: 2, max: 30 }),
        (raw, width) => {
          const text = safeText(raw);
          const rows = wrapSpans([span(text)], width);
          for (const row of rows) expect(rowWidth(row)).toBeLessThanOrEqual(width);
          expect(texts(rows).join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('fitRow', () => {
  it('cuts and fills to exactly the width', () => {
    expect(rowWidth(fitRow([span('hello')], 8, {}))).toBe(8);
    expect(texts([fitRow([span('漢字')], 3)])).toEqual(['漢']);
  });

  it('is exact for marks and joined characters anywhere, as somebody may write to push a border out', () => {
    const piece = fc.constantFrom('a', ' ', '\u0301', '\u11a8', '\ufe0f', '\u200d', '漢', '👍🏽', '🇺', 'क्षि');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.nat(12), (pieces, width) => {
        expect(rowWidth(fitRow([span(pieces.join(''))], width, {}))).toBe(width);
      }),
      { numRuns: 2000 },
    );
  });
});
