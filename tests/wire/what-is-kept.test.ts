/** What lanchat serve keeps, where, and for how long (docs/admin-guide.md, "What is kept"). */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { parseCommandLine } from '../../lib/cli/options.js';
import { openSqliteStore } from '../../lib/storage/sqlite/open.js';
import { Chatroom } from '../support/chat-server.js';
import { closeAfterTest } from '../support/cleanup.js';
import { PlainClient } from '../support/plain-client.js';
import { startServer } from '../support/server.js';
import { dataFolder } from '../support/sqlite.js';

const LANCHAT = new URL('../../bin/lanchat', import.meta.url).pathname;
const DAY_MS = 86_400_000;

test('without --data there is a folder for each port, and with --memory nothing at all', async () => {
  const state = await dataFolder();
  const env = { XDG_STATE_HOME: state };
  const serve = async (option: string) => {
    const server = await startServer([option], undefined, env);
    closeAfterTest(() => server.stop());
    return server;
  };
  const [one, other, none] = await Promise.all([
    serve('--no-memory'),
    serve('--no-memory'),
    serve('--memory'),
  ]);
  for (const [server, text] of [
    [one, 'in the first'],
    [other, 'in the second'],
    [none, 'nowhere'],
  ] as const) {
    const ann = await PlainClient.enter(server.port, 'ann');
    await ann.ask(text);
  }
  expect(readdirSync(join(state, 'lanchat')).sort()).toEqual(
    [`server-${one.port}`, `server-${other.port}`].sort(),
  );
  const { stdout } = spawnSync(process.execPath, [LANCHAT, 'export', '-p', String(one.port)], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  expect(stdout).toMatch(/<ann> in the first\n/);
  expect(stdout).not.toContain('second');
  expect(existsSync(join(state, 'lanchat', `server-${none.port}`))).toBe(false);
});

test('--keep-days and --keep-messages are off unless they are given', async () => {
  const kept = async (...more: readonly string[]) => {
    const found = await parseCommandLine(['serve', '127.0.0.1', ...more], '0.0.0');
    if (found.kind !== 'serve') throw new Error(found.kind);
    const { keepDays, keepMessages } = found.options;
    return [keepDays, keepMessages];
  };
  expect(await kept()).toEqual([null, null]);
  expect(await kept('--keep-days', '2', '--keep-messages', '50')).toEqual([2, 50]);
});

test.each([
  ['nothing is forgotten without a rule', { days: null, messages: null }, ['old', 'one', 'two', 'three']],
  ['what is older goes', { days: 2, messages: null }, ['one', 'two', 'three']],
  ['what is more goes', { days: null, messages: 2 }, ['two', 'three']],
])('%s, within a minute', async (_name, retention, left) => {
  const room = await Chatroom.start({ store: await openSqliteStore(await dataFolder()), retention });
  const ann = await room.plain('ann');
  await ann.ask('old');
  room.advance(3 * DAY_MS);
  const bo = await room.plain('bo');
  await bo.ask('one', 'two', 'three');
  room.advance(61_000);
  const cy = await room.plain('cy');
  const texts = async () => (await cy.ask('/history')).map((line) => line.replace(/^.* /, ''));
  const end = performance.now() + 5000;
  while ((await texts()).length > left.length && performance.now() < end) await cy.roundtrip();
  expect(await texts()).toEqual(left);
});
