/** Whom others invite (IRCv3 invite-notify). */
import { expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { ask, only } from '../support/irc-client.js';

test('INVITE comes to those in the room who asked, and to the guest in any case', async () => {
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
