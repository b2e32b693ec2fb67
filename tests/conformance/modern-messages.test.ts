/** Modern IRC, "PRIVMSG message" and "NOTICE message" (RFC 2812 section 3.3): targets, and what is refused how. */
import { expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { ask, only } from '../support/irc-client.js';

const S = ':lanchat.lan';

test('several targets, each once in any case; 407 names the first beyond TARGMAX, and a NOTICE is never answered', async () => {
  const room = await Chatroom.start();
  const ann = await room.irc('ann');
  const others = await Promise.all(['b1', 'b2', 'b3', 'b4', 'b5'].map((name) => room.irc(name)));
  expect(await ask(ann, 'PRIVMSG b1,B1,b2,b3,b4,b5,b6 :hi', 'NOTICE b1,b2,b3,b4,b5 :psst')).toEqual([
    `${S} 407 ann b5 :Too many recipients: that one and those after it got nothing`,
  ]);
  const heard = await Promise.all(others.map((client) => client.roundtrip()));
  expect(heard).toEqual([
    ...['b1', 'b2', 'b3', 'b4'].map((name) => [
      `:ann!ann@lan PRIVMSG ${name} :hi`,
      `:ann!ann@lan NOTICE ${name} :psst`,
    ]),
    [],
  ]);
});

test('411 without a target, 412 without a text, 401 for nobody, 403 for no room; a NOTICE gets none of them', async () => {
  const room = await Chatroom.start();
  const ann = await room.irc('ann');
  expect(await ask(ann, 'PRIVMSG', 'PRIVMSG bo', 'PRIVMSG bo :', 'PRIVMSG bo :x', 'PRIVMSG #no :x')).toEqual([
    `${S} 411 ann :No recipient given (PRIVMSG)`,
    `${S} 412 ann :No text to send`,
    `${S} 412 ann :No text to send`,
    `${S} 401 ann bo :No such nick/channel`,
    `${S} 403 ann #no :No such channel`,
  ]);
  expect(await ask(ann, 'NOTICE', 'NOTICE bo', 'NOTICE bo :', 'NOTICE bo :x', 'NOTICE #no :x')).toEqual([]);
});

test('404 names the room (+n, +m, +b), the others hear nothing; 301 of whoever is away comes with the message', async () => {
  const room = await Chatroom.start();
  const op = await room.irc('op', { join: ['#a'] });
  const bo = await room.irc('bo');
  expect(await ask(bo, 'PRIVMSG #A :from outside')).toEqual([
    `${S} 404 bo #a :Cannot send to channel: join it first (+n)`,
  ]);
  await ask(bo, 'JOIN #a');
  await ask(op, 'MODE #a +m');
  await bo.roundtrip();
  expect(await ask(bo, 'PRIVMSG #a :moderated')).toEqual([
    `${S} 404 bo #a :Cannot send to channel: only some may speak (+m)`,
  ]);
  await ask(op, 'MODE #a -m+b bo!*@*', 'AWAY :lunch');
  await bo.roundtrip();
  expect(await ask(bo, 'PRIVMSG #a :banned', 'PRIVMSG OP :hello', 'NOTICE op :psst')).toEqual([
    `${S} 404 bo #a :Cannot send to channel: you are banned from it (+b)`,
    `${S} 301 bo op :lunch`,
  ]);
  expect(only(await op.roundtrip(), 'PRIVMSG', 'NOTICE')).toEqual([
    ':bo!bo@lan PRIVMSG op :hello',
    ':bo!bo@lan NOTICE op :psst',
  ]);
});

test('whom the host has muted: 404 with the room, 531 with the person, and no new real name (IRCv3 setname, "Errors")', async () => {
  const room = await Chatroom.start();
  const ann = await room.irc('ann', { join: ['#a'], caps: ['setname'] });
  await room.irc('bo');
  room.console('/mute ann');
  expect(await ask(ann, 'PRIVMSG #a :hi', 'PRIVMSG bo :hi', 'TOPIC #a :mine', 'SETNAME :Loud')).toEqual([
    `${S} 404 ann #a :Cannot send to channel: the host has muted you`,
    `${S} 531 ann bo :The host has muted you`,
    `${S} 482 ann #a :Cannot change the topic: the host has muted you`,
    `${S} FAIL SETNAME CANNOT_CHANGE_REALNAME :The host has muted you`,
  ]);
});

test('who speaks into a room from outside hears the echo (IRCv3 echo-message)', async () => {
  const room = await Chatroom.start();
  const op = await room.irc('op', { join: ['#a'] });
  await ask(op, 'MODE #a -n');
  const bo = await room.irc('bo', { caps: ['echo-message'] });
  expect(await ask(bo, 'PRIVMSG #a :knock')).toEqual([':bo!bo@lan PRIVMSG #a :knock']);
  expect(await op.roundtrip()).toEqual([':bo!bo@lan PRIVMSG #a :knock']);
});

test('what came in several rooms is read in the order in which the rooms spoke (RFC 1459)', async () => {
  const room = await Chatroom.start();
  const ann = await room.irc('ann', { join: ['#a', '#b', '#c'] });
  const bo = await room.irc('bo', { join: ['#a', '#b', '#c'] });
  await ann.roundtrip();
  expect(
    await ask(ann, 'MODE #b +m', 'MODE #a +m', 'PART #c', 'MODE #b -m', 'MODE #a -m', 'PRIVMSG bo :so'),
  ).toEqual([
    ':ann!ann@lan MODE #b +m',
    ':ann!ann@lan MODE #a +m',
    ':ann!ann@lan PART #c',
    ':ann!ann@lan MODE #b -m',
    ':ann!ann@lan MODE #a -m',
  ]);
  expect((await bo.roundtrip()).filter((line) => !line.includes(' PART '))).toEqual([
    ':ann!ann@lan MODE #b +m',
    ':ann!ann@lan MODE #b -m',
    ':ann!ann@lan MODE #a +m',
    ':ann!ann@lan MODE #a -m',
    ':ann!ann@lan PRIVMSG bo :so',
  ]);
});

test('what is refused comes back as it was sent, also beyond ASCII: programs look for it (Modern IRC, "Numerics")', async () => {
  const room = await Chatroom.start();
  const ann = await room.irc('ann');
  const lines = await ask(
    ann,
    'PRIVMSG Zoë :x',
    'JOIN #café',
    'NICK 张伟',
    `WHOIS ${'é'.repeat(100)}`,
    'MOTD é',
  );
  const about = lines.map((line) => line.split(' ').slice(1, 4).join(' '));
  expect(about.slice(0, 3)).toEqual(['401 ann Zoë', '476 ann #café', '432 ann 张伟']);
  expect(about.at(-1)).toBe('402 ann é');
  const ours = await room.irc('bo', { caps: ['lanchat/ascii'] });
  expect((await ask(ours, 'JOIN #café')).join()).toMatch(/ 476 bo #caf\\u'00E9' /);
});
