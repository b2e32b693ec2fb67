/** Programs that say they are programs (IRCv3 bot-mode). */
import { expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { ask, only } from '../support/irc-client.js';

const S = ':lanchat.lan';

test('MODE +B marks the messages, WHO and WHOIS (335); ISUPPORT BOT=B', async () => {
  const room = await Chatroom.start();
  const ann = await room.member('ann', { caps: ['message-tags'] });
  const bot = await room.member('bot');
  expect((await ask(ann, 'VERSION')).join(' ')).toContain(' BOT=B ');
  await ask(bot, 'MODE bot +B', 'PRIVMSG #lobby :beep', 'MODE bot -B', 'PRIVMSG #lobby :boop');
  const [beep = '', boop = ''] = only(await ann.roundtrip(), 'PRIVMSG');
  expect(beep).toMatch(/^@bot;msgid=\S+ :bot!bot@lan PRIVMSG #lobby :beep$/);
  expect(boop).toMatch(/^@msgid=\S+ :bot!/);
  await ask(bot, 'MODE bot +B');
  expect(only(await ask(ann, 'WHOIS bot'), '335')).toEqual([`${S} 335 ann bot :is a bot`]);
});
