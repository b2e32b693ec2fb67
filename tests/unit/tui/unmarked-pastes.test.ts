/** Pastes on terminals that do not mark them, such as the console of Linux with gpm. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InputDecoder, type InputEvent } from '../../../lib/tui/input-decoder.js';
import { UnmarkedPastes } from '../../../lib/tui/unmarked-pastes.js';

function shown(events: readonly InputEvent[]): readonly string[] {
  return events.map((event) => {
    if (event.kind === 'paste') return JSON.stringify(event.text);
    return event.kind === 'text' ? event.text : event.kind === 'key' ? `<${event.name}>` : event.kind;
  });
}

/** What each read gives; null stands for a silence. */
function reads(...chunks: readonly (string | null)[]): readonly (readonly string[])[] {
  const decoder = new InputDecoder();
  const pastes = new UnmarkedPastes();
  return chunks.map((chunk) => shown(chunk === null ? pastes.flush() : pastes.take(decoder.push(chunk))));
}

describe('a paste that nobody marks', () => {
  it.each([
    ['is more than one line in one read', ['one\rtwo\r', null], [[], ['"one\\ntwo\\n"']]],
    ['may come in parts', ['one\rtw', 'o\n\tthree', null], [[], [], ['"one\\ntwo\\n    three"']]],
    ['ends with a key that is no text', ['one\rtwo', '\u001b[A', 'x'], [[], ['"one\\ntwo"', '<up>'], ['x']]],
    ['is no line that is typed and sent', ['one', '\r', 'two\r'], [['one'], ['<enter>'], ['two', '<enter>']]],
    ['nor a key before it', ['\u001b[A\rone\rtwo', null], [['<up>'], ['"\\none\\ntwo"']]],
  ])('%s', (_, chunks, expected) => {
    expect(reads(...chunks)).toEqual(expected);
  });

  it('loses nothing, and sends no line but the last of a read', () => {
    const chunk = fc
      .array(fc.constantFrom('x', '\r', '\t', 'yz'), { maxLength: 6 })
      .map((keys) => keys.join(''));
    fc.assert(
      fc.property(fc.array(fc.option(chunk, { nil: null }), { maxLength: 8 }), (chunks) => {
        const told = reads(...chunks, null);
        for (const read of told)
          expect(read.slice(0, read.lastIndexOf('<enter>')).join('')).not.toMatch(/<enter>[^<]/);
        const text = told
          .flat()
          .map((one) => one.replace(/^"(.*)"$/, (_, inside: string) => inside.replaceAll('\\n', '\r')))
          .join('')
          .replaceAll('<enter>', '\r')
          .replaceAll('<tab>', '    ');
        expect(text).toBe(chunks.join('').replaceAll('\t', '    '));
      }),
    );
  });
});
