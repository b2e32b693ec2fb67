/** Refusals in words for programs (IRCv3 standard-replies). */
import { expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { ask, only } from '../support/irc-client.js';

test('FAIL says the command, a code, the context and a sentence, under the label', async () => {
  const room = await Chatroom.start();
  const ann = await room.irc('ann', { caps: ['standard-replies', 'labeled-response', 'batch'] });
  const [, fail = ''] = await ask(ann, '@label=n NICK a.b');
  expect(fail).toMatch(/^@batch=\S+ :lanchat\.lan FAIL NICK ERRONEUS_NICKNAME a\.b a_b :A name has only /);
  const old = await room.irc('old');
  expect(only(await ask(old, 'NICK a.b'), 'FAIL')).toEqual([]);
});
