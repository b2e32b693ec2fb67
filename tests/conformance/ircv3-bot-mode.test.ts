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

test('what a bot does has the tag, commands ("all others") and numerics alike, for those with message-tags alone', async () => {
  const room = await Chatroom.start();
  const ann = await room.irc('ann', { caps: ['message-tags'], join: ['#r'] });
  const bot = await room.irc('bot', { caps: ['message-tags', 'batch', 'labeled-response'] });
  const old = await room.irc('old');
  expect(await ask(bot, 'MODE bot +iB')).toEqual([':bot MODE bot :+iB']);
  await ask(bot, 'JOIN #r', 'NOTICE #r :n', 'NICK bot2', 'PART #r :p');
  const heard = await ann.roundtrip();
  expect(heard.map((line) => line.startsWith('@bot;msgid='))).toEqual([true, true, true, true]);
  expect(await ask(bot, 'PRIVMSG nobody :x', '@label=a WHO nobody')).toEqual([
    `@bot ${S} 401 bot2 nobody :No such nick/channel`,
    `@label=a;bot ${S} 315 bot2 nobody :End of WHO list`,
  ]);
  await ask(bot, 'MODE bot2 -B+w');
  expect(await ask(bot, 'PRIVMSG nobody :x')).toEqual([`${S} 401 bot2 nobody :No such nick/channel`]);
  await ask(old, 'MODE old +B');
  expect(await ask(old, 'PRIVMSG nobody :x')).toEqual([`${S} 401 old nobody :No such nick/channel`]);
});
