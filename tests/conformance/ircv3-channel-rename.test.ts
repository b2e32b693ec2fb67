/** Rooms renamed (IRCv3 draft/channel-rename). */
import { describe, expect, test } from '@jest/globals';
import { parseOperators } from '../../lib/server/auth/operators.js';
import { openSqliteStore } from '../../lib/storage/sqlite/open.js';
import { logIn } from '../support/accounts.js';
import { scryptOf } from '../../lib/server/auth/passwords.js';
import { Chatroom } from '../support/chat-server.js';
import { plainLogin } from '../support/device-client.js';
import { ask, IrcClient, only } from '../support/irc-client.js';
import { dataFolder } from '../support/sqlite.js';

const S = ':lanchat.lan';

describe('RENAME', () => {
  test('tells those who know it, lets the others leave and enter, and keeps everything', async () => {
    const folder = await dataFolder();
    const room = await Chatroom.start({ store: await openSqliteStore(folder) });
    const op = await room.irc('op', { caps: ['draft/channel-rename'], join: ['#old'] });
    const bo = await room.irc('bo', { join: ['#old'] });
    const cy = await room.plain('cy');
    await cy.ask('/join old');
    await ask(op, 'TOPIC #old :Chess', 'MODE #old +m', 'MODE #old -m', 'PRIVMSG #old :before');
    for (const one of [op, bo, cy]) await one.roundtrip();
    expect(await ask(op, 'RENAME #old #New :Typo fix')).toEqual([':op!op@lan RENAME #old #New :Typo fix']);
    expect(await bo.roundtrip()).toEqual([
      ':bo!bo@lan PART #old :Typo fix',
      ':bo!bo@lan JOIN #New',
      `${S} 332 bo #New :Chess`,
      expect.stringMatching(/ 333 bo #New op \d+$/),
      `${S} 353 bo = #New :@op bo cy`,
      `${S} 366 bo #New :End of /NAMES list`,
    ]);
    expect(await cy.ask('hello')).toEqual(['Server: #old is called #New now.']);
    expect(only(await bo.roundtrip(), 'PRIVMSG')).toEqual([':cy!cy@lan PRIVMSG #New :hello']);
    expect(await ask(bo, 'JOIN #new', 'NAMES #old')).toEqual([`${S} 366 bo #old :End of /NAMES list`]);
    await room.server.stop();
    const again = await Chatroom.start({ store: await openSqliteStore(folder) });
    const dee = await again.irc('dee', { caps: ['draft/chathistory', 'batch'], join: ['#new'] });
    const past = only(await ask(dee, 'CHATHISTORY LATEST #new * 9'), 'PRIVMSG');
    expect(past.map((line) => line.replace(/^.*PRIVMSG /, ''))).toEqual(['#New :before', '#New :hello']);
    expect(only(await ask(dee, 'TOPIC #new'), '332')).toEqual([`${S} 332 dee #New :Chess`]);
    expect(again.console('/rooms').join()).not.toContain('#old');
  });

  test('takes along up to where people have read, also over a restart', async () => {
    const folder = await dataFolder();
    const caps = ['sasl', 'draft/account-registration', 'draft/read-marker'];
    const before = await Chatroom.start({ store: await openSqliteStore(folder) });
    const ann = await before.irc('ann', { caps });
    await ask(ann, 'REGISTER * * correct-horse-battery', 'JOIN #old', 'PRIVMSG #old :said');
    await ask(ann, 'MARKREAD #old timestamp=2026-01-01T00:00:00.000Z', 'RENAME #old #new');
    const now = `${S} MARKREAD #new timestamp=2026-01-01T00:00:00.000Z`;
    expect(await ask(ann, 'MARKREAD #new')).toEqual([now]);
    await before.server.stop();
    const after = await Chatroom.start({ store: await openSqliteStore(folder) });
    const again = await IrcClient.connect(after.port, 'ann');
    again.send(`CAP REQ :${caps.join(' ')}`, 'NICK ann', 'USER ann 0 * :ann');
    await plainLogin(again, 'ann', 'correct-horse-battery');
    const lines = await ask(again, 'CAP END', 'JOIN #old', 'JOIN #new');
    expect(only(lines, 'MARKREAD')).toEqual([`${S} MARKREAD #old *`, now]);
  });

  test('changes the case alone without a word to those who do not know it', async () => {
    const room = await Chatroom.start();
    const op = await room.irc('op', { caps: ['draft/channel-rename'], join: ['#club'] });
    const bo = await room.irc('bo', { join: ['#club'] });
    await op.roundtrip();
    expect(await ask(op, 'RENAME #club #Club')).toEqual([':op!op@lan RENAME #club #Club :']);
    expect(await bo.roundtrip()).toEqual([]);
  });

  test('is refused: 403, 442, 482, 461, CHANNEL_NAME_IN_USE, CANNOT_RENAME', async () => {
    const room = await Chatroom.start();
    const op = await room.irc('op', { join: ['#a', '#b', '#lobby'] });
    const bo = await room.irc('bo', { join: ['#a'] });
    await op.roundtrip();
    expect(
      await ask(op, 'RENAME #no #x', 'RENAME #a', 'RENAME #a #B', 'RENAME #a b', 'RENAME #lobby #x'),
    ).toEqual([
      `${S} 403 op #no :No such channel`,
      `${S} 461 op RENAME :Not enough parameters`,
      `${S} FAIL RENAME CHANNEL_NAME_IN_USE #a #B :There is a room of that name already`,
      `${S} FAIL RENAME CANNOT_RENAME #a b :The room cannot be renamed so`,
      `${S} 482 op #lobby :You're not channel operator`,
    ]);
    expect(only(await ask(bo, 'RENAME #a #x', 'RENAME #b #x'), '482')).toHaveLength(1);
    expect(only(await ask(bo, 'RENAME #b #x'), '442')).toHaveLength(1);
  });

  test('the fallback is what a JOIN would bring: tags, the form of extended-join, the marker ("Fallback")', async () => {
    const room = await Chatroom.start();
    const op = await room.irc('op', { caps: ['draft/channel-rename', 'server-time'], join: ['#old'] });
    const caps = ['server-time', 'message-tags', 'extended-join', 'draft/read-marker', 'no-implicit-names'];
    const bo = await room.irc('bo', { caps, join: ['#old'] });
    const bot = await room.irc('bot', { caps: ['message-tags'], join: ['#old'] });
    logIn(room.server.world, 'bo');
    await ask(bot, 'MODE bot +B');
    await ask(bo, 'MARKREAD #old timestamp=2026-01-01T00:00:00.000Z');
    await op.roundtrip();
    expect(await ask(op, 'RENAME #old #new')).toEqual([
      expect.stringMatching(/^@time=\S+Z :op!op@lan RENAME #old #new :$/),
    ]);
    expect(await bo.roundtrip()).toEqual([
      expect.stringMatching(/^@time=\S+Z;msgid=\S+ :bo!bo@lan PART #old$/),
      expect.stringMatching(/^@time=\S+Z;msgid=\S+ :bo!bo@lan JOIN #new bo :bo Example$/),
      `${S} MARKREAD #new timestamp=2026-01-01T00:00:00.000Z`,
    ]);
    expect((await bot.roundtrip())[0]).toMatch(/^@bot;msgid=\S+ :bot!bot@lan PART #old$/);
  });

  test('whoever enters the old name is sent on: told by FAIL, or taken there with 470 ("Channel redirection")', async () => {
    const room = await Chatroom.start();
    const op = await room.irc('op', { join: ['#old'] });
    await ask(op, 'RENAME #old #new');
    const ann = await room.irc('ann', { caps: ['draft/channel-rename'] });
    const bo = await room.irc('bo');
    expect(await ask(ann, 'JOIN #OLD')).toEqual([
      `${S} FAIL JOIN CHANNEL_RENAMED #OLD #new :The channel has another name now`,
    ]);
    expect((await ask(bo, 'JOIN #old')).slice(0, 2)).toEqual([
      `${S} 470 bo #old #new :The channel has another name now`,
      ':bo!bo@lan JOIN #new',
    ]);
    const nc = await room.plain('nc');
    expect((await nc.ask('/join old')).slice(0, 1)).toEqual(['#old is called #new now.']);
    await ask(op, 'MODE #new +s');
    // A secret room's new name is nobody's business: the old one is free to them.
    expect(only(await ask(ann, 'JOIN #old'), 'JOIN')).toEqual([':ann!ann@lan JOIN #old']);
    await ask(op, 'MODE #new -s');
    await ask(ann, 'PART #old');
    room.advance(3_600_001);
    expect(only(await ask(ann, 'JOIN #old'), 'JOIN')).toEqual([':ann!ann@lan JOIN #old']);
  });

  test('a name taken up again is the name of the room that has it', async () => {
    const room = await Chatroom.start();
    const op = await room.irc('op', { join: ['#a'] });
    await ask(op, 'RENAME #a #b', 'RENAME #b #a');
    const bo = await room.irc('bo');
    expect((await ask(bo, 'JOIN #b'))[0]).toBe(`${S} 470 bo #b #a :The channel has another name now`);
    expect(only(await ask(bo, 'JOIN #a'), '470')).toEqual([]);
  });
});

test('by an operator of the host from outside: told as it was done; a secret room is 403 to all others outside', async () => {
  const operators = parseOperators([`root:${await scryptOf('toor')}`]);
  if ('badLine' in operators) throw new Error('no operators');
  const room = await Chatroom.start({ operators });
  const bo = await room.irc('bo', { join: ['#old'] });
  const cy = await room.irc('cy');
  const op = await room.irc('op', { caps: ['draft/channel-rename'] });
  await ask(bo, 'MODE #old +s');
  expect(await ask(cy, 'RENAME #old #new')).toEqual([`${S} 403 cy #old :No such channel`]);
  for (const one of [op, cy]) {
    one.send('OPER root toor');
    await one.expectLine(/ 381 /);
    await one.roundtrip();
  }
  expect(await ask(op, 'RENAME #old #new :Typo fix')).toEqual([':op!op@lan RENAME #old #new :Typo fix']);
  expect(await ask(cy, 'RENAME #new #newer')).toEqual([`${S} NOTICE cy :#new is called #newer now`]);
  expect(only(await bo.roundtrip(), 'JOIN')).toEqual([':bo!bo@lan JOIN #new', ':bo!bo@lan JOIN #newer']);
});
