/** Guessing is slow, and nobody is locked out. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Guessing, type Try } from '../../../lib/server/auth/guessing.js';

const ANN: Try = { address: '10.0.0.1', account: 'ann' };

function pauseOf(guessing: Guessing, one: Try, now: number): number | null {
  const pause = guessing.begin(one, now);
  if (pause !== null) guessing.end(one);
  return pause;
}

test('the pause grows to 15 s and no further, and is forgotten after ten quiet minutes', () => {
  const guessing = new Guessing();
  const pauses = Array.from({ length: 10 }, () => {
    const pause = pauseOf(guessing, ANN, 0);
    guessing.failed(ANN, 0);
    return pause;
  });
  expect(pauses).toEqual([0, 0, 0, 500, 1000, 2000, 4000, 8000, 15_000, 15_000]);
  expect(pauseOf(guessing, { ...ANN, address: '10.0.0.2' }, 0)).toBe(15_000);
  expect(pauseOf(guessing, { ...ANN, account: 'bo' }, 0)).toBe(15_000);
  expect(pauseOf(guessing, ANN, 600_001)).toBe(0);
});

test('tries at the same time count as failed ones', () => {
  const guessing = new Guessing();
  const pauses = Array.from({ length: 5 }, (_, index) =>
    guessing.begin({ address: `10.0.0.${index}`, account: 'ann' }, 0),
  );
  expect(pauses).toEqual([0, 0, 0, 500, 1000]);
});

test('one address cannot have more than 64 of them wait, and can again when they are answered', () => {
  const guessing = new Guessing();
  const tries = Array.from({ length: 64 }, (_, index) => ({ address: '10.0.0.1', account: `a${index}` }));
  for (const one of tries) expect(guessing.begin(one, 0)).toBe(0);
  expect(guessing.begin(ANN, 0)).toBeNull();
  expect(guessing.begin({ ...ANN, address: '10.0.0.2' }, 0)).toBe(0);
  for (const one of tries) guessing.end(one);
  expect(guessing.begin(ANN, 0)).toBe(0);
});

test('a right password forgives the account its failures, and not the address', () => {
  const guessing = new Guessing();
  for (let count = 0; count < 4; count += 1) guessing.failed(ANN, 0);
  guessing.succeeded(ANN);
  expect(pauseOf(guessing, { ...ANN, address: '10.0.0.2' }, 0)).toBe(0);
  expect(pauseOf(guessing, { ...ANN, account: 'bo' }, 0)).toBe(1000);
});

test('a pause is never longer than 15 s, whatever happens', () => {
  const arbitrary = fc.record({
    address: fc.constantFrom('a', 'b'),
    account: fc.constantFrom('ann', 'bo', null),
  });
  fc.assert(
    fc.property(fc.array(fc.tuple(arbitrary, fc.boolean(), fc.nat(100_000))), (tries) => {
      const guessing = new Guessing();
      for (const [one, fails, now] of tries) {
        expect(pauseOf(guessing, one, now)).toBeLessThanOrEqual(15_000);
        if (fails) guessing.failed(one, now);
        else guessing.succeeded(one);
      }
    }),
  );
});
