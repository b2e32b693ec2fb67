/** Others who go away and come back (IRCv3 away-notify). */
import { expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { ask, only } from '../support/irc-client.js';

test('AWAY comes to those who asked as somebody goes, comes back, and enters while away', async () => {
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
