/** Modern IRC, "MODE message" (RFC 2812 sections 3.1.5 and 3.2.3): what a line of changes does, and what it is answered. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MODE_PARAMS_MAX, parseModeChanges } from '../../lib/core/modes.js';
import { openSqliteStore } from '../../lib/storage/sqlite/open.js';
import { Chatroom } from '../support/chat-server.js';
import { ask, only } from '../support/irc-client.js';
import { dataFolder } from '../support/sqlite.js';

const S = ':lanchat.lan';

async function scene() {
  const room = await Chatroom.start();
  const op = await room.irc('op', { join: ['#games'] });
  const bo = await room.irc('bo', { join: ['#games'] });
  await op.roundtrip();
  return { room, op, bo };
}

describe('channel mode: the changes of one line', () => {
  test('take their parameters in order, and are told to all in one MODE', async () => {
    const { op, bo } = await scene();
    const told = ':op!op@lan MODE #games +ov-i+bl bo bo cy!*@* 9';
    await ask(op, 'MODE #games +i');
    await bo.roundtrip();
    expect(await ask(op, 'MODE #games +ov-i+bl bo bo cy 9')).toEqual([told]);
    expect(await bo.roundtrip()).toEqual([told]);
  });

  test('come in the order in which they were asked for, without those that fail or change nothing', async () => {
    const { op } = await scene();
    const all = 'MODE #games +mov-t+lk bo bo 5 sesame';
    expect(await ask(op, all)).toEqual([`:op!op@lan ${all}`]);
    expect(await ask(op, all)).toEqual([]);
    expect(await ask(op, 'MODE #games -vvv+b-k bo nobody bo x!*@* sesame')).toEqual([
      `${S} 401 op nobody :No such nick/channel`,
      ':op!op@lan MODE #games -v+b-k bo x!*@* *',
    ]);
  });

  test('beyond MODES parameters are ignored, and no list is sent for them', async () => {
    const { op } = await scene();
    expect(await ask(op, 'MODE #games +bbbbbm 1 2 3 4 5')).toEqual([
      ':op!op@lan MODE #games +bbbbm 1!*@* 2!*@* 3!*@* 4!*@*',
    ]);
    expect(only(await ask(op, 'VERSION'), '005').join(' ')).toContain(` MODES=${MODE_PARAMS_MAX} `);
  });

  test('that change nothing are not told; one done and undone is neither', async () => {
    const { op } = await scene();
    await ask(op, 'MODE #games +kl sesame 5', 'MODE #games +b x');
    expect(
      await ask(
        op,
        'MODE #games +nt-i',
        'MODE #games +ntkl sesame 5',
        'MODE #games +b X!*@*',
        'MODE #games -b y',
        'MODE #games +o-v op op',
        'MODE #games +i-i',
        'MODE #games +v-v bo BO',
        'MODE #games +k-k+k other x sesame',
        'MODE #games +ii-m',
        'MODE #games +l-l+l 6 7',
        'MODE #games +',
        'MODE #games -',
      ),
    ).toEqual([':op!op@lan MODE #games +i', ':op!op@lan MODE #games +l 7']);
  });

  test('a mode without its parameter is ignored, one of a list shows the list', async () => {
    const { op } = await scene();
    expect(await ask(op, 'MODE #games +klovm', 'MODE #games -ov')).toEqual([':op!op@lan MODE #games +m']);
    expect(await ask(op, 'MODE #games +ve bo')).toEqual([
      `${S} 349 op #games :End of channel exception list`,
      ':op!op@lan MODE #games +v bo',
    ]);
  });

  test('472 for each letter unknown, once; the others apply', async () => {
    const { op } = await scene();
    expect(await ask(op, 'MODE #games +XmXY-X')).toEqual([
      `${S} 472 op X :is unknown mode char to me`,
      `${S} 472 op Y :is unknown mode char to me`,
      ':op!op@lan MODE #games +m',
    ]);
  });

  test('696 names the mode and the parameter that it cannot be set to (ERR_INVALIDMODEPARAM)', async () => {
    const { op } = await scene();
    expect(await ask(op, 'MODE #games +klm a:b 0')).toEqual([
      expect.stringMatching(/^:lanchat\.lan 696 op #games k a:b :/),
      expect.stringMatching(/^:lanchat\.lan 696 op #games l 0 :/),
      ':op!op@lan MODE #games +m',
    ]);
    // A mask that begins as an extended ban and goes on with nothing means nobody.
    for (const [mode, param] of ['b m:', 'I a:', 'e m:a:', 'b a:'].map((text) => text.split(' ')))
      expect(await ask(op, `MODE #games +${mode ?? ''} ${param ?? ''}`)).toEqual([
        expect.stringMatching(new RegExp(`^:lanchat\\.lan 696 op #games ${mode ?? ''} ${param ?? ''} :`)),
      ]);
    // A number is one however it is written.
    expect(await ask(op, 'MODE #games +l 05', 'MODE #games +l 5')).toEqual([':op!op@lan MODE #games +l 5']);
  });

  test('482 alone for those who may not, and nothing of the line is done', async () => {
    const { op, bo } = await scene();
    expect(await ask(bo, 'MODE #games +imX')).toEqual([`${S} 482 bo #games :You're not channel operator`]);
    expect(only(await ask(op, 'MODE #games'), '324')).toEqual([`${S} 324 op #games +nt`]);
  });
});

test('a line of changes never asks for more than it may, whatever it is', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[-+beIklovCimnstXZ]{0,60}$/),
      fc.array(fc.string({ maxLength: 9 }), { maxLength: 15 }),
      (changes, params) => {
        const { wanted, queries, refusals } = parseModeChanges(changes, params);
        const taken = wanted.filter(({ param }) => param !== '' && param !== '*');
        expect(taken.length).toBeLessThanOrEqual(MODE_PARAMS_MAX);
        expect(new Set(queries).size).toBe(queries.length);
        expect(refusals.length).toBeLessThanOrEqual(2);
        for (const { mode } of wanted) expect('beIklovCimnst').toContain(mode);
      },
    ),
  );
});

test('ISUPPORT CHANMODES names the modes by what they take', async () => {
  const { op } = await scene();
  const tokens = (await ask(op, 'VERSION')).join(' ').split(' ');
  expect(tokens).toContain('CHANMODES=Ibe,k,l,Cimnst');
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

test('324 shows the key to members alone, 329 when the room was made; 403 for no room', async () => {
  const { room, op } = await scene();
  const cy = await room.irc('cy');
  await ask(op, 'MODE #games +kl sesame 5');
  expect(await ask(op, 'MODE #games')).toEqual([
    `${S} 324 op #games +ntkl sesame 5`,
    expect.stringMatching(/^:lanchat\.lan 329 op #games \d{10}$/),
  ]);
  expect(only(await ask(cy, 'MODE #games'), '324')).toEqual([`${S} 324 cy #games +ntkl * 5`]);
  expect(await ask(cy, 'MODE #nowhere +m')).toEqual([`${S} 403 cy #nowhere :No such channel`]);
});

test('user mode: 221 for one’s own, 502 for another’s, 401 for nobody’s, 501 for an unknown letter', async () => {
  const { bo } = await scene();
  expect(await ask(bo, 'MODE bo', 'MODE op', 'MODE nobody', 'MODE bo +Q')).toEqual([
    `${S} 221 bo +`,
    `${S} 502 bo :Cannot change mode for other users`,
    `${S} 401 bo nobody :No such nick/channel`,
    `${S} 501 bo :Unknown MODE flag`,
  ]);
  // These two clients set by themselves when they start.
  expect(await ask(bo, 'MODE bo +sx', 'MODE bo +six', 'MODE bo')).toEqual([
    ':bo MODE bo :+i',
    `${S} 221 bo +i`,
  ]);
});
