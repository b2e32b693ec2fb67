/** What lanchat export and backup give of a folder that a real server uses, and what they say where they cannot. */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { privateConversation } from '../../lib/core/conversation.js';
import type { Change } from '../../lib/core/kept.js';
import { closeAfterTest } from '../support/cleanup.js';
import { IrcClient } from '../support/irc-client.js';
import { PlainClient } from '../support/plain-client.js';
import { startServer, type TestServer } from '../support/server.js';
import { dataFolder, openSqlite } from '../support/sqlite.js';
import { said } from '../support/store-entries.js';

const LANCHAT = new URL('../../bin/lanchat', import.meta.url).pathname;

function run(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [LANCHAT, ...args], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  return { status, stdout, stderr };
}

async function serve(folder: string): Promise<TestServer> {
  const server = await startServer(['--data', folder]);
  closeAfterTest(() => server.stop());
  return server;
}

/** A server on which something was said and done. */
async function talk(folder: string): Promise<{ server: TestServer; ann: PlainClient }> {
  const server = await serve(folder);
  const ann = await PlainClient.enter(server.port, 'ann');
  await ann.ask('hello \u2615', '/me waves');
  const bo = await IrcClient.register(server.port, 'bo', { join: ['#club'] });
  bo.send('TOPIC #club :Chess', 'NOTICE #club :soon', 'PRIVMSG #club :e4');
  await bo.roundtrip();
  return { server, ann };
}

/** The text of an export, with its times taken out. */
function textOf(...args: readonly string[]): readonly string[] {
  const { status, stdout, stderr } = run('export', ...args);
  expect([status, stderr]).toEqual([0, '']);
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => line.replace(/^\d{4}-\d\d-\d\d \d\d:\d\d /, 'TIME '));
}

describe('lanchat export', () => {
  test('prints what was said while the server runs, and does not disturb it', async () => {
    const folder = await dataFolder();
    const { ann } = await talk(folder);
    const lines = textOf('--data', folder);
    const words = lines.filter((line) => !/ -- \S+ has (come in|gone|left)|modes/.test(line));
    expect(words).toEqual([
      'TIME #lobby <ann> hello \u2615',
      'TIME #lobby * ann waves',
      'TIME #club -- bo has set the topic: Chess',
      'TIME #club -bo- soon',
      'TIME #club <bo> e4',
    ]);
    expect(textOf('--data', folder, '--room', 'CLUB').slice(-3)).toEqual(words.slice(-3));
    await ann.ask('more');
    expect(textOf('--data', folder).at(-1)).toBe('TIME #lobby <ann> more');
    expect(statSync(join(folder, 'lanchat.db-wal')).size).toBeGreaterThan(0);
  });

  test('prints JSON lines that say all of it', async () => {
    const folder = await dataFolder();
    const { server } = await talk(folder);
    await server.stop();
    const { stdout } = run('export', '--data', folder, '--format', 'jsonl');
    const rows = stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const said = rows.filter(({ kind }) => ['message', 'action', 'notice', 'topic'].includes(String(kind)));
    const common = {
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      msgid: expect.stringMatching(/./),
      account: null,
    };
    const ann = { ...common, conversation: '#lobby', name: 'ann' };
    const bo = { ...common, conversation: '#club', name: 'bo' };
    expect(said).toEqual([
      { ...ann, kind: 'message', target: '#lobby', text: 'hello \u2615' },
      { ...ann, kind: 'action', target: '#lobby', text: 'waves' },
      { ...bo, kind: 'topic', room: '#club', text: 'Chess' },
      { ...bo, kind: 'notice', target: '#club', text: 'soon' },
      { ...bo, kind: 'message', target: '#club', text: 'e4' },
    ]);
  });

  test('keeps private messages to itself unless they are asked for, and terminals from harm', async () => {
    const folder = await dataFolder();
    const store = await openSqlite(folder);
    const change = said('bo', 'psst', { toRoom: false }) as Change & { kind: 'entry' };
    const secret: Change = {
      kind: 'entry',
      entry: { ...change.entry, conversation: privateConversation('bo', 'ann') },
    };
    await store.commit([said('#lobby', 'red\u001b[2J\u009b2J\nblue'), secret]);
    expect(textOf('--data', folder)).toEqual(['TIME #lobby <ann> red\u23ceblue']);
    expect(textOf('--data', folder, '--private').at(-1)).toBe('TIME ann+bo <ann> psst');
    const { stdout } = run('export', '--data', folder, '--format', 'jsonl');
    expect(stdout).toMatch(/^[^\u007f-\u009f\u001b]+\n$/);
    expect(stdout.split('\n')).toHaveLength(2);
  });

  test('ends quietly when its reader has seen enough', async () => {
    const folder = await dataFolder();
    const store = await openSqlite(folder);
    await store.commit(
      Array.from({ length: 5000 }, (_, index) => said('#lobby', `no ${index} ${'x'.repeat(300)}`)),
    );
    expect(textOf('--data', folder)).toHaveLength(5000);
    const command = `"${process.execPath}" "${LANCHAT}" export --data "${folder}" | head -n 1 | cut -c 17-34`;
    const { status, stdout, stderr } = spawnSync('bash', ['-o', 'pipefail', '-c', command], {
      encoding: 'utf8',
    });
    expect([status, stdout, stderr]).toEqual([0, ' #lobby <ann> no 0\n', '']);
  });

  test('says in one line where there is nothing', async () => {
    const folder = await dataFolder();
    expect(run('export', '--data', folder)).toEqual({
      status: 1,
      stdout: '',
      stderr: `lanchat: Nothing is kept in ${folder}: say which folder with --data, or which port with -p.\n`,
    });
    expect(readdirSync(folder)).toEqual([]);
    await (await openSqlite(folder)).close();
    const { status, stderr } = run('export', '--data', folder, '--room', 'nowhere');
    expect([status, stderr]).toEqual([
      1,
      `lanchat: ${join(folder, 'lanchat.db')} has nothing of #nowhere.\n`,
    ]);
    const both = run('export', '--room', 'a', '--private');
    expect([both.status, both.stderr]).toEqual([
      2,
      'lanchat: Choose one of --room and --private. See: lanchat export --help\n',
    ]);
  });
});

describe('lanchat backup', () => {
  test('copies all of it while the server runs, for a server to be given again', async () => {
    const folder = await dataFolder();
    const { server, ann } = await talk(folder);
    const copy = join(await dataFolder(), "it's a #1 copy?.db");
    const { status, stdout } = run('backup', copy, '--data', folder);
    expect([status, stdout]).toEqual([0, expect.stringContaining(copy)]);
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    await ann.ask('after the copy');
    const known = (of: string) =>
      ['server-key.pem', 'tls-key.pem', 'tls-cert.pem'].map((file) => readFileSync(join(of, file), 'utf8'));
    const knownBefore = known(folder);
    const before = textOf('--data', folder);
    await server.stop();

    const again = join(await dataFolder(), 'again');
    mkdirSync(again);
    renameSync(copy, join(again, 'lanchat.db'));
    const second = await serve(again);
    // It is the same server to those who have been here: their names are theirs.
    expect(known(again)).toEqual(knownBefore);
    expect(statSync(join(again, 'server-key.pem')).mode & 0o777).toBe(0o600);
    const cy = await PlainClient.enter(second.port, 'cy');
    expect((await cy.ask('/search hello')).map((line) => line.replace(/, .*\)/, ')'))).toHaveLength(1);
    await cy.ask('back again');
    const words = (lines: readonly string[]) => lines.filter((line) => / <|\* | set the topic/.test(line));
    expect(words(textOf('--data', again))).toEqual([
      ...words(before).filter((line) => !line.endsWith('after the copy')),
      'TIME #lobby <cy> back again',
    ]);
  });

  test('overwrites nothing, and leaves nothing half done', async () => {
    const folder = await dataFolder();
    await (await openSqlite(folder)).close();
    const copy = join(folder, 'copy.db');
    writeFileSync(copy, 'dear');
    const { status, stderr } = run('backup', copy, '--data', folder);
    expect([status, stderr]).toEqual([
      1,
      `lanchat: ${copy} is there already: choose another name, nothing is overwritten.\n`,
    ]);
    expect(readFileSync(copy, 'utf8')).toBe('dear');
    const nowhere = join(folder, 'no', 'copy.db');
    const second = run('backup', nowhere, '--data', folder);
    expect([second.status, second.stderr.split('\n')]).toEqual([1, [expect.stringContaining(nowhere), '']]);
    expect(existsSync(`${nowhere}.part`)).toBe(false);
  });
});
