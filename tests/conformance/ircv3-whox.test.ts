/** WHO with the columns that were asked for (IRCv3 WHOX). */
import { expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { ask, only, type IrcClient } from '../support/irc-client.js';

const S = ':lanchat.lan';

async function two(): Promise<IrcClient> {
  const room = await Chatroom.start();
  const ann = await room.member('ann');
  await room.member('bo');
  await ann.roundtrip();
  return ann;
}

test('354 has those alone, in their fixed order, with the token; ISUPPORT WHOX', async () => {
  const ann = await two();
  expect(await ask(ann, 'WHO bo %tcuihsnfdlaor,42', 'WHO bo %nuh', 'WHO bo %afnt,1')).toEqual([
    `${S} 354 ann 42 #lobby bo 255.255.255.255 lan lanchat.lan bo H 0 0 0 n/a :bo Example`,
    `${S} 315 ann bo :End of WHO list`,
    `${S} 354 ann bo lan bo`,
    `${S} 315 ann bo :End of WHO list`,
    `${S} 354 ann 1 bo H 0`,
    `${S} 315 ann bo :End of WHO list`,
  ]);
  expect((await ask(ann, 'VERSION')).join(' ')).toContain(' WHOX ');
});

test('"Servers MUST NOT send RPL_WHOREPLY", whatever is wrong with the token; fields that there are not are ignored', async () => {
  const ann = await two();
  const lines = await ask(ann, 'WHO bo %nt,1234', 'WHO bo %nt,x', 'WHO bo %zn', 'WHO bo o%n', 'WHO * %na');
  expect(only(lines, '352')).toEqual([]);
  expect(only(lines, '354')).toEqual([
    ...[`${S} 354 ann 0 bo`, `${S} 354 ann 0 bo`, `${S} 354 ann bo`],
    ...[`${S} 354 ann ann 0`, `${S} 354 ann bo 0`],
  ]);
});

test('a is the account of whoever is logged in, as WHOIS has it (330)', async () => {
  const room = await Chatroom.start();
  const bo = await room.irc('bo');
  bo.send('REGISTER * * correct-horse');
  await bo.expectLine(/ 900 /);
  expect(await ask(bo, 'WHO bo %na')).toEqual([`${S} 354 bo bo bo`, `${S} 315 bo bo :End of WHO list`]);
  expect(only(await ask(bo, 'WHOIS bo'), '330')).toEqual([`${S} 330 bo bo bo :is logged in as`]);
});
