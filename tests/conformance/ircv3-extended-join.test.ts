/** Whoever comes in, with account and real name (IRCv3 extended-join). */
import { expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { ask } from '../support/irc-client.js';

test('JOIN names the account, * without one, and the real name, to those who asked; one’s own too', async () => {
  const room = await Chatroom.start();
  const ann = await room.irc('ann', { caps: ['extended-join'] });
  expect((await ask(ann, 'JOIN #r'))[0]).toBe(':ann!ann@lan JOIN #r * :ann Example');
  const old = await room.irc('old', { join: ['#r'] });
  const bo = await room.irc('bo');
  bo.send('REGISTER * * correct-horse');
  await bo.expectLine(/ 900 /);
  await ask(bo, 'JOIN #r');
  expect(await ann.roundtrip()).toEqual([
    ':old!old@lan JOIN #r * :old Example',
    ':bo!bo@lan JOIN #r bo :bo Example',
  ]);
  expect(await old.roundtrip()).toEqual([':bo!bo@lan JOIN #r']);
});
