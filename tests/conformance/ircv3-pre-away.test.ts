/** Coming in away (IRCv3 draft/pre-away). */
import { expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { ask, IrcClient, only } from '../support/irc-client.js';

const S = ':lanchat.lan';

test('takes AWAY before the welcome, `*` for no reason; without it 451', async () => {
  const room = await Chatroom.start();
  const bo = await room.irc('bo');
  const ann = await IrcClient.connect(room.port, 'ann');
  ann.send(
    'CAP LS 302',
    'AWAY :no',
    'CAP REQ draft/pre-away',
    'AWAY *',
    'NICK ann',
    'USER ann 0 * :Ann',
    'CAP END',
  );
  await ann.expectLine(`${S} 451 * :You have not registered`);
  await ann.expectLine(`${S} 306 * :You have been marked as being away`);
  await ann.expectLine(/ 001 ann /);
  expect(only(await ask(bo, 'PRIVMSG ann :there?'), '301')).toEqual([`${S} 301 bo ann :Away`]);
  expect(only(await ask(bo, 'NOTICE ann :there?'), '301')).toEqual([]);
  await ask(ann, 'AWAY');
  expect(await ask(bo, 'PRIVMSG ann :there?')).toEqual([]);
});
