/** What is told of others, and refusals in words for programs (IRCv3 away-notify, invite-notify, standard-replies, UTF8ONLY). */
import { expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { ask, only } from '../support/irc-client.js';

const S = ':lanchat.lan';

test('AWAY comes to those who asked as somebody goes, comes back, and enters while away (away-notify)', async () => {
  const room = await Chatroom.start();
  const ann = await room.irc('ann', { caps: ['away-notify'], join: ['#r'] });
  const old = await room.irc('old', { join: ['#r'] });
  const bo = await room.irc('bo', { join: ['#r'] });
  await ask(bo, 'AWAY :lunch', 'AWAY', 'AWAY :again', 'PART #r', 'JOIN #r');
  expect(only(await ann.roundtrip(), 'AWAY')).toEqual([
    ':bo!bo@lan AWAY :lunch',
    ':bo!bo@lan AWAY',
    ':bo!bo@lan AWAY :again',
    ':bo!bo@lan AWAY :again',
  ]);
  expect(only(await old.roundtrip(), 'AWAY')).toEqual([]);
});

test('INVITE comes to those in the room who asked, and to the guest in any case (invite-notify)', async () => {
  const room = await Chatroom.start();
  const op = await room.irc('op', { join: ['#r'] });
  const ann = await room.irc('ann', { caps: ['invite-notify'], join: ['#r'] });
  const old = await room.irc('old', { join: ['#r'] });
  const bo = await room.irc('bo');
  await ask(op, 'INVITE bo #r');
  for (const one of [ann, bo])
    expect(only(await one.roundtrip(), 'INVITE')).toEqual([':op!op@lan INVITE bo #r']);
  expect(only(await old.roundtrip(), 'INVITE')).toEqual([]);
});

test('FAIL says the command, a code, the context and a sentence, under the label (standard-replies)', async () => {
  const room = await Chatroom.start();
  const ann = await room.irc('ann', { caps: ['standard-replies', 'labeled-response', 'batch'] });
  const [, fail = ''] = await ask(ann, '@label=n NICK a.b');
  expect(fail).toMatch(/^@batch=\S+ :lanchat\.lan FAIL NICK ERRONEUS_NICKNAME a\.b a_b :A name has only /);
  const old = await room.irc('old');
  expect(only(await ask(old, 'NICK a.b'), 'FAIL')).toEqual([]);
});

test('what is not UTF-8 is refused by INVALID_UTF8 and goes to nobody (UTF8ONLY)', async () => {
  const room = await Chatroom.start();
  const ann = await room.irc('ann', { join: ['#r'] });
  const bo = await room.irc('bo', { join: ['#r'] });
  await ann.roundtrip();
  ann.wire.write(Buffer.from('PRIVMSG #r :caf\xe9\r\nTOPIC #r :\xff\r\n\xff\xfe x\r\n', 'latin1'));
  const why = 'INVALID_UTF8 :Message rejected: this server speaks UTF-8 only, and that line was not';
  // "If the server is unable to parse the sent command" it is `*`.
  expect(await ann.roundtrip()).toEqual(['PRIVMSG', 'TOPIC', '*'].map((name) => `${S} FAIL ${name} ${why}`));
  await ask(ann, 'CAP REQ :batch labeled-response');
  ann.wire.write(Buffer.from('@label=7 PRIVMSG #r :\xff\r\n@label=\xff PING x\r\n', 'latin1'));
  expect(await ann.roundtrip()).toEqual([`@label=7 ${S} FAIL PRIVMSG ${why}`, `${S} FAIL PING ${why}`]);
  expect(await bo.roundtrip()).toEqual([]);
  expect(only(await ask(bo, 'VERSION'), '005').join(' ')).toContain(' UTF8ONLY ');
});
