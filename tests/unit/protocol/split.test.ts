import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { utf8Length } from '../../../lib/base/utf8.js';
import { splitText } from '../../../lib/protocol/split.js';

describe('splitText', () => {
  it('cuts at the last space that fits', () => {
    expect(splitText('one two three', 8)).toEqual(['one two', 'three']);
    expect(splitText('one two', 3)).toEqual(['one', 'two']);
  });

  it('cuts a long word between graphemes, and a grapheme only where it alone is too long', () => {
    expect(splitText('éééé', 5)).toEqual(['éé', 'éé']);
    expect(splitText('a👨‍👩‍👧b', 19)).toEqual(['a👨‍👩‍👧', 'b']);
    expect(splitText('ab👨‍👩‍👧', 19)).toEqual(['ab', '👨‍👩‍👧']);
  });

  it('sends each line of a paste as its own message and no empty ones', () => {
    expect(splitText('  one\r\n\n\ntwo\n', 100)).toEqual(['  one', 'two']);
  });

  it('keeps within the limit, loses nothing but spaces, and never cuts a code point', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 4, max: 60 }), (text, limit) => {
        const pieces = splitText(text, limit);
        const bare = (value: string) => value.replace(/\s/g, '');
        expect(pieces.every((piece) => utf8Length(piece) <= limit && !/[\ud800-\udfff]/u.test(piece))).toBe(
          true,
        );
        expect(bare(pieces.join(''))).toBe(bare(text));
      }),
    );
  });
});
