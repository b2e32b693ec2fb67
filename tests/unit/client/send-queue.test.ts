import { describe, expect, it } from '@jest/globals';
import {
  enqueue,
  sendAgainAt,
  sendQueue,
  settle,
  settleTarget,
  takeSendable,
} from '../../../lib/client/send-queue.js';
import { mayReconnect, pauseBefore } from '../../../lib/client/reconnect.js';

const everywhere = () => true;

function filled(count: number) {
  const queue = sendQueue(0);
  for (let number = 1; number <= count; number += 1) {
    enqueue(queue, { target: '#lobby', how: 'message', text: String(number) }, 0);
  }
  return queue;
}

describe('the send queue', () => {
  it('keeps at most ten unacknowledged messages under way', () => {
    const queue = filled(12);
    expect(takeSendable(queue, 'label', everywhere, 0)).toHaveLength(10);
    expect(takeSendable(queue, 'label', everywhere, 0)).toHaveLength(0);
    settle(queue, 1);
    expect(takeSendable(queue, 'label', everywhere, 0).map((item) => item.text)).toEqual(['11']);
  });

  it('lets five go and then two a second where the server does not acknowledge', () => {
    const queue = filled(8);
    expect(takeSendable(queue, 'none', everywhere, 0)).toHaveLength(5);
    expect(sendAgainAt(queue, 'none', everywhere, 0)).toBe(500);
    expect(takeSendable(queue, 'none', everywhere, 400)).toHaveLength(0);
    expect(takeSendable(queue, 'none', everywhere, 1000)).toHaveLength(2);
    expect(queue.items).toHaveLength(1);
  });

  it('lets other places go before one for which much waits, and keeps the order of each', () => {
    const queue = filled(30);
    expect(takeSendable(queue, 'label', everywhere, 0)).toHaveLength(10);
    for (const [target, text] of [
      ['bo', 'hi'],
      ['#LOBBY', 'last'],
      ['bo', 'there'],
    ] as const)
      enqueue(queue, { target, how: 'message', text }, 1);
    const taken: string[] = [];
    while (queue.items.length > 0) {
      const oldest = queue.items.find(({ state }) => state === 'sent')?.id ?? 0;
      settle(queue, oldest);
      taken.push(...takeSendable(queue, 'label', everywhere, 0).map(({ text }) => text));
    }
    expect(taken.slice(0, 4)).toEqual(['hi', 'there', '11', '12']);
    expect(taken.slice(-2)).toEqual(['30', 'last']);
  });

  it('holds back only what is for a closed place', () => {
    const queue = filled(1);
    enqueue(queue, { target: 'bo', how: 'message', text: 'hi' }, 0);
    expect(takeSendable(queue, 'label', (target) => target === 'bo', 0).map((item) => item.text)).toEqual([
      'hi',
    ]);
    expect(settleTarget(queue, '#LOBBY')).toHaveLength(1);
  });
});

describe('reconnecting', () => {
  it('tries within a second, and then with growing pauses up to 15 s', () => {
    expect(pauseBefore(0, 0.999)).toBeLessThan(1000);
    const pauses = [0, 1, 2, 3, 4, 5, 6, 60].map((failures) => pauseBefore(failures, 0.999));
    expect(pauses).toEqual([...pauses].sort((one, other) => one - other));
    expect(pauseBefore(60, 0.999)).toBeLessThanOrEqual(15_000);
    expect(pauseBefore(60, 0)).toBe(7500);
  });

  it('does not return where it was meant to be gone', () => {
    expect(['KICKED', 'BANNED', 'REPLACED'].map(mayReconnect)).toEqual([false, false, false]);
    expect(['', 'SHUTDOWN', 'PING_TIMEOUT'].map(mayReconnect)).toEqual([true, true, true]);
  });
});
