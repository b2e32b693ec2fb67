/** Text from outside: what reaches a terminal is only ever shown. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LINE_BREAK_SIGN, safeText } from '../../../lib/base/safe-text.js';

describe('safeText', () => {
  it.each([
    ['clears nothing', 'a\u001b[2Jb', 'ab'],
    ['C1 CSI', 'a\u009b2Jb', 'ab'],
    ['sets no title', 'a\u001b]0;PWNED\u0007b', 'ab'],
    ['C1 OSC', 'a\u009d0;PWNED\u009cb', 'ab'],
    ['DCS', 'a\u001bP1;2qxyz\u001b\\b', 'ab'],
    ['two-byte escape', 'a\u001bcb', 'ab'],
    ['charset escape', 'a\u001b(0b', 'ab'],
    ['a cut escape', 'a\u001b', 'a'],
    ['colours', '\u001b[31mred\u001b[0m', 'red'],
    ['mIRC colours', '\u000304,01red\u0003 and \u0002bold\u000f', 'red and bold'],
    ['hex colours', '\u0004ff0000red', 'red'],
    ['bell and backspace', 'a\u0007\u0008b', 'ab'],
    ['line breaks', 'a\r\nServer: b\nc', `a${LINE_BREAK_SIGN}Server: b${LINE_BREAK_SIGN}c`],
    ['line separators', 'a\u2028b', `a${LINE_BREAK_SIGN}b`],
    ['tabs', 'a\tb', 'a b'],
    ['direction overrides', 'a\u202eb\u2066c', 'abc'],
    ['zero width', 'a\u200bb\ufeffc\u00add', 'abcd'],
    ['tag characters', 'a\u{e0041}b', 'ab'],
    ['lone surrogates', 'a\ud83db', 'a\ufffdb'],
  ])('%s', (_, text, harmless) => {
    expect(safeText(text)).toBe(harmless);
  });

  it('keeps what scripts and emoji need', () => {
    for (const text of ['héllo', '漢字', '👨‍👩‍👧', 'نه‌ای', '❤️', 'क्षि', '☕']) expect(safeText(text)).toBe(text);
  });

  it('lets nothing of Latin through that is a control, invisible or put upon what is before it', () => {
    const all = Array.from({ length: 0x300 }, (_, code) => String.fromCharCode(code));
    const kept = all.filter((char) => safeText(char) === char);
    expect(kept.filter((char) => /[\p{Cc}\p{Cf}\p{M}\p{Zl}\p{Zp}]/u.test(char))).toEqual([]);
    expect(all.filter((char) => char >= ' ' && !kept.includes(char))).toEqual(
      all.filter((char) => /[\u007f-\u009f\u00ad]/.test(char)),
    );
  });

  it('caps marks stacked on one character', () => {
    expect(safeText('e' + '\u0301'.repeat(500)).length).toBeLessThan(20);
  });

  it('leaves no control and no escape in anything, and is idempotent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const once = safeText(text);
        expect(once).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
        expect(safeText(once)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });

  it('is not fooled by escapes within escapes', () => {
    const pieces = fc.constantFrom(
      '\u001b',
      '[',
      ']',
      '0;',
      'x',
      '\u0007',
      '\u009b',
      '2J',
      '\u001b\\',
      '\u0003',
      '1',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), (parts) => {
        expect(safeText(parts.join(''))).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
      }),
      { numRuns: 2000 },
    );
  });
});
