/** What every store promises (lib/storage/store.ts): one suite, each implementation. */
import { describe, expect, test } from '@jest/globals';
import { HISTORY_LENGTH, HISTORY_TOTAL_MAX, TAGS_KEPT_MAX } from '../../lib/base/limits.js';
import { privateConversation } from '../../lib/core/conversation.js';
import type { Happening, Message } from '../../lib/core/happening.js';
import type { Which } from '../../lib/core/question.js';
import { MemoryStore } from '../../lib/storage/memory.js';
import type { Store } from '../../lib/storage/store.js';
import { entry, keep, LATEST, page, say, search, sqliteStore, textsOf } from '../support/stores.js';

const STORES: readonly (readonly [string, () => Promise<Store>])[] = [
  ['memory', () => Promise.resolve(new MemoryStore())],
  ['sqlite', () => sqliteStore()],
];

describe.each(STORES)('the %s store', (_, open) => {
  test('gives the newest of a room, oldest first, in any case', async () => {
    const store = await open();
    await say(store, '#Games', 'one', 'two', 'three');
    await say(store, '#other', 'elsewhere');
    expect(await textsOf(store.page(page('#gAMES', LATEST, 2)))).toEqual(['two', 'three']);
    expect(await textsOf(store.page(page('#games', LATEST)))).toEqual(['one', 'two', 'three']);
    expect(await textsOf(store.page(page('#nowhere', LATEST)))).toEqual([]);
  });

  test('gives back the message as it was', async () => {
    const store = await open();
    const [original] = await say(store, '#games', '\u2615 \u0001ACTION waves\u0001');
    expect(await store.page(page('#games', LATEST))).toEqual([original]);
  });

  test('pages around a place, by id and by time', async () => {
    const store = await open();
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
    const store = await open();
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

  test('forgets a room that is gone', async () => {
    const store = await open();
    await say(store, '#games', 'secret');
    await store.commit([{ kind: 'room-gone', name: '#GAMES' }]);
    expect(await store.page(page('#games', LATEST))).toEqual([]);
  });

  test('knows a message by the name that its sender gave it', async () => {
    const store = await open();
    const one = entry('#games', 'once', { clientId: 'c1' });
    await store.commit([{ kind: 'entry', entry: one }]);
    expect(await store.sent('c1')).toEqual(one.happening);
    expect(await store.sent('c2')).toBeNull();
  });

  test('gives nothing from before a time that the asker may not know', async () => {
    const store = await open();
    const said = await say(store, '#games', 'apple', 'apple pie', 'apple cake');
    const since = said[1]?.happening.at ?? 0;
    expect(await textsOf(store.page({ ...page('#games'), since }))).toEqual(['apple pie', 'apple cake']);
    expect(await textsOf(store.search({ ...search('#games', 'apple'), since }))).toHaveLength(2);
    expect(await textsOf(store.page({ ...page('#games'), since: since + 9 }))).toEqual([]);
  });

  test('finds what one person said, between two times', async () => {
    const store = await open();
    const bo = { name: 'Bo[1]', user: 'bo', host: 'lan', account: 'bo' };
    const said = await keep(store, [
      entry('#games', 'apple 1'),
      entry('#games', 'apple 2', { who: bo }),
      entry('#games', 'apple 3'),
      entry('#games', 'apple 4', { who: bo }),
    ]);
    const at = (index: number): number => said[index]?.happening.at ?? 0;
    const texts = (more: object) => textsOf(store.search({ ...search('#games', 'apple'), ...more }));
    expect(await texts({ from: 'bO[1]' })).toEqual(['apple 2', 'apple 4']);
    expect(await texts({ after: at(0), before: at(3) })).toEqual(['apple 2', 'apple 3']);
    expect(await texts({ from: 'nobody' })).toEqual([]);
  });

  test('takes what somebody looks for as words, whatever they mean to a search engine', async () => {
    const store = await open();
    await say(store, '#games', 'near or and not _c1 "quoted" words:x *');
    for (const words of [
      'NEAR(',
      'a OR',
      'or AND not',
      '"',
      "'",
      'words:x',
      '-near',
      '^near',
      '*',
      '{words}',
      '\0',
    ]) {
      await store.search(search('#games', words));
    }
    expect(await textsOf(store.search(search('#games', 'NOT quoted')))).toHaveLength(1);
    expect(await textsOf(store.search(search('#games', '_c1')))).toHaveLength(1);
    expect(await textsOf(store.search(search('#games', '_c2')))).toEqual([]);
  });

  test('tells topics to those who want events, and only to them', async () => {
    const store = await open();
    const [said] = await say(store, '#games', 'hello');
    if (said === undefined) throw new Error('nothing was said');
    const { at, who } = said.happening;
    const topic: Happening = {
      kind: 'topic',
      id: 'x' as Message['id'],
      at,
      who,
      room: '#games',
      text: 'chess',
    };
    const told = { ...said, happening: topic };
    await keep(store, [told]);
    expect(await store.page({ ...page('#games'), events: true })).toEqual([said, told]);
    expect(await store.page(page('#games'))).toEqual([said]);
  });

  test('keeps a notice, small tags, strange text, but nothing large or for the moment', async () => {
    const store = await open();
    const small = new Map([['+draft/reply', 'abc']]);
    const large = new Map([['+data', 'x'.repeat(TAGS_KEPT_MAX)]]);
    const kept = await keep(store, [
      entry('#games', 'notice', { as: 'notice', tags: small }),
      entry('#games', 'a\0b \ud800 \u{1f600} {"text":1}'),
    ]);
    const [big] = await keep(store, [entry('#games', 'big', { tags: large })]);
    await keep(store, [entry('#games', '', { as: 'tags', tags: new Map([['+typing', 'active']]) })]);
    const without = { ...big, happening: { ...big?.happening, tags: new Map() } };
    expect(await store.page({ ...page('#games'), events: true })).toEqual([...kept, without]);
  });

  test('knows in which conversations something was said, the latest first', async () => {
    const store = await open();
    const conversation = privateConversation('Ann', 'bo');
    const [games] = await say(store, '#games', 'one');
    await say(store, '#other', 'two');
    const secret = { ...entry('bo', 'psst', { toRoom: false }), conversation };
    await keep(store, [secret]);
    const question = {
      kind: 'targets',
      from: 0,
      to: 1e9,
      limit: 9,
      account: null,
      rooms: [],
      oldestFirst: false,
    } as const;
    const room = page('#games').conversation;
    expect(await store.targets({ ...question, rooms: [room] })).toEqual([
      { conversation: room, at: games?.happening.at },
    ]);
    const mine = await store.targets({ ...question, rooms: [room], account: 'ANN' });
    expect(mine.map((row) => row.conversation)).toEqual([conversation, room]);
    const oldest = await store.targets({ ...question, rooms: [room], account: 'ANN', oldestFirst: true });
    expect(oldest.map((row) => row.conversation)).toEqual([room, conversation]);
    expect(await store.targets({ ...question, account: 'cy' })).toEqual([]);
    expect(await store.targets({ ...question, account: 'bo', to: secret.happening.at })).toEqual([]);
    expect(await store.page({ ...page('#games'), conversation })).toEqual([secret]);
  });

  test("forgets an account's private conversations", async () => {
    const store = await open();
    const conversation = privateConversation('ann', 'bo');
    await keep(store, [{ ...entry('bo', 'psst', { toRoom: false, clientId: 'c1' }), conversation }]);
    await store.commit([{ kind: 'account-gone', name: 'Bo' }]);
    expect(await store.page({ ...page('#x'), conversation })).toEqual([]);
    expect(await store.search({ ...search('#x', 'psst'), conversation })).toEqual([]);
    expect(await store.sent('c1')).toBeNull();
  });

  test('a room made again after it was gone knows nothing of the one before', async () => {
    const store = await open();
    await say(store, '#games', 'old apple');
    await store.commit([
      { kind: 'room-gone', name: '#games' },
      { kind: 'entry', entry: entry('#games', 'new apple') },
    ]);
    expect(await textsOf(store.page(page('#games')))).toEqual(['new apple']);
    expect(await textsOf(store.search(search('#games', 'apple')))).toEqual(['new apple']);
  });

  test('loses no message because another has the same name', async () => {
    const store = await open();
    const [, second] = await keep(store, [
      entry('#games', 'one', { clientId: 'c1' }),
      entry('#other', 'two', { clientId: 'c1' }),
    ]);
    expect(await textsOf(store.page(page('#games')))).toEqual(['one']);
    expect(await store.sent('c1')).toEqual(second?.happening);
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
