/** Another user name or host (IRCv3 chghost): there is never one here. */
import { expect, test } from '@jest/globals';
import { logIn } from '../support/accounts.js';
import { Chatroom } from '../support/chat-server.js';
import { ask, only } from '../support/irc-client.js';

test('chghost can be asked for; whatever happens, user name and host stay as they are', async () => {
  const room = await Chatroom.start();
  const ann = await room.irc('ann', { caps: ['chghost'], join: ['#r'] });
  const bo = await room.irc('bo', { join: ['#r'] });
  expect(await ask(ann, 'CAP REQ chghost')).toEqual([
    ':bo!bo@lan JOIN #r',
    ':lanchat.lan CAP ann ACK :chghost',
  ]);
  logIn(room.server.world, 'bo');
  await ask(bo, 'NICK other', 'MODE other +B', 'PRIVMSG #r :hi');
  const lines = await ann.roundtrip();
  expect(only(lines, 'CHGHOST')).toEqual([]);
  expect(only(lines, 'PRIVMSG')).toEqual([':other!bo@lan PRIVMSG #r :hi']);
});
