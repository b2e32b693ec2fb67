/** When a thing was said (IRCv3 server-time). */
import { expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';

test('server-time is UTC with milliseconds, and the same for everyone', async () => {
  const room = await Chatroom.start();
  const before = Date.now();
  const ann = await room.member('ann');
  const bo = await room.member('bo', { caps: ['server-time'] });
  const cy = await room.member('cy', { caps: ['server-time', 'message-tags'] });
  ann.send('PRIVMSG #lobby :hi');
  const line = await bo.expectLine(/ PRIVMSG /);
  const [, time = ''] = /^@time=(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) /.exec(line) ?? [];
  expect(Date.parse(time)).toBeGreaterThanOrEqual(before);
  expect(Date.parse(time)).toBeLessThanOrEqual(Date.now());
  expect(await cy.expectLine(/ PRIVMSG /)).toContain(`time=${time};msgid=`);
});
