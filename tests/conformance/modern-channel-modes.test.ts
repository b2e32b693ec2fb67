/** Room modes, their lists and who may speak (Modern IRC, "Channel Modes"; RFC 2811 section 4). */
import { describe, expect, test } from '@jest/globals';
import { openSqliteStore } from '../../lib/storage/sqlite/open.js';
import { Chatroom } from '../support/chat-server.js';
import { only, type IrcClient } from '../support/irc-client.js';
import { dataFolder } from '../support/sqlite.js';

const S = ':lanchat.lan';

interface Scene {
  readonly room: Chatroom;
  readonly op: IrcClient;
  readonly bo: IrcClient;
}

async function scene(): Promise<Scene> {
  const room = await Chatroom.start();
  const op = await room.irc('op', { join: ['#r'] });
  return { room, op, bo: await room.irc('bo') };
}

async function ask(client: IrcClient, ...lines: readonly string[]): Promise<readonly string[]> {
  client.send(...lines);
  return client.roundtrip();
}

async function both(one: IrcClient, other: IrcClient): Promise<void> {
  await one.roundtrip();
  await other.roundtrip();
}

describe('ISUPPORT', () => {
  test('names the modes and lists there are', async () => {
    const { op } = await scene();
    const tokens = (await ask(op, 'VERSION')).join(' ').split(' ');
    for (const token of ['CHANMODES=Ibe,k,l,Cimnst', 'EXCEPTS=e', 'INVEX=I', 'EXTBAN=,m', 'STATUSMSG=@+'])
      expect(tokens).toContain(token);
    expect(tokens.find((token) => token.startsWith('MAXLIST='))).toMatch(/^MAXLIST=b:(\d+),e:\1,I:\1$/);
  });
});

describe('+e (ban exception)', () => {
  test('lets in whom a ban keeps out; 348 and 349 list them', async () => {
    const { op, bo } = await scene();
    await ask(op, 'MODE #r +be *!*@* BO');
    expect(await ask(bo, 'JOIN #r')).toContain(':bo!bo@lan JOIN #r');
    expect(await ask(bo, 'MODE #r e')).toEqual([
      expect.stringMatching(/^:lanchat\.lan 348 bo #r BO!\*@\* op \d{10}$/),
      `${S} 349 bo #r :End of channel exception list`,
    ]);
    await op.roundtrip();
    expect(await ask(op, 'MODE #r -e bo!*@*')).toEqual([':op!op@lan MODE #r -e bo!*@*']);
    await bo.roundtrip();
    expect(only(await ask(bo, 'PRIVMSG #r :hi'), '404')).toHaveLength(1);
  });
});

describe('+I (invite exception)', () => {
  test('opens a +i room to a mask, and neither a key nor a ban; 346 and 347 list them', async () => {
    const { op, bo } = await scene();
    await ask(op, 'MODE #r +iI b?');
    expect(await ask(bo, 'JOIN #r')).toContain(':bo!bo@lan JOIN #r');
    await ask(bo, 'PART #r');
    await ask(op, 'MODE #r +k sesame');
    expect(await ask(bo, 'JOIN #r')).toEqual([`${S} 475 bo #r :Cannot join channel (+k)`]);
    await op.roundtrip();
    expect(await ask(op, 'MODE #r +I')).toEqual([
      expect.stringMatching(/^:lanchat\.lan 346 op #r b\?!\*@\* op \d{10}$/),
      `${S} 347 op #r :End of channel invite exception list`,
    ]);
  });
});

describe('+b m: (extban that mutes, ISUPPORT EXTBAN)', () => {
  test('lets in and silences, but for operators and those with a voice, and is lifted by +e m:', async () => {
    const { op, bo } = await scene();
    expect(await ask(op, 'MODE #r +b m:bo')).toEqual([':op!op@lan MODE #r +b m:bo!*@*']);
    await ask(bo, 'JOIN #r');
    await op.roundtrip();
    expect(await ask(bo, 'PRIVMSG #r :hi')).toEqual([
      `${S} 404 bo #r :Cannot send to channel: its operators have muted you (+b m:)`,
    ]);
    await ask(op, 'MODE #r +v bo', 'MODE #r -v bo', 'MODE #r +e m:bo');
    await ask(bo, 'PRIVMSG #r :now');
    expect(await op.roundtrip()).toEqual([':bo!bo@lan PRIVMSG #r :now']);
    expect(await ask(op, 'MODE #r +b m:')).toEqual([]);
  });
});

describe('+C (no CTCP)', () => {
  test('refuses questions from program to program, and passes /me', async () => {
    const { op, bo } = await scene();
    await ask(bo, 'JOIN #r');
    await ask(op, 'MODE #r +C');
    await both(op, bo);
    expect(await ask(bo, 'PRIVMSG #r :\u0001VERSION\u0001', 'NOTICE #r :\u0001VERSION x\u0001')).toEqual([
      `${S} 404 bo #r :Cannot send to channel: no questions from program to program (+C)`,
    ]);
    await ask(bo, 'PRIVMSG #r :\u0001ACTION waves\u0001');
    expect(await op.roundtrip()).toEqual([':bo!bo@lan PRIVMSG #r :\u0001ACTION waves\u0001']);
    expect(only(await ask(op, 'MODE #r'), '324')).toEqual([`${S} 324 op #r +ntC`]);
  });
});

describe('parameters', () => {
  test('696 for a limit that is none and a key that cannot be one; nothing is announced', async () => {
    const { op } = await scene();
    expect(await ask(op, 'MODE #r +l x', 'MODE #r +l 0')).toEqual([
      `${S} 696 op #r l x :A limit is a number from 1 up`,
      `${S} 696 op #r l 0 :A limit is a number from 1 up`,
    ]);
    expect(only(await ask(op, 'MODE #r +k a,b'), '696', 'MODE')).toEqual([
      `${S} 696 op #r k a,b :A key is 1 to 32 letters, digits or signs, without commas`,
    ]);
  });

  test('many changes are one line, in their order; what changes nothing is left out', async () => {
    const { op, bo } = await scene();
    await ask(bo, 'JOIN #r');
    await op.roundtrip();
    expect(await ask(op, 'MODE #r +mov-t+lk bo bo 5 sesame')).toEqual([
      ':op!op@lan MODE #r +mov-t+lk bo bo 5 sesame',
    ]);
    expect(await ask(op, 'MODE #r +mov-t+lk bo bo 5 sesame')).toEqual([]);
    // Four with a parameter at most (ISUPPORT MODES).
    expect(await ask(op, 'MODE #r -vvv+b-k bo nobody bo x!*@* sesame')).toEqual([
      `${S} 401 op nobody :No such nick/channel`,
      ':op!op@lan MODE #r -v+b-k bo x!*@* *',
    ]);
  });

  test('324 shows the key to members alone (Modern IRC, "RPL_CHANNELMODEIS")', async () => {
    const { op, bo } = await scene();
    await ask(op, 'MODE #r +kl sesame 9');
    expect(only(await ask(op, 'MODE #r'), '324')).toEqual([`${S} 324 op #r +ntkl sesame 9`]);
    expect(only(await ask(bo, 'MODE #r'), '324')).toEqual([`${S} 324 bo #r +ntkl * 9`]);
  });
});

describe('STATUSMSG', () => {
  test('@#room reaches its operators alone, +#room those with a voice too, and history keeps neither', async () => {
    const { room, op, bo } = await scene();
    const cy = await room.irc('cy', { join: ['#r'] });
    await ask(bo, 'JOIN #r');
    await ask(op, 'MODE #r +v bo');
    for (const one of [op, bo, cy]) await one.roundtrip();
    await ask(cy, 'PRIVMSG @#r :for ops', 'NOTICE +#R :for voices');
    expect(await op.roundtrip()).toEqual([
      ':cy!cy@lan PRIVMSG @#r :for ops',
      ':cy!cy@lan NOTICE +#r :for voices',
    ]);
    expect(await bo.roundtrip()).toEqual([':cy!cy@lan NOTICE +#r :for voices']);
    expect(await ask(cy, 'PRIVMSG @#nowhere :x')).toEqual([`${S} 403 cy #nowhere :No such channel`]);
    const dee = await room.irc('dee', { caps: ['draft/chathistory', 'batch'], join: ['#r'] });
    expect(only(await ask(dee, 'CHATHISTORY LATEST #r * 9'), 'PRIVMSG')).toEqual([]);
    expect(only(await ask(await room.irc('eve'), 'PRIVMSG @#r :x'), '404')).toHaveLength(1);
  });
});

describe('INVITE', () => {
  test('is told to those in the room who want to know (IRCv3 invite-notify), and not to others', async () => {
    const { room, op, bo } = await scene();
    const cy = await room.irc('cy', { caps: ['invite-notify'], join: ['#r'] });
    const dee = await room.irc('dee', { join: ['#r'] });
    for (const one of [op, cy, dee]) await one.roundtrip();
    expect(await ask(op, 'INVITE bo #r')).toEqual([`${S} 341 op bo #r`]);
    expect(await bo.roundtrip()).toEqual([':op!op@lan INVITE bo #r']);
    expect(await cy.roundtrip()).toEqual([':op!op@lan INVITE bo #r']);
    expect(await dee.roundtrip()).toEqual([]);
  });

  test('of somebody away says so (301); its errors are 401, 403, 442, 443 and 482', async () => {
    const { op, bo } = await scene();
    await ask(bo, 'AWAY :lunch');
    expect(await ask(op, 'INVITE bo #r')).toEqual([`${S} 341 op bo #r`, `${S} 301 op bo :lunch`]);
    expect(await ask(op, 'INVITE nobody #r', 'INVITE bo #none', 'INVITE op #r', 'INVITE bo')).toEqual([
      `${S} 401 op nobody :No such nick/channel`,
      `${S} 403 op #none :No such channel`,
      `${S} 443 op op #r :is already on channel`,
      `${S} 461 op INVITE :Not enough parameters`,
    ]);
    expect(only(await ask(bo, 'INVITE op #r'), '442')).toHaveLength(1);
    await ask(bo, 'JOIN #r');
    await ask(op, 'MODE #r +i');
    await bo.roundtrip();
    expect(only(await ask(bo, 'INVITE op #r'), '482')).toHaveLength(1);
  });
});

test('a muted person sets no topic either', async () => {
  const { room, op } = await scene();
  room.console('/mute op');
  expect(only(await ask(op, 'TOPIC #r :new'), '404')).toHaveLength(1);
});

test('all lists and modes are there after a restart', async () => {
  const data = await dataFolder();
  const before = await Chatroom.start({ store: await openSqliteStore(data) });
  const op = await before.irc('op', { join: ['#r'] });
  await ask(op, 'MODE #r +Cbe-t m:x!*@* y!*@*', 'MODE #r +I z!*@*', 'PRIVMSG #r :kept');
  await before.server.stop();
  const after = await Chatroom.start({ store: await openSqliteStore(data) });
  const bo = await after.irc('bo', { join: ['#r'] });
  expect(only(await ask(bo, 'MODE #r'), '324')).toEqual([`${S} 324 bo #r +nC`]);
  const lists = await ask(bo, 'MODE #r b', 'MODE #r e', 'MODE #r I');
  expect(lists.map((line) => line.split(' ')[4]).filter((mask) => mask?.includes('!'))).toEqual([
    'm:x!*@*',
    'y!*@*',
    'z!*@*',
  ]);
});
