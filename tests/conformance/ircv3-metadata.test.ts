/** What people and rooms say of themselves (IRCv3 draft/metadata-2). */
import { describe, expect, test } from '@jest/globals';
import {
  METADATA_KEYS_MAX,
  METADATA_ROWS_ON_ENTRY_MAX,
  METADATA_SUBSCRIBED_MAX,
} from '../../lib/base/limits.js';
import { openSqliteStore } from '../../lib/storage/sqlite/open.js';
import { Chatroom } from '../support/chat-server.js';
import { plainLogin } from '../support/device-client.js';
import { ask, IrcClient, only, type Introduction } from '../support/irc-client.js';
import { dataFolder } from '../support/sqlite.js';

const S = ':lanchat.lan';
const CAPS = ['draft/metadata-2', 'batch', 'standard-replies'];

function member(room: Chatroom, name: string, more: Introduction = {}): Promise<IrcClient> {
  return room.member(name, { caps: CAPS, ...more });
}

/** The lines of one batch of metadata about somebody, without their tags. */
function inBatch(lines: readonly string[], target: string): readonly string[] {
  const [open = '', ...rest] = lines;
  const name = new RegExp(`^${S} BATCH \\+(\\S+) metadata ${target}$`).exec(open)?.[1] ?? 'no batch';
  expect(rest.at(-1)).toBe(`${S} BATCH -${name}`);
  const within = rest.slice(0, -1);
  for (const line of within) expect(line.startsWith(`@batch=${name} `)).toBe(true);
  return within.map((line) => line.replace(/^\S+ /, ''));
}

test('the capability names the limits; without it METADATA is no command', async () => {
  const room = await Chatroom.start();
  const ann = await room.irc('ann');
  const [offer = ''] = only(await ask(ann, 'CAP LS 302'), 'CAP').filter((line) => line.includes('metadata'));
  expect(offer).toContain(
    `draft/metadata-2=max-subs=${METADATA_SUBSCRIBED_MAX},max-keys=${METADATA_KEYS_MAX},max-value-bytes=300`,
  );
  expect(await ask(ann, 'METADATA * LIST')).toEqual([`${S} 421 ann METADATA :Unknown command`]);
});

test('whoever asks for the capability is told what is stored of them, if only nothing ("Notifications")', async () => {
  const room = await Chatroom.start();
  const ann = await IrcClient.connect(room.port, 'ann');
  ann.send(`CAP REQ :${CAPS.join(' ')}`, 'NICK ann', 'USER ann 0 * :ann', 'CAP END');
  expect(await ann.expectLine(/ BATCH \+/)).toMatch(/ metadata ann$/);
  expect(await ann.nextLine()).toMatch(/ BATCH -/);
  const bo = await room.irc('bo', { caps: ['batch'] });
  expect(inBatch((await ask(bo, 'CAP REQ draft/metadata-2')).slice(1), 'bo')).toEqual([]);
});

describe('SET, GET, LIST and CLEAR', () => {
  test('of one’s own, under * and under one’s name', async () => {
    const room = await Chatroom.start();
    const ann = await member(room, 'ann');
    expect(await ask(ann, 'METADATA * SET Display-Name :Ann \u2615')).toEqual([
      `${S} 761 ann ann display-name * :Ann \u2615`,
    ]);
    await ask(ann, 'METADATA ANN SET url :http://a.lan');
    expect(inBatch(await ask(ann, 'METADATA ann GET url bad! avatar'), 'ann')).toEqual([
      `${S} 761 ann ann url * :http://a.lan`,
      `${S} FAIL METADATA KEY_INVALID bad! :A key has only small letters, digits and _ . / -`,
      `${S} 766 ann ann avatar :key not set`,
    ]);
    expect(inBatch(await ask(ann, 'METADATA * LIST'), 'ann')).toHaveLength(2);
    expect(await ask(ann, 'METADATA * SET url')).toEqual([`${S} 766 ann ann url :key not set`]);
    expect(await ask(ann, 'METADATA * SET url')).toEqual([`${S} 766 ann ann url :key not set`]);
    expect(inBatch(await ask(ann, 'METADATA * CLEAR'), 'ann')).toEqual([
      `${S} 766 ann ann display-name :key not set`,
    ]);
    expect(inBatch(await ask(ann, 'METADATA * LIST'), 'ann')).toEqual([]);
  });

  test('of others can be read, and not be changed; of a room, by those who run it', async () => {
    const room = await Chatroom.start();
    const ann = await member(room, 'ann', { join: ['#club'] });
    const bo = await member(room, 'bo', { join: ['#club'] });
    await ask(ann, 'METADATA * SET url :a', 'METADATA #Club SET url :club');
    expect(inBatch(await ask(bo, 'METADATA ann GET url'), 'ann')).toEqual([`${S} 761 bo ann url * :a`]);
    expect(inBatch(await ask(bo, 'METADATA #club LIST'), '#club')).toEqual([`${S} 761 bo #club url * :club`]);
    expect(
      await ask(bo, 'METADATA ann SET url :b', 'METADATA #club SET url :b', 'METADATA #club CLEAR'),
    ).toEqual([
      `${S} FAIL METADATA KEY_NO_PERMISSION ann url :You may not change that`,
      `${S} FAIL METADATA KEY_NO_PERMISSION #club url :You may not change that`,
      `${S} FAIL METADATA KEY_NO_PERMISSION #club * :You may not change that`,
    ]);
    await ask(ann, 'MODE #club +s');
    const cy = await member(room, 'cy');
    expect(await ask(cy, 'METADATA #club LIST', 'METADATA nobody LIST')).toEqual([
      `${S} FAIL METADATA INVALID_TARGET #club :There is no such person or room`,
      `${S} FAIL METADATA INVALID_TARGET nobody :There is no such person or room`,
    ]);
  });

  test('what is too much or of no use is refused', async () => {
    const room = await Chatroom.start({ floodControl: false });
    const ann = await member(room, 'ann');
    for (let index = 0; index < METADATA_KEYS_MAX; index += 1) await ask(ann, `METADATA * SET k${index} :v`);
    expect(
      await ask(
        ann,
        'METADATA * SET one-more :v',
        `METADATA * SET k1 :${'x'.repeat(301)}`,
        'METADATA * SET k1 :\u001b[31mred\u0007',
        'METADATA * FLY',
        'METADATA * GET',
        'METADATA *',
      ),
    ).toEqual([
      `${S} FAIL METADATA LIMIT_REACHED ann :There may be ${METADATA_KEYS_MAX} keys`,
      `${S} FAIL METADATA VALUE_INVALID :A value has at most 300 bytes`,
      // What could do something to a terminal is taken out, as of everything that is said.
      `${S} 761 ann ann k1 * :red`,
      `${S} FAIL METADATA SUBCOMMAND_INVALID FLY :There is no such subcommand`,
      `${S} 461 ann METADATA :Not enough parameters`,
      `${S} 461 ann METADATA :Not enough parameters`,
    ]);
    // Another value in the place of one that is there is no key more.
    expect(await ask(ann, 'METADATA * SET k1 :w')).toEqual([`${S} 761 ann ann k1 * :w`]);
  });

  test('whoever is muted says nothing by it', async () => {
    const room = await Chatroom.start();
    const ann = await member(room, 'ann');
    room.console('/mute ann');
    expect(await ask(ann, 'METADATA * SET status :hear me')).toEqual([
      `${S} FAIL METADATA KEY_NO_PERMISSION ann status :You may not change that`,
    ]);
  });
});

describe('SUB', () => {
  test('takes keys in their order until there are too many, once each; UNSUB and SUBS', async () => {
    const room = await Chatroom.start();
    const ann = await member(room, 'ann');
    expect(await ask(ann, 'METADATA * SUB avatar url Avatar $x website')).toEqual([
      `${S} 770 ann avatar url website`,
      `${S} FAIL METADATA KEY_INVALID $x :A key has only small letters, digits and _ . / -`,
    ]);
    expect(await ask(ann, 'METADATA * UNSUB url other $x')).toEqual([
      `${S} 771 ann url other`,
      `${S} FAIL METADATA KEY_INVALID $x :A key has only small letters, digits and _ . / -`,
    ]);
    expect(await ask(ann, 'METADATA * SUBS')).toEqual([`${S} 772 ann avatar website`]);
    const many = Array.from({ length: METADATA_SUBSCRIBED_MAX }, (_, index) => `k${index}`);
    for (let at = 0; at < many.length; at += 10)
      await ask(ann, `METADATA * SUB ${many.slice(at, at + 10).join(' ')}`);
    expect(await ask(ann, 'METADATA * SUB avatar last more')).toEqual([
      `${S} 770 ann avatar`,
      `${S} FAIL METADATA TOO_MANY_SUBS last :You may subscribe to ${METADATA_SUBSCRIBED_MAX} keys`,
    ]);
    expect(await ask(ann, `METADATA * UNSUB ${many.slice(0, 12).join(' ')}`)).toHaveLength(1);
  });

  test('tells what changes of people and rooms that one shares, with who has changed it', async () => {
    const room = await Chatroom.start();
    const ann = await member(room, 'ann', { join: ['#club'] });
    const bo = await member(room, 'bo', { join: ['#club'] });
    const cy = await member(room, 'cy', { join: ['#club'] });
    const far = await room.irc('far', { caps: CAPS });
    for (const one of [ann, bo, far]) await ask(one, 'METADATA * SUB url');
    await cy.roundtrip();
    await ask(ann, 'METADATA * SET url :a', 'METADATA * SET other :x', 'METADATA #club SET url :c');
    await ask(ann, 'METADATA * SET url :a', 'METADATA * SET url');
    expect(await bo.roundtrip()).toEqual([
      ':ann!ann@lan METADATA ann url * :a',
      ':ann!ann@lan METADATA #club url * :c',
      ':ann!ann@lan METADATA ann url *',
    ]);
    for (const one of [ann, cy, far]) expect(await one.roundtrip()).toEqual([]);
  });

  test('tells what is known already, on subscribing and on coming in, and of who comes in', async () => {
    const room = await Chatroom.start();
    const ann = await member(room, 'ann', { join: ['#club'] });
    await ask(ann, 'METADATA * SET url :a', 'METADATA #club SET url :c');
    const bo = await member(room, 'bo', { join: ['#club'] });
    expect(await ask(bo, 'METADATA * SUB url')).toEqual([
      `${S} 770 bo url`,
      `${S} METADATA ann url * :a`,
      `${S} METADATA #club url * :c`,
    ]);
    await ask(bo, 'PART #club');
    expect(only(await ask(bo, 'JOIN #club'), 'METADATA')).toEqual([
      `${S} METADATA #club url * :c`,
      `${S} METADATA ann url * :a`,
    ]);
    await ask(ann, 'METADATA * SUB url');
    const cy = await room.irc('cy', { caps: CAPS });
    await ask(cy, 'METADATA * SET url :z', 'JOIN #club');
    expect(only(await ann.roundtrip(), 'METADATA')).toEqual([':cy!cy@lan METADATA cy url * :z']);
  });

  test('tells those who watch somebody, with extended-monitor', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann', { caps: CAPS });
    const bo = await room.irc('bo', { caps: [...CAPS, 'extended-monitor'] });
    await ask(bo, 'METADATA * SUB url', 'MONITOR + ann');
    await ask(ann, 'METADATA * SET url :a');
    expect(await bo.roundtrip()).toEqual([':ann!ann@lan METADATA ann url * :a']);
  });
});

test('SYNC gives what one is subscribed to, of a person and of a room with its people', async () => {
  const room = await Chatroom.start();
  const ann = await member(room, 'ann', { join: ['#club'] });
  await ask(ann, 'METADATA * SET url :a', 'METADATA * SET other :x', 'METADATA #club SET url :c');
  const bo = await member(room, 'bo', { join: ['#club'] });
  await ask(bo, 'METADATA * SUB url');
  expect(inBatch(await ask(bo, 'METADATA ann SYNC'), 'ann')).toEqual([`${S} METADATA ann url * :a`]);
  expect(inBatch(await ask(bo, 'METADATA #club SYNC'), '#club')).toEqual([
    `${S} METADATA #club url * :c`,
    `${S} METADATA ann url * :a`,
  ]);
});

test('where there is much, whoever comes in is told to ask for it later (774)', async () => {
  const room = await Chatroom.start({ floodControl: false });
  const keys = Array.from({ length: METADATA_KEYS_MAX }, (_, index) => `k${index}`);
  const crowd = Math.ceil((METADATA_ROWS_ON_ENTRY_MAX + 1) / METADATA_KEYS_MAX);
  for (let index = 0; index < crowd; index += 1) {
    const one = await room.irc(`p${index}`, { caps: CAPS, join: ['#club'] });
    await ask(one, ...keys.map((key) => `METADATA * SET ${key} :v`));
  }
  const ann = await room.irc('ann', { caps: CAPS });
  await ask(
    ann,
    `METADATA * SUB ${keys.slice(0, 10).join(' ')}`,
    `METADATA * SUB ${keys.slice(10).join(' ')}`,
  );
  const lines = await ask(ann, 'JOIN #club');
  expect(only(lines, '774')).toEqual([`${S} 774 ann #club 4`]);
  expect(only(lines, 'METADATA')).toEqual([]);
  expect(inBatch(await ask(ann, 'METADATA #club SYNC'), '#club')).toHaveLength(crowd * METADATA_KEYS_MAX);
});

test('an account’s, and a room’s, survive a restart; a guest’s goes with the guest', async () => {
  const folder = await dataFolder();
  const store = await openSqliteStore(folder);
  const room = await Chatroom.start({ store });
  const caps = [...CAPS, 'draft/account-registration'];
  const ann = await room.irc('ann', { caps, join: ['#club'] });
  await ask(ann, 'METADATA * SET url :a', 'REGISTER * * correct-horse');
  await ann.expectLine(/REGISTER SUCCESS/).catch(() => undefined);
  await ask(ann, 'METADATA * SET avatar :b', 'METADATA #club SET __proto__ :c');
  const bo = await room.irc('bo', { caps });
  await ask(bo, 'METADATA * SET url :guest');
  await room.server.stop();
  await store.close();
  const again = await Chatroom.start({ store: await openSqliteStore(folder) });
  const back = await IrcClient.connect(again.port, 'ann');
  back.send(`CAP REQ :${CAPS.join(' ')} sasl`, 'NICK ann', 'USER ann 0 * :ann');
  await back.expectLine(/ ACK /);
  await plainLogin(back, 'ann', 'correct-horse');
  back.send('CAP END');
  await back.expectLine(/ BATCH \+\S+ metadata ann$/);
  expect([await back.nextLine(), await back.nextLine()].map((line) => line.replace(/^\S+ /, ''))).toEqual([
    `${S} 761 ann ann url * :a`,
    `${S} 761 ann ann avatar * :b`,
  ]);
  await back.expectLine(/ 376 | 422 /);
  expect(inBatch(await ask(back, 'METADATA #club LIST'), '#club')).toEqual([
    `${S} 761 ann #club __proto__ * :c`,
  ]);
});
