/** Modern IRC, "INVITE message" (RFC 2812 section 3.2.7); IRCv3 invite-notify. */
import { expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { ask, only, untagged } from '../support/irc-client.js';

const S = ':lanchat.lan';

test('341 to whoever invites, INVITE to the guest; 301 when the guest is away', async () => {
  const room = await Chatroom.start();
  const ann = await room.irc('ann', { join: ['#games'] });
  const bo = await room.irc('bo');
  await ask(bo, 'AWAY :at lunch');
  expect(await ask(ann, 'INVITE BO #GAMES')).toEqual([`${S} 341 ann bo #games`, `${S} 301 ann bo :at lunch`]);
  expect(await bo.roundtrip()).toEqual([':ann!ann@lan INVITE bo #games']);
});

test('461 with one parameter; without any, 336 for each invitation and 337', async () => {
  const room = await Chatroom.start();
  const ann = await room.irc('ann', { join: ['#games', '#chess'] });
  const bo = await room.irc('bo');
  await ask(ann, 'INVITE bo #games', 'INVITE bo #chess', 'INVITE bo #chess');
  await bo.roundtrip();
  expect(await ask(bo, 'INVITE', 'INVITE ann')).toEqual([
    `${S} 336 bo #games`,
    `${S} 336 bo #chess`,
    `${S} 337 bo :End of /INVITE list`,
    `${S} 461 bo INVITE :Not enough parameters`,
  ]);
  await ask(bo, 'JOIN #games');
  expect(only(await ask(bo, 'INVITE'), '336')).toEqual([`${S} 336 bo #chess`]);
});

test('a secret room is no room to strangers: 403 and not 442', async () => {
  const room = await Chatroom.start();
  const ann = await room.irc('ann', { join: ['#games'] });
  const bo = await room.irc('bo');
  await ask(ann, 'MODE #games +s');
  expect(await ask(bo, 'INVITE ann #games', 'KICK #games ann', 'PART #games')).toEqual([
    `${S} 403 bo #games :No such channel`,
    `${S} 403 bo #games :No such channel`,
    `${S} 403 bo #games :No such channel`,
  ]);
});

test('of nobody, to no room, of a member, by a stranger and by no operator to +i: 401, 403, 443, 442, 482', async () => {
  const room = await Chatroom.start();
  const op = await room.irc('op', { join: ['#r'] });
  const bo = await room.irc('bo');
  expect(await ask(op, 'INVITE nobody #r', 'INVITE bo #none', 'INVITE op #r')).toEqual([
    `${S} 401 op nobody :No such nick/channel`,
    `${S} 403 op #none :No such channel`,
    `${S} 443 op op #r :is already on channel`,
  ]);
  expect(only(await ask(bo, 'INVITE op #r'), '442')).toHaveLength(1);
  await ask(bo, 'JOIN #r');
  await ask(op, 'MODE #r +i');
  await bo.roundtrip();
  expect(only(await ask(bo, 'INVITE op #r'), '482')).toHaveLength(1);
});

test('an invitation passes +i, +k and +l; a ban only when an operator has sent it (RFC 2811 section 4.3.1)', async () => {
  const room = await Chatroom.start();
  const op = await room.irc('op', { join: ['#games'] });
  const ann = await room.irc('ann', { join: ['#games'] });
  const bo = await room.irc('bo');
  await ask(op, 'MODE #games +klb sesame 1 bo');
  await ask(ann, 'INVITE bo #games');
  expect(only(await ask(bo, 'JOIN #games'), '474', 'JOIN')).toEqual([
    `${S} 474 bo #games :Cannot join channel (+b)`,
  ]);
  await ask(op, 'MODE #games +i', 'INVITE bo #games');
  expect(only(await ask(bo, 'JOIN #games'), '474', 'JOIN')).toEqual([':bo!bo@lan JOIN #games']);
});

test('invite-notify tells those in the room who asked for it, and nobody twice', async () => {
  const room = await Chatroom.start();
  const ann = await room.irc('ann', { caps: ['invite-notify'], join: ['#games'] });
  const knows = await room.irc('knows', { caps: ['invite-notify'], join: ['#games'] });
  const plain = await room.irc('plain', { join: ['#games'] });
  const bo = await room.irc('bo', { caps: ['invite-notify', 'server-time'] });
  const nc = await room.plain('nc');
  await nc.ask('/join games');
  await Promise.all([ann.roundtrip(), knows.roundtrip(), plain.roundtrip()]);
  expect(await ask(ann, 'INVITE bo #games')).toEqual([`${S} 341 ann bo #games`]);
  expect(await knows.roundtrip()).toEqual([':ann!ann@lan INVITE bo #games']);
  expect((await bo.roundtrip()).map(untagged)).toEqual([':ann!ann@lan INVITE bo #games']);
  expect(await plain.roundtrip()).toEqual([]);
  expect(await nc.roundtrip()).toEqual([]);
});
