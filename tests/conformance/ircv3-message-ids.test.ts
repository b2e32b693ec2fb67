/** A name for each message (IRCv3 message-ids). */
import { expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { ask } from '../support/irc-client.js';

test('every message has an id of its own, the same for all who get it', async () => {
  const room = await Chatroom.start();
  const caps = ['message-tags', 'echo-message'];
  const ann = await room.irc('ann', { caps, join: ['#r'] });
  const bo = await room.irc('bo', { caps, join: ['#r'] });
  await ann.roundtrip();
  const sent = await ask(ann, 'PRIVMSG #r :a', 'PRIVMSG #r :a', 'NOTICE #r :b', 'TOPIC #r :c');
  const ids = sent.map((line) => /^@msgid=([^:; ][^; ]*)[; ]/.exec(line)?.[1]);
  expect(new Set(ids).size).toBe(4);
  expect(ids).not.toContain(undefined);
  expect(await bo.roundtrip()).toEqual(sent);
});
