/** Masks of accounts on a room's lists (IRCv3 account-extban). */
import { expect, test } from '@jest/globals';
import { logIn } from '../support/accounts.js';
import { Chatroom } from '../support/chat-server.js';
import { ask, only } from '../support/irc-client.js';

const S = ':lanchat.lan';

test('ACCOUNTEXTBAN comes with EXTBAN', async () => {
  const room = await Chatroom.start();
  const ann = await room.irc('ann');
  const tokens = only(await ask(ann, 'VERSION'), '005')
    .join(' ')
    .split(' ');
  expect(tokens).toEqual(expect.arrayContaining(['EXTBAN=,am', 'ACCOUNTEXTBAN=a']));
});

test('a: bans, excepts, invites and (m:a:) mutes by account, whatever name its owner has', async () => {
  const room = await Chatroom.start();
  const op = await room.irc('op', { join: ['#r'] });
  const bad = await room.irc('bad');
  const other = await room.irc('other');
  logIn(room.server.world, 'bad', 'mallory');
  expect(await ask(op, 'MODE #r +b a:Mallory', 'MODE #r +b a:', 'MODE #r +b a:x:y')).toEqual([
    ':op!op@lan MODE #r +b a:Mallory',
    expect.stringMatching(/ 696 op #r b a: :/),
    expect.stringMatching(/ 696 op #r b a:x:y :/),
  ]);
  await ask(bad, 'NICK innocent');
  expect(await ask(bad, 'JOIN #r')).toEqual([`${S} 474 innocent #r :Cannot join channel (+b)`]);
  expect(only(await ask(other, 'JOIN #r'), '474')).toEqual([]);
  await ask(op, 'MODE #r +e a:mal*');
  expect(only(await ask(bad, 'JOIN #r'), '474')).toEqual([]);
  await ask(op, 'MODE #r -be+b a:Mallory a:mal* m:a:mallory');
  await bad.roundtrip();
  expect(only(await ask(bad, 'PRIVMSG #r :hi'), '404')).toHaveLength(1);
  expect(only(await ask(other, 'PRIVMSG #r :hi'), '404')).toEqual([]);
  await ask(op, 'MODE #r +iI a:mallory', 'KICK #r innocent', 'KICK #r other');
  for (const one of [bad, other]) await one.roundtrip();
  expect(only(await ask(bad, 'JOIN #r'), '473')).toEqual([]);
  expect(only(await ask(other, 'JOIN #r'), '473')).toHaveLength(1);
});
