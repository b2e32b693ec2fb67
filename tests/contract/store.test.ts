/** What every store promises (lib/storage/store.ts): one suite, each implementation. */
import { describe, expect, test } from '@jest/globals';
import { HISTORY_LENGTH, HISTORY_TOTAL_MAX } from '../../lib/base/limits.js';
import { messageId, nodeId } from '../../lib/base/ids.js';
import type { Message } from '../../lib/core/happening.js';
import { roomConversation } from '../../lib/core/conversation.js';
import type { Entry } from '../../lib/core/kept.js';
import type { PageQuestion, SearchQuestion, TargetsQuestion, Which } from '../../lib/core/question.js';
import { saidText } from '../../lib/core/told.js';
import { MemoryStore } from '../../lib/storage/memory.js';
import type { Store } from '../../lib/storage/store.js';

const NODE = nodeId(1);

let sequence = 0;

function entry(room: string, text: string, more: Partial<Message> = {}): Entry {
  sequence += 1;
  const happening: Message = {
    kind: 'message',
    id: messageId(NODE, sequence, sequence),
    at: sequence,
    who: { name: 'ann', user: 'ann', host: 'lan', account: null },
    as: 'message',
    target: room,
    toRoom: true,
    text,
    tags: new Map(),
    clientId: null,
    ...more,
  };
  return { conversation: roomConversation(room), happening };
}

async function say(store: Store, room: string, ...texts: readonly string[]): Promise<readonly Entry[]> {
  const entries = texts.map((text) => entry(room, text));
  await store.commit(entries.map((one) => ({ kind: 'entry', entry: one })));
  return entries;
}

function page(room: string, which: Which, limit = 99): PageQuestion {
  return {
    kind: 'page',
    conversation: roomConversation(room),
    which,
    limit,
    events: false,
    since: null,
  };
}

const LATEST: Which = { kind: 'latest', after: null };

function search(room: string, words: string, limit = 9): SearchQuestion {
  const conversation = roomConversation(room);
  return {
    kind: 'search',
    conversation,
    words,
    from: null,
    after: null,
    before: null,
    limit,
    since: null,
  };
}

async function textsOf(entries: Promise<readonly Entry[]>): Promise<readonly (string | null)[]> {
  return (await entries).map(({ happening }) => saidText(happening));
}

const STORES: readonly (readonly [string, () => Store])[] = [['memory', () => new MemoryStore()]];

describe.each(STORES)('the %s store', (_, open) => {
  test('gives the newest of a room, oldest first, in any case', async () => {
    const store = open();
    await say(store, '#Games', 'one', 'two', 'three');
    await say(store, '#other', 'elsewhere');
    expect(await textsOf(store.page(page('#gAMES', LATEST, 2)))).toEqual(['two', 'three']);
    expect(await textsOf(store.page(page('#games', LATEST)))).toEqual(['one', 'two', 'three']);
    expect(await textsOf(store.page(page('#nowhere', LATEST)))).toEqual([]);
  });

  test('gives back the message as it was', async () => {
    const store = open();
    const [original] = await say(store, '#games', '\u2615 \u0001ACTION waves\u0001');
    expect(await store.page(page('#games', LATEST))).toEqual([original]);
  });

  test('pages around a place, by id and by time', async () => {
    const store = open();
    const said = await say(store, '#games', 'a', 'b', 'c', 'd', 'e');
    const id = (index: number) => ({ by: 'id', id: said[index]?.happening.id ?? '' }) as const;
    const time = (index: number) => ({ by: 'time', at: said[index]?.happening.at ?? 0 }) as const;
    const texts = (which: Which, limit?: number) => textsOf(store.page(page('#games', which, limit)));
    for (const at of [id, time]) {
      expect(await texts({ kind: 'latest', after: at(1) }, 2)).toEqual(['d', 'e']);
      expect(await texts({ kind: 'before', at: at(3) }, 2)).toEqual(['b', 'c']);
      expect(await texts({ kind: 'after', at: at(1) }, 2)).toEqual(['c', 'd']);
      expect(await texts({ kind: 'around', at: at(2) }, 3)).toEqual(['b', 'c', 'd']);
      expect(await texts({ kind: 'between', from: at(0), to: at(4) }, 2)).toEqual(['b', 'c']);
      expect(await texts({ kind: 'between', from: at(4), to: at(0) }, 2)).toEqual(['c', 'd']);
    }
    expect(await texts({ kind: 'before', at: { by: 'id', id: 'unknown' } })).toEqual([]);
  });

  test('finds words by their beginnings, in any case, accents or not, the newest of them', async () => {
    const store = open();
    await say(store, '#games', 'Red apple', 'green Ápple', 'green pear', 'APPLES of green', '漢字の本');
    await say(store, '#other', 'green apple');
    expect(await textsOf(store.search(search('#games', 'apple GREEN')))).toEqual([
      'green Ápple',
      'APPLES of green',
    ]);
    expect(await textsOf(store.search(search('#games', ' apple ', 1)))).toEqual(['APPLES of green']);
    expect(await textsOf(store.search(search('#games', 'pple')))).toEqual([]);
    expect(await textsOf(store.search(search('#games', '字の')))).toEqual(['漢字の本']);
    expect(await textsOf(store.search(search('#games', '"*')))).toEqual([]);
  });

  test('finds all of one person between two times when no words are asked for', async () => {
    const store = open();
    const bo = { name: 'bo', user: 'bo', host: 'lan', account: null };
    const said = [
      entry('#games', 'a'),
      entry('#games', 'b', { who: bo }),
      entry('#games', 'c', { who: bo }),
      entry('#games', 'd', { who: bo }),
    ];
    await store.commit(said.map((one) => ({ kind: 'entry', entry: one })));
    const found = (wish: Partial<SearchQuestion>) =>
      textsOf(store.search({ ...search('#games', ''), ...wish }));
    expect(await found({})).toEqual(['a', 'b', 'c', 'd']);
    expect(await found({ from: 'BO', after: said[1]?.happening.at ?? 0 })).toEqual(['c', 'd']);
    expect(await found({ from: 'bo', before: said[3]?.happening.at ?? 0, limit: 1 })).toEqual(['c']);
  });

  test('tells where something was said last, the latest first or the quietest', async () => {
    const store = open();
    const [a] = await say(store, '#a', 'x');
    await say(store, '#b', 'x');
    await say(store, '#hidden', 'x');
    const [c] = await say(store, '#c', 'x');
    const rooms = ['#a', '#b', '#c'].map(roomConversation);
    const asked = {
      kind: 'targets',
      rooms,
      account: null,
      from: 0,
      to: 1e15,
      oldestFirst: false,
      limit: 9,
    } as const;
    const names = async (wish: Partial<TargetsQuestion> = {}) =>
      (await store.targets({ ...asked, ...wish })).map(({ conversation }) => conversation);
    expect(await names()).toEqual(['#c', '#b', '#a']);
    expect(await names({ limit: 2 })).toEqual(['#c', '#b']);
    expect(await names({ limit: 2, oldestFirst: true })).toEqual(['#a', '#b']);
    const between = { from: a?.happening.at ?? 0, to: c?.happening.at ?? 0 };
    expect(await names(between)).toEqual(['#b']);
  });

  test('forgets a room that is gone', async () => {
    const store = open();
    await say(store, '#games', 'secret');
    await store.commit([{ kind: 'room-gone', name: '#GAMES' }]);
    expect(await store.page(page('#games', LATEST))).toEqual([]);
  });

  test('knows a message by the name that its sender gave it', async () => {
    const store = open();
    const one = entry('#games', 'once', { clientId: 'c1' });
    await store.commit([{ kind: 'entry', entry: one }]);
    expect(await store.sent('c1')).toEqual(one.happening);
    expect(await store.sent('c2')).toBeNull();
  });
});

describe('the memory store', () => {
  test('keeps a bounded number of a room, the newest', async () => {
    const store = new MemoryStore();
    for (let index = 0; index < HISTORY_LENGTH + 2; index += 1) await say(store, '#games', String(index));
    const kept = await textsOf(store.page(page('#games', LATEST, HISTORY_LENGTH * 2)));
    expect(kept).toHaveLength(HISTORY_LENGTH);
    expect(kept[0]).toBe('2');
  });

  test('lets the quietest rooms go when all of them together are too much', async () => {
    const store = new MemoryStore();
    const rooms = HISTORY_TOTAL_MAX / HISTORY_LENGTH + 1;
    for (let room = 0; room < rooms; room += 1) {
      const texts = Array.from({ length: HISTORY_LENGTH }, (_, index) => `${index}`);
      await say(store, `#room${room}`, ...texts);
    }
    expect(await store.page(page('#room0', LATEST, 1))).toEqual([]);
    expect(await textsOf(store.page(page(`#room${rooms - 1}`, LATEST, 1)))).toHaveLength(1);
  });
});
