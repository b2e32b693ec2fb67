import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Deque } from '../../../lib/tui/deque.js';

it('is a list that keeps the index of each item, whatever is put in and taken out at its ends', () => {
  const operation = fc.constantFrom(
    'push',
    'unshift',
    'shift',
    'clear',
    'push',
    'unshift',
    'push',
    'unshift',
  );
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 400 }), (operations) => {
      const deque = new Deque<number>();
      let plain: number[] = [];
      operations.forEach((what, item) => {
        if (what === 'clear' && item % 7 !== 0) return;
        const before = deque.at(deque.next - 1);
        const index = deque.next - 1;
        if (what === 'push') plain.push(item);
        else if (what === 'unshift') plain.unshift(item);
        else if (what === 'shift') plain.shift();
        else plain = [];
        if (what === 'push' || what === 'unshift') deque[what](item);
        else deque[what]();
        if (plain.length > 1 && what !== 'clear') expect(deque.at(index)).toBe(before);
      });
      expect(Array.from({ length: deque.length }, (_, index) => deque.at(deque.first + index))).toEqual(
        plain,
      );
      expect([deque.at(deque.first - 1), deque.at(deque.next)]).toEqual([undefined, undefined]);
    }),
  );
});
