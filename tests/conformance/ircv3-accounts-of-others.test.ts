/** Who is logged in to what (IRCv3 account-notify, account-tag, extended-join). */
import { expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { ask, only } from '../support/irc-client.js';

test('ACCOUNT comes with a login and with its end, to those in the same rooms who asked (account-notify)', async () => {
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

test('JOIN names the account, * without one, and the real name (extended-join); account= is on what its owner does (account-tag)', async () => {
  const room = await Chatroom.start();
  const ann = await room.irc('ann', { caps: ['extended-join', 'account-tag'], join: ['#r'] });
  const old = await room.irc('old', { join: ['#r'] });
  const bo = await room.irc('bo');
  bo.send('REGISTER * * correct-horse');
  await bo.expectLine(/ 900 /);
  await ask(bo, 'JOIN #r', 'PRIVMSG #r :hi', 'NOTICE ann :psst', 'PART #r :bye');
  expect(await ann.roundtrip()).toEqual([
    ':old!old@lan JOIN #r * :old Example',
    '@account=bo :bo!bo@lan JOIN #r bo :bo Example',
    '@account=bo :bo!bo@lan PRIVMSG #r :hi',
    '@account=bo :bo!bo@lan NOTICE ann :psst',
    '@account=bo :bo!bo@lan PART #r :bye',
  ]);
  expect((await old.roundtrip())[0]).toBe(':bo!bo@lan JOIN #r');
});
