/** An own message is told once, by a page or by its echo, however much was said in between and under whatever name. */
import { describe, expect, it } from '@jest/globals';
import { HistoryRoom } from '../../support/history-room.js';

/** One message of ours is kept, but its echo is lost with the connection. */
function unacknowledged(): HistoryRoom {
  const room = new HistoryRoom({ page: 500 });
  room.connect('ann');
  room.settle(10);
  room.talk(3);
  room.settle(10);
  room.type();
  room.serve(1);
  room.cut();
  return room;
}

function expectOnce(room: HistoryRoom): void {
  expect(room.settle(100)).toBe(true);
  expect(room.told).toEqual(room.kept.map(({ text }) => text));
  expect(room.session.queue.items).toEqual([]);
}

describe('an own message', () => {
  it('is known by its id after thousands of others', () => {
    const room = unacknowledged();
    room.talk(5000);
    room.connect('ann');
    expectOnce(room);
  });

  it('is known by its echo while the ghost of the lost connection holds the own name', () => {
    const room = unacknowledged();
    room.connect('ann_');
    expectOnce(room);
  });

  it('that was told under another name than one has then is not told again', () => {
    const room = unacknowledged();
    for (const name of ['ann_', 'ann', 'ann', 'ann']) {
      room.connect(name);
      // The page comes, and the echo does not.
      while (room.told.length < room.kept.length) {
        room.serve(1);
        room.hear(600);
      }
      room.cut();
      room.talk(490);
    }
    room.connect('ann');
    expectOnce(room);
  });
});
