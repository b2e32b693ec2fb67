/** MODE: b i k l m n s t of rooms, o v of members, and what people may set of themselves (Modern IRC, "Modes"). */
import { describe, expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { ask, only, type IrcClient } from '../support/irc-client.js';

const S = ':lanchat.lan';

interface Scene {
  readonly room: Chatroom;
  /** Operator of #games, alone in it. */
  readonly op: IrcClient;
  readonly bo: IrcClient;
}

async function scene(): Promise<Scene> {
  const room = await Chatroom.start();
  const op = await room.irc('op', { join: ['#games'] });
  return { room, op, bo: await room.irc('bo') };
}

test('324 and 329 tell the modes; a new room has +nt', async () => {
  const { op } = await scene();
  expect(await ask(op, 'MODE #games')).toEqual([
    `${S} 324 op #games +nt`,
    expect.stringMatching(/ 329 op #games \d{10}$/),
  ]);
  expect(await ask(op, 'MODE #nowhere')).toEqual([`${S} 403 op #nowhere :No such channel`]);
});

test('a change is told to all, and what changes nothing to nobody', async () => {
  const { op, bo } = await scene();
  await ask(bo, 'JOIN #games');
  await op.roundtrip();
  expect(await ask(op, 'MODE #games +m-n+v bo')).toEqual([':op!op@lan MODE #games +m-n+v bo']);
  expect(await bo.roundtrip()).toEqual([':op!op@lan MODE #games +m-n+v bo']);
  expect(await ask(op, 'MODE #games +m-n+v bo')).toEqual([]);
  expect(await bo.roundtrip()).toEqual([]);
});

test('482 for those who are no operators; asking is free', async () => {
  const { op, bo } = await scene();
  await ask(bo, 'JOIN #games');
  expect(await ask(bo, 'MODE #games +m')).toEqual([`${S} 482 bo #games :You're not channel operator`]);
  expect(await ask(bo, 'MODE #games +b')).toEqual([`${S} 368 bo #games :End of channel ban list`]);
  expect(only(await ask(op, 'MODE #games'), '324')).toEqual([`${S} 324 op #games +nt`]);
});

test('472 for an unknown mode, others in the same command still apply', async () => {
  const { op } = await scene();
  expect(await ask(op, 'MODE #games +mX')).toEqual([
    `${S} 472 op X :is unknown mode char to me`,
    ':op!op@lan MODE #games +m',
  ]);
});

test('the longest MODE makes no line beyond 512 bytes', async () => {
  const { op } = await scene();
  for (const line of await ask(op, `MODE #games ${'+i-i'.repeat(120)}`, `MODE #games ${'Z'.repeat(480)}`)) {
    expect(line.length).toBeLessThanOrEqual(510);
  }
  const mask = 'm'.repeat(110);
  for (const line of await ask(op, `MODE #games +bbbb ${[1, 2, 3, 4].map((n) => `${n}${mask}`).join(' ')}`)) {
    expect(line.length).toBeLessThanOrEqual(510);
  }
});

describe('+b (ban)', () => {
  test('keeps out and silences, by mask and in any case; the list tells who set it', async () => {
    const { op, bo } = await scene();
    await ask(bo, 'JOIN #games');
    await op.roundtrip();
    expect(await ask(op, 'MODE #games +b B?')).toEqual([':op!op@lan MODE #games +b B?!*@*']);
    await bo.roundtrip();
    expect(await ask(bo, 'PRIVMSG #games :hi')).toEqual([
      `${S} 404 bo #games :Cannot send to channel: you are banned from it (+b)`,
    ]);
    await ask(bo, 'PART #games');
    expect(await ask(bo, 'JOIN #games')).toEqual([`${S} 474 bo #games :Cannot join channel (+b)`]);
    expect(only(await ask(op, 'MODE #games +b b?!*@*'), 'MODE')).toEqual([]);
    expect(only(await ask(op, 'MODE #games b'), '367', '368')).toEqual([
      expect.stringMatching(/^:lanchat\.lan 367 op #games B\?!\*@\* op \d{10}$/),
      `${S} 368 op #games :End of channel ban list`,
    ]);
    expect(await ask(op, 'MODE #games -b b?!*@*')).toEqual([':op!op@lan MODE #games -b b?!*@*']);
    expect(only(await ask(bo, 'JOIN #games'), 'JOIN')).toHaveLength(1);
  });

  test('a mask that begins with a colon, or is none, cannot break the list', async () => {
    const { op } = await scene();
    expect(await ask(op, 'MODE #games +b ::x', 'MODE #games +b :', 'MODE #games +b ::')).toEqual([
      ':op!op@lan MODE #games +b x!*@*',
      expect.stringMatching(/^:lanchat\.lan 696 op #games b \* :A mask says /),
      expect.stringMatching(/^:lanchat\.lan 696 op #games b \* :A mask says /),
    ]);
    expect(only(await ask(op, 'MODE #games b'), '367')).toEqual([
      expect.stringMatching(/^:lanchat\.lan 367 op #games x!\*@\* op \d{10}$/),
    ]);
  });

  test('478 when the list is full (MAXLIST)', async () => {
    const room = await Chatroom.start({ floodControl: false });
    const op = await room.irc('op', { join: ['#games'] });
    for (let index = 0; index < 100; index += 4) {
      op.send(`MODE #games +bbbb ${[0, 1, 2, 3].map((n) => `m${index + n}`).join(' ')}`);
    }
    expect((await ask(op, 'MODE #games +b onemore')).at(-1)).toBe(
      `${S} 478 op #games b :Channel list is full`,
    );
  });
});

test('+i: 473 for those who are not invited', async () => {
  const { op, bo } = await scene();
  await ask(op, 'MODE #games +i');
  expect(await ask(bo, 'JOIN #games')).toEqual([`${S} 473 bo #games :Cannot join channel (+i)`]);
});

test('+k: 475 without the key, which is shown to members only', async () => {
  const { op, bo } = await scene();
  expect(await ask(op, 'MODE #games +k sesame')).toEqual([':op!op@lan MODE #games +k sesame']);
  expect(await ask(bo, 'JOIN #games', 'JOIN #games SESAME')).toEqual([
    `${S} 475 bo #games :Cannot join channel (+k)`,
    `${S} 475 bo #games :Cannot join channel (+k)`,
  ]);
  expect(only(await ask(bo, 'MODE #games'), '324')).toEqual([`${S} 324 bo #games +ntk *`]);
  expect(only(await ask(bo, 'JOIN #games sesame', 'MODE #games'), '324')).toEqual([
    `${S} 324 bo #games +ntk sesame`,
  ]);
  await op.roundtrip();
  expect(await ask(op, 'MODE #games -k')).toEqual([':op!op@lan MODE #games -k *']);
  expect(await ask(op, 'MODE #games +k a,b', `MODE #games +k ${'k'.repeat(33)}`)).toEqual([
    `${S} 696 op #games k a,b :A key is 1 to 32 letters, digits or signs, without commas`,
    `${S} 696 op #games k ${'k'.repeat(33)} :A key is 1 to 32 letters, digits or signs, without commas`,
  ]);
});

test('+l: 471 when the room is full', async () => {
  const { op, bo } = await scene();
  expect(await ask(op, 'MODE #games +l 1')).toEqual([':op!op@lan MODE #games +l 1']);
  expect(await ask(bo, 'JOIN #games')).toEqual([`${S} 471 bo #games :Cannot join channel (+l)`]);
  expect(
    await ask(op, 'MODE #games +l zero', 'MODE #games +l -5', 'MODE #games +l', 'MODE #games -l'),
  ).toEqual([
    `${S} 696 op #games l zero :A limit is a number from 1 up`,
    `${S} 696 op #games l -5 :A limit is a number from 1 up`,
    ':op!op@lan MODE #games -l',
  ]);
});

test('+m: 404 for those without a voice', async () => {
  const { op, bo } = await scene();
  await ask(bo, 'JOIN #games');
  await ask(op, 'MODE #games +m');
  await bo.roundtrip();
  expect(await ask(bo, 'PRIVMSG #games :hi')).toEqual([
    `${S} 404 bo #games :Cannot send to channel: only some may speak (+m)`,
  ]);
  await ask(op, 'MODE #games +v bo');
  await bo.roundtrip();
  expect(await ask(bo, 'PRIVMSG #games :hi')).toEqual([]);
  await op.expectLine(':bo!bo@lan PRIVMSG #games :hi');
});

test('+n: 404 from outside; -n lets messages in', async () => {
  const { op, bo } = await scene();
  expect(await ask(bo, 'PRIVMSG #games :hi')).toEqual([
    `${S} 404 bo #games :Cannot send to channel: join it first (+n)`,
  ]);
  await ask(op, 'MODE #games -n');
  expect(await ask(bo, 'PRIVMSG #games :hi')).toEqual([]);
  await op.expectLine(':bo!bo@lan PRIVMSG #games :hi');
});

test('+s: outsiders see nothing of the room: LIST, NAMES, WHO, WHOIS, TOPIC, MODE', async () => {
  const { op, bo } = await scene();
  await ask(op, 'MODE #games +s', 'TOPIC #games :secret plans');
  const seen = await ask(
    bo,
    'LIST',
    'NAMES #games',
    'WHO #games',
    'WHO op',
    'WHOIS op',
    'TOPIC #games',
    'MODE #games',
    'MODE #games b',
  );
  expect(seen.filter((line) => line.includes('#games'))).toEqual([
    `${S} 366 bo #games :End of /NAMES list`,
    `${S} 315 bo #games :End of WHO list`,
    `${S} 403 bo #games :No such channel`,
    `${S} 403 bo #games :No such channel`,
    `${S} 403 bo #games :No such channel`,
  ]);
  expect(only(await ask(op, 'NAMES #games'), '353')).toEqual([`${S} 353 op @ #games :@op`]);
});

test('-t lets every member set the topic', async () => {
  const { op, bo } = await scene();
  await ask(op, 'MODE #games -t');
  await ask(bo, 'JOIN #games');
  expect(await ask(bo, 'TOPIC #games :ours')).toEqual([':bo!bo@lan TOPIC #games :ours']);
});

test('+o hands on the power, -o takes it; 401 and 441 for those not there', async () => {
  const { op, bo } = await scene();
  expect(await ask(op, 'MODE #games +o bo', 'MODE #games +v nobody')).toEqual([
    `${S} 441 op bo #games :They aren't on that channel`,
    `${S} 401 op nobody :No such nick/channel`,
  ]);
  await ask(bo, 'JOIN #games');
  await op.roundtrip();
  expect(await ask(op, 'MODE #games +o-o BO op')).toEqual([':op!op@lan MODE #games +o-o bo op']);
  expect(await ask(op, 'MODE #games +m')).toEqual([`${S} 482 op #games :You're not channel operator`]);
  await bo.roundtrip();
  expect(await ask(bo, 'MODE #games +m')).toEqual([':bo!bo@lan MODE #games +m']);
});

describe('people', () => {
  test('221 for one’s own; what clients set by themselves is no error', async () => {
    const { bo } = await scene();
    expect(await ask(bo, 'MODE bo', 'MODE BO +i', 'MODE bo +w')).toEqual([
      `${S} 221 bo +`,
      ':bo MODE bo :+i',
      ':bo MODE bo :+w',
    ]);
    expect(await ask(bo, 'MODE bo', 'MODE bo +iw', 'MODE bo -i+B-w', 'MODE bo')).toEqual([
      `${S} 221 bo +iw`,
      ':bo MODE bo :-i+B-w',
      `${S} 221 bo +B`,
    ]);
  });

  test('502 for somebody else’s, 501 for an unknown one', async () => {
    const { bo } = await scene();
    expect(await ask(bo, 'MODE op +i', 'MODE bo +Q')).toEqual([
      `${S} 502 bo :Cannot change mode for other users`,
      `${S} 501 bo :Unknown MODE flag`,
    ]);
  });
});
