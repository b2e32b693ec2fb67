/** What the durable store takes and gives in a room of a million messages: `npm run bench:store [-- MESSAGES]`. */
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageId, nodeId } from '../../lib/base/ids.js';
import { privateConversation, roomConversation, type Conversation } from '../../lib/core/conversation.js';
import type { Change } from '../../lib/core/kept.js';
import type { SearchQuestion, Which } from '../../lib/core/question.js';
import { SqliteDatabase } from '../../lib/storage/sqlite/database.js';
import { findLibrary, loadLibrary } from '../../lib/storage/sqlite/driver.js';
import { databaseFile } from '../../lib/storage/sqlite/folder.js';
import { openSqliteStore } from '../../lib/storage/sqlite/open.js';
import type { Store } from '../../lib/storage/store.js';
import { House } from '../soak/house.js';
import { freePort } from '../support/server.js';

const MESSAGES = Number(process.argv[2] ?? 1_000_000);
const FILL_BATCH = 5000;
const COMMIT_SECONDS = 2;
const QUESTIONS = 200;
const RESTARTS = 10;

/** A question that takes long is not asked as often. */
const QUESTION_SECONDS = 5;
const NODE = nodeId(1);
const ROOM = roomConversation('#lobby');
const STARTED = Date.now();

/** Words of which most messages have some. */
const COMMON =
  'the and you that have for not with this but from they say her she will one all would there'.split(' ');

/** Some thousand words of which few are said often and most hardly ever, as people do. */
const WORDS = [...COMMON, ...Array.from({ length: 5000 }, (_, index) => madeUp(index + 7))];

function madeUp(index: number): string {
  const syllable = (part: number): string =>
    `${'bcdfghklmnprstw'[part % 15] ?? ''}${'aeiou'[part % 5] ?? ''}`;
  return [index, index / 15, index / 225].map((part) => syllable(Math.floor(part) * 7)).join('');
}

/** One message in so many has the rare word. */
const RARE_EVERY = 100_000;

let sequence = 0;
let seed = 1;

/** The same numbers in each run, below 1. */
function random(): number {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return seed / 2_147_483_648;
}

function word(): string {
  return WORDS[Math.floor(WORDS.length * random() ** 4)] ?? '';
}

function message(conversation: Conversation = ROOM): Change {
  sequence += 1;
  const name = `person${sequence % 50}`;
  const words = Array.from({ length: 12 }, word);
  if (sequence % RARE_EVERY === 7) words.push('zanzibar');
  return {
    kind: 'entry',
    entry: {
      conversation,
      happening: {
        kind: 'message',
        id: messageId(NODE, STARTED + sequence, sequence),
        at: STARTED + sequence,
        who: { name, user: name, host: 'lan', account: null },
        as: 'message',
        target: '#lobby',
        toRoom: true,
        text: words.join(' '),
        tags: new Map(),
        clientId: `c${sequence}`,
      },
    },
  };
}

function messages(count: number): readonly Change[] {
  return Array.from({ length: count }, () => message());
}

function now(): number {
  return performance.now();
}

function percentile(sorted: readonly number[], part: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(2);
}

/** p50, p99 and the longest. */
function spread(times: readonly number[]): string {
  const sorted = [...times].sort((one, other) => one - other);
  return [0.5, 0.99, 1].map((part) => percentile(sorted, part)).join(' / ');
}

function say(...cells: readonly (string | number)[]): void {
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

/** How long a timer of one millisecond was late at the most: what a chatter would have noticed. */
function watchLoop(): () => number {
  let worst = 0;
  let last = now();
  const timer = setInterval(() => {
    worst = Math.max(worst, now() - last - 1);
    last = now();
  }, 1);
  return () => {
    clearInterval(timer);
    return Math.max(worst, now() - last - 1);
  };
}

type Commit = (changes: readonly Change[]) => Promise<void> | void;

/** One commit after the other, as the gate of the server does it. */
async function commits(name: string, commit: Commit): Promise<void> {
  for (const size of [1, 10, 100]) {
    const times: number[] = [];
    const loop = watchLoop();
    const began = now();
    while (now() - began < COMMIT_SECONDS * 1000) {
      const changes = messages(size);
      const before = now();
      await commit(changes);
      times.push(now() - before);
      // What comes meanwhile has its turn, as in the server.
      await new Promise((resolve) => setImmediate(resolve));
    }
    const rate = (times.length * size) / ((now() - began) / 1000);
    say(name, size, Math.round(rate), spread(times), loop().toFixed(1));
  }
}

async function fill(store: Store): Promise<void> {
  while (sequence < MESSAGES) await store.commit(messages(Math.min(FILL_BATCH, MESSAGES - sequence)));
}

async function asked(name: string, ask: (index: number) => Promise<readonly unknown[]>): Promise<void> {
  const times: number[] = [];
  let rows = 0;
  const loop = watchLoop();
  const end = now() + QUESTION_SECONDS * 1000;
  for (let index = 0; index < QUESTIONS && now() < end; index += 1) {
    const before = now();
    rows = (await ask(index)).length;
    times.push(now() - before);
  }
  say(name, rows, spread(times), loop().toFixed(1));
}

function searched(store: Store, words: string, more: Partial<SearchQuestion> = {}) {
  const anywhere = { from: null, after: null, before: null, since: null } as const;
  return store.search({ kind: 'search', conversation: ROOM, words, ...anywhere, limit: 50, ...more });
}

async function questions(store: Store): Promise<void> {
  const page = (which: Which) =>
    store.page({ kind: 'page', conversation: ROOM, which, limit: 100, events: false, since: null });
  const search = (words: string, more?: Partial<SearchQuestion>) => searched(store, words, more);
  const somewhere = () => ({ by: 'time', at: STARTED + Math.floor(random() * MESSAGES) }) as const;
  await asked('last page of 100', () => page({ kind: 'latest', after: null }));
  await asked('page of 100 before any time', () => page({ kind: 'before', at: somewhere() }));
  await asked('search: rare word', () => search('zanzibar'));
  await asked('search: common word', () => search('the'));
  await asked('search: two common words', () => search('the and'));
  await asked('search: common and rare word', () => search('the zanzibar'));
  await asked('search: common word of four letters', () => search('that'));
  await asked('search: common word of five letters', () => search('would'));
  await asked('search: two letters', () => search('th'));
  await asked('search: one letter', () => search('t'));
  await asked('search: twenty times one letter', () => search('t a w b c d f g h k l m n p r s o u i y'));
  await asked('search: word that nobody said', () => search('xylophone'));
  await asked('search: common words of one person', () => search('the and', { from: 'person7' }));
  await asked('search: all of one person', () => search('', { from: 'person7' }));
  await asked('search: common word, in the first hundredth', () =>
    search('the', { before: STARTED + MESSAGES / 100 }),
  );
  await asked('search: rare word in a private conversation', async () =>
    search('zanzibar', { conversation: privateConversation('ann', 'bo') }),
  );
}

/** The dearest question there is, again and again: many words, one of them the beginning of many. */
async function whileSearching(store: Store, work: () => Promise<void>): Promise<void> {
  const words = 'would t a w b c d f g h k l m n p r s o u i';
  const times: number[] = [];
  const over = new AbortController();
  const searching = (async () => {
    while (!over.signal.aborted) {
      const before = now();
      await searched(store, words);
      times.push(now() - before);
    }
  })();
  await work();
  over.abort();
  await searching;
  say('such a search', times.length, '', spread(times), '');
}

/** Milliseconds from the start of the whole program on the folder to its first answer to somebody who calls. */
async function restart(folder: string): Promise<number> {
  const port = await freePort();
  const house = new House(port, folder);
  const began = now();
  await house.start();
  const caller = connect(port, '127.0.0.1');
  caller.write('PING :first\r\n');
  await once(caller, 'data');
  const took = now() - began;
  caller.destroy();
  await house.kill();
  return took;
}

async function main(): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'lanchat-bench-'));
  try {
    const direct = SqliteDatabase.open(loadLibrary(findLibrary()), join(root, 'direct'));
    const empty = await openSqliteStore(join(root, 'empty'));
    say(
      'commits, one after the other',
      'changes each',
      'messages/s',
      'ms: p50 / p99 / longest',
      'loop late, ms',
    );
    await commits('worker', empty.commit);
    await commits('event loop', (changes) => direct.commit(changes));
    await empty.close();
    direct.close();
    // How many commits there was time for must not decide what is said next.
    sequence = 0;
    seed = 1;

    const folder = join(root, 'full');
    const began = now();
    const store = await openSqliteStore(folder);
    await fill(store);
    await store.commit([message(privateConversation('ann', 'bo'))]);
    const filled = (now() - began) / 1000;
    await store.close();
    const megabytes = statSync(databaseFile(folder)).size / 1e6;
    process.stdout.write(`\n${MESSAGES} messages in ${filled.toFixed(1)} s, ${megabytes.toFixed(0)} MB\n\n`);

    const opened = now();
    const again = await openSqliteStore(folder);
    await again.load(NODE);
    process.stdout.write(`open and load: ${(now() - opened).toFixed(0)} ms\n\n`);
    say('question', 'rows', 'ms: p50 / p99 / longest', 'loop late, ms');
    await questions(again);
    say('commits to it', 'changes each', 'messages/s', 'ms: p50 / p99 / longest', 'loop late, ms');
    await commits('worker', again.commit);
    await whileSearching(again, () => commits('worker, while others search', again.commit));
    await again.close();
    const restarts: number[] = [];
    for (let count = 0; count < RESTARTS; count += 1) restarts.push(await restart(folder));
    process.stdout.write(`\nprogram started to first answer, after a kill, ms: ${spread(restarts)}\n`);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
