/** Who logs in and out (IRCv3 account-notify). */
import { expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { only } from '../support/irc-client.js';

test('ACCOUNT comes with a login and with its end, to those in the same rooms who asked', async () => {
  const room = await Chatroom.start();
  const ann = await room.irc('ann', { caps: ['account-notify'], join: ['#r'] });
  const old = await room.irc('old', { join: ['#r'] });
  const far = await room.irc('far', { caps: ['account-notify'] });
  const bo = await room.irc('bo', { join: ['#r'] });
  bo.send('REGISTER * * correct-horse');
  await bo.expectLine(/ 900 /);
  expect(only(await ann.roundtrip(), 'ACCOUNT')).toEqual([':bo!bo@lan ACCOUNT bo']);
  room.console('/reset bo');
  expect(await bo.roundtrip()).toEqual([':lanchat.lan 901 bo bo!bo@lan :You are now logged out']);
  expect(await ann.roundtrip()).toEqual([':bo!bo@lan ACCOUNT *']);
  for (const one of [old, far]) expect(only(await one.roundtrip(), 'ACCOUNT')).toEqual([]);
});
