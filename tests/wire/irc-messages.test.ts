/** Speaking: PRIVMSG, NOTICE, TAGMSG, AWAY, WHO, WHOIS and the small questions (Modern IRC "Sending Messages", IRCv3). */
import { describe, expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { only } from '../support/irc-client.js';

const S = ':lanchat.lan';

describe('PRIVMSG and NOTICE (Modern IRC)', () => {
  test('to a room: everyone in it but the sender; to a person in any case: that one', async () => {
    const room = await Chatroom.start();
    const [ann, bo, cy] = [await room.member('ann'), await room.member('bo'), await room.member('cy')];
    await Promise.all([ann.roundtrip(), bo.roundtrip()]);
    ann.send('PRIVMSG #LOBBY :hello all', 'NOTICE #lobby :note', 'PRIVMSG BO :psst', 'NOTICE bo :hm');
    expect(await ann.roundtrip()).toEqual([]);
    expect(await bo.roundtrip()).toEqual([
      ':ann!ann@lan PRIVMSG #lobby :hello all',
      ':ann!ann@lan NOTICE #lobby :note',
      ':ann!ann@lan PRIVMSG bo :psst',
      ':ann!ann@lan NOTICE bo :hm',
    ]);
    expect(await cy.roundtrip()).toEqual([
      ':ann!ann@lan PRIVMSG #lobby :hello all',
      ':ann!ann@lan NOTICE #lobby :note',
    ]);
  });

  test('several targets, each once, at most four (TARGMAX)', async () => {
    const room = await Chatroom.start();
    const [ann, bo] = [await room.member('ann'), await room.member('bo')];
    await ann.roundtrip();
    ann.send('PRIVMSG bo,#lobby,bo :hi', 'PRIVMSG w,x,y,z,bo :beyond');
    expect(only(await ann.roundtrip(), '401')).toHaveLength(4);
    expect(await bo.roundtrip()).toEqual([':ann!ann@lan PRIVMSG bo :hi', ':ann!ann@lan PRIVMSG #lobby :hi']);
  });

  test('401, 403, 404, 411, 412 say what was wrong; a NOTICE never does (RFC 2812 section 3.3.2)', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann');
    const wrong = ['nobody :hi', '#nowhere :hi', '#lobby :hi', '', 'nobody', 'nobody :'];
    ann.send(...wrong.map((rest) => `PRIVMSG ${rest}`));
    expect((await ann.roundtrip()).map((line) => line.split(' ').slice(1, 4).join(' '))).toEqual([
      '401 ann nobody',
      '403 ann #nowhere',
      '404 ann #lobby',
      '411 ann :No',
      '412 ann :No',
      '412 ann :No',
    ]);
    ann.send(...wrong.map((rest) => `NOTICE ${rest}`));
    expect(await ann.roundtrip()).toEqual([]);
  });

  test('a text keeps every space, colon and letter', async () => {
    const room = await Chatroom.start();
    const [ann, bo] = [await room.irc('ann'), await room.irc('bo')];
    const text = '  :a  b: \u2615 \u00e9 \u6f22\u5b57 \u{1f600} \u0002bold\u0002 \u000304,01red\u000f ';
    ann.send(`PRIVMSG bo :${text}`);
    await ann.roundtrip();
    expect(await bo.roundtrip()).toEqual([`:ann!ann@lan PRIVMSG bo :${text}`]);
  });

  test('a sender’s own claim of who it is, is ignored', async () => {
    const room = await Chatroom.start();
    const [ann, bo] = [await room.irc('ann'), await room.irc('bo')];
    ann.send(':bo!bo@lan PRIVMSG bo :it is me', ':lanchat.lan NOTICE bo :reboot');
    await ann.roundtrip();
    expect(await bo.roundtrip()).toEqual([
      ':ann!ann@lan PRIVMSG bo :it is me',
      ':ann!ann@lan NOTICE bo :reboot',
    ]);
  });

  test('no byte that ends a line or obeys a terminal gets through (Modern IRC, "Message Format")', async () => {
    const room = await Chatroom.start();
    const [ann, bo] = [await room.irc('ann'), await room.irc('bo')];
    ann.send('PRIVMSG bo :a\rPRIVMSG bo :forged\0\u001b[2J\u0007\u007f\u009b\tb');
    await ann.roundtrip();
    expect(await bo.roundtrip()).toEqual([':ann!ann@lan PRIVMSG bo :aPRIVMSG bo :forged b']);
  });
});

describe('too long (docs/protocol.md: refused, never cut)', () => {
  test('a line beyond 512 bytes gets 417 (Modern IRC, "ERR_INPUTTOOLONG")', async () => {
    const room = await Chatroom.start();
    const [ann, bo] = [await room.irc('ann'), await room.irc('bo')];
    const fill = (bytes: number): string => `PRIVMSG bo :${'x'.repeat(bytes - 'PRIVMSG bo :\r\n'.length)}`;
    ann.send(fill(513));
    expect(await ann.roundtrip()).toEqual([`${S} 417 ann :Input line was too long`]);
    expect(await bo.roundtrip()).toEqual([]);
  });

  test('a text whose relayed line would be beyond 512 bytes gets 417; one byte less is passed whole', async () => {
    const room = await Chatroom.start();
    const [ann, bo] = [await room.irc('ann'), await room.irc('bo')];
    const most = 512 - ':ann!ann@lan PRIVMSG bo :\r\n'.length;
    ann.send(`PRIVMSG bo :${'x'.repeat(most)}`, `PRIVMSG bo :${'x'.repeat(most + 1)}`);
    expect(await ann.roundtrip()).toEqual([
      `${S} 417 ann :That message was too long to pass on: send it in parts`,
    ]);
    expect(await bo.roundtrip()).toEqual([`:ann!ann@lan PRIVMSG bo :${'x'.repeat(most)}`]);
  });

  test('letters count as their UTF-8 bytes', async () => {
    const room = await Chatroom.start();
    const [ann, bo] = [await room.irc('ann'), await room.irc('bo')];
    const most = Math.floor((512 - ':ann!ann@lan PRIVMSG bo :\r\n'.length) / 3);
    ann.send(`PRIVMSG bo :${'\u6f22'.repeat(most)}`, `PRIVMSG bo :${'\u6f22'.repeat(most + 1)}`);
    expect(only(await ann.roundtrip(), '417')).toHaveLength(1);
    expect(await bo.roundtrip()).toEqual([`:ann!ann@lan PRIVMSG bo :${'\u6f22'.repeat(most)}`]);
  });

  test('4096 bytes of tags are taken, more are not (IRCv3 message-tags, "Size limit")', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann', { caps: ['message-tags'] });
    const bo = await room.irc('bo', { caps: ['message-tags'] });
    const tags = (bytes: number): string => `@+x=${'y'.repeat(bytes - '@+x= '.length)} `;
    ann.send(`${tags(4096)}TAGMSG bo`, `${tags(4097)}TAGMSG bo`);
    expect(only(await ann.roundtrip(), '417')).toHaveLength(1);
    const lines = await bo.roundtrip();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`+x=${'y'.repeat(4091)} `);
  });
});

test('invalid UTF-8 is refused with FAIL PRIVMSG INVALID_UTF8 (ISUPPORT UTF8ONLY)', async () => {
  const room = await Chatroom.start();
  const [ann, bo] = [await room.irc('ann'), await room.irc('bo')];
  ann.wire.write(Buffer.from('PRIVMSG bo :caf\u00e9\r\n', 'latin1'));
  ann.send('PRIVMSG bo :next');
  expect(await ann.roundtrip()).toEqual([
    `${S} FAIL PRIVMSG INVALID_UTF8 :Message rejected: this server speaks UTF-8 only, and that line was not`,
  ]);
  expect(await bo.roundtrip()).toEqual([':ann!ann@lan PRIVMSG bo :next']);
});

describe('AWAY (Modern IRC, IRCv3 away-notify)', () => {
  test('305, 306, 301 and AWAY to those who asked', async () => {
    const room = await Chatroom.start();
    const ann = await room.member('ann', { caps: ['away-notify'] });
    const [bo, cy] = [await room.member('bo'), await room.member('cy')];
    await Promise.all([ann.roundtrip(), bo.roundtrip()]);
    bo.send('AWAY :out for lunch');
    expect(await bo.roundtrip()).toEqual([`${S} 306 bo :You have been marked as being away`]);
    expect(await ann.roundtrip()).toEqual([':bo!bo@lan AWAY :out for lunch']);
    ann.send('PRIVMSG bo :hi', 'NOTICE bo :hi', 'USERHOST bo ann', 'WHO bo');
    expect(await ann.roundtrip()).toEqual([
      `${S} 301 ann bo :out for lunch`,
      `${S} 302 ann :bo=-bo@lan ann=+ann@lan`,
      `${S} 352 ann #lobby bo lan lanchat.lan bo G :0 bo Example`,
      `${S} 315 ann bo :End of WHO list`,
    ]);
    bo.send('AWAY', 'JOIN #games', 'AWAY :again');
    expect(only(await bo.roundtrip(), '305')).toEqual([
      `${S} 305 bo :You are no longer marked as being away`,
    ]);
    expect(await ann.roundtrip()).toEqual([':bo!bo@lan AWAY', ':bo!bo@lan AWAY :again']);
    ann.send('JOIN #games');
    bo.send('PART #games', 'JOIN #games');
    await bo.roundtrip();
    expect((await ann.roundtrip()).filter((line) => line.includes(' AWAY'))).toEqual([
      ':bo!bo@lan AWAY :again',
    ]);
    expect((await cy.roundtrip()).filter((line) => line.includes(' AWAY'))).toEqual([]);
  });
});

describe('who people are', () => {
  test('WHO of a room, a name, a mask, everyone (Modern IRC, "WHO message")', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann', { join: ['#games'] });
    await room.irc('bo', { join: ['#games'] });
    ann.send('WHO #GAMES', 'WHO b?', 'WHO nobody', 'WHO');
    const [inRoom1, inRoom2, end1, masked, end2, end3, ...all] = only(await ann.roundtrip(), '352', '315');
    expect(inRoom1).toBe(`${S} 352 ann #games ann lan lanchat.lan ann H@ :0 ann Example`);
    expect(inRoom2).toBe(`${S} 352 ann #games bo lan lanchat.lan bo H :0 bo Example`);
    expect(end1).toBe(`${S} 315 ann #GAMES :End of WHO list`);
    expect(masked).toBe(inRoom2);
    expect([end2, end3]).toEqual([
      `${S} 315 ann b? :End of WHO list`,
      `${S} 315 ann nobody :End of WHO list`,
    ]);
    expect(all).toHaveLength(3);
  });

  test('WHOIS of another person never tells an address; of oneself it does', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann', { join: ['#games'] });
    const bo = await room.irc('bo', { join: ['#lobby'] });
    bo.send('AWAY :lunch');
    await bo.roundtrip();
    ann.send('WHOIS BO', 'WHOIS lanchat.lan ann', 'WHOIS nobody');
    const lines = await ann.roundtrip();
    expect(lines).toEqual([
      `${S} 311 ann bo bo lan * :bo Example`,
      `${S} 319 ann bo :#lobby`,
      `${S} 312 ann bo lanchat.lan :lanchat`,
      `${S} 301 ann bo :lunch`,
      expect.stringMatching(/ 317 ann bo \d+ \d{10} :seconds idle, signon time$/),
      `${S} 318 ann BO :End of /WHOIS list`,
      `${S} 311 ann ann ann lan * :ann Example`,
      `${S} 319 ann ann :@#games`,
      `${S} 312 ann ann lanchat.lan :lanchat`,
      `${S} 378 ann ann :is connecting from 127.0.0.1`,
      expect.stringMatching(/ 317 /),
      `${S} 318 ann ann :End of /WHOIS list`,
      `${S} 401 ann nobody :No such nick/channel`,
      `${S} 318 ann nobody :End of /WHOIS list`,
    ]);
    expect(lines.slice(0, 6).join('')).not.toContain('127.0.0.1');
  });

  test('WHOIS lists rooms in whole words, in lines that fit', async () => {
    const room = await Chatroom.start({ floodControl: false });
    const rooms = Array.from({ length: 20 }, (_, index) => `#${'r'.repeat(40)}${index}`);
    const ann = await room.irc('ann', { join: rooms });
    ann.send('WHOIS ann');
    const lines = only(await ann.roundtrip(), '319');
    expect(lines.flatMap((line) => (line.split(' :')[1] ?? '').split(' '))).toEqual(
      rooms.map((one) => `@${one}`),
    );
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(510);
  });

  test('ISON, MOTD, LUSERS, VERSION and TIME (Modern IRC)', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann');
    ann.send('ISON ann nobody ANN', 'MOTD', 'LUSERS', 'VERSION', 'TIME', 'PING', 'PONG x');
    const lines = await ann.roundtrip();
    expect(lines[0]).toBe(`${S} 303 ann :ann ann`);
    expect(lines[1]).toBe(`${S} 422 ann :There is no message of the day`);
    expect(only(lines, '251')).toEqual([`${S} 251 ann :There are 1 users and 0 invisible on 1 servers`]);
    expect(only(lines, '351')[0]).toContain('lanchat-test lanchat.lan');
    expect(only(lines, '391')[0]).toMatch(/ 391 ann lanchat\.lan \d{10} :\d{4}-/);
    expect(only(lines, '409')).toEqual([`${S} 409 ann :No origin specified`]);
  });
});

describe('NICK and QUIT', () => {
  test('a change of name is told once to all who share a room, and to oneself', async () => {
    const room = await Chatroom.start();
    const [ann, bo, cy] = [
      await room.member('ann', { join: ['#g'] }),
      await room.member('bo', { join: ['#g'] }),
      await room.irc('cy'),
    ];
    await Promise.all([ann.roundtrip(), bo.roundtrip()]);
    ann.send('NICK anna', 'NICK ANNA', 'NICK bo', 'NICK lanchat');
    expect(await ann.roundtrip()).toEqual([
      ':ann!ann@lan NICK anna',
      ':anna!ann@lan NICK ANNA',
      `${S} 433 ANNA bo :Nickname is already in use: try bo2`,
      `${S} 432 ANNA lanchat :That name belongs to the chatroom itself: try lanchat2`,
    ]);
    expect(await bo.roundtrip()).toEqual([':ann!ann@lan NICK anna', ':anna!ann@lan NICK ANNA']);
    expect(await cy.roundtrip()).toEqual([]);
    bo.send('PRIVMSG anna :you?');
    await ann.expectLine(':bo!bo@lan PRIVMSG anna :you?'.replace('anna', 'ANNA'));
    await room.irc('ann');
  });

  test('QUIT is told once to all who share a room; the link is closed with ERROR', async () => {
    const room = await Chatroom.start();
    const [ann, bo] = [await room.member('ann', { join: ['#g'] }), await room.member('bo', { join: ['#g'] })];
    await ann.roundtrip();
    bo.send('QUIT :good night', 'PRIVMSG #lobby :ghost');
    expect(await bo.untilEnd()).toEqual(['ERROR :Closing link: Quit: good night']);
    expect(await ann.roundtrip()).toEqual([':bo!bo@lan QUIT :Quit: good night']);
  });
});
