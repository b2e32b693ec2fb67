/** The index of words comes after the messages: whatever happens between, it has in the end what they have. */
import { expect, test } from '@jest/globals';
import { FORGET_BATCH } from '../../../lib/base/limits.js';
import { nodeId, type MessageId } from '../../../lib/base/ids.js';
import { roomConversation } from '../../../lib/core/conversation.js';
import type { Change } from '../../../lib/core/kept.js';
import { saidText } from '../../../lib/core/told.js';
import { SqliteDatabase } from '../../../lib/storage/sqlite/database.js';
import { findLibrary, loadLibrary } from '../../../lib/storage/sqlite/driver.js';
import { StoreError } from '../../../lib/storage/store.js';
import { BadDisk } from '../../support/bad-disk.js';
import { dataFolder } from '../../support/sqlite.js';
import { said } from '../../support/store-entries.js';

const connect = loadLibrary(findLibrary());

/** More than go into the index together. */
const MANY = 300;

function found(database: SqliteDatabase, words: string, limit = 999): readonly (string | null)[] {
  const anywhere = { from: null, after: null, before: null, since: null } as const;
  const question = { kind: 'search', conversation: roomConversation('#a'), words, limit } as const;
  return database.search({ ...question, ...anywhere }).map(({ happening }) => saidText(happening));
}

function numbered(count: number): readonly Change[] {
  return Array.from({ length: count }, (_, index) => said('#a', `red ${index}`));
}

function textsOf(changes: readonly Change[]): readonly (string | null)[] {
  return changes.map((change) => (change.kind === 'entry' ? saidText(change.entry.happening) : null));
}

function finish(steps: Generator): number {
  let count = 0;
  while (steps.next().done !== true) count += 1;
  return count;
}

test('few wait for more, many go in by themselves, in steps', async () => {
  const database = SqliteDatabase.open(connect, await dataFolder());
  const few = numbered(3);
  database.commit(few);
  expect(finish(database.tidy())).toBe(0);
  expect(found(database, 'red')).toEqual([]);
  const many = numbered(MANY);
  database.commit(many);
  expect(finish(database.tidy())).toBeGreaterThan(1);
  database.index();
  expect(found(database, 'red')).toEqual(textsOf([...few, ...many]));
  database.close();
});

test('what is said while a long conversation is taken out goes in meanwhile', async () => {
  const database = SqliteDatabase.open(connect, await dataFolder());
  const long = Array.from({ length: 3 * FORGET_BATCH }, (_, index) => said('#b', `blue ${index}`));
  database.commit([...long, { kind: 'room-gone', name: '#b' }]);
  const tidying = database.tidy();
  const many = numbered(MANY);
  let steps = 0;
  while (tidying.next().done !== true) {
    steps += 1;
    if (steps === 1) database.commit(many);
  }
  expect(found(database, 'red').length).toBeGreaterThan(MANY / 2);
  expect(finish(database.tidy())).toBe(0);
  database.close();
});

test('a flood does not leave it behind, though commits come between all of its steps', async () => {
  const database = SqliteDatabase.open(connect, await dataFolder());
  const together = 1000;
  const rounds = 30;
  let tidying = database.tidy();
  for (let round = 0; round < rounds; round += 1) {
    database.commit(numbered(together));
    if (tidying.next().done === true) tidying = database.tidy();
  }
  expect(found(database, 'red', 1_000_000).length).toBeGreaterThan((rounds - 10) * together);
  database.close();
});

test('what a run that was cut off has not put in is found by the next one', async () => {
  const folder = await dataFolder();
  const changes = numbered(MANY);
  const before = SqliteDatabase.open(connect, folder);
  before.commit(changes.slice(0, 200));
  finish(before.tidy());
  before.commit(changes.slice(200));
  before.close();
  const after = SqliteDatabase.open(connect, folder);
  after.index();
  expect(found(after, 'red')).toEqual(textsOf(changes));
  after.close();
});

test('what was taken back, forgotten or lost before it went in is not found', async () => {
  const database = SqliteDatabase.open(connect, await dataFolder());
  const who = { name: 'ann', user: 'ann', host: 'lan', account: null };
  const conversation = roomConversation('#a');
  const of = 'to-be-taken-back' as MessageId;
  database.load(nodeId(1));
  database.commit([
    said('#a', 'red one'),
    said('#a', 'red two', { id: of }),
    said('#b', 'red three'),
    said('#a', 'red four'),
  ]);
  const redacted = {
    kind: 'redacted',
    id: 'r' as MessageId,
    at: 9,
    who,
    target: '#a',
    of,
    reason: '',
  } as const;
  database.commit([
    { kind: 'redact', conversation, redacted },
    { kind: 'room-gone', name: '#b' },
  ]);
  expect(() => database.commit([said('#a', 'red five'), null as unknown as Change])).toThrow();
  finish(database.retain({ everywhere: { days: null, messages: 1 }, own: new Map() }, 10));
  database.index();
  expect(found(database, 'red')).toEqual(['red four']);
  database.close();
});

test('a disk that fails at any step of it loses nothing, and commits stay as safe as they were', async () => {
  const disk = new BadDisk('SQLITE_IOERR');
  const database = SqliteDatabase.open(disk.connect(connect), await dataFolder());
  const kept: Change[] = [];
  const FULL = 2;
  for (let step = 1; ; step += 1) {
    kept.push(said('#a', `red ${step}`), said('#a', `red ${step} too`));
    database.commit(kept.slice(-2));
    disk.count();
    disk.failAt = step;
    let problem: unknown = null;
    try {
      database.index();
    } catch (error) {
      problem = error;
    }
    disk.failAt = Infinity;
    expect(disk.connection?.prepare('PRAGMA synchronous').get([])?.[0]).toBe(FULL);
    if (problem === null) break;
    expect(problem).toBeInstanceOf(StoreError);
    expect(disk.connection?.inTransaction()).toBe(false);
  }
  expect(kept.length).toBeGreaterThan(8);
  expect(found(database, 'red')).toEqual(textsOf(kept));
  database.close();
});
