/** Data folders of earlier lanchats: each was made by the release that wrote it, and is read by this one. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { findLibrary, loadLibrary } from '../../lib/storage/sqlite/driver.js';
import { openSqliteStore } from '../../lib/storage/sqlite/open.js';
import { Chatroom } from '../support/chat-server.js';
import { plainLogin } from '../support/device-client.js';
import { IrcClient, only } from '../support/irc-client.js';
import { dataFolder } from '../support/sqlite.js';

/** The folder of that format, unpacked. */
async function storedFolder(format: number): Promise<string> {
  const folder = await dataFolder();
  const packed = new URL(`../fixtures/data-format-${format}/lanchat.db.gz`, import.meta.url);
  writeFileSync(join(folder, 'lanchat.db'), gunzipSync(readFileSync(packed)), { mode: 0o600 });
  return folder;
}

/** Every table and index, as it was made. */
function schemaOf(folder: string): readonly unknown[] {
  const connection = loadLibrary(findLibrary())(join(folder, 'lanchat.db'));
  const rows = connection.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all([]);
  connection.close();
  return rows;
}

test.each([1])('format %d: what it is made into is what a new folder is', async (format) => {
  const [folder, fresh] = [await storedFolder(format), await dataFolder()];
  for (const one of [folder, fresh]) await (await openSqliteStore(one)).close();
  expect(schemaOf(folder)).toEqual(schemaOf(fresh));
});

const CAPS = ['sasl', 'batch', 'draft/chathistory', 'draft/read-marker'];

/** What the servers of all formats so far were told before they ended. */
test.each([1])('format %d: everything is there, and can be added to', async (format) => {
  const folder = await storedFolder(format);
  const before = await Chatroom.start({ store: await openSqliteStore(folder) });
  expect(before.console('/bans')).toEqual([
    'banned mallory until you lift it: no reason given',
    'muted  bo until you lift it',
  ]);
  const ann = await IrcClient.connect(before.port, 'ann');
  ann.send(`CAP REQ :${CAPS.join(' ')}`, 'NICK ann', 'USER ann 0 * :ann');
  expect((await plainLogin(ann, 'ann', 'correct-horse-battery')).join()).toMatch(/ 900 .* 903 /);
  ann.send('CAP END', 'JOIN #lobby', 'JOIN #books sesame', 'MODE #books', 'MODE #books +b');
  const lines = await ann.roundtrip();
  expect(only(lines, '332').map((line) => line.replace(/^.* :/, ''))).toEqual([
    'A lobby of old',
    'What we read',
  ]);
  expect(only(lines, '353').at(-1)).toMatch(/:@ann$/);
  expect(only(lines, '324').join()).toMatch(/\+ntk sesame$/);
  expect(only(lines, '367').join()).toContain('troll!*@*');
  expect(only(lines, 'MARKREAD')[0]).toMatch(/#lobby timestamp=2026-01-01T00:00:00.000Z$/);
  ann.send('CHATHISTORY LATEST #lobby * 9', 'CHATHISTORY LATEST bo * 9', 'PRIVMSG #lobby :and from this one');
  const past = only(await ann.roundtrip(), 'PRIVMSG').map((line) => line.replace(/^.* :/, ''));
  expect(past).toEqual(['hello from lanchat 0.1', 'hello ann', 'a private word', 'an answer']);
  await before.server.stop();

  const after = await Chatroom.start({ store: await openSqliteStore(folder) });
  const cy = await after.plain('cy');
  const words = (await cy.ask('/history', '/search from')).map((line) => line.replace(/^\(.*?\) /, ''));
  expect(words).toEqual([
    ...['ann: hello from lanchat 0.1', 'bo: hello ann', 'ann: and from this one'],
    ...['ann: hello from lanchat 0.1', 'ann: and from this one'],
  ]);
});
