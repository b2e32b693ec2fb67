/** Another real name (IRCv3 setname). */
import { expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { ask, only } from '../support/irc-client.js';

test('tells those in the room and oneself, and shows in WHOIS; FAIL SETNAME INVALID_REALNAME', async () => {
  const room = await Chatroom.start();
  const ann = await room.member('ann', { caps: ['setname'] });
  const bo = await room.member('bo');
  await ann.roundtrip();
  expect(await ask(ann, 'SETNAME :Ann of the Lake')).toEqual([':ann!ann@lan SETNAME :Ann of the Lake']);
  expect(only(await ask(bo, 'WHOIS ann'), '311')[0]).toMatch(/:Ann of the Lake$/);
  expect(await ask(ann, 'SETNAME :', `SETNAME :${'x'.repeat(300)}`)).toEqual([
    expect.stringContaining('FAIL SETNAME INVALID_REALNAME'),
    expect.stringContaining('FAIL SETNAME INVALID_REALNAME'),
  ]);
  expect((await ask(ann, 'VERSION')).join(' ')).toMatch(/ NAMELEN=\d+ /);
});
