import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { wordLines } from '../../../lib/dialects/irc/words.js';

const MOST = 30;
const words = fc.array(fc.stringMatching(/^[a-z]{1,29}$/), { maxLength: 40 });

test('lines of words hold every word once, in order, and are no longer than they may be', () => {
  fc.assert(
    fc.property(words, fc.constantFrom(' ', ','), (list, between) => {
      const lines = wordLines(list, between, MOST);
      expect(lines.flatMap((line) => line.split(between))).toEqual(list);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(MOST);
    }),
  );
});

test('a line is filled before the next one begins', () => {
  expect(wordLines(['ann', 'bo', 'zeyu', 'kim'], ' ', 7)).toEqual(['ann bo', 'zeyu', 'kim']);
  expect(wordLines(['ann', 'bo', 'zeyu'], ',', 12)).toEqual(['ann,bo,zeyu']);
  expect(wordLines([], ' ', MOST)).toEqual([]);
});
