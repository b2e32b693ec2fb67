import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeAscii, encodeAscii } from '../../../lib/base/ascii.js';

/** Text as people write it: no lone surrogates and no controls, but everything else. */
const text = fc.string({ unit: 'binary' }).map((value) => value.replace(/[\u0080-\u009f]/g, ''));

/** Text that is likely to look like an escape. */
const nearlyEscaped = fc
  .array(fc.constantFrom('\\', 'u', "'", '0', '1F600', '00e9', "\\u'", "\\u'005C'", 'é', '😀', ' '))
  .map((parts) => parts.join(''));

describe('ASCII escapes (RFC 5137 section 5.1)', () => {
  it('writes the code point between quotes, with four digits or more', () => {
    expect(encodeAscii('né 😀')).toBe("n\\u'00E9' \\u'1F600'");
    expect(decodeAscii("n\\u'00e9' \\u'1F600'")).toBe('né 😀');
  });

  it('leaves a lone backslash alone, and escapes one that would start an escape', () => {
    expect(encodeAscii('C:\\temp')).toBe('C:\\temp');
    expect(encodeAscii("\\u'263A'")).toBe("\\u'005C'u'263A'");
  });

  it('round-trips any text exactly', () => {
    fc.assert(
      fc.property(fc.oneof(text, nearlyEscaped), (value) => decodeAscii(encodeAscii(value)) === value),
    );
  });

  it('writes nothing but ASCII', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (value) => /^[\0-\x7f]*$/.test(encodeAscii(value))));
  });

  it.each([
    "\\u'0000'",
    "\\u'000A'",
    "\\u'001B'",
    "\\u'007F'",
    "\\u'009B'",
    "\\u'D800'",
    "\\u'110000'",
    "\\u'12'",
  ])('keeps the hostile escape %s literal', (escape) => {
    expect(decodeAscii(escape)).toBe(escape);
  });

  it('never decodes ASCII into a control or a surrogate that was not there', () => {
    const ascii = fc.oneof(fc.string({ unit: 'binary-ascii' }), nearlyEscaped);
    const hex = fc.integer({ min: 0, max: 0xffffff }).map((code) => `\\u'${code.toString(16)}'`);
    fc.assert(
      fc.property(fc.oneof(ascii, hex), (value) => {
        const controls = (one: string) => one.match(/[\0-\x1f\x7f-\x9f]|[\ud800-\udfff]/gu)?.length ?? 0;
        return controls(decodeAscii(value)) === controls(value);
      }),
    );
  });
});
