/** The parsers against anything: parse and serialise are inverses, and nothing throws. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nameProblem, suggestName } from '../../lib/base/names.js';
import { cutUtf8, utf8Length } from '../../lib/base/utf8.js';
import { isLateIrc, sniff } from '../../lib/dialects/sniff.js';
import { LineSplitter, type NotUtf8 } from '../../lib/net/line-splitter.js';
import { withoutControls } from '../../lib/protocol/controls.js';
import { formatLine, parseLine } from '../../lib/protocol/line.js';
import { escapeTagValue, unescapeTagValue } from '../../lib/protocol/tags.js';
import { TelnetFilter } from '../../lib/dialects/plain/terminal-line.js';
import { anyText, ircish } from './arbitraries.js';

/** Text without what `unwanted` matches. */
function textWithout(unwanted: RegExp) {
  return anyText.map((text) => text.replace(unwanted, ''));
}

describe('lines', () => {
  const noSpace = textWithout(/[ \r\n\0]/g);
  const middle = noSpace.filter((param) => param !== '' && !param.startsWith(':'));
  const line = fc.record(
    {
      tags: fc
        .uniqueArray(fc.tuple(fc.stringMatching(/^\+?[a-z0-9/.-]{1,12}$/), anyText), {
          selector: ([key]) => key,
          maxLength: 4,
        })
        .map((items) => new Map(items)),
      source: noSpace,
      command: fc.stringMatching(/^([A-Za-z]{1,12}|[0-9]{3})$/),
      params: fc
        .tuple(fc.array(middle, { maxLength: 13 }), fc.option(textWithout(/[\r\n\0]/g)))
        .map(([params, last]) => (last === null ? params : [...params, last])),
    },
    { requiredKeys: ['tags', 'command', 'params'] },
  );

  test('formatLine then parseLine gives back the same (Modern IRC, "Message Format")', () => {
    fc.assert(
      fc.property(line, (given) => {
        expect(parseLine(formatLine(given))).toEqual(given);
      }),
      { numRuns: 2000 },
    );
  });

  test('parseLine then formatLine then parseLine is parseLine, for anything', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, ircish), (text) => {
        const once = parseLine(text);
        if (once !== null && !once.command.startsWith('@')) expect(parseLine(formatLine(once))).toEqual(once);
      }),
      { numRuns: 3000 },
    );
  });

  test('a tag value survives escaping, and never holds what would end a tag (IRCv3 message-tags)', () => {
    fc.assert(
      fc.property(anyText, (value) => {
        const escaped = escapeTagValue(value);
        expect(unescapeTagValue(escaped)).toBe(value);
        expect(escaped).not.toMatch(/[; \r\n]/);
      }),
    );
    expect(unescapeTagValue('a\\bc\\')).toBe('abc');
  });

  test('sniff and isLateIrc take anything', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, ircish), (text) => {
        expect(['irc', 'plain', 'http']).toContain(sniff(text));
        expect(isLateIrc(text)).toBe(isLateIrc(text));
        if (isLateIrc(text)) expect(sniff(`${text} HTTP/1.1`)).toBe('http');
      }),
      { numRuns: 2000 },
    );
  });

  test('withoutControls leaves nothing that ends a line or obeys a terminal, and is done at once', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const clean = withoutControls(text);
        expect(clean).not.toMatch(/[\0\r\n\t\u0007\b\u001b\u007f-\u009f]/);
        expect(withoutControls(clean)).toBe(clean);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('bytes', () => {
  const pieces = fc.array(
    fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.constant(Uint8Array.of(10)),
      fc.constant(Uint8Array.of(13, 10)),
      fc.constant(Uint8Array.of(13)),
      anyText.map((text) => new TextEncoder().encode(text)),
      fc.constant(new Uint8Array(60).fill(120)),
    ),
    { maxLength: 12 },
  );
  const MAX = 50;

  function linesOf(chunks: readonly Buffer[]): { lines: readonly (string | NotUtf8)[]; over: boolean } {
    const splitter = new LineSplitter(MAX);
    const lines = chunks.flatMap((chunk) => splitter.push(chunk));
    return { lines: [...lines, ...splitter.rest()], over: splitter.overflowed };
  }

  test('LineSplitter finds the same lines however the bytes are cut', () => {
    fc.assert(
      fc.property(pieces, fc.array(fc.nat(400), { maxLength: 10 }), (parts, cuts) => {
        const bytes = Buffer.concat(parts);
        const at = [0, ...cuts.filter((cut) => cut < bytes.length).toSorted((a, b) => a - b), bytes.length];
        const chunks = at.slice(1).map((end, index) => bytes.subarray(at[index], end));
        const whole = linesOf([bytes]);
        expect(linesOf(chunks)).toEqual(whole);
        expect(linesOf(Array.from(bytes, (byte) => Buffer.of(byte)))).toEqual(whole);
      }),
      { numRuns: 1500 },
    );
  });

  test('LineSplitter agrees with splitting at LF, up to the first line that is too long', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z\u00e9\u6f22]{0,30}$/), { maxLength: 8 }), (lines) => {
        const wanted: string[] = [];
        const tooLong = lines.findIndex((line) => Buffer.byteLength(line) > MAX);
        wanted.push(...lines.slice(0, tooLong === -1 ? lines.length : tooLong));
        const found = linesOf([Buffer.from(lines.map((line) => `${line}\n`).join(''))]);
        expect(found).toEqual({ lines: wanted, over: tooLong !== -1 });
      }),
    );
  });

  test('TelnetFilter takes out the same bytes however they are cut, and leaves no IAC', () => {
    const telnetish = fc.array(fc.oneof(fc.constantFrom(0xff, 0xfa, 0xf0, 0xfb, 0xfe, 65), fc.nat(255)), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(telnetish, (numbers) => {
        const bytes = Uint8Array.from(numbers);
        const whole = Array.from(new TelnetFilter().filter(bytes));
        const filter = new TelnetFilter();
        const cut = numbers.flatMap((byte) => Array.from(filter.filter(Uint8Array.of(byte))));
        expect(cut).toEqual(whole);
        expect(whole).not.toContain(0xff);
      }),
      { numRuns: 2000 },
    );
  });

  test('utf8Length and cutUtf8 agree with the platform', () => {
    fc.assert(
      fc.property(anyText, fc.nat(40), (text, bytes) => {
        expect(utf8Length(text)).toBe(Buffer.byteLength(text));
        const cut = cutUtf8(text, bytes);
        expect(text.startsWith(cut)).toBe(true);
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(bytes);
        const next = text.slice(0, cut.length + ((text.codePointAt(cut.length) ?? 0) > 0xffff ? 2 : 1));
        if (cut !== text) expect(Buffer.byteLength(next)).toBeGreaterThan(bytes);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('names', () => {
  test('a suggestion is always legal and free', () => {
    const taken = fc.array(fc.stringMatching(/^[a-z]{0,3}[0-9]?$/), { maxLength: 20 });
    fc.assert(
      fc.property(
        fc.oneof(anyText, fc.stringMatching(/^[a-z]{1,3}$/)),
        anyText,
        taken,
        (wanted, chatroom, names) => {
          const used = new Set(names);
          const suggestion = suggestName(wanted, chatroom, (name) => !used.has(name.toLowerCase()));
          expect(nameProblem(suggestion, chatroom)).toBeNull();
          expect(used.has(suggestion.toLowerCase())).toBe(false);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('a name that is legal and free is its own suggestion', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9_[\]\\^{|}`~-]{1,30}$/), (name) => {
        fc.pre(nameProblem(name, 'lanchat') === null && !name.endsWith('_') && !name.startsWith('_'));
        expect(suggestName(name, 'lanchat', () => true)).toBe(name);
      }),
    );
  });
});
