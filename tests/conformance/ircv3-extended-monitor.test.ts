/** What changes about those whom one watches (IRCv3 extended-monitor). */
import { expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { ask } from '../support/irc-client.js';

test('tells of AWAY, ACCOUNT and SETNAME those who asked for both, once, also without a room in common', async () => {
  const room = await Chatroom.start();
  const caps = ['extended-monitor', 'away-notify', 'account-notify', 'setname'];
  const ann = await room.irc('ann', { caps });
  const old = await room.irc('old', { caps: caps.slice(1) });
  const bo = await room.irc('bo', { caps: ['setname', 'draft/account-registration'], join: ['#r'] });
  for (const one of [ann, old]) await ask(one, 'MONITOR + bo');
  await ask(bo, 'AWAY :lunch', 'AWAY', 'SETNAME :Bo the Second', 'REGISTER * * correct-horse-battery');
  expect(await ann.roundtrip()).toEqual([
    ':bo!bo@lan AWAY :lunch',
    ':bo!bo@lan AWAY',
    ':bo!bo@lan SETNAME :Bo the Second',
    ':bo!bo@lan ACCOUNT bo',
  ]);
  expect(await old.roundtrip()).toEqual([]);
  await ask(ann, 'JOIN #r');
  await bo.roundtrip();
  await ask(bo, 'AWAY :again');
  expect(await ann.roundtrip()).toEqual([':bo!bo@lan AWAY :again']);
});
