/** Cells of text: what terminals agree on, and what we reserve where they do not. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clusters, cutToWidth, textWidth } from '../../../lib/base/text-width.js';
import { safeText } from '../../../lib/base/safe-text.js';

describe('textWidth', () => {
  it.each([
    ['hello', 5],
    ['é', 1],
    ['e\u0301', 1],
    ['中', 2],
    ['한', 2],
    ['\u1112\u1161\u11ab', 2],
    ['漢字', 4],
    ['😀', 2],
    ['👨‍👩‍👧', 2],
    ['👍🏽', 2],
    ['❤️', 2],
    ['1️⃣', 2],
    ['🇺🇸', 2],
    ['क्षि', 3],
    ['☕', 2],
    ['─', 1],
    ['', 0],
  ])('%s takes %i', (text, width) => {
    expect(textWidth(text)).toBe(width);
  });

  it('is the sum of its clusters, which are the text again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (raw) => {
        const text = safeText(raw);
        const cells = clusters(text);
        expect(cells.reduce((sum, { width }) => sum + width, 0)).toBe(textWidth(text));
        expect(
          cells
            .map((cell) => cell.text)
            .join('')
            .replaceAll(' ', ''),
        ).toBe(text.replaceAll(' ', ''));
      }),
    );
  });
});

describe('cutToWidth', () => {
  it('never passes the width and never cuts a cluster', () => {
    expect(cutToWidth('漢字', 3)).toBe('漢');
    expect(cutToWidth('a👨‍👩‍👧b', 2)).toBe('a');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.nat(30), (raw, width) => {
        expect(textWidth(cutToWidth(safeText(raw), width))).toBeLessThanOrEqual(width);
      }),
    );
  });

  it('counts a mark with nothing to stand on where it is cut', () => {
    expect(cutToWidth('a\u{11a8}b', 2)).toBe('a\u{11a8}');
    expect(cutToWidth('\u0301ab', 2)).toBe('\u0301a');
  });
});
