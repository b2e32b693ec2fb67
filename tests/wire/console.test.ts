/** The host's commands and what they do on the wire (docs/admin-guide.md). */
import { describe, expect, test } from '@jest/globals';
import { CONSOLE_ROWS } from '../../lib/server/console-commands.js';
import { Chatroom } from '../support/chat-server.js';
import { IrcClient, only } from '../support/irc-client.js';
import { PlainClient } from '../support/plain-client.js';
import { Wire } from '../support/wire.js';
import { dataFolder } from '../support/sqlite.js';
import { openSqliteStore } from '../../lib/storage/sqlite/open.js';

const S = ':lanchat.lan';
const REASONS = { caps: ['standard-replies'] };

describe('the command line', () => {
  test('/help lists every command; mistakes are said in one line', async () => {
    const room = await Chatroom.start();
    const help = room.console('/help').join('\n');
    for (const { name } of CONSOLE_ROWS) expect(help).toContain(`/${name}`);
    expect(room.console('/frob')).toEqual(['There is no command /frob. /help lists them.']);
    expect(room.console('/kick')).toEqual(['Type it like this: /kick NAME [WHY]']);
    expect(room.console('hello all')).toEqual(['To speak to everyone, type /say hello all']);
    expect(room.console('  ')).toEqual([]);
  });

  test.each(['q', 'quit', '/quit', '/q'])('%s ends the server', async (word) => {
    const room = await Chatroom.start();
    room.console(word);
    expect(room.hasQuit).toBe(true);
  });

  test('/who and /stats tell the people and the figures', async () => {
    const room = await Chatroom.start();
    expect(room.console('/who')).toEqual(['Nobody is here.']);
    const ann = await room.member('ann', { join: ['#games'] });
    await room.plain('bo');
    ann.send('PRIVMSG #lobby :hi');
    await ann.roundtrip();
    room.advance(125_000);
    const [first, second] = room.console('/who');
    expect(first).toMatch(/^ann {2}127\.0\.0\.1:\d+ {2}irc {2}idle 2m {2}#lobby #games$/);
    expect(second).toMatch(/^bo {3}127\.0\.0\.1:\d+ {2}plain {2}idle 2m {2}#lobby$/);
    expect(room.console('/stats')[0]).toMatch(
      /^2 people in 2 rooms, 2 connections, 1 message \(\d+\.\d\/s\), up 2m, \d+ MB$/,
    );
  });
});

describe('what a console shows', () => {
  test('is what is said in open rooms, and nothing of what is said behind closed doors', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann', {
      join: ['#open', '#hidden', '#locked', '#club'],
      caps: ['message-tags'],
    });
    await room.irc('bo');
    ann.send('MODE #hidden +s', 'MODE #locked +k sesame', 'MODE #club +i');
    for (const to of ['#hidden', '#locked', '#club', 'bo']) ann.send(`PRIVMSG ${to} :secret`);
    ann.send('@+typing=active TAGMSG #open', 'PRIVMSG #open :hi', 'PRIVMSG #open :\u0001ACTION waves\u0001');
    await ann.roundtrip();
    expect(room.log.filter((line) => /secret|says|waves/.test(line))).toEqual(['ann says hi', '* ann waves']);
    ann.send('MODE #hidden -s', 'PRIVMSG #hidden :open now');
    await ann.roundtrip();
    expect(room.log.at(-1)).toBe('ann says open now');
  });

  test('is asked for when people or figures change, and not because time goes by', async () => {
    const room = await Chatroom.start();
    const empty = room.host.pulse();
    const ann = await room.member('ann');
    const quiet = room.host.pulse();
    expect(quiet).not.toBe(empty);
    room.advance(30_000);
    await ann.roundtrip();
    expect(room.host.pulse()).toBe(quiet);
    ann.send('PRIVMSG #lobby :hi');
    await ann.roundtrip();
    const said = room.host.pulse();
    expect(said).not.toBe(quiet);
    room.console('/lock');
    expect(room.host.pulse()).not.toBe(said);
  });

  test('messages a second are those of the last ten, however seldom they are looked at', async () => {
    const room = await Chatroom.start();
    const ann = await room.member('ann');
    expect(room.host.figures().messagesPerSecond).toBe(0);
    room.advance(60_000);
    ann.send(...Array.from({ length: 5 }, (_, index) => `PRIVMSG #lobby :${index}`));
    await ann.roundtrip();
    expect(room.host.figures().messagesPerSecond).toBe(0.5);
    room.advance(5000);
    expect(room.host.figures().messagesPerSecond).toBe(0.5);
    room.advance(5001);
    expect(room.host.figures().messagesPerSecond).toBe(0);
    room.advance(-3_600_000);
    expect(room.host.figures().messagesPerSecond).toBe(0);
  });
});

describe('/say', () => {
  test('reaches everyone once: members, people elsewhere, people with nc', async () => {
    const room = await Chatroom.start();
    const [ann, bo] = [await room.member('ann'), await room.irc('bo')];
    const cy = await room.plain('cy');
    const dee = await room.plain('dee');
    await dee.ask('/join games');
    await Promise.all([ann.roundtrip(), cy.roundtrip()]);
    room.console('/say break at 10');
    expect(await ann.roundtrip()).toEqual([`${S} NOTICE #lobby :break at 10`]);
    expect(await bo.roundtrip()).toEqual([`${S} NOTICE bo :break at 10`]);
    expect(await cy.roundtrip()).toEqual(['Server: break at 10']);
    expect(await dee.roundtrip()).toEqual(['Server: break at 10']);
  });
});

describe('/kick, /ban and /unban', () => {
  test('/kick removes a person, who may come back', async () => {
    const room = await Chatroom.start();
    const bo = await room.member('bo');
    const ann = await room.member('ann', REASONS);
    await bo.roundtrip();
    expect(room.console('/kick ANN too loud')).toEqual(['ann was removed: too loud']);
    expect(await ann.untilEnd()).toEqual([`${S} FAIL * KICKED :too loud`, 'ERROR :Closing link: too loud']);
    expect(await bo.roundtrip()).toEqual([':ann!ann@lan QUIT :removed by the host: too loud']);
    expect(room.console('/kick ann')).toEqual(['Nobody here is called ann. /who shows the names.']);
    await room.member('ann');
    const cy = await room.plain('cy');
    room.console('/kick cy');
    expect(await cy.untilEnd()).toBe('Server: the host has removed you: no reason given\r\n');
  });

  test('/ban of a name keeps the name out, says who shares the address, and ends by itself', async () => {
    const room = await Chatroom.start();
    const ann = await room.member('ann', REASONS);
    await room.member('bo');
    expect(room.console('/ban ann 10 spam')).toEqual([
      'To ban the address as well: /ban 127.0.0.1; it would put out bo too',
      'Banned ann for 10 minutes: spam. It puts out ann.',
    ]);
    expect(await ann.untilEnd()).toContain(`${S} FAIL * BANNED :spam`);
    const again = await IrcClient.connect(room.port, 'ANN');
    again.introduce();
    expect(await again.untilEnd()).toEqual([
      `${S} 465 * :You are banned: spam`,
      'ERROR :Closing link: You are banned: spam',
    ]);
    expect(room.console('/bans')).toEqual(['banned ann for 10 minutes: spam']);
    expect(room.log).toContainEqual('The host has banned ann for 10 minutes: spam');
    expect(room.log).toContainEqual(expect.stringMatching(/^Turned away ANN from 127\.0\.0\.1:\d+: spam$/));
    const evader = await room.irc('evader');
    evader.send('NICK Ann');
    expect(await evader.roundtrip()).toEqual([
      `${S} 432 evader Ann :The host has banned that name: try Ann2`,
    ]);
    room.advance(10 * 60_000 + 1);
    expect(room.console('/bans')).toEqual(['Nobody is banned or muted.']);
    await room.irc('ann');
  });

  test('/ban of an address keeps everyone from there out, until /unban', async () => {
    const room = await Chatroom.start();
    const [ann, bo] = [await room.member('ann'), await room.member('bo')];
    expect(room.console('/ban 127.0.0.1')).toEqual([
      'Banned 127.0.0.1 until you lift it: no reason given. It puts out ann, bo.',
    ]);
    await Promise.all([ann.untilEnd(), bo.untilEnd()]);
    const person = await PlainClient.connect(room.port);
    person.type('cy');
    expect(await person.untilEnd()).toBe('Server: the host has banned you: no reason given\r\n');
    expect(room.console('/unban 127.0.0.1')).toEqual(['127.0.0.1 may come in again.']);
    expect(room.console('/unban ann')).toEqual(['ann is not banned. /bans shows who is.']);
    await room.irc('ann');
  });
});

describe('/mute and /unmute', () => {
  test('a muted person reads but does not write, whatever name they take', async () => {
    const room = await Chatroom.start();
    const [ann, bo] = [await room.member('ann'), await room.member('bo')];
    await ann.roundtrip();
    expect(room.console('/mute ann 5')).toEqual(['ann is muted for 5 minutes. /unmute ann ends it.']);
    ann.send('NICK anna', 'PRIVMSG #lobby :hi', 'PRIVMSG bo :hi', 'NOTICE bo :hi');
    const answers = await ann.roundtrip();
    expect(only(answers, '531')).toEqual([`${S} 531 anna bo :The host has muted you`]);
    expect(only(answers, '404')).toEqual([
      `${S} 404 anna #lobby :Cannot send to channel: the host has muted you`,
    ]);
    bo.send('PRIVMSG anna :why?');
    await ann.expectLine(':bo!bo@lan PRIVMSG anna :why?');
    expect(only(await bo.roundtrip(), 'PRIVMSG', 'NOTICE')).toEqual([]);
    expect(room.console('/bans')).toEqual(['muted  anna for 5 minutes']);
    expect(room.console('/unmute anna')).toEqual(['anna may speak again.']);
    ann.send('PRIVMSG #lobby :free');
    await bo.expectLine(':anna!ann@lan PRIVMSG #lobby :free');
    const other = await room.member('ann');
    other.send('PRIVMSG #lobby :me too');
    await bo.expectLine(':ann!ann@lan PRIVMSG #lobby :me too');
  });

  test('a person with nc is told that the line was not sent; the time ends it', async () => {
    const room = await Chatroom.start();
    const ann = await room.plain('ann');
    const bo = await room.plain('bo');
    await ann.roundtrip();
    room.console('/mute ann 1');
    expect(await ann.ask('hi')).toEqual(['The host has muted you. Your line was not sent.']);
    room.advance(60_001);
    await ann.ask('hi again');
    expect(await bo.roundtrip()).toEqual(['ann: hi again']);
    expect(room.console('/mute nobody')).toEqual(['Nobody here is called nobody. /who shows the names.']);
    expect(room.console('/unmute nobody')).toEqual(['nobody is not muted. /bans shows who is.']);
  });
});

describe('rooms', () => {
  test('/topic shows and sets, of the main room or another', async () => {
    const room = await Chatroom.start();
    const ann = await room.member('ann', { join: ['#games'] });
    const cy = await room.plain('cy');
    await ann.roundtrip();
    expect(room.console('/topic')).toEqual(['#lobby has no topic.']);
    expect(room.console('/topic Welcome all')).toEqual(['The topic of #lobby is: Welcome all']);
    expect(room.console('/topic #games Chess')).toEqual(['The topic of #games is: Chess']);
    expect(room.console('/topic #nowhere x')).toEqual(['There is no room #nowhere. /rooms shows them.']);
    expect(await ann.roundtrip()).toEqual([`${S} TOPIC #lobby :Welcome all`, `${S} TOPIC #games :Chess`]);
    expect(await cy.roundtrip()).toEqual(['Server: the host has set the topic of #lobby: Welcome all']);
  });

  test('the main room keeps its topic when everyone has left', async () => {
    const room = await Chatroom.start();
    room.console('/topic Welcome all');
    const ann = await room.member('ann');
    await ann.close();
    const bo = await room.irc('bo');
    bo.send('JOIN #lobby');
    await bo.expectLine(`${S} 332 bo #lobby :Welcome all`);
  });

  test('/rooms lists them; /close puts everyone out, but not of the main room', async () => {
    const room = await Chatroom.start();
    const [ann, bo] = [
      await room.member('ann', { join: ['#games'] }),
      await room.irc('bo', { join: ['#games'] }),
    ];
    const cy = await room.plain('cy');
    await cy.ask('/join games');
    await Promise.all([ann.roundtrip(), bo.roundtrip()]);
    expect(room.console('/rooms')).toEqual(['#lobby  1 person', '#games  3 people']);
    expect(room.console('/close games')).toEqual(['Closed #games; 3 people were in it.']);
    const kicked = `${S} KICK #games ann :the host closed the room`;
    expect((await ann.roundtrip())[0]).toBe(kicked);
    expect((await bo.roundtrip()).at(-1)).toBe(`${S} KICK #games bo :the host closed the room`);
    expect((await cy.roundtrip()).at(-1)).toBe(
      'Server: cy was removed from #games by the host: the host closed the room',
    );
    expect(await cy.ask('hello?', 'hello?')).toEqual([
      'There is no room #games. /rooms lists them.',
      'You are in no room. Enter one with /join ROOM; /rooms lists them.',
    ]);
    expect(room.console('/close lobby')[0]).toContain('is the main room: it cannot be closed');
    expect(room.console('/close nowhere')).toEqual(['There is no room #nowhere. /rooms shows them.']);
  });
});

describe('/lock, /unlock and /motd', () => {
  test('/lock keeps newcomers out and those inside in', async () => {
    const room = await Chatroom.start();
    const ann = await room.member('ann');
    expect(room.console('/lock')).toEqual(['Nobody new can come in until /unlock.']);
    const visitor = await IrcClient.connect(room.port, 'bo');
    visitor.introduce(REASONS);
    expect((await visitor.untilEnd()).slice(-2)).toEqual([
      `${S} FAIL * LOCKED :the chatroom lets nobody new in just now: ask the host`,
      'ERROR :Closing link: the chatroom lets nobody new in just now: ask the host',
    ]);
    expect(await ann.roundtrip()).toEqual([]);
    expect(room.console('/stats')[0]).toContain(', locked');
    expect(room.console('/unlock')).toEqual(['Newcomers can come in again.']);
    await room.irc('bo');
  });

  test('/motd shows and sets what newcomers read', async () => {
    const room = await Chatroom.start();
    expect(room.console('/motd')).toEqual(['There is no message of the day.']);
    expect(room.console('/motd Be kind.')).toEqual(['Be kind.']);
    const ann = await IrcClient.connect(room.port, 'ann');
    ann.introduce();
    await ann.expectLine(`${S} 372 ann :- Be kind.`);
    const bo = await PlainClient.connect(room.port);
    bo.type('bo');
    await bo.expectText('\r\nBe kind.\r\n');
  });
});

describe('the goodbye', () => {
  test('tells everyone why, after all that was said before', async () => {
    const room = await Chatroom.start();
    const ann = await room.member('ann', REASONS);
    const bo = await room.plain('bo');
    const unnamed = await PlainClient.connect(room.port);
    await unnamed.expectText('Your name: ');
    await ann.roundtrip();
    room.console('/say good night');
    const stopped = room.server.stop();
    expect(await ann.untilEnd()).toEqual([
      `${S} NOTICE #lobby :good night`,
      `${S} FAIL * SHUTDOWN :The chatroom is closing. Goodbye!`,
      'ERROR :Closing link: The chatroom is closing. Goodbye!',
    ]);
    expect(await bo.untilEnd()).toBe('Server: good night\r\nServer: The chatroom is closing. Goodbye!\r\n');
    expect(await unnamed.untilEnd()).toBe('Server: The chatroom is closing. Goodbye!\r\n');
    await stopped;
    expect(room.log.slice(-2).every((line) => line.startsWith('127.'))).toBe(false);
    expect(room.log).toContain('Closing all connections...');
    expect(room.log.at(-1)).toBe('Shutting down the server...');
  });

  test('takes less than 2 s, whatever the clients do', async () => {
    const room = await Chatroom.start({ floodControl: false });
    const stubborn = await room.member('stubborn');
    stubborn.wire.socket.pause();
    const silent = await Wire.open(room.port);
    silent.socket.pause();
    const ann = await room.member('ann');
    ann.send(...Array.from({ length: 3000 }, () => `PRIVMSG #lobby :${'x'.repeat(400)}`));
    await ann.roundtrip();
    const start = performance.now();
    await room.server.stop();
    expect(performance.now() - start).toBeLessThan(2000);
    await expect(Wire.open(room.port)).rejects.toThrow(/ECONNREFUSED/);
  });
});

describe('/keep', () => {
  test('shows and sets what is kept of one room', async () => {
    const room = await Chatroom.start({ floodControl: false });
    const ann = await room.member('ann');
    ann.send('PRIVMSG #lobby :one', 'PRIVMSG #lobby :two', 'PRIVMSG #lobby :three');
    await ann.roundtrip();
    expect(room.console('/keep lobby')).toEqual([
      '#lobby keeps what the whole chatroom keeps (--keep-days, --keep-messages).',
    ]);
    expect(room.console('/keep #lobby all')).toEqual([
      '#lobby keeps everything. What is beyond that goes within a minute.',
    ]);
    expect(room.console('/keep #LOBBY 30 days, 2 messages')).toEqual([
      '#lobby keeps the last 30 days, and of these the last 2 messages. What is beyond that goes within a minute.',
    ]);
    for (const wrong of ['/keep', '/keep #lobby 3', '/keep #lobby ,', '/keep #lobby 0 days'])
      expect(room.console(wrong)[0]).toBe('Type it like this: /keep ROOM [all|default|N days|N messages]');
    expect(room.console('/keep #nowhere all')).toEqual(['There is no room #nowhere. /rooms shows them.']);
    room.advance(61_000);
    const bo = await room.plain('bo');
    let lines: readonly string[];
    do lines = await bo.ask('/history');
    while (lines.length > 2);
    expect(lines.map((line) => line.replace(/^.* /, ''))).toEqual(['two', 'three']);
    expect(room.console('/keep #lobby default')[0]).toContain('what the whole chatroom keeps');
  });

  test('holds after a restart', async () => {
    const folder = await dataFolder();
    const room = await Chatroom.start({ store: await openSqliteStore(folder) });
    room.console('/keep #lobby 2 messages');
    await room.server.stop();
    const again = await Chatroom.start({ store: await openSqliteStore(folder) });
    expect(again.console('/keep #lobby')).toEqual(['#lobby keeps the last 2 messages.']);
  });
});
