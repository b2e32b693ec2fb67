/** NAMES with whole sources (IRCv3 userhost-in-names). */
import { expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { ask, only } from '../support/irc-client.js';

const S = ':lanchat.lan';

test('whole sources with userhost-in-names, also on entering', async () => {
  const room = await Chatroom.start();
  await room.irc('op', { join: ['#r'] });
  const ann = await room.irc('ann', { caps: ['userhost-in-names'] });
  expect(only(await ask(ann, 'JOIN #r'), '353')).toEqual([`${S} 353 ann = #r :@op!op@lan ann!ann@lan`]);
});
