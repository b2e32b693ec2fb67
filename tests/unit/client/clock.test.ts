/** Times of day as people choose to read them. */
import { describe, expect, it } from '@jest/globals';
import {
  CLOCK_COLUMNS,
  clockText,
  clockWords,
  isSameOnClock,
  type ClockFormat,
} from '../../../lib/client/clock.js';

const at = (hours: number, minutes = 5, seconds = 9): number =>
  new Date(2026, 0, 2, hours, minutes, seconds).getTime();

describe('a time of day', () => {
  it.each<[ClockFormat, string, string, string]>([
    ['24h', '00:05', '09:05', '14:05'],
    ['12h', '12:05 am', ' 9:05 am', ' 2:05 pm'],
    ['seconds', '00:05:09', '09:05:09', '14:05:09'],
    ['off', '', '', ''],
  ])('as %s', (format, midnight, morning, afternoon) => {
    expect([at(0), at(9), at(14)].map((one) => clockText(one, format))).toEqual([
      midnight,
      morning,
      afternoon,
    ]);
    for (const one of [at(0), at(9), at(12), at(23, 59, 59)])
      expect(clockText(one, format)).toHaveLength(CLOCK_COLUMNS[format]);
  });

  it('at noon is pm, and in a sentence has no blank before it, and is never left out', () => {
    expect(clockText(at(12), '12h')).toBe('12:05 pm');
    expect(clockWords(at(9), '12h')).toBe('9:05 am');
    expect(clockWords(at(9), 'off')).toBe('09:05');
  });

  it('is the same as another one as long as it is written the same', () => {
    expect(isSameOnClock(at(9, 5, 1), at(9, 5, 59), '12h')).toBe(true);
    expect(isSameOnClock(at(9, 5, 59), at(9, 6, 0), '24h')).toBe(false);
    expect(isSameOnClock(at(9, 5, 1), at(9, 5, 2), 'seconds')).toBe(false);
  });
});
