/** Proving whose name it is (IRCv3 sasl-3.1 and sasl-3.2). */
import { expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { plainLogin } from '../support/device-client.js';
import { ask, IrcClient, only } from '../support/irc-client.js';

const S = ':lanchat.lan';
const PASSWORD = 'correct-horse';
const ALREADY = `${S} 907 * :You have already authenticated using SASL`;

/** Where ann and bo have accounts of the same password. */
async function scene(): Promise<Chatroom> {
  const room = await Chatroom.start();
  for (const name of ['ann', 'bo']) {
    const client = await room.irc(name);
    client.send(`REGISTER * * ${PASSWORD}`);
    await client.expectLine(/ 900 /);
    client.send('QUIT');
    await client.untilEnd();
  }
  return room;
}

async function arriving(room: Chatroom, version = ' 302'): Promise<IrcClient> {
  const client = await IrcClient.connect(room.port);
  await ask(client, `CAP LS${version}`, 'CAP REQ sasl');
  return client;
}

function plain(password: string): string {
  return Buffer.from(`\0ann\0${password}`).toString('base64');
}

test('without the capability AUTHENTICATE is not known; the value lists the mechanisms, for 302 alone', async () => {
  const room = await Chatroom.start();
  const client = await IrcClient.connect(room.port);
  expect(await ask(client, 'AUTHENTICATE PLAIN')).toEqual([`${S} 451 * :You have not registered`]);
  expect((await ask(client, 'CAP LS 302')).join(' ')).toContain(' sasl=LANCHAT-DEVICE,SCRAM-SHA-256,PLAIN ');
  const old = await IrcClient.connect(room.port);
  expect((await ask(old, 'CAP LS')).join(' ')).toContain(' sasl ');
});

test('a response is cut after each 400 characters, and ends with + where the last piece has all of them', async () => {
  const room = await scene();
  const client = await arriving(room);
  // Three bytes are four characters: 300 bytes are exactly 400.
  const whole = plain('x'.repeat(300 - '\0ann\0'.length));
  expect(whole).toHaveLength(400);
  client.send('AUTHENTICATE PLAIN', `AUTHENTICATE ${whole}`);
  expect(await client.roundtrip()).toEqual(['AUTHENTICATE +']);
  client.send('AUTHENTICATE +');
  await client.expectLine(`${S} 904 * :SASL authentication failed`);
  const longer = plain('x'.repeat(290 + 20));
  client.send(
    'AUTHENTICATE PLAIN',
    `AUTHENTICATE ${longer.slice(0, 400)}`,
    `AUTHENTICATE ${longer.slice(400)}`,
  );
  await client.expectLine('AUTHENTICATE +');
  await client.expectLine(/ 904 /);
});

test('904 for what is empty or no response at all, and one may try again', async () => {
  const room = await scene();
  const client = await arriving(room);
  for (const response of ['+', 'AAAA', '!!!!']) {
    client.send('AUTHENTICATE PLAIN', `AUTHENTICATE ${response}`);
    await client.expectLine(`${S} 904 * :SASL authentication failed`);
  }
  expect(await plainLogin(client, 'ann', PASSWORD)).toEqual([
    `${S} 900 * *!*@* ann :You are now logged in as ann`,
    `${S} 903 * :SASL authentication successful`,
  ]);
});

test('905 for a piece of more than 400 characters and for a response without end', async () => {
  const room = await scene();
  const client = await arriving(room);
  const piece = `AUTHENTICATE ${'A'.repeat(400)}`;
  expect(await ask(client, 'AUTHENTICATE PLAIN', `${piece}A`)).toEqual([
    'AUTHENTICATE +',
    `${S} 905 * :SASL message too long`,
  ]);
  const lines = await ask(client, 'AUTHENTICATE PLAIN', ...Array.from({ length: 8 }, () => piece));
  expect(only(lines, '905')).toEqual([`${S} 905 * :SASL message too long`]);
});

test('906 for an asterisk, and for coming in while an exchange is under way', async () => {
  const room = await scene();
  const client = await arriving(room);
  const aborted = `${S} 906 * :SASL authentication aborted`;
  expect(await ask(client, 'AUTHENTICATE PLAIN', 'AUTHENTICATE *', 'AUTHENTICATE *')).toEqual([
    'AUTHENTICATE +',
    aborted,
    aborted,
  ]);
  client.send('NICK cy', 'USER cy 0 * :cy', 'AUTHENTICATE PLAIN', 'CAP END');
  await client.expectLine(aborted);
  await client.expectLine(/ 001 cy /);
});

test('908 with the mechanisms, then 904, for one that there is not', async () => {
  const room = await scene();
  const client = await arriving(room);
  expect(await ask(client, 'AUTHENTICATE EXTERNAL')).toEqual([
    `${S} 908 * LANCHAT-DEVICE,SCRAM-SHA-256,PLAIN :are available SASL mechanisms`,
    `${S} 904 * :SASL authentication failed`,
  ]);
});

test('902 for an account that the host has suspended', async () => {
  const room = await scene();
  room.console('/suspend ann');
  const client = await arriving(room);
  expect((await plainLogin(client, 'ann', PASSWORD)).at(-1)).toBe(
    `${S} 902 * :The host has suspended that account`,
  );
});

test('one may prove to be somebody else, before and after the welcome (sasl-3.2, "SASL Reauthentication")', async () => {
  const room = await scene();
  const client = await arriving(room);
  await plainLogin(client, 'ann', PASSWORD);
  expect((await plainLogin(client, 'bo', PASSWORD)).at(-1)).toContain(' 903 ');
  await ask(client, 'NICK cy', 'USER cy 0 * :cy', 'CAP END');
  expect(await plainLogin(client, 'ann', PASSWORD)).toEqual([
    `${S} 900 cy cy!cy@lan ann :You are now logged in as ann`,
    `${S} 903 cy :SASL authentication successful`,
  ]);
});

test('907 for those who speak a version before 302 (sasl-3.1, "The AUTHENTICATE command")', async () => {
  const room = await scene();
  const client = await arriving(room, '');
  await plainLogin(client, 'ann', PASSWORD);
  expect(await ask(client, 'AUTHENTICATE PLAIN')).toEqual([ALREADY]);
});
