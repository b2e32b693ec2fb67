/** Modern IRC, "Ban", "Exception" and "Invite-Exception Channel Mode"; RFC 2811 section 4.3; EXTBAN. */
import { describe, expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { ask, only } from '../support/irc-client.js';
import { dataFolder, openSqlite } from '../support/sqlite.js';

const S = ':lanchat.lan';

async function scene() {
  const room = await Chatroom.start();
  const op = await room.irc('op', { join: ['#games'] });
  return { room, op, bo: await room.irc('bo') };
}

describe('+e (RPL_ISUPPORT EXCEPTS)', () => {
  test('lets in and lets speak whom a ban would keep out', async () => {
    const { op, bo } = await scene();
    await ask(op, 'MODE #games +be *!*@lan bo');
    expect(only(await ask(bo, 'JOIN #games'), '474', 'JOIN')).toEqual([':bo!bo@lan JOIN #games']);
    expect(await ask(bo, 'PRIVMSG #games :hi')).toEqual([]);
    await ask(op, 'MODE #games -e bo!*@*');
    await bo.roundtrip();
    expect(only(await ask(bo, 'PRIVMSG #games :hi'), '404')).toHaveLength(1);
  });

  test('348 and 349 show the list, with who set it and when', async () => {
    const { op, bo } = await scene();
    expect(await ask(op, 'MODE #games +e bo')).toEqual([':op!op@lan MODE #games +e bo!*@*']);
    for (const query of ['e', '+e', '-e']) {
      expect(await ask(bo, `MODE #games ${query}`)).toEqual([
        expect.stringMatching(/^:lanchat\.lan 348 bo #games bo!\*@\* op \d{10}$/),
        `${S} 349 bo #games :End of channel exception list`,
      ]);
    }
  });
});

describe('+I (RPL_ISUPPORT INVEX)', () => {
  test('lets in without an invitation, and passes nothing but +i', async () => {
    const { op, bo } = await scene();
    await ask(op, 'MODE #games +iIk *!bo@* sesame');
    expect(only(await ask(bo, 'JOIN #games'), '473', '475')).toEqual([
      `${S} 475 bo #games :Cannot join channel (+k)`,
    ]);
    expect(only(await ask(bo, 'JOIN #games sesame'), 'JOIN')).toHaveLength(1);
  });

  test('346 and 347 show the list, with who set it and when', async () => {
    const { op, bo } = await scene();
    await ask(op, 'MODE #games +I bo');
    expect(await ask(bo, 'MODE #games I')).toEqual([
      expect.stringMatching(/^:lanchat\.lan 346 bo #games bo!\*@\* op \d{10}$/),
      `${S} 347 bo #games :End of channel invite exception list`,
    ]);
    expect(await ask(op, 'MODE #games -I BO')).toEqual([':op!op@lan MODE #games -I BO!*@*']);
    expect(await ask(op, 'MODE #games I')).toEqual([
      `${S} 347 op #games :End of channel invite exception list`,
    ]);
  });
});

test('all three lists are asked for in one line, each once; a secret room shows none to strangers', async () => {
  const { op, bo } = await scene();
  const ends = only(await ask(bo, 'MODE #games bIebb'), '368', '347', '349').map(
    (line) => line.split(' ')[1],
  );
  expect(ends).toEqual(['368', '347', '349']);
  await ask(op, 'MODE #games +s');
  expect(await ask(bo, 'MODE #games +I')).toEqual([`${S} 403 bo #games :No such channel`]);
});

test('478 when a list is full (MAXLIST), each list for itself', async () => {
  const room = await Chatroom.start({ floodControl: false });
  const op = await room.irc('op', { join: ['#games'] });
  for (let index = 0; index < 100; index += 4) {
    op.send(`MODE #games +eeee ${[0, 1, 2, 3].map((n) => `m${index + n}`).join(' ')}`);
  }
  expect((await ask(op, 'MODE #games +eb one two')).slice(-2)).toEqual([
    `${S} 478 op #games e :Channel list is full`,
    ':op!op@lan MODE #games +b two!*@*',
  ]);
});

test('RPL_ISUPPORT names the lists and their length', async () => {
  const { op } = await scene();
  const tokens = only(await ask(op, 'VERSION'), '005')
    .join(' ')
    .split(' ');
  expect(tokens).toEqual(
    expect.arrayContaining(['EXCEPTS=e', 'EXTBAN=,am', 'INVEX=I', 'MAXLIST=b:100,e:100,I:100']),
  );
});

test('the lists are kept with the room', async () => {
  const folder = await dataFolder();
  const store = await openSqlite(folder);
  const before = await Chatroom.start({ store });
  const op = await before.irc('op', { join: ['#games'] });
  await ask(op, 'MODE #games +beI x y z', 'PRIVMSG #games :hi');
  await before.server.stop();
  await store.close();
  const after = await Chatroom.start({ store: await openSqlite(folder) });
  const bo = await after.irc('bo');
  const rows = only(await ask(bo, 'MODE #games beI'), '367', '348', '346');
  expect(rows.map((line) => line.split(' ').slice(1, 6).join(' '))).toEqual([
    '367 bo #games x!*@* op',
    '348 bo #games y!*@* op',
    '346 bo #games z!*@* op',
  ]);
});

describe('EXTBAN=,am (Modern IRC, "EXTBAN Parameter")', () => {
  const MUTED = `${S} 404 bo #games :Cannot send to channel: its operators have muted you (+b m:)`;

  test('m: mutes without keeping out; a voice and +e m: lift it', async () => {
    const { op, bo } = await scene();
    expect(await ask(op, 'MODE #games +b m:BO')).toEqual([':op!op@lan MODE #games +b m:BO!*@*']);
    expect(only(await ask(bo, 'JOIN #games'), 'JOIN')).toHaveLength(1);
    expect(await ask(bo, 'PRIVMSG #games :hi', 'NOTICE #games :hi', 'TAGMSG #games')).toEqual([MUTED, MUTED]);
    await ask(op, 'MODE #games +v bo');
    await bo.roundtrip();
    expect(await ask(bo, 'PRIVMSG #games :voiced')).toEqual([]);
    await ask(op, 'MODE #games -v+e bo m:*!bo@*');
    await bo.roundtrip();
    expect(await ask(bo, 'PRIVMSG #games :exempt')).toEqual([]);
    expect(only(await ask(op, 'MODE #games be'), '367', '348').map((line) => line.split(' ')[4])).toEqual([
      'm:BO!*@*',
      'm:*!bo@*',
    ]);
    expect(await ask(op, 'MODE #games -e m:*!bo@*')).toEqual([':op!op@lan MODE #games -e m:*!bo@*']);
    await bo.roundtrip();
    expect(await ask(bo, 'PRIVMSG #games :hi')).toEqual([MUTED]);
  });

  test('696 for what is no extended ban; a mask of the longest fits its line', async () => {
    const { op } = await scene();
    const text =
      'Before a mask there may be m: for a mute, in the lists b and e, and a: for an account; nothing else has a colon there';
    expect(await ask(op, 'MODE #games +bb z:bo m:m:bo', 'MODE #games +I m:bo')).toEqual([
      `${S} 696 op #games b z:bo :${text}`,
      `${S} 696 op #games b m:m:bo :${text}`,
      `${S} 696 op #games I m:bo :${text}`,
    ]);
    const [line = ''] = await ask(
      op,
      `MODE #games +bbbb ${[1, 2, 3, 4].map((n) => `m:${n}${'x'.repeat(110)}`).join(' ')}`,
    );
    expect(line.split(' ')).toHaveLength(8);
    expect(line.length).toBeLessThanOrEqual(510);
  });
});

test('whom a room has banned or muted takes no other name in it: 437 with the room (RFC 2812 section 5.2, ERR_UNAVAILRESOURCE)', async () => {
  const { op, bo } = await scene();
  await ask(bo, 'JOIN #games');
  await ask(op, 'MODE #games +b m:bo');
  await bo.roundtrip();
  expect(await ask(bo, 'NICK nobody')).toEqual([
    `${S} 437 bo #games :Cannot change nickname while banned or muted in that channel`,
  ]);
  await ask(op, 'MODE #games +v bo');
  await bo.roundtrip();
  expect(await ask(bo, 'NICK nobody')).toEqual([':bo!bo@lan NICK nobody']);
});
