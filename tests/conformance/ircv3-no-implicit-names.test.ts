/** JOIN without NAMES (IRCv3 no-implicit-names). */
import { expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { ask, only } from '../support/irc-client.js';

test.each(['no-implicit-names', 'draft/no-implicit-names'])('JOIN brings no NAMES with %s', async (cap) => {
  const room = await Chatroom.start();
  const ann = await room.irc('ann', { caps: [cap] });
  expect(await ask(ann, 'JOIN #r')).toEqual([':ann!ann@lan JOIN #r']);
  expect(only(await ask(ann, 'NAMES #r'), '353')).toHaveLength(1);
});
