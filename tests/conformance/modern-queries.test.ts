/** Questions to the server (RFC 2812 sections 3.4 and 3.6; Modern IRC, "Server Queries and Commands"). */
import { describe, expect, test } from '@jest/globals';
import { USAGE } from '../../lib/dialects/irc/help.js';
import { COMMANDS } from '../../lib/dialects/irc/commands.js';
import { makeOperator } from '../../lib/core/world.js';
import { Chatroom } from '../support/chat-server.js';
import { ask, IrcClient, only } from '../support/irc-client.js';

const S = ':lanchat.lan';

async function people(): Promise<{ room: Chatroom; ann: IrcClient; bo: IrcClient }> {
  const room = await Chatroom.start({ floodControl: false });
  const ann = await room.member('ann');
  const bo = await room.member('bo');
  await ann.roundtrip();
  return { room, ann, bo };
}

describe('WHO (RFC 2812 section 3.6.1)', () => {
  test('of a room, a name, a mask, and of operators alone', async () => {
    const { ann, bo } = await people();
    await ask(bo, 'AWAY :lunch', 'MODE bo +B');
    expect(await ask(ann, 'WHO #lobby')).toEqual([
      `${S} 352 ann #lobby ann lan lanchat.lan ann H :0 ann Example`,
      `${S} 352 ann #lobby bo lan lanchat.lan bo GB :0 bo Example`,
      `${S} 315 ann #lobby :End of WHO list`,
    ]);
    expect(only(await ask(ann, 'WHO BO'), '352')).toHaveLength(1);
    for (const mask of ['b*', 'bo!*@*', '*!B?@lan', '*o@la*'])
      expect(only(await ask(ann, `WHO ${mask}`), '352')).toHaveLength(1);
    expect(only(await ask(ann, 'WHO *!*@nowhere'), '352')).toEqual([]);
    expect(await ask(ann, 'WHO * o')).toEqual([`${S} 315 ann * :End of WHO list`]);
    expect(await ask(ann, 'WHO #nowhere')).toEqual([`${S} 315 ann #nowhere :End of WHO list`]);
  });

  test('of the invisible only where one shares a room with them, or knows the name', async () => {
    const { room, bo } = await people();
    const far = await room.irc('far');
    await ask(far, 'MODE far +i');
    expect(only(await ask(bo, 'WHO f*'), '352')).toEqual([]);
    expect(only(await ask(bo, 'WHO far'), '352')).toHaveLength(1);
    await ask(far, 'JOIN #lobby');
    await bo.roundtrip();
    expect(only(await ask(bo, 'WHO f*'), '352')).toHaveLength(1);
    expect(only(await ask(bo, 'LUSERS'), '251')[0]).toContain(
      'There are 2 users and 1 invisible on 1 servers',
    );
  });
});

describe('WHOIS (RFC 2812 section 3.6.2)', () => {
  test('of several, with one end for all as they were asked for (RPL_ENDOFWHOIS); 401 for nobody, 431 for none, 402 for another server', async () => {
    const { ann } = await people();
    const lines = await ask(ann, 'WHOIS ann,bo,bo', 'WHOIS bo bo', 'WHOIS lanchat.lan bo');
    expect(only(lines, '311').map((line) => line.split(' ')[3])).toEqual(['ann', 'bo', 'bo', 'bo']);
    expect(only(lines, '318').map((line) => line.split(' ')[3])).toEqual(['ann,bo,bo', 'bo', 'bo']);
    expect(await ask(ann, 'WHOIS NOBODY', 'WHOIS', 'WHOIS other.server bo')).toEqual([
      `${S} 401 ann NOBODY :No such nick/channel`,
      `${S} 318 ann NOBODY :End of /WHOIS list`,
      `${S} 431 ann :No nickname given`,
      `${S} 402 ann other.server :No such server`,
    ]);
  });

  test('tells numerics in their order, the address to oneself alone, and no secret rooms', async () => {
    const { room, ann, bo } = await people();
    await ask(bo, 'JOIN #hidden', 'MODE #hidden +s', 'AWAY :lunch', 'MODE bo +B');
    expect((await ask(ann, 'WHOIS bo')).map((line) => line.split(' ')[1])).toEqual(
      '311 319 312 335 301 317 318'.split(' '),
    );
    expect(only(await ask(ann, 'WHOIS bo'), '319')).toEqual([`${S} 319 ann bo :#lobby`]);
    expect(only(await ask(bo, 'WHOIS bo'), '378')).toHaveLength(1);
    expect(only(await ask(bo, 'WHOIS bo'), '319')[0]).toContain('@#hidden');
    await room.server.stop();
  });
});

describe('WHOWAS (RFC 2812 section 3.6.3)', () => {
  test('tells who had a name, the last one first, as many as asked for', async () => {
    const { room, ann } = await people();
    for (const real of ['one', 'two']) {
      const cy = await room.irc('cy');
      // In other letters it is the same name.
      await ask(cy, `NICK cy_${real}`, 'NICK CY', 'NICK cY');
      cy.send('QUIT');
      await cy.untilEnd();
    }
    await ann.roundtrip();
    const lines = await ask(ann, 'WHOWAS cy', 'WHOWAS cy_TWO 1');
    expect(only(lines, '314').map((line) => line.split(' ')[3])).toEqual(['cY', 'cy', 'cY', 'cy', 'cy_two']);
    expect(lines.slice(0, 2)).toEqual([
      `${S} 314 ann cY cy lan * :cy Example`,
      expect.stringMatching(/^:lanchat\.lan 312 ann cY lanchat\.lan :\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    ]);
    expect(only(lines, '312')).toHaveLength(5);
    expect(only(lines, '369')).toEqual([
      `${S} 369 ann cy :End of WHOWAS`,
      `${S} 369 ann cy_TWO :End of WHOWAS`,
    ]);
    expect(await ask(ann, 'WHOWAS nobody', 'WHOWAS')).toEqual([
      `${S} 406 ann nobody :There was no such nickname`,
      `${S} 369 ann nobody :End of WHOWAS`,
      `${S} 431 ann :No nickname given`,
    ]);
  });

  test('of several names at once the last of all is the first, up to the count of each, with one end', async () => {
    const { room, ann } = await people();
    for (const name of ['cy', 'di', 'cy']) {
      const other = await room.irc(name);
      other.send('QUIT');
      await other.untilEnd();
    }
    await ann.roundtrip();
    for (const names of ['cy,di,nobody', 'nobody,di,cy']) {
      const lines = await ask(ann, `WHOWAS ${names}`);
      expect(only(lines, '314').map((line) => line.split(' ')[3])).toEqual(['cy', 'di', 'cy']);
      expect(lines.slice(-2)).toEqual([
        `${S} 406 ann nobody :There was no such nickname`,
        `${S} 369 ann ${names} :End of WHOWAS`,
      ]);
      const once = only(await ask(ann, `WHOWAS ${names} 1`), '314');
      expect(once.map((line) => line.split(' ')[3])).toEqual(['cy', 'di']);
    }
  });
});

describe('LIST (ISUPPORT ELIST=CMNTU)', () => {
  async function listed(client: IrcClient, conditions: string): Promise<readonly (string | undefined)[]> {
    return only(await ask(client, `LIST ${conditions}`), '322').map((line) => line.split(' ')[3]);
  }

  test('by mask and not by mask, by people, by age of the room and of its topic', async () => {
    const { room, ann, bo } = await people();
    await ask(ann, 'JOIN #aa,#ab', 'TOPIC #aa :old');
    room.advance(10 * 60_000);
    await ask(bo, 'JOIN #aa,#new', 'TOPIC #new :young');
    expect(await listed(ann, '#A*')).toEqual(['#aa', '#ab']);
    expect(await listed(ann, '#a*,#new')).toEqual(['#aa', '#ab', '#new']);
    expect(await listed(ann, '!#a*')).toEqual(['#lobby', '#new']);
    expect(await listed(ann, '#a*,#lobby >1')).toEqual(['#lobby', '#aa']);
    expect(await listed(ann, '>1')).toEqual(['#lobby', '#aa']);
    expect(await listed(ann, '<2')).toEqual(['#ab', '#new']);
    expect(await listed(ann, 'C<5')).toEqual(['#new']);
    expect(await listed(ann, 'C>5,>1,!#lobby')).toEqual(['#aa']);
    expect(await listed(ann, 'T<5')).toEqual(['#new']);
    expect(await listed(ann, 'T>5')).toEqual(['#aa']);
  });
});

describe('of the server itself', () => {
  test('402 for another one, an answer for a mask of this one or for one’s own name', async () => {
    const { ann } = await people();
    for (const word of ['MOTD', 'VERSION', 'TIME', 'ADMIN', 'INFO', 'LUSERS *', 'STATS u'])
      expect(await ask(ann, `${word} other.server`)).toEqual([`${S} 402 ann other.server :No such server`]);
    expect(only(await ask(ann, 'TIME lan*', 'TIME ann', 'TIME BO'), '391')).toHaveLength(3);
  });

  test('INFO, ADMIN, LINKS, STATS, USERS, SUMMON', async () => {
    const { room, ann } = await people();
    room.advance(90_061_000);
    expect((await ask(ann, 'INFO')).map((line) => line.split(' ')[1])).toEqual(['371', '371', '374']);
    expect(await ask(ann, 'ADMIN', 'USERS', 'SUMMON')).toEqual([
      `${S} 256 ann lanchat.lan :Administrative info`,
      `${S} 257 ann :lanchat`,
      `${S} 258 ann :Whoever opened it is in the place where you are`,
      `${S} 259 ann :There is no address to write to: ask in #lobby`,
      `${S} 446 ann :USERS has been disabled`,
      `${S} 445 ann :SUMMON has been disabled`,
    ]);
    expect(await ask(ann, 'LINKS', 'LINKS *.org')).toEqual([
      `${S} 364 ann * lanchat.lan :0 lanchat`,
      `${S} 365 ann * :End of /LINKS list`,
      `${S} 365 ann *.org :End of /LINKS list`,
    ]);
    expect(await ask(ann, 'STATS u', 'STATS z', 'STATS')).toEqual([
      expect.stringMatching(/^:lanchat\.lan 242 ann :Server Up 1 days 1:01:\d\d$/),
      `${S} 219 ann u :End of /STATS report`,
      `${S} 219 ann z :End of /STATS report`,
      `${S} 461 ann STATS :Not enough parameters`,
    ]);
  });

  test('HELP lists the subjects, and has a line for every command there is (704, 705, 706, 524)', async () => {
    const { ann } = await people();
    const index = await ask(ann, 'HELP');
    expect(index.slice(0, 2)).toEqual([`${S} 704 ann * :** HELP <subject> **`, `${S} 705 ann * :`]);
    expect(index.at(-1)).toBe(`${S} 706 ann * :End of /HELP`);
    const text = index.join(' ');
    const unlisted = ['PONG', 'HELPOP', 'USERS', 'SUMMON', 'RESUME'];
    for (const name of Object.keys(USAGE)) expect([...COMMANDS.keys()]).toContain(name);
    for (const name of COMMANDS.keys()) {
      if (unlisted.includes(name)) continue;
      expect(Object.keys(USAGE)).toContain(name);
      expect(text).toContain(name);
    }
    expect(await ask(ann, 'HELPOP join')).toEqual([
      `${S} 704 ann join :** JOIN **`,
      `${S} 705 ann join :`,
      `${S} 705 ann join :${USAGE['JOIN'] ?? ''}`,
      `${S} 706 ann join :End of /HELP`,
    ]);
    expect(await ask(ann, 'HELP frobnicate', 'HELP :two words')).toEqual([
      `${S} 524 ann frobnicate :No help on that: HELP lists the subjects`,
      `${S} 524 ann * :No help on that: HELP lists the subjects`,
    ]);
  });

  test('LUSERS counts people, operators, those at the door and rooms', async () => {
    const { room, ann } = await people();
    const stranger = await IrcClient.connect(room.port);
    stranger.send('NICK x');
    await stranger.roundtrip();
    for (const session of room.server.world.sessions.values())
      if (session.person.name === 'bo') makeOperator(room.server.world, session);
    expect(await ask(ann, 'LUSERS')).toEqual([
      `${S} 251 ann :There are 2 users and 0 invisible on 1 servers`,
      `${S} 252 ann 1 :operator(s) online`,
      `${S} 253 ann 1 :unknown connection(s)`,
      `${S} 254 ann 1 :channels formed`,
      `${S} 255 ann :I have 2 clients and 0 servers`,
      `${S} 265 ann 2 2 :Current local users 2, max 2`,
      `${S} 266 ann 2 2 :Current global users 2, max 2`,
    ]);
  });

  test('TIME has the seconds since 1970 and a text for people; VERSION has the tokens with it', async () => {
    const { ann } = await people();
    expect(await ask(ann, 'TIME')).toEqual([
      expect.stringMatching(/^:lanchat\.lan 391 ann lanchat\.lan \d{10} :\d{4}-\d\d-\d\dT/),
    ]);
    const [version, ...tokens] = await ask(ann, 'VERSION');
    expect(version).toMatch(/^:lanchat\.lan 351 ann lanchat-test lanchat\.lan :/);
    expect(only(tokens, '005')).toHaveLength(tokens.length);
  });
});

test('WALLOPS reaches those who are +w, and is for operators (RFC 2812 section 4.7)', async () => {
  const { room, ann, bo } = await people();
  expect(await ask(ann, 'WALLOPS :hear me')).toEqual([
    `${S} 481 ann :Permission Denied- You're not an IRC operator`,
  ]);
  for (const session of room.server.world.sessions.values())
    if (session.person.name === 'ann') session.operator = true;
  await ask(bo, 'MODE bo +w');
  await ask(ann, 'WALLOPS :hear me');
  expect(await bo.roundtrip()).toEqual([':ann!ann@lan WALLOPS :hear me']);
  // What would not fit its line is refused, not cut; nothing is nothing to say.
  expect(await ask(ann, `WALLOPS :${'x'.repeat(495)}`, 'WALLOPS :')).toEqual([
    `${S} 417 ann :That message was too long to pass on: send it in parts`,
    `${S} 461 ann WALLOPS :Not enough parameters`,
  ]);
  expect(await bo.roundtrip()).toEqual([]);
});

test('who is invisible is shown by NAMES and WHO of a room, and with it by WHOIS, to those in it alone (Modern IRC, "Invisible User Mode")', async () => {
  const { room, ann, bo } = await people();
  const cy = await room.irc('cy');
  await ask(bo, 'MODE bo +i');
  expect(only(await ask(cy, 'NAMES #lobby'), '353')).toEqual([`${S} 353 cy = #lobby :ann`]);
  expect(only(await ask(cy, 'WHO #lobby'), '352')).toHaveLength(1);
  expect(only(await ask(cy, 'WHOIS bo', 'WHOIS ann'), '319')).toEqual([`${S} 319 cy ann :#lobby`]);
  expect(only(await ask(ann, 'NAMES #lobby'), '353')).toEqual([`${S} 353 ann = #lobby :ann bo`]);
  expect(only(await ask(ann, 'WHO #lobby'), '352')).toHaveLength(2);
});

test('USERHOST of up to five, ISON of as many as a line holds, in lines of 512 bytes (302, 303)', async () => {
  const { room, ann, bo } = await people();
  await ask(bo, 'AWAY :lunch');
  expect(await ask(ann, 'USERHOST ann BO nobody', 'USERHOST a b c d e ann', 'USERHOST')).toEqual([
    `${S} 302 ann :ann=+ann@lan bo=-bo@lan`,
    `${S} 302 ann :`,
    `${S} 461 ann USERHOST :Not enough parameters`,
  ]);
  const names = Array.from({ length: 15 }, (_, index) => `${'n'.repeat(28)}${index + 10}`);
  for (const name of names) await room.irc(name);
  const found = await ask(ann, 'ISON nobody BO', `ISON ${names.join(' ')}`, 'ISON nobody');
  expect(found[0]).toBe(`${S} 303 ann :bo`);
  expect(found.at(-1)).toBe(`${S} 303 ann :`);
  const many = found.slice(1, -1);
  expect(many.flatMap((line) => line.split(' :')[1]?.split(' '))).toEqual(names);
  for (const line of found) expect(line.length).toBeLessThanOrEqual(510);
});

test('what is asked about comes back as it was sent: 315, 318, 366 (Modern IRC, "RPL_ENDOFWHO", "RPL_ENDOFWHOIS")', async () => {
  const { ann } = await people();
  const long = 'x'.repeat(300);
  const lines = await ask(ann, `WHO ${long}*`, 'WHO', `WHOIS Bo,${long}`, 'NAMES #Nowhere', 'WHO Zo\u00eb');
  expect(only(lines, '315', '318', '366')).toEqual([
    `${S} 315 ann ${long}* :End of WHO list`,
    `${S} 315 ann * :End of WHO list`,
    `${S} 318 ann Bo,${long} :End of /WHOIS list`,
    `${S} 366 ann #Nowhere :End of /NAMES list`,
    `${S} 315 ann Zo\u00eb :End of WHO list`,
  ]);
});
