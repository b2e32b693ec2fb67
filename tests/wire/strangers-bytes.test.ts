/** What a stranger's bytes must not be able to do: take the server's time or memory, or make lines too long for others. */
import { expect, test } from '@jest/globals';
import { CLIENT_TAG_BYTES_MAX, LINE_BYTES_MAX } from '../../lib/base/limits.js';
import { Chatroom } from '../support/chat-server.js';
import { only } from '../support/irc-client.js';
import { PlainClient } from '../support/plain-client.js';
import { Wire } from '../support/wire.js';

/** Milliseconds that one line may take of everybody's time, with room for a busy machine; each took seconds before. */
const LINE_MS = 1000;

const LONGEST_NAME = 'n'.repeat(30);
const LONGEST_ROOM = `#${'r'.repeat(49)}`;
const LONGEST_SERVER = `${'s'.repeat(55)}.lan`;

function tooLong(lines: readonly string[]): readonly string[] {
  const untagged = lines.map((line) => line.replace(/^@\S+ /, ''));
  return untagged.filter((line) => Buffer.byteLength(line) + '\r\n'.length > LINE_BYTES_MAX);
}

test.each([
  ['Ctrl-W after Ctrl-W', `${'x'.repeat(8000)} ${'y\u0017'.repeat(4000)}`],
  ['a run of NUL', `${'\0'.repeat(16_000)}x`],
  ['a name of underscores', `a${'_'.repeat(16_000)}!`],
])('%s in one line takes nobody’s time', async (_, line) => {
  const room = await Chatroom.start();
  const ann = await room.member('ann');
  const stranger = await Wire.open(room.port);
  const began = performance.now();
  for (let count = 0; count < 3; count += 1) stranger.write(`${line}\n`);
  await stranger.until(
    () => (stranger.text.includes('Your name:') || stranger.text.includes('/help') ? true : null),
    'an answer',
  );
  await ann.roundtrip();
  expect(performance.now() - began).toBeLessThan(LINE_MS);
});

test('no answer is longer than a line, whatever was asked and however long the names are', async () => {
  const room = await Chatroom.start({ chatroom: LONGEST_SERVER, server: LONGEST_SERVER });
  const long = await room.irc(LONGEST_NAME, { join: [LONGEST_ROOM] });
  for (let count = 10; count < 30; count += 1) {
    await room.irc(`${'m'.repeat(28)}${count}`, { join: [LONGEST_ROOM] });
  }
  const longest = (start: string): string => start.padEnd(LINE_BYTES_MAX - 2, 'x');
  long.send(
    longest('PING :'),
    longest('CAP REQ :'),
    `NAMES ${LONGEST_ROOM}`,
    '漢'.repeat(160),
    `JOIN ${'漢'.repeat(160)}`,
    `WHOIS ${'é'.repeat(250)}`,
    `NICK ${'é'.repeat(250)}`,
    `WHO ${LONGEST_ROOM}`,
  );
  const lines = await long.roundtrip();
  expect(only(lines, '353').length).toBeGreaterThan(1);
  expect(only(lines, 'PONG', 'CAP', '421', '476', '401', '432')).toHaveLength(6);
  expect(tooLong(lines)).toEqual([]);
  long.send(longest('QUIT :'));
  const last = await long.untilEnd();
  expect(only(last, 'ERROR')).toHaveLength(1);
  expect(tooLong(last)).toEqual([]);
});

test('tags that escapes make too long are left out, and the message still comes', async () => {
  const room = await Chatroom.start();
  const ann = await room.member('ann', { caps: ['message-tags', 'lanchat/ascii'] });
  const bo = await room.member('bo', { caps: ['message-tags'] });
  await ann.roundtrip();
  bo.send(`@+a=1;+x=${'é'.repeat(2000)} PRIVMSG #lobby :hi`);
  const line = await ann.expectLine(/PRIVMSG #lobby :hi$/);
  expect(line).toContain('+a=1 ');
  expect(line.length).toBeLessThan(CLIENT_TAG_BYTES_MAX);
});

test('whoever is turned away and does not hang up is hung up on', async () => {
  const room = await Chatroom.start({ maxClients: 1 });
  await room.member('ann');
  const third = await Wire.open(room.port, { halfOpen: true });
  await third.untilEnd();
  // Our half stays open: only a reset can end it.
  await new Promise((resolve) => {
    third.socket.once('close', resolve);
    const knock = (): void => {
      if (!third.socket.destroyed && third.socket.writable)
        third.socket.write('x', () => setImmediate(knock));
    };
    knock();
  });
  expect(third.socket.destroyed).toBe(true);
});

test('those who have said who they are do not count as strangers', async () => {
  const room = await Chatroom.start();
  await PlainClient.enter(room.port, 'ann');
  await PlainClient.connect(room.port);
  await room.member('bo');
  expect(room.server.strangers).toBe(1);
});

test('a name is given up before somebody else has it, in whatever rooms that happens', async () => {
  const room = await Chatroom.start();
  const cy = await room.irc('cy', { join: ['#one', '#two'] });
  const ann = await room.irc('ann', { join: ['#one'] });
  const other = await room.irc('other');
  await cy.roundtrip();
  // Comings and goings wait a little for each other; what is said takes only its own room's along.
  ann.send('QUIT');
  await ann.untilEnd();
  other.send('NICK ann', 'JOIN #two', 'PRIVMSG #two :hi');
  await other.roundtrip();
  const lines = only(await cy.roundtrip(), 'QUIT', 'JOIN', 'PRIVMSG');
  expect(lines).toEqual([
    ':ann!ann@lan QUIT :Quit: ',
    ':ann!other@lan JOIN #two',
    ':ann!other@lan PRIVMSG #two :hi',
  ]);
});

test('what the host says at length comes in lines that fit', async () => {
  const room = await Chatroom.start();
  const ann = await room.member('ann');
  room.console(`/say ${'word '.repeat(200)}`);
  room.console(`/motd ${'word '.repeat(200)}`);
  ann.send('MOTD');
  const lines = await ann.roundtrip();
  expect(only(lines, 'NOTICE').length).toBeGreaterThan(1);
  expect(only(lines, '372')).toHaveLength(1);
  expect(tooLong(lines)).toEqual([]);
});
