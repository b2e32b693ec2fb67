/** Names that belong to somebody, for people with nc (docs/protocol.md, "Names that belong to somebody"). */
import { expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { TestDevice } from '../support/device-client.js';
import { IrcClient } from '../support/irc-client.js';
import { PlainClient } from '../support/plain-client.js';

const QUESTION =
  'ann belongs to somebody. If it is you, type the password; otherwise press Enter for ann2.\r\nPassword: ';

async function withAccount(room: Chatroom): Promise<IrcClient> {
  const client = await room.irc('ann', { caps: ['sasl', 'standard-replies', 'draft/account-registration'] });
  client.send('REGISTER * * correct-horse');
  await client.expectLine(/ 900 /);
  return client;
}

async function asAnn(room: Chatroom): Promise<PlainClient> {
  const person = await PlainClient.connect(room.port);
  person.type('ann');
  await person.expectText(QUESTION);
  return person;
}

test('the owner comes in with the password, and takes the name from a connection of their own', async () => {
  const room = await Chatroom.start();
  const before = await withAccount(room);
  const person = await asAnn(room);
  person.type('correct-horse');
  await person.expectText('Welcome, ann!');
  expect((await before.untilEnd()).join('\n')).toContain('FAIL * REPLACED');
  const bo = await room.irc('bo');
  bo.send('WHOIS ann');
  await bo.expectLine(':lanchat.lan 330 bo ann ann :is logged in as');
});

test('somebody else presses Enter for another name', async () => {
  const room = await Chatroom.start();
  await withAccount(room);
  const person = await asAnn(room);
  person.type('');
  await person.expectText('Welcome, ann2!');
});

test('a wrong password is said to be wrong, is written down, and can be typed again', async () => {
  const room = await Chatroom.start();
  await withAccount(room);
  const person = await asAnn(room);
  person.type('battery-staple');
  await person.expectText(
    'That is not the password of ann. Type it again, or press Enter for ann2.\r\nPassword: ',
  );
  expect(room.log.some((line) => /^Wrong proof for ann from \S+ \(1 in a row\)$/.test(line))).toBe(true);
  person.type('correct-horse');
  await person.expectText('Welcome, ann!');
});

test('a suspended name is nobody’s, whatever is typed', async () => {
  const room = await Chatroom.start();
  await withAccount(room);
  room.console('/suspend ann');
  const person = await asAnn(room);
  person.type('correct-horse');
  await person.expectText('The host has suspended ann: ask the host, or press Enter for ann2.\r\nPassword: ');
});

test('a name that only a device has is refused with all that can be done about it', async () => {
  const room = await Chatroom.start();
  const client = await IrcClient.connect(room.port, 'ann');
  client.send('CAP REQ :sasl');
  await new TestDevice().prove(client, 'ann', `127.0.0.1:${room.port}`);
  const person = await PlainClient.connect(room.port);
  person.type('ann');
  await person.expectText(
    'The name ann belongs to a device: come in with lanchat join there, or ask the host to reset it. It is free after 30 days without use. Press Enter for ann2, or type another name.\r\nYour name: ',
  );
});

test('/nick to a name that is somebody’s is refused', async () => {
  const room = await Chatroom.start();
  const ann = await withAccount(room);
  ann.send('NICK anna');
  await ann.roundtrip();
  const person = await room.plain('bo');
  expect(await person.ask('/nick ann')).toEqual([
    'The name ann belongs to somebody; if it is yours, come in with it anew. Try /nick ann2',
  ]);
});
