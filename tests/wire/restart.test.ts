/** What survives the end of the server: the same folder, another process's worth of memory. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { openSqliteStore } from '../../lib/storage/sqlite/open.js';
import { Chatroom } from '../support/chat-server.js';
import { closeAfterTest } from '../support/cleanup.js';
import { only } from '../support/irc-client.js';

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'lanchat-restart-'));
  closeAfterTest(() => rm(path, { recursive: true, force: true }));
  return path;
}

async function start(data: string): Promise<Chatroom> {
  return Chatroom.start({ store: await openSqliteStore(data) });
}

describe('after the server has ended and begun again on its folder', () => {
  test('what was said is read by those who come in', async () => {
    const data = await folder();
    const before = await start(data);
    const ann = await before.plain('ann');
    await ann.ask('hello ☕', '/me waves');
    before.console('/say careful');
    await ann.roundtrip();
    await before.server.stop();
    const after = await start(data);
    const bo = await after.plain('bo');
    const lines = (await bo.ask('/history')).map((line) => line.replace(/\d\d:\d\d/, 'TIME'));
    expect(lines).toEqual([
      "(earlier, TIME) ann: hello \\u'2615'",
      '(earlier, TIME) * ann waves',
      '(earlier, TIME) Server: careful',
    ]);
    expect((await bo.ask('/search WAV')).map((line) => line.replace(/\d\d:\d\d/, 'TIME'))).toEqual([
      '(earlier, TIME) * ann waves',
    ]);
  });

  test('rooms are as they were: topic, modes, bans', async () => {
    const data = await folder();
    const before = await start(data);
    const ann = await before.member('ann', { join: ['#club'] });
    ann.send('TOPIC #club :Chess', 'MODE #club +ksb secret dee!*@*', 'PRIVMSG #club :e4');
    await ann.roundtrip();
    before.console('/topic #lobby Welcome back');
    await before.server.stop();
    const after = await start(data);
    const bo = await after.irc('bo');
    bo.send('JOIN #club', 'JOIN #club secret', 'JOIN #lobby');
    const lines = await bo.roundtrip();
    expect(only(lines, '475')).toEqual([':lanchat.lan 475 bo #club :Cannot join channel (+k)']);
    expect(only(lines, '332')).toEqual([
      ':lanchat.lan 332 bo #club :Chess',
      ':lanchat.lan 332 bo #lobby :Welcome back',
    ]);
    bo.send('MODE #club', 'MODE #club +b');
    const modes = await bo.roundtrip();
    expect(only(modes, '324')).toEqual([':lanchat.lan 324 bo #club +nstk secret']);
    expect(only(modes, '367').map((line) => line.split(' ')[4])).toEqual(['dee!*@*']);
  });

  test("the host's bans and mutes hold, and what was lifted stays lifted", async () => {
    const data = await folder();
    const before = await start(data);
    const ann = await before.plain('ann');
    await ann.roundtrip();
    for (const line of ['/ban eve go away', '/ban mal', '/unban mal', '/mute ann 90']) before.console(line);
    await ann.roundtrip();
    await before.server.stop();
    const after = await start(data);
    expect(after.console('/bans').map((line) => line.replace(/\d+ minutes/, 'N minutes'))).toEqual([
      'banned eve until you lift it: go away',
      'muted  ann for N minutes',
    ]);
    const again = await after.plain('ann');
    expect(await again.ask('hello?')).toEqual(['The host has muted you. Your line was not sent.']);
  });

  test('a room that its people left on purpose is gone', async () => {
    const data = await folder();
    const before = await start(data);
    const ann = await before.member('ann');
    ann.send('JOIN #plans', 'PRIVMSG #plans :secret', 'PART #plans');
    await ann.roundtrip();
    await before.server.stop();
    const after = await start(data);
    const bo = await after.plain('bo');
    await bo.ask('/join plans');
    expect(await bo.ask('/history')).toEqual(['Nothing has been said in #plans yet.']);
  });
});

test('a folder that another server uses is refused, and so is what is no store', async () => {
  const data = await folder();
  const first = await openSqliteStore(data);
  closeAfterTest(() => first.close());
  await expect(openSqliteStore(data)).rejects.toThrow(/^Another lanchat is using /);
});
