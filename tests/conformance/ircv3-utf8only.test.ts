/** A server of UTF-8 alone (IRCv3 UTF8ONLY). */
import { expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { ask, only } from '../support/irc-client.js';

const S = ':lanchat.lan';

test('what is not UTF-8 is refused by INVALID_UTF8 and goes to nobody', async () => {
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
