/** A bot as people write them, with irc-framework: the library of The Lounge and many bots, as it comes from npm. */
import { expect, test } from '@jest/globals';
import ircFramework, { type Bot, type Told } from 'irc-framework';
import { Chatroom } from '../support/chat-server.js';
import { closeAfterTest } from '../support/cleanup.js';
import type { IrcClient } from '../support/irc-client.js';

const { Client } = ircFramework;

function told(bot: Bot, event: string): Promise<Told> {
  return new Promise((resolve) => bot.once(event, resolve));
}

/** Resolves at the first event that fits. */
function toldThat(bot: Bot, event: string, fits: (one: Told) => boolean): Promise<Told> {
  return new Promise((resolve) => {
    bot.on(event, (one) => {
      if (fits(one)) resolve(one);
    });
  });
}

async function withAccount(room: Chatroom, name: string, password: string): Promise<void> {
  const owner = await room.irc(name, { caps: ['draft/account-registration'] });
  owner.send(`REGISTER * * ${password}`, 'QUIT');
  await owner.untilEnd();
}

async function said(client: IrcClient, text: string): Promise<string> {
  return client.expectLine((line) => line.endsWith(` :${text}`));
}

test('logs in, answers in rooms and in private, and understands all that it is told', async () => {
  const room = await Chatroom.start();
  await withAccount(room, 'robbie', 'correct-horse-battery');
  const ann = await room.member('ann');
  const bot = new Client();
  closeAfterTest(() => bot.quit('bye'));
  const registered = told(bot, 'registered');
  const loggedIn = told(bot, 'loggedin');
  bot.requestCap(['echo-message', 'draft/chathistory', 'batch']);
  bot.connect({
    ...{ host: '127.0.0.1', port: room.port, nick: 'robbie', username: 'robbie', gecos: 'A bot' },
    ...{ auto_reconnect: false, enable_chghost: true, enable_setname: true, enable_echomessage: true },
    account: { account: 'robbie', password: 'correct-horse-battery' },
  });
  expect(await loggedIn).toMatchObject({ account: 'robbie' });
  expect(await registered).toMatchObject({ nick: 'robbie' });
  for (const cap of ['message-tags', 'server-time', 'account-tag', 'extended-join', 'away-notify', 'batch'])
    expect([cap, bot.network.cap.isEnabled(cap)]).toEqual([cap, true]);
  expect(bot.network.supports('CASEMAPPING')).toBe('ascii');
  expect(bot.network.supports('NICKLEN')).toBe('30');

  const users = told(bot, 'userlist');
  bot.join('#lobby');
  expect((await users).users?.map(({ nick }) => nick)).toEqual(['ann', 'robbie']);

  bot.on('message', ({ type, nick, message = '', reply }) => {
    if (nick !== 'robbie' && type === 'privmsg' && message.startsWith('!echo ')) reply?.(message.slice(6));
  });
  ann.send('PRIVMSG #lobby :!echo \u2615 in the room', 'PRIVMSG robbie :!echo and here');
  await said(ann, '\u2615 in the room');
  expect(await said(ann, 'and here')).toMatch(/^:robbie!robbie@lan PRIVMSG ann :/);
  bot.action('#lobby', 'waves');
  await said(ann, '\u0001ACTION waves\u0001');
  const echo = toldThat(
    bot,
    'message',
    ({ nick, message }) => nick === 'robbie' && message === 'heard by me',
  );
  bot.say('#lobby', 'heard by me');
  expect((await echo).tags).toHaveProperty('msgid');

  const whois = told(bot, 'whois');
  bot.whois('ann');
  expect(await whois).toMatchObject({ nick: 'ann', ident: 'ann', channels: '#lobby' });
  const wholist = told(bot, 'wholist');
  bot.who('#lobby');
  expect((await wholist).users?.map(({ nick }) => nick).toSorted()).toEqual(['ann', 'robbie']);
  const listed = toldThat(bot, 'channel list', () => true);
  bot.list();
  expect(JSON.stringify(await listed)).toContain('#lobby');

  const away = toldThat(bot, 'away', ({ nick }) => nick === 'ann');
  const back = toldThat(bot, 'back', ({ nick }) => nick === 'ann');
  ann.send('AWAY :lunch', 'AWAY');
  expect(await away).toMatchObject({ message: 'lunch' });
  await back;
  const renamed = told(bot, 'nick');
  ann.send('NICK anna');
  expect(await renamed).toMatchObject({ nick: 'ann', new_nick: 'anna' });
  const topic = toldThat(bot, 'topic', ({ nick }) => nick !== undefined);
  room.console('/topic Chess at six');
  expect(await topic).toMatchObject({ channel: '#lobby', topic: 'Chess at six' });

  const batch = told(bot, 'batch end chathistory');
  bot.raw('CHATHISTORY', 'LATEST', '#lobby', '*', '10');
  expect((await batch).commands).toHaveLength(4);

  const invited = told(bot, 'invite');
  ann.send('JOIN #club', 'INVITE robbie #club');
  expect(await invited).toMatchObject({ nick: 'anna', channel: '#club' });
  const inside = toldThat(bot, 'join', ({ nick, channel }) => nick === 'robbie' && channel === '#club');
  bot.join('#club');
  await inside;
  const voiced = toldThat(bot, 'mode', ({ target }) => target === '#club');
  ann.send('MODE #club +v robbie');
  expect(await voiced).toMatchObject({ nick: 'anna', modes: [{ mode: '+v', param: 'robbie' }] });
  const kicked = told(bot, 'kick');
  ann.send('KICK #club robbie :enough');
  expect(await kicked).toMatchObject({ nick: 'anna', kicked: 'robbie', channel: '#club', message: 'enough' });

  const left = toldThat(bot, 'part', ({ nick }) => nick === 'anna');
  ann.send('PART #lobby :so long');
  expect(await left).toMatchObject({ channel: '#lobby', message: 'so long' });
  const closed = told(bot, 'close');
  bot.quit('done');
  await closed;
});
