/** Rooms: JOIN, PART, NAMES, TOPIC, LIST, KICK, INVITE (Modern IRC "Channel Operations"; docs/protocol.md "Names and rooms"). */
import { describe, expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { only } from '../support/irc-client.js';

const S = ':lanchat.lan';

describe('JOIN (Modern IRC, "JOIN message")', () => {
  test('answers with the JOIN, the topic and the names; others get the JOIN', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann', { join: ['#Games'] });
    ann.send('TOPIC #games :Chess');
    await ann.roundtrip();
    const bo = await room.irc('bo');
    bo.send('JOIN #GAMES');
    const lines = await bo.roundtrip();
    expect(lines).toEqual([
      ':bo!bo@lan JOIN #Games',
      `${S} 332 bo #Games :Chess`,
      expect.stringMatching(/^:lanchat\.lan 333 bo #Games ann \d+$/),
      `${S} 353 bo = #Games :@ann bo`,
      `${S} 366 bo #Games :End of /NAMES list`,
    ]);
    expect(await ann.roundtrip()).toEqual([':bo!bo@lan JOIN #Games']);
  });

  test('whoever creates a room is its operator; the main room has none', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann');
    ann.send('JOIN #lobby', 'JOIN #games');
    const names = only(await ann.roundtrip(), '353');
    expect(names).toEqual([`${S} 353 ann = #lobby :ann`, `${S} 353 ann = #games :@ann`]);
  });

  test('several rooms and keys at once; the same one twice is one', async () => {
    const room = await Chatroom.start();
    const op = await room.irc('op', { join: ['#b'] });
    op.send('MODE #b +k sesame');
    await op.roundtrip();
    const ann = await room.irc('ann');
    ann.send('JOIN #a,#b,#A x,sesame');
    expect(only(await ann.roundtrip(), 'JOIN')).toEqual([':ann!ann@lan JOIN #a', ':ann!ann@lan JOIN #b']);
    ann.send('JOIN #a');
    expect(await ann.roundtrip()).toEqual([]);
  });

  test('JOIN 0 leaves every room (RFC 2812 section 3.2.1)', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann', { join: ['#a', '#b'] });
    ann.send('JOIN 0');
    expect(await ann.roundtrip()).toEqual([':ann!ann@lan PART #a', ':ann!ann@lan PART #b']);
  });

  test.each(['lobby', '#', '#a:b', `#${'x'.repeat(50)}`, '&local'])('476 for %s', async (name) => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann');
    ann.send(`JOIN ${name}`);
    await ann.expectLine(`${S} 476 ann ${name} :A room's name is # and up to 49 letters, digits or signs`);
  });

  test('405 beyond fifty rooms, and no empty room is left behind (CHANLIMIT)', async () => {
    const room = await Chatroom.start({ floodControl: false });
    const ann = await room.irc('ann');
    ann.send(...Array.from({ length: 50 }, (_, index) => `JOIN #r${index}`));
    await ann.roundtrip();
    ann.send('JOIN #extra');
    expect(await ann.roundtrip()).toEqual([`${S} 405 ann #extra :You have joined too many channels`]);
    expect(room.server.world.rooms.size).toBe(51);
  });
});

describe('PART (Modern IRC, "PART message")', () => {
  test('is told to all in the room, oneself included, with the reason', async () => {
    const room = await Chatroom.start();
    const [ann, bo] = [await room.member('ann'), await room.member('bo')];
    await ann.roundtrip();
    bo.send('PART #LOBBY :off to lunch');
    expect(await bo.roundtrip()).toEqual([':bo!bo@lan PART #lobby :off to lunch']);
    expect(await ann.roundtrip()).toEqual([':bo!bo@lan PART #lobby :off to lunch']);
  });

  test('442 and 403 where one is not', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann');
    ann.send('PART #lobby', 'PART #nowhere', 'PART');
    expect(await ann.roundtrip()).toEqual([
      `${S} 442 ann #lobby :You're not on that channel`,
      `${S} 403 ann #nowhere :No such channel`,
      `${S} 461 ann PART :Not enough parameters`,
    ]);
  });
});

describe('NAMES (Modern IRC, "NAMES message")', () => {
  test('of a room, of several, of none', async () => {
    const room = await Chatroom.start();
    const ann = await room.member('ann', { join: ['#games'] });
    ann.send('NAMES #LOBBY,#games', 'NAMES #nowhere', 'NAMES');
    expect(await ann.roundtrip()).toEqual([
      `${S} 353 ann = #lobby :ann`,
      `${S} 366 ann #lobby :End of /NAMES list`,
      `${S} 353 ann = #games :@ann`,
      `${S} 366 ann #games :End of /NAMES list`,
      `${S} 366 ann #nowhere :End of /NAMES list`,
      `${S} 366 ann * :End of /NAMES list`,
    ]);
  });

  test('a long list comes in lines that fit 512 bytes, with nobody missing', async () => {
    const room = await Chatroom.start();
    const names = Array.from({ length: 40 }, (_, index) => `p${index}${'x'.repeat(25)}`);
    for (const name of names) await room.member(name);
    const ann = await room.irc('ann', { caps: ['userhost-in-names'], join: ['#lobby'] });
    ann.send('NAMES #lobby');
    const lines = only(await ann.roundtrip(), '353');
    const listed = lines.flatMap((line) => (line.split(' :')[1] ?? '').split(' '));
    expect(listed.map((mask) => mask.split('!')[0])).toEqual([...names, 'ann']);
    expect(listed[40]).toBe('ann!ann@lan');
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(510);
  });

  test('shows the highest prefix, and all with multi-prefix (IRCv3)', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann', { join: ['#games'] });
    ann.send('MODE #games +v ann', 'NAMES #games', 'CAP REQ multi-prefix', 'NAMES #games');
    expect(only(await ann.roundtrip(), '353')).toEqual([
      `${S} 353 ann = #games :@ann`,
      `${S} 353 ann = #games :@+ann`,
    ]);
  });
});

describe('TOPIC (Modern IRC, "TOPIC message")', () => {
  test('is set, told to all, shown, and taken away', async () => {
    const room = await Chatroom.start();
    const [ann, bo] = [
      await room.irc('ann', { join: ['#games'] }),
      await room.irc('bo', { join: ['#games'] }),
    ];
    await ann.roundtrip();
    ann.send('TOPIC #games', 'TOPIC #games :Chess');
    expect(await ann.roundtrip()).toEqual([
      `${S} 331 ann #games :No topic is set`,
      ':ann!ann@lan TOPIC #games :Chess',
    ]);
    bo.send('TOPIC #games');
    expect(await bo.roundtrip()).toEqual([
      ':ann!ann@lan TOPIC #games :Chess',
      `${S} 332 bo #games :Chess`,
      expect.stringMatching(/ 333 bo #games ann \d+$/),
    ]);
    ann.send('TOPIC #games :', 'TOPIC #games');
    expect(await ann.roundtrip()).toEqual([
      ':ann!ann@lan TOPIC #games :',
      `${S} 331 ann #games :No topic is set`,
    ]);
  });

  test('482 without power over it, 442 from outside, 403 for no room', async () => {
    const room = await Chatroom.start();
    await room.irc('op', { join: ['#games'] });
    const ann = await room.member('ann', { join: ['#games'] });
    const bo = await room.irc('bo');
    ann.send('TOPIC #games :mine', 'TOPIC #lobby :mine');
    expect(await ann.roundtrip()).toEqual([
      `${S} 482 ann #games :You're not channel operator`,
      `${S} 482 ann #lobby :You're not channel operator`,
    ]);
    bo.send('TOPIC #games :mine', 'TOPIC #nowhere :mine');
    expect(await bo.roundtrip()).toEqual([
      `${S} 442 bo #games :You're not on that channel`,
      `${S} 403 bo #nowhere :No such channel`,
    ]);
  });

  test('is cut at TOPICLEN, never inside a character', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann', { join: ['#games'] });
    ann.send(`TOPIC #games :x${'\u6f22'.repeat(120)}`);
    await ann.expectLine(`:ann!ann@lan TOPIC #games :x${'\u6f22'.repeat(99)}`);
  });
});

describe('LIST (Modern IRC, "LIST message")', () => {
  test('shows rooms with people in them, their number and topic; masks choose', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann', { join: ['#games', '#go'] });
    ann.send('TOPIC #games :Chess', 'LIST', 'LIST #ga*', 'LIST #nowhere');
    expect(only(await ann.roundtrip(), '321', '322', '323')).toEqual([
      `${S} 321 ann Channel :Users  Name`,
      `${S} 322 ann #games 1 :Chess`,
      `${S} 322 ann #go 1 :`,
      `${S} 323 ann :End of /LIST`,
      `${S} 321 ann Channel :Users  Name`,
      `${S} 322 ann #games 1 :Chess`,
      `${S} 323 ann :End of /LIST`,
      `${S} 321 ann Channel :Users  Name`,
      `${S} 323 ann :End of /LIST`,
    ]);
  });

  test('a room that everyone has left is gone, with its topic and modes', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann', { join: ['#games'] });
    ann.send('TOPIC #games :Chess', 'MODE #games +m', 'PART #games', 'JOIN #games', 'MODE #games');
    const lines = await ann.roundtrip();
    expect(only(lines, '332')).toEqual([]);
    expect(only(lines, '324')).toEqual([`${S} 324 ann #games +nt`]);
  });
});

describe('KICK (Modern IRC, "KICK message")', () => {
  test('puts somebody out, told to all', async () => {
    const room = await Chatroom.start();
    const [ann, bo] = [
      await room.irc('ann', { join: ['#games'] }),
      await room.irc('bo', { join: ['#games'] }),
    ];
    await ann.roundtrip();
    ann.send('KICK #games BO :too loud');
    expect(await ann.roundtrip()).toEqual([':ann!ann@lan KICK #games bo :too loud']);
    expect(await bo.roundtrip()).toEqual([':ann!ann@lan KICK #games bo :too loud']);
    bo.send('PRIVMSG #games :still here?');
    await bo.expectLine(/ 404 bo #games :/);
    expect(await ann.roundtrip()).toEqual([]);
  });

  test('482, 441, 442, 403, 461', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann', { join: ['#games'] });
    const bo = await room.irc('bo', { join: ['#games'] });
    const cy = await room.irc('cy');
    await ann.roundtrip();
    bo.send('KICK #games ann');
    expect(await bo.roundtrip()).toEqual([`${S} 482 bo #games :You're not channel operator`]);
    cy.send('KICK #games ann', 'KICK #nowhere ann', 'KICK #games');
    expect(await cy.roundtrip()).toEqual([
      `${S} 442 cy #games :You're not on that channel`,
      `${S} 403 cy #nowhere :No such channel`,
      `${S} 461 cy KICK :Not enough parameters`,
    ]);
    ann.send('KICK #games cy,nobody');
    expect(await ann.roundtrip()).toEqual([
      `${S} 441 ann cy #games :They aren't on that channel`,
      `${S} 441 ann nobody #games :They aren't on that channel`,
    ]);
  });
});

describe('INVITE (Modern IRC, "INVITE message")', () => {
  test('opens a closed room once, for the person invited', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann', { join: ['#games'] });
    const bo = await room.irc('bo');
    ann.send('MODE #games +i', 'INVITE bo #games');
    expect(only(await ann.roundtrip(), '341')).toEqual([`${S} 341 ann bo #games`]);
    bo.send('INVITE', 'JOIN #games', 'PART #games', 'JOIN #games');
    const lines = await bo.roundtrip();
    expect(lines[0]).toBe(':ann!ann@lan INVITE bo #games');
    expect(lines.slice(1, 3)).toEqual([`${S} 336 bo #games`, `${S} 337 bo :End of /INVITE list`]);
    expect(only(lines, 'JOIN', '473')).toEqual([
      ':bo!bo@lan JOIN #games',
      `${S} 473 bo #games :Cannot join channel (+i)`,
    ]);
  });

  test('is not for whoever has the name next', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann', { join: ['#games'] });
    const bo = await room.irc('bo');
    ann.send('MODE #games +i', 'INVITE bo #games');
    await ann.roundtrip();
    bo.send('QUIT');
    await bo.untilEnd();
    const mallory = await room.irc('bo');
    mallory.send('JOIN #games');
    expect(await mallory.roundtrip()).toEqual([`${S} 473 bo #games :Cannot join channel (+i)`]);
  });

  test('403, 442, 401, 443, 482', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann', { join: ['#games'] });
    const bo = await room.irc('bo', { join: ['#games'] });
    const cy = await room.irc('cy');
    ann.send('INVITE bo #nowhere', 'INVITE nobody #games', 'INVITE bo #games', 'MODE #games +i');
    expect(only(await ann.roundtrip(), '403', '401', '443')).toEqual([
      `${S} 403 ann #nowhere :No such channel`,
      `${S} 401 ann nobody :No such nick/channel`,
      `${S} 443 ann bo #games :is already on channel`,
    ]);
    cy.send('INVITE ann #games');
    await cy.expectLine(`${S} 442 cy #games :You're not on that channel`);
    bo.send('INVITE cy #games');
    await bo.expectLine(`${S} 482 bo #games :You're not channel operator`);
  });
});
