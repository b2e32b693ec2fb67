/** What the SQLite store keeps beyond its process, and what it makes of files and disks that are not as they should be. */
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { nodeId } from '../../../lib/base/ids.js';
import { roomConversation, type Conversation } from '../../../lib/core/conversation.js';
import type { Change, KeptRoom } from '../../../lib/core/kept.js';
import { findLibrary, loadLibrary } from '../../../lib/storage/sqlite/driver.js';
import { openSqliteStore } from '../../../lib/storage/sqlite/open.js';
import type { Store } from '../../../lib/storage/store.js';
import { dataFolder, openSqlite, problemOf } from '../../support/sqlite.js';
import { latest, said, textsIn } from '../../support/store-entries.js';

const LANCHAT = new URL('../../../bin/lanchat', import.meta.url).pathname;
const NODE = nodeId(7);

const CLUB: KeptRoom = {
  name: '#Club',
  createdAt: 5,
  topic: { text: 'Chess "now" \u2615', by: 'ann', at: 6 },
  modes: {
    inviteOnly: true,
    moderated: false,
    noOutside: true,
    secret: false,
    topicByOperators: true,
    noCtcp: true,
    key: 'k',
    limit: 9,
  },
  metadata: new Map([['__proto__', 'x']]),
  bans: [{ mask: 'dee!*@*', by: 'ann', at: 7 }],
  exceptions: [{ mask: 'dee!*@lan', by: 'ann', at: 8 }],
  inviteExceptions: [{ mask: 'cy!*@*', by: 'ann', at: 9 }],
  founder: 'Ann',
  retention: { days: 30, messages: null },
};

const ANN = {
  name: 'Ann',
  createdAt: 1,
  usedAt: 2,
  password: { scrypt: 'scrypt$1', scram: '4096$x' },
  devices: [{ fingerprint: '0123456789abcdef', key: 'BAbc', addedAt: 3, usedAt: 4 }],
  suspended: false,
  metadata: new Map([['url', 'http://a']]),
  read: new Map<Conversation, number>(),
};

const STATE: readonly Change[] = [
  { kind: 'room', room: CLUB },
  { kind: 'room', room: { ...CLUB, name: '#gone', founder: null } },
  { kind: 'room', room: { ...CLUB, name: '#CLUB', topic: null } },
  { kind: 'room-gone', name: '#GONE' },
  { kind: 'ban', ban: { target: 'Eve', reason: 'away', until: null } },
  { kind: 'ban', ban: { target: '10.0.0.1', reason: '', until: 99 } },
  { kind: 'ban', ban: { target: 'mal', reason: '', until: null } },
  { kind: 'unban', target: 'MAL' },
  { kind: 'mute', mute: { name: 'Bo', until: 50 } },
  { kind: 'mute', mute: { name: 'cy', until: null } },
  { kind: 'unmute', name: 'CY' },
  { kind: 'account', account: ANN },
  { kind: 'account', account: { ...ANN, name: 'bo', password: null, devices: [], suspended: true } },
  { kind: 'account', account: { ...ANN, name: 'cy' } },
  { kind: 'read', account: 'ANN', conversation: roomConversation('#club'), at: 10 },
  { kind: 'read', account: 'ann', conversation: roomConversation('#club'), at: 20 },
  { kind: 'read', account: 'ann', conversation: roomConversation('#evicted'), at: 20 },
  { kind: 'unread', account: 'Ann', conversation: roomConversation('#evicted') },
  { kind: 'read', account: 'cy', conversation: roomConversation('#club'), at: 20 },
  { kind: 'account-gone', name: 'Cy' },
];

describe('a folder opened again', () => {
  test('has everything in the order in which it was', async () => {
    const folder = await dataFolder();
    const store = await openSqlite(folder);
    for (let index = 0; index < 50; index += 1) await store.commit([said('#club', `no ${index}`)]);
    await store.close();
    const again = await openSqlite(folder);
    await again.commit([said('#club', 'no 50')]);
    const texts = await textsIn(again, '#club', 100);
    expect(texts).toEqual(Array.from({ length: 51 }, (_, index) => `no ${index}`));
    expect((await again.load(NODE)).lastAt).toBeGreaterThan(0);
  });

  test('has rooms, bans, mutes, accounts and the node as they were', async () => {
    const folder = await dataFolder();
    const store = await openSqlite(folder);
    expect(await store.load(NODE)).toMatchObject({ node: NODE, rooms: [], accounts: [], lastAt: 0 });
    await store.commit(STATE);
    await store.close();
    const again = await openSqlite(folder);
    const read = new Map([[roomConversation('#club'), 20]]);
    expect(await again.load(nodeId(8))).toEqual({
      node: NODE,
      rooms: [{ ...CLUB, name: '#CLUB', topic: null }],
      bans: [
        { target: 'Eve', reason: 'away', until: null },
        { target: '10.0.0.1', reason: '', until: 99 },
      ],
      mutes: [{ name: 'Bo', until: 50 }],
      accounts: [
        { ...ANN, read },
        { ...ANN, name: 'bo', password: null, devices: [], suspended: true },
      ],
      lastAt: 0,
    });
    // A name that is given again begins with nothing read.
    await again.commit([{ kind: 'account', account: { ...ANN, name: 'cy' } }]);
    const { accounts } = await again.load(NODE);
    expect(accounts.find(({ name }) => name === 'cy')?.read).toEqual(new Map());
  });

  test('is its owner’s alone', async () => {
    const folder = await dataFolder();
    const store = await openSqlite(join(folder, 'new', 'one'));
    await store.commit([said('#club', 'x')]);
    const modes = ['', 'lanchat.db', 'lanchat.db-wal', 'lanchat.db-shm', 'lanchat.lock'].map(
      (file) => statSync(join(folder, 'new', 'one', file)).mode & 0o777,
    );
    expect(modes).toEqual([0o700, 0o600, 0o600, 0o600, 0o600]);
  });

  test('takes all of a commit or nothing', async () => {
    const store = await openSqlite();
    const noTime = said('#club', 'second', { at: Number.NaN });
    const ban: Change = { kind: 'ban', ban: { target: 'eve', reason: '', until: null } };
    await problemOf(store.commit([said('#club', 'first'), ban, noTime]));
    expect(await textsIn(store, '#club')).toEqual([]);
    expect((await store.load(NODE)).bans).toEqual([]);
    await store.commit([said('#club', 'third')]);
    expect(await textsIn(store, '#club')).toEqual(['third']);
  });
});

/** A closed folder in which so much was said. */
async function filled(messages: number): Promise<{ folder: string; file: string }> {
  const folder = await dataFolder();
  const store = await openSqlite(folder);
  await store.load(NODE);
  await store.commit(
    Array.from({ length: messages }, (_, index) => said('#club', `word${index} `.repeat(20))),
  );
  await store.close();
  return { folder, file: join(folder, 'lanchat.db') };
}

function overwrite(file: string, from: number, length: number): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(length, 0xa5), 0, length, from);
  closeSync(handle);
}

/** Everything that a server does at the start and for the first people. */
async function useAll(folder: string): Promise<void> {
  const store = await openSqlite(folder);
  await store.load(NODE);
  await store.page(latest('#club', 5000));
  await store.commit([said('#club', 'x')]);
}

describe('a file that is not as it should be', () => {
  test('of a newer lanchat is refused and left alone', async () => {
    const { folder, file } = await filled(3);
    const connection = loadLibrary(findLibrary())(file);
    connection.exec('PRAGMA user_version = 99');
    connection.close();
    const before = readFileSync(file);
    const problem = await problemOf(openSqliteStore(folder));
    expect(problem.why).toBe('unknown');
    expect(problem.message).toContain('newer lanchat');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('of another program is refused and left alone', async () => {
    const folder = await dataFolder();
    const file = join(folder, 'lanchat.db');
    const connection = loadLibrary(findLibrary())(file);
    connection.exec('CREATE TABLE other (x)');
    connection.close();
    const before = readFileSync(file);
    expect((await problemOf(openSqliteStore(folder))).why).toBe('unknown');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('of no database at all is refused and left alone', async () => {
    const folder = await dataFolder();
    const file = join(folder, 'lanchat.db');
    writeFileSync(file, 'Dear diary, '.repeat(500));
    const before = readFileSync(file);
    expect((await problemOf(openSqliteStore(folder))).why).toBe('damaged');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test.each([
    ['at its head', () => 0, 100],
    ['in its first page', () => 100, 3000],
    ['in the middle', (size: number) => Math.floor(size / 8), 0.75],
  ] as const)('damaged %s is refused, and nothing more is written', async (_name, from, length) => {
    const { folder, file } = await filled(2000);
    const { size } = statSync(file);
    overwrite(file, from(size), length < 1 ? Math.floor(size * length) : length);
    const before = readFileSync(file);
    const problem = await problemOf(useAll(folder));
    expect(problem.why).toBe('damaged');
    expect(problem.message).toContain(`${file} is damaged; it was left as it is.`);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('in which a reader meets damage is not written to any more', async () => {
    const { folder, file } = await filled(2000);
    const { size } = statSync(file);
    // Far from what a commit touches: the first messages, which somebody reads back to.
    overwrite(file, Math.floor(size / 4), Math.floor(size / 16));
    const store = await openSqlite(folder);
    expect((await problemOf(store.page(latest('#club', 5000)))).why).toBe('damaged');
    expect((await problemOf(store.commit([said('#club', 'x')]))).why).toBe('damaged');
  });

  test('cut short is refused', async () => {
    const { folder, file } = await filled(2000);
    const half = readFileSync(file);
    writeFileSync(file, half.subarray(0, Math.floor(half.length / 2)));
    expect((await problemOf(useAll(folder))).why).toBe('damaged');
  });

  test('that is a folder is refused', async () => {
    const folder = await dataFolder();
    const store = await openSqlite(join(folder, 'lanchat.db'));
    await store.close();
    expect((await problemOf(openSqliteStore(folder))).why).toBe('unknown');
    expect((await problemOf(openSqliteStore(join(folder, 'lanchat.db', 'lanchat.lock')))).why).toBe(
      'read-only',
    );
  });
});

describe('a folder in use', () => {
  test('is refused to a second store and to a second process, until it is closed', async () => {
    const folder = await dataFolder();
    const store = await openSqlite(folder);
    const problem = await problemOf(openSqliteStore(folder));
    expect(problem.why).toBe('in-use');
    const args = [LANCHAT, 'serve', '127.0.0.1', '-p', '0', '--plain', '--data', folder];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 10_000 });
    expect([status, stderr]).toEqual([1, `lanchat: ${problem.message}\n`]);
    await store.commit([said('#club', 'still mine')]);
    await store.close();
    expect(await textsIn(await openSqlite(folder), '#club')).toEqual(['still mine']);
  });

  test('keeps nothing while another program has it locked, and again when that lets go', async () => {
    const folder = await dataFolder();
    const store = await openSqlite(folder);
    await store.commit([said('#club', 'one')]);
    const other = loadLibrary(findLibrary())(join(folder, 'lanchat.db'));
    other.exec('BEGIN IMMEDIATE');
    let isDone = false;
    const refused = problemOf(store.commit([said('#club', 'two')])).finally(() => (isDone = true));
    // Who reads does not wait for who writes.
    expect(await textsIn(store, '#club')).toEqual(['one']);
    expect(isDone).toBe(false);
    const problem = await refused;
    expect(problem.why).toBe('in-use');
    expect(problem.message).toMatch(/^Another program has locked .*: when it lets go, all goes on\.$/);
    other.exec('ROLLBACK');
    other.close();
    await store.commit([said('#club', 'three')]);
    expect(await textsIn(store, '#club')).toEqual(['one', 'three']);
  });

  test('refuses questions once it is closed', async () => {
    const store: Store = await openSqlite();
    await Promise.all([store.commit([said('#club', 'x')]), store.close()]);
    await store.close();
    expect((await problemOf(store.commit([]))).why).toBe('failed');
  });
});
