/** ISUPPORT before the welcome, and in batches (IRCv3 draft/extended-isupport). */
import { expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { IrcClient } from '../support/irc-client.js';

const S = ':lanchat.lan';

test('answers ISUPPORT before the welcome, in a batch for those who know them', async () => {
  const room = await Chatroom.start();
  const ann = await IrcClient.connect(room.port, 'ann');
  ann.send('CAP LS 302', 'ISUPPORT');
  await ann.expectLine(`${S} 451 * :You have not registered`);
  ann.send('CAP REQ :batch draft/extended-isupport', 'ISUPPORT', 'NICK ann', 'USER ann 0 * :Ann');
  await ann.expectLine(`${S} BATCH +isupport draft/isupport`);
  await ann.expectLine(/^@batch=isupport :lanchat\.lan 005 \* /);
  await ann.expectLine(`${S} BATCH -isupport`);
  ann.send('CAP END');
  await ann.expectLine(/ 004 ann /);
  expect(await ann.nextLine()).toBe(`${S} BATCH +isupport draft/isupport`);
  const lines = await ann.roundtrip();
  expect(lines.filter((line) => line.includes(' 005 ') && !line.startsWith('@batch='))).toEqual([]);
});
