/** How often what arrives is painted (lib/tui/blessed/pace.ts). */
import { expect, test } from '@jest/globals';
import { Pace } from '../../../lib/tui/blessed/pace.js';

/** When frames are painted for news that come at these times, as a terminal with one timer would. */
function framesFor(news: readonly number[], pace = new Pace()): readonly number[] {
  const frames: number[] = [];
  let last = -Infinity;
  for (const at of news) {
    // What comes before the frame that is due is in it.
    if (at <= last) continue;
    last = at + Math.max(0, pace.waitFor(at));
    pace.painted(last, false);
    frames.push(last);
  }
  return frames;
}

const every = (milliseconds: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => 1000 + index * milliseconds);

test('people who talk are seen at once', () => {
  const said = every(100, 100);
  expect(framesFor(said)).toEqual(said);
});

test('of a stream the first are seen at once, and then twelve frames a second', () => {
  const frames = framesFor(every(50, 200));
  expect(frames.slice(0, 5)).toEqual([1000, 1050, 1100, 1150, 1200]);
  const later = frames.filter((at) => at > 6000 && at <= 10_000);
  expect(later).toHaveLength(48);
});

test('what comes all at once is one frame', () => {
  const frames = framesFor(every(1, 12));
  expect(frames).toEqual([1000, 1008, 1016]);
});

test('keys are answered at once, and keep nothing of what arrives waiting', () => {
  const pace = new Pace();
  for (let at = 1000; at < 1100; at += 10) pace.painted(at, true);
  expect(framesFor([1200, 1250, 1300], pace)).toEqual([1200, 1250, 1300]);
});
