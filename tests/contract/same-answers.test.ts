/** Whatever is said and asked, all stores answer alike; the memory store stands for the rules, as it is short. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { messageId, nodeId } from '../../lib/base/ids.js';
import type { Happening, Message } from '../../lib/core/happening.js';
import { privateConversation, roomConversation, type Conversation } from '../../lib/core/conversation.js';
import type { Change, Entry } from '../../lib/core/kept.js';
import type { Position, Question } from '../../lib/core/question.js';
import { MemoryStore } from '../../lib/storage/memory.js';
import type { Store } from '../../lib/storage/store.js';
import { anyText } from '../fuzz/arbitraries.js';
import { openSqlite } from '../support/sqlite.js';

const NODE = nodeId(1);
const NAMES = ['ann', 'Ann', 'bo', '[cy]', '{cy}', '\u00c9va'];
const ROOMS = ['#a', '#A', '#b', '#[c]', '#\u00e9'];

const name = fc.constantFrom(...NAMES);
const room = fc.constantFrom(...ROOMS);
const conversation: fc.Arbitrary<Conversation> = fc.oneof(
  { weight: 3, arbitrary: room.map(roomConversation) },
  { weight: 1, arbitrary: fc.tuple(name, name).map(([one, other]) => privateConversation(one, other)) },
);

const WORDS = [
  'red',
  'RED',
  'reed',
  're',
  'r',
  'apple-pie',
  '\u00c1pple',
  'and',
  '_c1',
  '_p616e6e',
  '"',
  '*',
  '\u6f22\u5b57',
  '\0',
  '\ud800',
];
const text = fc.oneof(
  { weight: 3, arbitrary: fc.array(fc.constantFrom(...WORDS), { maxLength: 5 }).map((words) => words.join(' ')) },
  { weight: 1, arbitrary: anyText },
); // prettier-ignore

/** Within one conversation times may be equal, and never decrease. */
const saying = fc.record({
  conversation,
  later: fc.nat({ max: 2 }),
  name,
  text,
  kind: fc.constantFrom('message', 'message', 'message', 'notice', 'tags', 'announced', 'topic', 'kicked'),
  /** Of tags alone: a reaction to the message so many before it, or that it is taken back. */
  reaction: fc.option(
    fc.record({
      back: fc.integer({ min: 1, max: 4 }),
      on: fc.boolean(),
      value: fc.constantFrom('+1', '\u2615', '\0'),
    }),
  ),
  isNamed: fc.boolean(),
});

type Saying = typeof saying extends fc.Arbitrary<infer Item> ? Item : never;
type Draft = { readonly say: Saying } | { readonly change: Change };

const draft: fc.Arbitrary<Draft> = fc.oneof(
  { weight: 20, arbitrary: saying.map((say) => ({ say })) },
  { weight: 1, arbitrary: room.map((gone) => ({ change: { kind: 'room-gone', name: gone } as const })) },
  { weight: 1, arbitrary: name.map((gone) => ({ change: { kind: 'account-gone', name: gone } as const })) },
);

const commits = fc.array(fc.array(draft, { minLength: 1, maxLength: 12 }), { maxLength: 8 });

const time = fc.nat({ max: 60 });
const timeOrNull = fc.option(time);
const position: fc.Arbitrary<Position> = fc.oneof(
  time.map((at) => ({ by: 'time', at }) as const),
  fc.nat({ max: 60 }).map((index) => ({ by: 'id', id: `#${index}` }) as const),
);
const limit = fc.oneof(fc.nat({ max: 6 }), fc.constantFrom(-1, 500, Number.MAX_SAFE_INTEGER));

const question: fc.Arbitrary<Question> = fc.oneof(
  fc.record({
    kind: fc.constant('page' as const),
    conversation,
    which: fc.oneof(
      fc.record({ kind: fc.constant('latest' as const), after: fc.option(position) }),
      fc.record({
        kind: fc.constantFrom('before' as const, 'after' as const, 'around' as const),
        at: position,
      }),
      fc.record({ kind: fc.constant('between' as const), from: position, to: position }),
    ),
    limit,
    events: fc.boolean(),
    reactions: fc.boolean(),
    since: timeOrNull,
  }),
  fc.record({
    kind: fc.constant('search' as const),
    conversation,
    words: text,
    from: fc.option(name),
    after: timeOrNull,
    before: timeOrNull,
    limit,
    since: timeOrNull,
  }),
  fc.record({
    kind: fc.constant('targets' as const),
    rooms: fc.array(conversation, { maxLength: 4 }),
    account: fc.option(name),
    from: time,
    to: time,
    oldestFirst: fc.boolean(),
    limit,
  }),
);

/** Gives times, ids and names of their own to what was drawn, so that a position may name the n-th entry. */
function changesOf(drafts: readonly (readonly Draft[])[]): readonly (readonly Change[])[] {
  let at = 0;
  let sequence = 0;
  const ids: string[] = [];
  return drafts.map((commit) =>
    commit.map((one) => {
      if ('change' in one) return one.change;
      at += one.say.later;
      sequence += 1;
      ids.push(messageId(NODE, at, sequence));
      return { kind: 'entry', entry: entryOf(one.say, at, sequence, ids) };
    }),
  );
}

function entryOf(
  { conversation: place, name: who, text: words, kind, isNamed, reaction }: Saying,
  at: number,
  sequence: number,
  ids: readonly string[],
): Entry {
  const common = {
    id: messageId(NODE, at, sequence),
    at,
    who: { name: who, user: 'u', host: 'lan', account: isNamed ? who : null },
  };
  return {
    conversation: place,
    happening: {
      ...happeningOf(common, kind, words, isNamed ? `c${sequence}` : null),
      ...(kind === 'tags' && reaction !== null ? { tags: reactionTags(reaction, ids), text: '' } : {}),
    },
  };
}

function reactionTags(
  { back, on, value }: NonNullable<Saying['reaction']>,
  ids: readonly string[],
): Message['tags'] {
  return new Map([
    ['+draft/reply', ids.at(-1 - back) ?? 'unknown'],
    [on ? '+draft/react' : '+draft/unreact', value],
  ]);
}

function happeningOf(common: Pick<Message, 'id' | 'at' | 'who'>, kind: Saying['kind'], words: string, clientId: string | null): Happening {
  switch (kind) {
    case 'announced':
      return { kind, ...common, target: '#a', text: words };
    case 'topic':
      return { kind, ...common, room: '#a', text: words };
    case 'kicked':
      return { kind, ...common, room: '#a', name: 'bo', reason: words };
    case 'message':
    case 'notice':
    case 'tags':
      return { kind: 'message', ...common, as: kind, target: '#a', toRoom: true, text: words, tags: new Map(), clientId };
  }
} // prettier-ignore

function withIds(asked: Question, ids: readonly string[]): Question {
  return JSON.parse(JSON.stringify(asked), (_key, value: unknown) => {
    const isPosition = typeof value === 'object' && value !== null && 'by' in value && value.by === 'id' && 'id' in value;
    return isPosition ? { by: 'id', id: ids[Number(String(value.id).slice(1))] ?? 'unknown' } : value;
  }) as Question;
} // prettier-ignore

async function answersOf(store: Store, kept: readonly (readonly Change[])[], asked: readonly Question[]): Promise<unknown[]> {
  for (const changes of kept) await store.commit(changes);
  const entries = kept.flat().flatMap((change) => (change.kind === 'entry' ? [change.entry.happening] : []));
  const ids = entries.map(({ id }) => id);
  const names = entries.flatMap((one) => (one.kind === 'message' && one.clientId !== null ? [one.clientId] : []));
  const answers = asked.map((one) => answerTo(store, withIds(one, ids)));
  return Promise.all([...answers, ...names.map((clientId) => store.sent(clientId))]);
} // prettier-ignore

function answerTo(store: Store, asked: Question): Promise<unknown> {
  switch (asked.kind) {
    case 'page':
      return store.page(asked);
    case 'search':
      return store.search(asked);
    case 'targets':
      return store.targets(asked);
  }
}

test('SQLite answers as memory does', async () => {
  await fc.assert(
    fc.asyncProperty(commits, fc.array(question, { maxLength: 30 }), async (drafts, asked) => {
      const kept = changesOf(drafts);
      const sqlite = await openSqlite();
      const answers = await answersOf(sqlite, kept, asked);
      await sqlite.close();
      expect(answers).toEqual(await answersOf(new MemoryStore(), kept, asked));
    }),
    { numRuns: 100 },
  );
}, 120_000);
