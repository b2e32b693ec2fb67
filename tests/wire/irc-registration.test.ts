/** Coming in as a program: Modern IRC "Connection Registration", docs/protocol.md "Coming back". */
import { describe, expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { commandOf, IrcClient, only } from '../support/irc-client.js';

const S = ':lanchat.lan';

describe('NICK and USER', () => {
  test('are answered with 001 to 005, LUSERS and the MOTD, in that order (Modern IRC, "Connection Registration")', async () => {
    const room = await Chatroom.start({ motd: ['Be kind.'] });
    const ann = await IrcClient.connect(room.port, 'ann');
    ann.introduce();
    const lines = await ann.roundtrip();
    const commands = lines.map(commandOf).filter((one, index, all) => one !== all[index - 1]);
    expect(commands.join(' ')).toBe('001 002 003 004 005 251 252 253 254 255 265 266 375 372 376');
    expect(lines[0]).toBe(`${S} 001 ann :Welcome to lanchat, ann!ann@lan`);
    expect(lines).toContain(`${S} 372 ann :- Be kind.`);
    expect(lines).toContain(`${S} 372 ann :- To begin, type: /join #lobby`);
  });

  test('005 tells the limits and that it speaks UTF-8 only, at most 13 tokens a line', async () => {
    const room = await Chatroom.start({ chatroom: 'Room 12' });
    const ann = await IrcClient.connect(room.port, 'ann');
    ann.introduce();
    const lines = only(await ann.roundtrip(), '005');
    const tokens = lines.flatMap((line) =>
      line
        .replace(/ :are supported.*/, '')
        .split(' ')
        .slice(3),
    );
    for (const token of ['CASEMAPPING=ascii', 'NICKLEN=30', 'CHANNELLEN=50', 'CHANTYPES=#', 'UTF8ONLY'])
      expect(tokens).toContain(token);
    expect(tokens).toContain('NETWORK=Room\\x2012');
    expect(tokens).toContain('PREFIX=(ov)@+');
    for (const line of lines) {
      expect(line.startsWith(':room-12.lan 005 ann ')).toBe(true);
      expect(line.split(' ').indexOf(':are') - 3).toBeLessThanOrEqual(13);
    }
  });

  test('may come in either order, and commands in lower case', async () => {
    const room = await Chatroom.start();
    const ann = await IrcClient.connect(room.port, 'ann');
    ann.send('USER u 0 * :Ann', 'nick ann');
    await ann.expectLine(/ 001 ann :Welcome to lanchat, ann!u@lan$/);
  });

  test('433 with a suggestion for a name that is taken in any case; another one still works', async () => {
    const room = await Chatroom.start();
    await room.irc('ann');
    const other = await IrcClient.connect(room.port, 'ANN');
    other.introduce();
    await other.expectLine(`${S} 433 * ANN :Nickname is already in use: try ANN2`);
    other.send('NICK bo');
    await other.expectLine(/ 001 bo /);
  });

  test('a name that cannot be had is refused when it is given, not with USER (Modern IRC, "NICK message")', async () => {
    const room = await Chatroom.start();
    await room.irc('ann');
    const other = await IrcClient.connect(room.port);
    other.send('NICK ann', 'NICK a.b', 'NICK bo', 'USER bo 0 * :bo');
    await other.expectLine(/^:lanchat\.lan 433 \* ann :/);
    await other.expectLine(/^:lanchat\.lan 432 \* a\.b :/);
    await other.expectLine(/ 001 bo /);
    // Between CAP LS and CAP END it may still turn out to be its owner's.
    const owner = await IrcClient.connect(room.port);
    owner.send('CAP LS 302', 'NICK ann', 'USER ann 0 * :ann');
    expect(only(await owner.roundtrip(), '433')).toEqual([]);
    owner.send('CAP END');
    await owner.expectLine(/ 433 \* ann :/);
  });

  test.each([
    ['Server', 'Server', 'That name belongs to the chatroom itself: try Server2'],
    ['LANCHAT', 'LANCHAT', 'That name belongs to the chatroom itself: try LANCHAT2'],
    ['a.b', 'a.b', 'A name has only letters, digits and - _ [ ] \\ ^ { | } ` ~: try a_b'],
    [':two words', 'two_words', 'A name has only letters, digits and - _ [ ] \\ ^ { | } ` ~: try two_words'],
    ['#lobby', '#lobby', 'A name has only letters, digits and - _ [ ] \\ ^ { | } ` ~: try lobby'],
    ['a'.repeat(31), 'a'.repeat(31), `A name has at most 30 letters: try ${'a'.repeat(30)}`],
  ])('432 with a suggestion for %s (Modern IRC, "ERR_ERRONEUSNICKNAME")', async (wanted, shown, text) => {
    const room = await Chatroom.start();
    const visitor = await IrcClient.connect(room.port);
    visitor.send('USER u 0 * :u', `NICK ${wanted}`);
    await visitor.expectLine(`${S} 432 * ${shown} :${text}`);
  });

  test('432 for letters beyond ASCII suggests the plain ones', async () => {
    const room = await Chatroom.start();
    const visitor = await IrcClient.connect(room.port);
    visitor.send('USER u 0 * :u', 'NICK Zo\u00eb');
    await visitor.expectLine(/^:lanchat.lan 432 \* Zoë :A name has .*: try Zoe$/);
  });

  test('FAIL NICK names the suggestion alone, for those with standard-replies (IRCv3)', async () => {
    const room = await Chatroom.start();
    await room.irc('ann');
    const other = await IrcClient.connect(room.port, 'ann');
    other.introduce({ caps: ['standard-replies'] });
    await other.expectLine(`${S} FAIL NICK NICKNAME_IN_USE ann ann2 :Nickname is already in use: try ann2`);
    await other.expectLine(/^:lanchat.lan 433 \* ann :/);
  });

  test('431 without a name, 461 without parameters (Modern IRC)', async () => {
    const room = await Chatroom.start();
    const visitor = await IrcClient.connect(room.port);
    visitor.send('CAP LS 302', 'NICK', 'USER', 'PASS');
    const lines = await visitor.roundtrip();
    expect(lines.filter((line) => !line.includes(' CAP '))).toEqual([
      `${S} 431 * :No nickname given`,
      `${S} 461 * USER :Not enough parameters`,
      `${S} 461 * PASS :Not enough parameters`,
    ]);
  });

  test('451 for all else before registration; PING is answered (Modern IRC, "ERR_NOTREGISTERED")', async () => {
    const room = await Chatroom.start();
    const visitor = await IrcClient.connect(room.port);
    visitor.send('NICK ann', 'JOIN #lobby', 'PRIVMSG bo :hi', 'WHO', 'NONSENSE', 'PING early');
    expect(await visitor.roundtrip()).toEqual([
      ...Array.from({ length: 4 }, () => `${S} 451 * :You have not registered`),
      `${S} PONG lanchat.lan :early`,
    ]);
  });

  test('462 for USER, PASS and RESUME afterwards (Modern IRC, "ERR_ALREADYREGISTERED")', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann');
    ann.send('USER x 0 * :x', 'PASS x', 'RESUME x');
    const again = `${S} 462 ann :You may not reregister`;
    expect(await ann.roundtrip()).toEqual([again, again, again]);
  });

  test('421 for what is unknown (Modern IRC, "ERR_UNKNOWNCOMMAND")', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann');
    ann.send('FROBNICATE x', 'CAF\u00c9');
    const lines = await ann.roundtrip();
    expect(lines[0]).toBe(`${S} 421 ann FROBNICATE :Unknown command`);
    expect(lines[1]).toMatch(/^:lanchat.lan 421 ann CAFÉ :Unknown command$/);
  });

  test('QUIT before registration is answered with ERROR', async () => {
    const room = await Chatroom.start();
    const visitor = await IrcClient.connect(room.port);
    visitor.send('NICK ann', 'QUIT :changed my mind');
    expect(await visitor.untilEnd()).toEqual(['ERROR :Closing link: Quit: changed my mind']);
  });
});

describe('PASS', () => {
  test('464 and the end without the right one (Modern IRC, "PASS message")', async () => {
    const room = await Chatroom.start({ password: 'sesame' });
    for (const pass of ['wrong', undefined]) {
      const visitor = await IrcClient.connect(room.port, 'ann');
      visitor.introduce({ caps: ['standard-replies'], ...(pass === undefined ? {} : { pass }) });
      const lines = (await visitor.untilEnd()).filter((line) => commandOf(line) !== 'CAP');
      expect(lines).toEqual([
        `${S} 464 * :wrong password: ask the host for it`,
        `${S} FAIL * PASSWORD :wrong password: ask the host for it`,
        'ERROR :Closing link: wrong password: ask the host for it',
      ]);
    }
    expect(room.server.world.sessions.size).toBe(0);
  });

  test('lets in with the right one, spaces and all', async () => {
    const room = await Chatroom.start({ password: 'open sesame' });
    await room.irc('ann', { pass: ':open sesame' });
  });
});

describe('RESUME (docs/protocol.md, "Coming back")', () => {
  async function tokenOf(room: Chatroom, name: string): Promise<[IrcClient, string]> {
    const client = await IrcClient.connect(room.port, name);
    client.introduce({ caps: ['lanchat/resume', 'standard-replies'] });
    const line = await client.expectLine(/ RESUME TOKEN /);
    client.send('JOIN #lobby');
    await client.roundtrip();
    return [client, line.split(' :')[1] ?? line.split(' ').at(-1) ?? ''];
  }

  test('takes the name back from one’s own ghost, which is told REPLACED', async () => {
    const room = await Chatroom.start();
    const bo = await room.member('bo');
    const [ghost, token] = await tokenOf(room, 'ann');
    await bo.roundtrip();
    const again = await IrcClient.connect(room.port, 'ann');
    again.introduce({ caps: ['lanchat/resume'], resume: token });
    await again.expectLine(/ 001 ann /);
    const fresh = await again.expectLine(/ RESUME TOKEN /);
    expect(fresh).not.toContain(token);
    expect(await ghost.untilEnd()).toContain(
      `${S} FAIL * REPLACED :you came in as ann somewhere else, in another window or on another device: ann is there now`,
    );
    expect(await bo.roundtrip()).toEqual([':ann!ann@lan QUIT :came back on another connection']);
  });

  test('an unknown token is ignored: the name stays taken', async () => {
    const room = await Chatroom.start();
    await tokenOf(room, 'ann');
    const other = await IrcClient.connect(room.port, 'ann');
    other.introduce({ caps: ['lanchat/resume'], resume: 'guess' });
    await other.expectLine(/ 433 \* ann :/);
  });

  test('a token is for its own name only', async () => {
    const room = await Chatroom.start();
    const [ann, token] = await tokenOf(room, 'ann');
    const other = await IrcClient.connect(room.port, 'bo');
    other.introduce({ caps: ['lanchat/resume'], resume: token });
    await other.expectLine(/ 001 bo /);
    expect(await ann.roundtrip()).toEqual([]);
  });

  test('works in a chatroom that is full or locked: it is nobody new', async () => {
    const room = await Chatroom.start({ maxClients: 2 });
    const [, token] = await tokenOf(room, 'ann');
    room.console('/lock');
    const again = await IrcClient.connect(room.port, 'ann');
    again.introduce({ caps: ['lanchat/resume'], resume: token });
    await again.expectLine(/ 001 ann /);
  });
});
