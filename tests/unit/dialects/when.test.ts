/** When something was said, in the words a person reads. */
import { expect, test } from '@jest/globals';
import { whenText } from '../../../lib/dialects/plain/when.js';

/** Local time, as the words are. */
function time(month: number, day: number, hour = 14, minute = 2, year = 2026): number {
  return new Date(year, month - 1, day, hour, minute).getTime();
}

const NOW = time(11, 23, 9, 30);

test.each([
  [time(11, 23, 0, 0), '00:00'],
  [time(11, 22, 23, 59), 'Sun 23:59'],
  [time(11, 17, 0, 5), 'Tue 00:05'],
  [time(11, 16), '16 Nov 14:02'],
  [time(1, 3), '3 Jan 14:02'],
  [time(12, 31, 14, 2, 2025), '31 Dec 2025 14:02'],
  // A clock that was put back: what is said to be tomorrow's has a date of its own.
  [time(11, 24), '24 Nov 14:02'],
])('%# %s', (at, text) => {
  expect(whenText(at, NOW)).toBe(text);
});

test('days around a change of the clocks are days all the same', () => {
  for (let day = 1; day <= 366; day += 1) {
    const noon = time(1, day, 12, 0);
    expect(whenText(time(1, day, 0, 1), noon)).toBe('00:01');
    expect(whenText(time(1, day - 1, 23, 59), noon)).toMatch(/^[A-Z][a-z]{2} 23:59$/);
  }
});
