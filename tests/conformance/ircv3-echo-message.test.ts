/** One's own words, as everyone gets them (IRCv3 echo-message). */
import { expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { untagged } from '../support/irc-client.js';

const S = ':lanchat.lan';

test('echo-message sends one’s own words back as everyone gets them (IRCv3 echo-message)', async () => {
  const room = await Chatroom.start();
  const ann = await room.member('ann', { caps: ['echo-message', 'message-tags'] });
  const bo = await room.member('bo', { caps: ['message-tags'] });
  await ann.roundtrip();
  ann.send('PRIVMSG #lobby :hi', 'PRIVMSG bo :psst', 'PRIVMSG nobody :hm', 'NOTICE #lobby :n');
  const echoes = await ann.roundtrip();
  expect(echoes.map(untagged)).toEqual([
    ':ann!ann@lan PRIVMSG #lobby :hi',
    ':ann!ann@lan PRIVMSG bo :psst',
    `${S} 401 ann nobody :No such nick/channel`,
    ':ann!ann@lan NOTICE #lobby :n',
  ]);
  expect((await bo.roundtrip())[0]).toBe(echoes[0]);
});
