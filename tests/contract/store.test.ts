/** What every store promises (lib/storage/store.ts): one suite, each implementation. */
import { describe, expect, test } from '@jest/globals';
import { HISTORY_LENGTH, HISTORY_TOTAL_MAX, REACTIONS_KEPT_MAX } from '../../lib/base/limits.js';
import { messageId, nodeId } from '../../lib/base/ids.js';
import { matchesPhrases, searchPhrases } from '../../lib/base/search-words.js';
import type { Happening, Message, Redacted } from '../../lib/core/happening.js';
import { privateConversation, roomConversation } from '../../lib/core/conversation.js';
import type { Change, Entry } from '../../lib/core/kept.js';
import type { PageQuestion, SearchQuestion, TargetsQuestion, Which } from '../../lib/core/question.js';
import { saidText } from '../../lib/core/told.js';
import { MemoryStore } from '../../lib/storage/memory.js';
import type { Store } from '../../lib/storage/store.js';
import { openSqlite } from '../support/sqlite.js';

const NODE = nodeId(1);

const DAY_MS = 86_400_000;

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

type Fields = { [Kind in Happening['kind']]: Omit<Happening & { kind: Kind }, 'id' | 'at' | 'who'> };

function happened(room: string, what: Fields['topic' | 'kicked' | 'announced']): Entry {
  const { conversation, happening } = entry(room, '');
  const { id, at, who } = happening;
  return { conversation, happening: { id, at, who, ...what } };
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

function reaction(about: string, name: string, value: string, tag: 'react' | 'unreact'): Change {
  const tags = new Map([
    ['+draft/reply', about],
    [`+draft/${tag}`, value],
  ]);
  const who = { name, user: name, host: 'lan', account: null };
  return { kind: 'entry', entry: entry('#games', '', { as: 'tags', tags, who }) };
}

async function react(store: Store, about: string, name: string, ...values: readonly string[]): Promise<void> {
  await store.commit(values.map((value) => reaction(about, name, value, 'react')));
}

/** Those to the messages of the room, as `name value`. */
async function reactionsIn(store: Store): Promise<readonly string[]> {
  const entries = await store.page({ ...page('#games', LATEST), reactions: true });
  return entries.flatMap(({ happening }) =>
    happening.kind === 'message' && happening.as === 'tags'
      ? [`${happening.who.name} ${happening.tags.get('+draft/react') ?? ''}`]
      : [],
  );
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

async function conversationsOf(store: Store, account: string | null): Promise<readonly string[]> {
  const rows = await store.targets({
    kind: 'targets',
    rooms: [],
    account,
    from: 0,
    to: 1e15,
    oldestFirst: false,
    limit: 9,
  });
  return rows.map(({ conversation }) => conversation);
}

/** The memory store keeps no comings, goings and modes, so no case here says anything of them. */
const STORES: readonly (readonly [string, () => Promise<Store>])[] = [
  ['memory', () => Promise.resolve(new MemoryStore())],
  ['SQLite', openSqlite],
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

  test('keeps reactions with their message, each of a person once, until they are taken back', async () => {
    const store = await open();
    const [first, second] = await say(store, '#games', 'one', 'two');
    const to = first?.happening.id ?? '';
    await react(store, to, 'ann', '+1', '+1', '\u2615', '\0');
    await react(store, to, 'Bo', '+1');
    await react(store, second?.happening.id ?? '', 'bo', 'lol');
    await react(store, 'unknown', 'bo', 'lol');
    expect(await reactionsIn(store)).toEqual(['ann +1', 'ann \u2615', 'ann \0', 'Bo +1', 'bo lol']);
    await store.commit([reaction(to, 'bo', '+1', 'unreact'), reaction(to, 'bo', 'never', 'unreact')]);
    expect(await reactionsIn(store)).toEqual(['ann +1', 'ann \u2615', 'ann \0', 'bo lol']);
    // They are no messages: neither counted, nor found, nor given where nobody asks.
    expect(await textsOf(store.page(page('#games', LATEST, 2)))).toEqual(['one', 'two']);
    expect(await textsOf(store.page({ ...page('#games', LATEST), events: true }))).toEqual(['one', 'two']);
    expect(await textsOf(store.search(search('#games', 'lol')))).toEqual([]);
  });

  test('lets reactions go with their message, and keeps no more of them than people count', async () => {
    const store = await open();
    const [first, second] = await say(store, '#games', 'one', 'two');
    const [of, other] = [first?.happening.id ?? '', second?.happening.id ?? ''];
    for (let number = 0; number < REACTIONS_KEPT_MAX + 9; number += 1)
      await react(store, of, `p${number}`, '+1');
    await react(store, other, 'bo', 'lol', 'x'.repeat(600));
    expect(await reactionsIn(store)).toHaveLength(REACTIONS_KEPT_MAX + 1);
    const { at, who } = entry('#games', '').happening;
    const redacted = { kind: 'redacted', target: '#games', of, id: of, at, who, reason: '' } as const;
    await store.commit([
      { kind: 'redact', conversation: roomConversation('#games'), redacted: redacted as Redacted },
    ]);
    expect(await reactionsIn(store)).toEqual(['bo lol']);
    await react(store, of, 'late', '+1');
    expect(await reactionsIn(store)).toEqual(['bo lol']);
    await say(store, '#games', 'three');
    await store.retain({ everywhere: { days: null, messages: 1 }, own: new Map() }, 0);
    expect(await reactionsIn(store)).toEqual([]);
    const [last] = await say(store, '#games', 'four');
    await react(store, last?.happening.id ?? '', 'bo', 'lol');
    await store.commit([{ kind: 'room-gone', name: '#games' }]);
    await say(store, '#games', 'five');
    expect(await reactionsIn(store)).toEqual([]);
  });

  test('gives back the message as it was', async () => {
    const store = await open();
    const [original] = await say(store, '#games', '\u2615 \u0001ACTION waves\u0001');
    const long = entry('#games', 'three lines, one of two parts', { joints: [6, 11] });
    await store.commit([{ kind: 'entry', entry: long }]);
    expect(await store.page(page('#games', LATEST))).toEqual([original, long]);
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

  test('finds all of one person between two times when no words are asked for', async () => {
    const store = await open();
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
    const store = await open();
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

  test('takes any number for a limit', async () => {
    const store = await open();
    await say(store, '#games', 'red', 'red', 'red');
    const which: readonly Which[] = [
      LATEST,
      { kind: 'around', at: { by: 'time', at: 0 } },
      { kind: 'after', at: { by: 'time', at: 0 } },
    ];
    for (const [limit, count] of [
      [0, 0],
      [-1, 0],
      [1, 1],
      [Number.MAX_SAFE_INTEGER, 3],
    ] as const) {
      // prettier-ignore
      for (const one of which) expect(await store.page(page('#games', one, limit))).toHaveLength(count);
      expect(await store.search(search('#games', 'red', limit))).toHaveLength(count);
      expect(await store.search(search('#games', '', limit))).toHaveLength(count);
    }
  });

  test('gives nothing from before `since`, wherever the page begins', async () => {
    const store = await open();
    const said = await say(store, '#games', 'red a', 'red b', 'red c', 'red d');
    const since = said[2]?.happening.at ?? 0;
    const at = { by: 'id', id: said[3]?.happening.id ?? '' } as const;
    const first = { by: 'id', id: said[0]?.happening.id ?? '' } as const;
    const texts = (which: Which) => textsOf(store.page({ ...page('#games', which), since }));
    expect(await texts(LATEST)).toEqual(['red c', 'red d']);
    expect(await texts({ kind: 'before', at })).toEqual(['red c']);
    expect(await texts({ kind: 'around', at: first })).toEqual(['red c', 'red d']);
    expect(await texts({ kind: 'between', from: at, to: first })).toEqual(['red c']);
    expect(await textsOf(store.search({ ...search('#games', 'red'), since }))).toEqual(['red c', 'red d']);
  });

  test('gives topics and kicks only to those who ask for what happened', async () => {
    const store = await open();
    const [said] = await say(store, '#games', 'green');
    const topic = happened('#games', { kind: 'topic', room: '#games', text: 'red' });
    const kick = happened('#games', { kind: 'kicked', room: '#games', name: 'bo', reason: '' });
    await store.commit([topic, kick].map((one) => ({ kind: 'entry', entry: one })));
    expect(await store.page(page('#games', LATEST))).toEqual([said]);
    const all = await store.page({ ...page('#games', LATEST), events: true });
    expect(all).toEqual([said, topic, kick]);
    expect(await store.search(search('#games', 'red'))).toEqual([]);
  });

  test('keeps what the host announced, and finds it', async () => {
    const store = await open();
    const announced = happened('#games', { kind: 'announced', target: '#games', text: 'Lunch at noon' });
    await store.commit([{ kind: 'entry', entry: announced }]);
    expect(await store.page(page('#games', LATEST))).toEqual([announced]);
    expect(await store.search(search('#games', 'lunch'))).toEqual([announced]);
  });

  test('keeps small tags, notices and accounts, but no message of tags alone', async () => {
    const store = await open();
    const tags = new Map([['+draft/reply', 'x']]);
    const who = { name: 'ann', user: 'ann', host: 'lan', account: 'Ann' };
    const kept = entry('#games', 'a', { tags, as: 'notice', who });
    const large = entry('#games', 'b', { tags: new Map([['+x', 'x'.repeat(9999)]]) });
    const typing = entry('#games', '', { as: 'tags', tags: new Map([['+typing', 'active']]) });
    await store.commit([kept, large, typing].map((one) => ({ kind: 'entry', entry: one })));
    const [first, second, ...more] = await store.page({ ...page('#games', LATEST), events: true });
    expect(first).toEqual(kept);
    expect(second?.happening).toMatchObject({ text: 'b', tags: new Map() });
    expect(more).toEqual([]);
  });

  test.each([
    ['a NUL', 'before\0after'],
    ['NULs alone', '\0\0'],
    ['lone surrogates', 'a\ud800b \udc00'],
    ['4-byte characters', '\u{1f600} \u{20000} \u{1f468}\u200d\u{1f469}'],
    ['quotes', `"a" 'b' \`c\` \\ ; DROP TABLE messages; --`],
    ['nothing', ''],
    ['line ends and controls', '\r\n\u0001\u007f\u0085'],
    ['what looks like a token of the index', '_c1 _p616e6e'],
  ])('gives back text with %s as it was', async (_name, text) => {
    const store = await open();
    const said = await say(store, '#games', text, `${text} end`);
    expect(await store.page(page('#games', LATEST))).toEqual(said);
    expect(await store.search(search('#games', 'end'))).toEqual(said.slice(1));
    expect(await store.search(search('#games', text))).toEqual(
      searchPhrases(text).length === 0 && text !== '' ? [] : said,
    );
  });

  test.each(['"', '""', '*', 'a"', 'AND', 'OR x', 'NOT', 'NEAR(a b)', 'words:a', '{words}:a', '^a', 'a + b', '-a', '(', ';', '\0'])(
    'takes %j for words, not for a language of its own',
    async (words) => {
      const store = await open();
      await say(store, '#games', 'a b', 'and or x not near words');
      const phrases = searchPhrases(words);
      const found = ['a b', 'and or x not near words'].filter((text) => matchesPhrases(text, phrases));
      expect(await textsOf(store.search(search('#games', words)))).toEqual(found);
    },
  ); // prettier-ignore

  test('finds the beginning of the last word of a phrase only', async () => {
    const store = await open();
    await say(store, '#games', 'a-bcd', 'ab-c', 'a x bc', 'bc a');
    expect(await textsOf(store.search(search('#games', 'a-bc')))).toEqual(['a-bcd']);
    expect(await textsOf(store.search(search('#games', 'a bc')))).toEqual(['a-bcd', 'a x bc', 'bc a']);
  });

  test('keeps what two accounts say to each other apart from all else', async () => {
    const store = await open();
    const conversation = privateConversation('Bo', 'ann');
    const { happening } = entry('bo', 'psst', { toRoom: false });
    const other = { ...entry('cy', 'psst'), conversation: privateConversation('ann', 'cy') };
    await store.commit([
      { kind: 'entry', entry: { conversation, happening } },
      { kind: 'entry', entry: other },
    ]);
    const asked = { ...page('#x', LATEST), conversation: privateConversation('ANN', 'bo') };
    expect(await store.page(asked)).toEqual([{ conversation, happening }]);
    expect(await store.search({ ...search('#x', 'psst'), conversation })).toEqual([
      { conversation, happening },
    ]);
    expect(await conversationsOf(store, 'ann')).toEqual([other.conversation, conversation]);
    expect(await conversationsOf(store, 'BO')).toEqual([conversation]);
    expect(await conversationsOf(store, null)).toEqual([]);
  });

  test('forgets the private conversations of an account that is gone, and those alone', async () => {
    const store = await open();
    const between = (one: string, other: string): Entry => ({
      conversation: privateConversation(one, other),
      happening: entry(other, 'psst').happening,
    });
    const [gone, kept, self] = [between('ann', 'bo'), between('bo', 'cy'), between('ann', 'ann')] as const;
    const [room] = await say(store, '#ann', 'hello');
    await store.commit([gone, kept, self].map((one) => ({ kind: 'entry', entry: one })));
    await store.commit([{ kind: 'account-gone', name: 'Ann' }]);
    expect(await conversationsOf(store, 'ann')).toEqual([]);
    expect(await conversationsOf(store, 'bo')).toEqual([kept.conversation]);
    expect(await store.page({ ...page('#x', LATEST), conversation: gone.conversation })).toEqual([]);
    expect(await store.page(page('#ann', LATEST))).toEqual([room]);
  });

  test('forgets what is older or more than wished for, by the rule of the room itself where it has one', async () => {
    const store = await open();
    const now = 100 * DAY_MS;
    const days = [50, 90, 96, 98, 99];
    for (const room of ['#all', '#aged', '#short', '#own']) {
      const entries = days.map((day) => entry(room, `day ${day}`, { at: day * DAY_MS }));
      await store.commit(entries.map((one) => ({ kind: 'entry', entry: one })));
    }
    const own = new Map([
      [roomConversation('#ALL'), { days: null, messages: null }],
      [roomConversation('#short'), { days: null, messages: 1 }],
      [roomConversation('#own'), { days: 3, messages: 9 }],
    ]);
    expect(await store.retain({ everywhere: { days: 5, messages: null }, own }, now)).toBe(2 + 4 + 3);
    const left = (room: string) => textsOf(store.page(page(room, LATEST)));
    expect(await left('#all')).toEqual(days.map((day) => `day ${day}`));
    expect(await left('#aged')).toEqual(['day 96', 'day 98', 'day 99']);
    expect(await left('#short')).toEqual(['day 99']);
    expect(await left('#own')).toEqual(['day 98', 'day 99']);
    expect(await store.retain({ everywhere: { days: 5, messages: null }, own }, now)).toBe(0);
    await say(store, '#short', 'after');
    expect(await left('#short')).toEqual(['day 99', 'after']);
  });

  test('begins a room anew that was gone, also within one commit', async () => {
    const store = await open();
    const [old] = await say(store, '#games', 'red old', 'red old');
    const fresh = entry('#games', 'red new');
    await store.commit([
      { kind: 'room-gone', name: '#games' },
      { kind: 'entry', entry: fresh },
    ]);
    expect(await store.page(page('#games', LATEST))).toEqual([fresh]);
    expect(await store.search(search('#games', 'red'))).toEqual([fresh]);
    const at = { by: 'id', id: old?.happening.id ?? '' } as const;
    expect(await store.page(page('#games', { kind: 'after', at }))).toEqual([]);
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
