/** Modern IRC, "STATUSMSG Parameter" and PRIVMSG: a message for those of a room who have a rank. */
import { expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { ask, only } from '../support/irc-client.js';

const S = ':lanchat.lan';

async function scene() {
  const room = await Chatroom.start();
  const op = await room.irc('op', { join: ['#games'] });
  const [vic, bo] = [await room.irc('vic', { join: ['#games'] }), await room.irc('bo', { join: ['#games'] })];
  await ask(op, 'MODE #games +v vic');
  await Promise.all([vic.roundtrip(), bo.roundtrip()]);
  return { room, op, vic, bo };
}

test('@#room reaches its operators, +#room those with a voice too, and both nobody else', async () => {
  const { room, op, vic, bo } = await scene();
  const cy = await room.irc('cy', { join: ['#games'] });
  await Promise.all([op.roundtrip(), vic.roundtrip(), bo.roundtrip()]);
  expect(await ask(bo, 'PRIVMSG @#games :help', 'NOTICE +#GAMES :psst', 'PRIVMSG @+#games :both')).toEqual(
    [],
  );
  expect(await op.roundtrip()).toEqual([
    ':bo!bo@lan PRIVMSG @#games :help',
    ':bo!bo@lan NOTICE +#games :psst',
    ':bo!bo@lan PRIVMSG +#games :both',
  ]);
  expect(await vic.roundtrip()).toEqual([
    ':bo!bo@lan NOTICE +#games :psst',
    ':bo!bo@lan PRIVMSG +#games :both',
  ]);
  expect(await cy.roundtrip()).toEqual([]);
});

test('its sender gets an echo once, where it asked for echoes', async () => {
  const room = await Chatroom.start();
  const op = await room.irc('op', { caps: ['echo-message'], join: ['#games'] });
  expect(await ask(op, 'PRIVMSG @#games :to myself')).toEqual([':op!op@lan PRIVMSG @#games :to myself']);
});

test('no history shows it to others', async () => {
  const { room, op } = await scene();
  await ask(op, 'PRIVMSG @#games :between us', 'PRIVMSG #games :for all');
  const cy = await room.irc('cy', { caps: ['draft/chathistory', 'batch'], join: ['#games'] });
  const past = only(await ask(cy, 'CHATHISTORY LATEST #games * 10'), 'PRIVMSG');
  expect(past.join()).toContain(':for all');
  expect(past.join()).not.toContain('between us');
});

test('who may not speak in the room may not speak to its operators; a prefix we do not have is no room', async () => {
  const { room, op, bo } = await scene();
  const out = await room.irc('out');
  await ask(op, 'MODE #games +m');
  await bo.roundtrip();
  expect(await ask(bo, 'PRIVMSG @#games :hi', 'PRIVMSG %#games :hi', 'PRIVMSG @#nowhere :hi')).toEqual([
    `${S} 404 bo #games :Cannot send to channel: only some may speak (+m)`,
    `${S} 401 bo %#games :No such nick/channel`,
    `${S} 403 bo #nowhere :No such channel`,
  ]);
  expect(await ask(out, 'PRIVMSG @#games :hi', 'NOTICE @#games :hi')).toEqual([
    `${S} 404 out #games :Cannot send to channel: join it first (+n)`,
  ]);
});

test('a person with nc reads for whom it was', async () => {
  const room = await Chatroom.start();
  const ann = await room.plain('ann');
  await ann.ask('/join games');
  const bo = await room.irc('bo', { join: ['#games'] });
  await ann.roundtrip();
  await ask(bo, 'PRIVMSG @#games :help');
  expect(await ann.roundtrip()).toEqual(['[bo -> @#games] help']);
  expect(await ann.ask('/msg @#games I come')).toEqual(['[you -> @#games] I come']);
});

test('RPL_ISUPPORT names the prefixes', async () => {
  const room = await Chatroom.start();
  const bo = await room.irc('bo');
  expect(only(await ask(bo, 'VERSION'), '005').join(' ')).toContain(' STATUSMSG=@+ ');
});

test('+C takes no CTCP but ACTION: 404 (as other servers have it; CHANMODES)', async () => {
  const { op, bo } = await scene();
  expect(await ask(op, 'MODE #games +C')).toEqual([':op!op@lan MODE #games +C']);
  await bo.roundtrip();
  const refused = `${S} 404 bo #games :Cannot send to channel: no questions from program to program (+C)`;
  expect(
    await ask(
      bo,
      'PRIVMSG #games :\u0001VERSION\u0001',
      'PRIVMSG @#games :\u0001ACTIONS\u0001',
      'NOTICE #games :\u0001VERSION x\u0001',
      'PRIVMSG #games :\u0001ACTION waves\u0001',
      'PRIVMSG #games :hi',
    ),
  ).toEqual([refused, refused]);
  expect(only(await op.roundtrip(), 'PRIVMSG', 'NOTICE')).toEqual([
    ':bo!bo@lan PRIVMSG #games :\u0001ACTION waves\u0001',
    ':bo!bo@lan PRIVMSG #games :hi',
  ]);
  expect(only(await ask(op, 'MODE #games'), '324')).toEqual([`${S} 324 op #games +ntC`]);
});
