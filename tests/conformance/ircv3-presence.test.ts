/** Who is here, and how they are: MONITOR, extended-monitor, setname, bot-mode, pre-away and what comes with JOIN (ircv3.net). */
import { describe, expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { ask, IrcClient, only } from '../support/irc-client.js';

const S = ':lanchat.lan';

async function leave(client: IrcClient): Promise<void> {
  client.send('QUIT');
  await client.untilEnd();
}

describe('MONITOR', () => {
  test('+ tells who is here (730) and who is not (731), and from then on as they come and go', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann');
    await room.irc('cy');
    expect(await ask(ann, 'MONITOR + Bo,CY,x.y')).toEqual([`${S} 730 ann :cy!cy@lan`, `${S} 731 ann :Bo`]);
    const bo = await room.irc('bo');
    expect(await ann.roundtrip()).toEqual([`${S} 730 ann :bo!bo@lan`]);
    await ask(bo, 'NICK BO');
    expect(await ann.roundtrip()).toEqual([]);
    await ask(bo, 'NICK bob');
    expect(await ann.roundtrip()).toEqual([`${S} 731 ann :BO`]);
    await ask(bo, 'NICK bo');
    await leave(bo);
    expect(await ann.roundtrip()).toEqual([`${S} 730 ann :bo!bo@lan`, `${S} 731 ann :bo`]);
  });

  test('-, C, L and S ("MONITOR -", "MONITOR C", …)', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann');
    await ask(ann, 'MONITOR + bo,cy,ann');
    expect(await ask(ann, 'MONITOR - CY', 'MONITOR L', 'MONITOR S')).toEqual([
      `${S} 732 ann :bo,ann`,
      `${S} 733 ann :End of MONITOR list`,
      `${S} 730 ann :ann!ann@lan`,
      `${S} 731 ann :bo`,
    ]);
    expect(await ask(ann, 'MONITOR C', 'MONITOR L', 'MONITOR', 'MONITOR +')).toEqual([
      `${S} 733 ann :End of MONITOR list`,
      `${S} 461 ann MONITOR :Not enough parameters`,
      `${S} 461 ann MONITOR :Not enough parameters`,
    ]);
    const bo = await room.irc('bo');
    await bo.roundtrip();
    expect(await ann.roundtrip()).toEqual([]);
  });

  test('734 beyond the hundred of ISUPPORT MONITOR; lines stay within 512 bytes; nothing is left behind', async () => {
    const room = await Chatroom.start({ floodControl: false });
    const ann = await room.irc('ann');
    expect((await ask(ann, 'VERSION')).join(' ')).toContain(' MONITOR=100 ');
    const names = Array.from({ length: 103 }, (_, number) => `somebody_with_a_long_name_${number}`);
    const lines: string[] = [];
    for (let at = 0; at < names.length; at += 10)
      lines.push(...(await ask(ann, `MONITOR + ${names.slice(at, at + 10).join(',')}`)));
    expect(only(lines, '734')).toEqual([
      `${S} 734 ann 100 ${names.slice(100).join(',')} :Monitor list is full`,
    ]);
    for (const line of [...lines, ...(await ask(ann, 'MONITOR L'))])
      expect(line.length).toBeLessThanOrEqual(510);
    await leave(ann);
    expect(room.server.world.watchers.size).toBe(0);
  });
});

describe('extended-monitor', () => {
  test('tells of AWAY, ACCOUNT and SETNAME those who asked for both, once, also without a room in common', async () => {
    const room = await Chatroom.start();
    const caps = ['extended-monitor', 'away-notify', 'account-notify', 'setname'];
    const ann = await room.irc('ann', { caps });
    const old = await room.irc('old', { caps: caps.slice(1) });
    const bo = await room.irc('bo', { caps: ['setname', 'draft/account-registration'], join: ['#r'] });
    for (const one of [ann, old]) await ask(one, 'MONITOR + bo');
    await ask(bo, 'AWAY :lunch', 'AWAY', 'SETNAME :Bo the Second', 'REGISTER * * correct-horse-battery');
    expect(await ann.roundtrip()).toEqual([
      ':bo!bo@lan AWAY :lunch',
      ':bo!bo@lan AWAY',
      ':bo!bo@lan SETNAME :Bo the Second',
      ':bo!bo@lan ACCOUNT bo',
    ]);
    expect(await old.roundtrip()).toEqual([]);
    await ask(ann, 'JOIN #r');
    await bo.roundtrip();
    await ask(bo, 'AWAY :again');
    expect(await ann.roundtrip()).toEqual([':bo!bo@lan AWAY :again']);
  });
});

describe('setname', () => {
  test('tells those in the room and oneself, and shows in WHOIS; FAIL SETNAME INVALID_REALNAME', async () => {
    const room = await Chatroom.start();
    const ann = await room.member('ann', { caps: ['setname'] });
    const bo = await room.member('bo');
    await ann.roundtrip();
    expect(await ask(ann, 'SETNAME :Ann of the Lake')).toEqual([':ann!ann@lan SETNAME :Ann of the Lake']);
    expect(only(await ask(bo, 'WHOIS ann'), '311')[0]).toMatch(/:Ann of the Lake$/);
    expect(await ask(ann, 'SETNAME :', `SETNAME :${'x'.repeat(300)}`)).toEqual([
      expect.stringContaining('FAIL SETNAME INVALID_REALNAME'),
      expect.stringContaining('FAIL SETNAME INVALID_REALNAME'),
    ]);
    expect((await ask(ann, 'VERSION')).join(' ')).toMatch(/ NAMELEN=\d+ /);
  });
});

describe('bot-mode', () => {
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
});

describe('draft/pre-away', () => {
  test('takes AWAY before the welcome, `*` for no reason; without it 451', async () => {
    const room = await Chatroom.start();
    const bo = await room.irc('bo');
    const ann = await IrcClient.connect(room.port, 'ann');
    ann.send(
      'CAP LS 302',
      'AWAY :no',
      'CAP REQ draft/pre-away',
      'AWAY *',
      'NICK ann',
      'USER ann 0 * :Ann',
      'CAP END',
    );
    await ann.expectLine(`${S} 451 * :You have not registered`);
    await ann.expectLine(`${S} 306 * :You have been marked as being away`);
    await ann.expectLine(/ 001 ann /);
    expect(only(await ask(bo, 'PRIVMSG ann :there?'), '301')).toEqual([`${S} 301 bo ann :Away`]);
    expect(only(await ask(bo, 'NOTICE ann :there?'), '301')).toEqual([]);
    await ask(ann, 'AWAY');
    expect(await ask(bo, 'PRIVMSG ann :there?')).toEqual([]);
  });
});

describe('JOIN', () => {
  test.each(['no-implicit-names', 'draft/no-implicit-names'])('brings no NAMES with %s', async (cap) => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann', { caps: [cap] });
    expect(await ask(ann, 'JOIN #r')).toEqual([':ann!ann@lan JOIN #r']);
    expect(only(await ask(ann, 'NAMES #r'), '353')).toHaveLength(1);
  });
});

describe('draft/extended-isupport', () => {
  test('answers ISUPPORT before the welcome, in a batch for those who know them', async () => {
    const room = await Chatroom.start();
    const ann = await IrcClient.connect(room.port, 'ann');
    ann.send('CAP LS 302', 'ISUPPORT');
    await ann.expectLine(`${S} 451 * :You have not registered`);
    ann.send('CAP REQ :batch draft/extended-isupport', 'ISUPPORT', 'NICK ann', 'USER ann 0 * :Ann');
    await ann.expectLine(`${S} BATCH +isupport draft/isupport`);
    await ann.expectLine(/^@batch=isupport :lanchat\.lan 005 \* /);
    await ann.expectLine(`${S} BATCH -isupport`);
    ann.send('CAP END');
    await ann.expectLine(/ 004 ann /);
    expect(await ann.nextLine()).toBe(`${S} BATCH +isupport draft/isupport`);
    const lines = await ann.roundtrip();
    expect(lines.filter((line) => line.includes(' 005 ') && !line.startsWith('@batch='))).toEqual([]);
  });
});
