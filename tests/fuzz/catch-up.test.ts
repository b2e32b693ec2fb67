/** Whatever is said, cut and late: what a room keeps is told once, all of it, in its order. A failure prints its seed. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { HistoryRoom } from '../support/history-room.js';

const MOVES: Readonly<Record<string, (room: HistoryRoom, count: number) => void>> = {
  talk: (room, count) => room.talk(count),
  serve: (room, count) => room.serve(count),
  hear: (room, count) => room.hear(count),
  type: (room) => room.type(),
  cut: (room) => room.cut(),
  connect: (room) => room.connect('ann'),
  // The ghost of a connection that was lost holds the own name.
  elsewhere: (room) => room.connect('ann_'),
};

const kind = fc.constantFrom(
  ...['talk', 'talk', 'talk', 'talk', 'serve', 'serve', 'serve', 'hear', 'hear', 'hear', 'hear'],
  ...['type', 'type', 'cut', 'connect', 'connect', 'elsewhere'],
);
const count = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 100, max: 1500 }));
const moves = fc.array(fc.tuple(kind, count), { maxLength: 150 });
const how = fc.record({
  page: fc.constantFrom(10, 100, 500),
  cutTo: fc.constantFrom(60, 500),
  late: fc.constantFrom(0, 0, 3),
});

test('what a room keeps is told once and in order, whatever happens to the connection', () => {
  fc.assert(
    fc.property(how, moves, fc.integer({ min: 0, max: 8 }), (options, made, talk) => {
      const room = new HistoryRoom(options);
      room.connect('ann');
      room.settle(10);
      for (const [name, times] of made) MOVES[name]?.(room, times);
      room.connect('ann');
      room.settle(400, talk);
      expect(room.settle(3000)).toBe(true);
      expect(room.told).toEqual(room.kept.map(({ text }) => text));
      expect(room.session.queue.items).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
