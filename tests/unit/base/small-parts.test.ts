/** The small pure helpers: casefold, token bucket, ids, ring, turns, UTF-8 lengths. */
import { wrapped } from '../../../lib/base/words.js';
import { describe, expect, test } from '@jest/globals';
import { take, tokenBucket, waitFor } from '../../../lib/base/bucket.js';
import { fold, sameName } from '../../../lib/base/casefold.js';
import { messageId, nodeId } from '../../../lib/base/ids.js';
import { Ring } from '../../../lib/base/ring.js';
import { Turns } from '../../../lib/base/turns.js';
import { cutUtf8, utf8Length } from '../../../lib/base/utf8.js';

describe('casefold (CASEMAPPING=ascii)', () => {
  test('folds A to Z and nothing else', () => {
    expect(fold('ANN[]\\^\u00c9\u0130')).toBe('ann[]\\^\u00c9\u0130');
    expect(sameName('Ann', 'aNN')).toBe(true);
    expect(sameName('ann[', 'ann{')).toBe(false);
  });
});

describe('the token bucket', () => {
  test('gives the burst at once, then one at a time', () => {
    const bucket = tokenBucket(3, 10, 0);
    expect([1, 2, 3, 4].map(() => take(bucket, 0))).toEqual([true, true, true, false]);
    expect(waitFor(bucket, 0)).toBe(100);
    expect(take(bucket, 99)).toBe(false);
    expect(take(bucket, 100)).toBe(true);
    expect(take(bucket, 100)).toBe(false);
  });

  test('never holds more than the burst', () => {
    const bucket = tokenBucket(2, 10, 0);
    expect([1, 2, 3].map(() => take(bucket, 3_600_000))).toEqual([true, true, false]);
  });

  test('what it says to wait is enough', () => {
    const bucket = tokenBucket(1, 3, 0);
    let now = 0;
    for (let index = 0; index < 50; index += 1) {
      now += waitFor(bucket, now);
      expect(take(bucket, now)).toBe(true);
    }
    expect(now).toBeGreaterThan(16_000);
    expect(now).toBeLessThan(16_500);
  });

  test('a clock set back takes no tokens away', () => {
    const bucket = tokenBucket(5, 10, 1_000_000);
    expect(take(bucket, 0)).toBe(true);
    expect(waitFor(bucket, 0)).toBe(0);
  });
});

describe('ids', () => {
  test('a node is six letters and digits, whatever the seed', () => {
    for (const seed of [0, 1, 35, 0xffffffff, -5, 2.5]) expect(nodeId(seed)).toMatch(/^[a-z0-9]{6}$/);
  });

  test('message ids of one node sort by time, then by sequence', () => {
    const node = nodeId(1);
    const ids = [
      messageId(node, 1000, 1),
      messageId(node, 1000, 2),
      messageId(node, 1000, 40),
      messageId(node, 1001, 3),
      messageId(node, Date.UTC(2100, 0), 4),
    ];
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('the ring', () => {
  test('keeps the newest, oldest first', () => {
    const ring = new Ring<number>(3);
    expect(ring.last(2)).toEqual([]);
    for (const item of [1, 2]) ring.push(item);
    expect(ring.last(9)).toEqual([1, 2]);
    for (const item of [3, 4, 5]) ring.push(item);
    expect(ring.last(9)).toEqual([3, 4, 5]);
    expect(ring.last(2)).toEqual([4, 5]);
    expect(ring.last(0)).toEqual([]);
    expect(ring.last(-1)).toEqual([]);
    expect(ring.length).toBe(3);
  });
});

describe('UTF-8 by numbers', () => {
  test.each([
    '',
    'abc',
    '\u00e9',
    '\u6f22\u5b57',
    '\u{1f600}',
    'a\u00e9\u6f22\u{1f600}b',
    '\ud800',
    '\udc00a\ud83d',
  ])('%j is as long as the platform says', (text) => {
    expect(utf8Length(text)).toBe(Buffer.byteLength(text));
  });

  test('cuts before a character that does not fit', () => {
    const text = 'a\u00e9\u6f22\u{1f600}b';
    const cuts = Array.from({ length: 13 }, (_, bytes) => cutUtf8(text, bytes));
    expect(cuts).toEqual(
      [
        '',
        'a',
        'a',
        'a\u00e9',
        'a\u00e9',
        'a\u00e9',
        'a\u00e9\u6f22',
        'a\u00e9\u6f22',
        'a\u00e9\u6f22',
        'a\u00e9\u6f22',
      ].concat('a\u00e9\u6f22\u{1f600}', text, text),
    );
  });
});

describe('turns', () => {
  /** Work that ends when the test says so. */
  function held() {
    const turns = new Turns(1);
    const order: string[] = [];
    const ends: (() => void)[] = [];
    const take = (who: string, name: string) =>
      turns.take(who, () => {
        order.push(name);
        return new Promise<void>((resolve) => ends.push(resolve));
      });
    return { turns, order, ends, take };
  }

  test('go round among those who wait; each keeps its own order', async () => {
    const { turns, order, ends, take } = held();
    const all = ['a1', 'a2', 'a3', 'b1', 'c1', 'b2'].map((name) => take(name.charAt(0), name));
    expect([turns.waitingCount, turns.waitingFor('a'), turns.waitingFor('b')]).toEqual([5, 2, 2]);
    for (const index of all.keys()) {
      while (ends.length <= index) await Promise.resolve();
      ends[index]?.();
    }
    await Promise.all(all);
    expect(order).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2']);
    expect(turns.waitingCount).toBe(0);
  });

  test('are passed on by work that fails', async () => {
    const turns = new Turns(1);
    const failed = turns.take('a', () => Promise.reject(new Error('deliberate')));
    const next = turns.take('b', () => Promise.resolve('done'));
    await expect(failed).rejects.toThrow('deliberate');
    await expect(next).resolves.toBe('done');
  });
});

test('a text is broken between words, and a word that is too long has a line of its own', () => {
  expect(wrapped('STOP. It is another one: ask', 12)).toBe('STOP. It is\nanother one:\nask');
  expect(wrapped('see 88:A3:85:D9:97 there', 10)).toBe('see\n88:A3:85:D9:97\nthere');
  expect(wrapped('one line', Infinity)).toBe('one line');
});
