/** What every store of history promises (lib/storage/store.ts): one suite, each implementation. */
import { describe, expect, test } from '@jest/globals';
import { HISTORY_LENGTH, HISTORY_TOTAL_MAX } from '../../lib/base/limits.js';
import { messageId, nodeId } from '../../lib/base/ids.js';
import type { Message } from '../../lib/core/happening.js';
import { MemoryStore } from '../../lib/storage/memory.js';
import type { HistoryStore } from '../../lib/storage/store.js';

const NODE = nodeId(1);

let sequence = 0;

function message(target: string, text: string): Message {
  sequence += 1;
  return {
    kind: 'message',
    id: messageId(NODE, sequence, sequence),
    at: sequence,
    who: { name: 'ann', user: 'ann', host: 'lan' },
    as: 'message',
    target,
    toRoom: true,
    text,
    tags: new Map(),
  };
}

async function textsOf(messages: Promise<readonly Message[]>): Promise<readonly string[]> {
  return (await messages).map(({ text }) => text);
}

const STORES: readonly (readonly [string, () => HistoryStore])[] = [['memory', () => new MemoryStore()]];

describe.each(STORES)('the %s store', (_, open) => {
  test('gives the newest of a room, oldest first, in any case', async () => {
    const store = open();
    await store.append(['one', 'two', 'three'].map((text) => message('#Games', text)));
    await store.append([message('#other', 'elsewhere')]);
    expect(await textsOf(store.latest('#gAMES', 2))).toEqual(['two', 'three']);
    expect(await textsOf(store.latest('#games', 99))).toEqual(['one', 'two', 'three']);
    expect(await textsOf(store.latest('#nowhere', 5))).toEqual([]);
  });

  test('gives back the message as it was', async () => {
    const store = open();
    const original = message('#games', '\u2615 \u0001ACTION waves\u0001');
    await store.append([original]);
    expect(await store.latest('#games', 1)).toEqual([original]);
  });

  test('finds messages with all the words, in any case, the newest of them', async () => {
    const store = open();
    const said = ['Red apple', 'green Apple', 'green pear', 'APPLE of green'];
    await store.append(said.map((text) => message('#games', text)));
    expect(await textsOf(store.search('#games', 'apple GREEN', 9))).toEqual([
      'green Apple',
      'APPLE of green',
    ]);
    expect(await textsOf(store.search('#games', ' apple ', 1))).toEqual(['APPLE of green']);
    expect(await textsOf(store.search('#games', 'plum', 9))).toEqual([]);
    expect(await textsOf(store.search('#nowhere', 'apple', 9))).toEqual([]);
  });

  test('forgets a room, and only that one', async () => {
    const store = open();
    await store.append([message('#games', 'one'), message('#other', 'two')]);
    await store.forget('#GAMES');
    expect(await textsOf(store.latest('#games', 9))).toEqual([]);
    expect(await textsOf(store.search('#games', 'one', 9))).toEqual([]);
    expect(await textsOf(store.latest('#other', 9))).toEqual(['two']);
  });
});

test('the memory store keeps a bounded number of messages', async () => {
  const store = new MemoryStore();
  await store.append(
    Array.from({ length: HISTORY_LENGTH + 5 }, (_, index) => message('#games', String(index))),
  );
  const texts = await textsOf(store.latest('#games', HISTORY_LENGTH * 2));
  expect(texts).toHaveLength(HISTORY_LENGTH);
  expect(texts[0]).toBe('5');
});

test('the memory store looks for so many words and no more', async () => {
  const store = new MemoryStore();
  await store.append([message('#games', 'apple')]);
  const many = 'apple '.repeat(50);
  expect(await textsOf(store.search('#games', `${many} plum`, 9))).toEqual(['apple']);
  expect(await textsOf(store.search('#games', 'apple plum', 9))).toEqual([]);
});

test('the memory store keeps a bounded number of messages in all; the quietest room is forgotten first', async () => {
  const store = new MemoryStore();
  await store.append([message('#quiet', 'long ago'), message('#lobby', 'first')]);
  for (let room = 0; room <= HISTORY_TOTAL_MAX / HISTORY_LENGTH; room += 1) {
    await store.append(Array.from({ length: HISTORY_LENGTH }, () => message(`#room${room}`, 'x')));
    await store.append([message('#lobby', 'again')]);
  }
  expect(await textsOf(store.latest('#quiet', 9))).toEqual([]);
  expect(await textsOf(store.latest('#room0', 9))).toEqual([]);
  expect((await store.latest('#lobby', 99))[0]?.text).toBe('first');
  expect(await store.latest('#room40', HISTORY_LENGTH)).toHaveLength(HISTORY_LENGTH);
});
