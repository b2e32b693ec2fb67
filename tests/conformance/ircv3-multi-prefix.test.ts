/** All ranks of somebody (IRCv3 multi-prefix). */
import { expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { ask, only } from '../support/irc-client.js';

const S = ':lanchat.lan';

test('all prefixes in the order of their rank with multi-prefix, the highest alone without', async () => {
  const room = await Chatroom.start();
  const op = await room.irc('op', { caps: ['multi-prefix'], join: ['#r'] });
  const old = await room.irc('old', { join: ['#r'] });
  await ask(op, 'MODE #r +v op');
  await old.roundtrip();
  expect(only(await ask(op, 'NAMES #r'), '353')).toEqual([`${S} 353 op = #r :@+op old`]);
  expect(only(await ask(op, 'WHO #r'), '352')[0]).toContain(' op H@+ :0 ');
  expect(only(await ask(old, 'NAMES #r'), '353')).toEqual([`${S} 353 old = #r :@op old`]);
  expect(only(await ask(old, 'WHO #r'), '352')[0]).toContain(' op H@ :0 ');
});
