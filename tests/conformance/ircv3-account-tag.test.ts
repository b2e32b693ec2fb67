/** Whose account it is that speaks (IRCv3 account-tag). */
import { expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { ask } from '../support/irc-client.js';

test('account= is on all that its owner does, for those who asked, and on nothing of those without one', async () => {
  const room = await Chatroom.start();
  const ann = await room.irc('ann', { caps: ['account-tag', 'account-notify'], join: ['#r'] });
  const old = await room.irc('old', { join: ['#r'] });
  const bo = await room.irc('bo', { join: ['#r'] });
  await ask(bo, 'PRIVMSG #r :nobody yet');
  bo.send('REGISTER * * correct-horse');
  await bo.expectLine(/ 900 /);
  await ask(bo, 'PRIVMSG #r :hi', 'NOTICE ann :psst', 'PART #r :bye', 'JOIN #r');
  expect(await ann.roundtrip()).toEqual([
    ':old!old@lan JOIN #r',
    ':bo!bo@lan JOIN #r',
    ':bo!bo@lan PRIVMSG #r :nobody yet',
    '@account=bo :bo!bo@lan ACCOUNT bo',
    '@account=bo :bo!bo@lan PRIVMSG #r :hi',
    '@account=bo :bo!bo@lan NOTICE ann :psst',
    '@account=bo :bo!bo@lan PART #r :bye',
    '@account=bo :bo!bo@lan JOIN #r',
  ]);
  expect((await old.roundtrip()).filter((line) => line.startsWith('@'))).toEqual([]);
});
