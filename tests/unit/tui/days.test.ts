/** The lines that say which day it was, at the edges of days where the reader is. */
import { expect, it } from '@jest/globals';
import { isDayLine, withDays } from '../../../lib/tui/days.js';
import { note } from '../../../lib/tui/entry.js';

const at = (day: number, hour: number, minute: number, millisecond = 0): number =>
  new Date(2026, 10, day, hour, minute, 0, millisecond).getTime();

const shown = (times: readonly number[], now: number): readonly (string | number)[] =>
  withDays(
    times.map((time) => note('info', 'said', time)),
    undefined,
    now,
  ).map((entry) => (isDayLine(entry) ? entry.text : entry.at));

it('stands between the last millisecond of a day and the first of the next, and nowhere else', () => {
  const [late, last, first, noon] = [at(22, 23, 59), at(22, 23, 59) + 59_999, at(23, 0, 0), at(23, 12, 0)];
  expect(shown([late, last, first, noon], late)).toEqual([
    late,
    last,
    expect.stringMatching(/^Monday, /),
    first,
    noon,
  ]);
});

it('stands above a list that does not begin today, and where a clock went back', () => {
  expect(shown([at(21, 8, 0), at(20, 8, 0)], at(22, 8, 0))).toEqual([
    expect.stringMatching(/^Saturday, /),
    at(21, 8, 0),
    expect.stringMatching(/^Friday, /),
    at(20, 8, 0),
  ]);
});
