/** What people and rooms say of themselves (IRCv3 draft/metadata-3). */
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
const CAPS = ['draft/metadata-3', 'batch', 'standard-replies'];

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
    `draft/metadata-3=before-connect,max-subs=${METADATA_SUBSCRIBED_MAX},max-keys=${METADATA_KEYS_MAX},max-key-bytes=40,max-value-bytes=300`,
  );
  expect(await ask(ann, 'METADATA * LIST')).toEqual([`${S} 421 ann METADATA :Unknown command`]);
});

test('without batch there is no metadata either; who gives one of them up is subscribed to nothing', async () => {
  const room = await Chatroom.start();
  const ann = await room.irc('ann', { caps: ['draft/metadata-3'] });
  expect(await ask(ann, 'METADATA * LIST')).toEqual([`${S} 421 ann METADATA :Unknown command`]);
  await ask(ann, 'CAP REQ batch', 'METADATA * SUB url', 'CAP REQ -batch', 'CAP REQ batch');
  expect((await ask(ann, 'METADATA * SUBS')).map((line) => line.replace(/\S+$/, ''))).toEqual([
    `${S} BATCH +r2 `,
    `${S} BATCH `,
  ]);
});

test('what is stored of oneself comes before the end of the MOTD, if only nothing ("Automatic synchronization")', async () => {
  const room = await Chatroom.start();
  const ann = await IrcClient.connect(room.port, 'ann');
  ann.send(`CAP REQ :${CAPS.join(' ')}`, 'NICK ann', 'USER ann 0 * :ann', 'CAP END');
  expect(await ann.expectLine(/ BATCH \+/)).toMatch(/ metadata ann$/);
  expect(await ann.nextLine()).toMatch(/ BATCH -/);
  await ann.expectLine(/ 376 /);
});

describe('before-connect', () => {
  test('what is said and wanted before the welcome holds from the welcome on', async () => {
    const room = await Chatroom.start();
    const bo = await member(room, 'bo', { join: ['#club'] });
    await ask(bo, 'METADATA * SUB avatar', 'METADATA * SET display-name :Bo');
    const ann = await IrcClient.connect(room.port, 'ann');
    await ask(ann, 'CAP LS 302', `CAP REQ :${CAPS.join(' ')}`);
    expect(
      await ask(
        ann,
        ...['METADATA * SUB display-name $x', 'METADATA * SET avatar :a b', 'METADATA * SET url :u'],
        ...['METADATA * SET url', 'METADATA * SET Bad :x', 'METADATA bo GET avatar', 'METADATA * SUBS'],
        'METADATA * GET avatar url',
      ),
    ).toEqual([
      `${S} 770 * display-name`,
      `${S} WARN METADATA INVALID_KEY $x :A key has only small letters, digits and _ . / -`,
      `${S} 761 * * avatar * :a b`,
      `${S} 761 * * url * :u`,
      `${S} 766 * * url :Key not set`,
      `${S} FAIL METADATA INVALID_KEY Bad :A key has only small letters, digits and _ . / -`,
      `${S} FAIL METADATA INVALID_TARGET bo :There is no such person or room`,
      `${S} BATCH +metadata metadata-subs`,
      `@batch=metadata ${S} 772 * display-name`,
      `${S} BATCH -metadata`,
      `${S} BATCH +metadata metadata *`,
      `@batch=metadata ${S} 761 * * avatar * :a b`,
      `@batch=metadata ${S} 766 * * url :Key not set`,
      `${S} BATCH -metadata`,
    ]);
    ann.send('NICK ann', 'USER ann 0 * :ann', 'CAP END');
    await ann.expectLine(/ BATCH \+\S+ metadata ann$/);
    expect(await ann.nextLine()).toMatch(/ 761 ann ann avatar \* :a b$/);
    await ann.expectLine(/ 376 /);
    const entered = only(await ask(ann, 'JOIN #club'), '761');
    expect(entered).toEqual([expect.stringMatching(/ 761 ann bo display-name \* :Bo$/)]);
    expect(only(await bo.roundtrip(), '761')).toEqual([`${S} 761 bo ann avatar * :a b`]);
  });
});

describe('SET, GET, LIST and CLEAR', () => {
  test('of one’s own, under * and under one’s name', async () => {
    const room = await Chatroom.start();
    const ann = await member(room, 'ann');
    expect(await ask(ann, 'METADATA * SET display-name :Ann \u2615')).toEqual([
      `${S} 761 ann ann display-name * :Ann \u2615`,
    ]);
    await ask(ann, 'METADATA ANN SET url :http://a.lan');
    expect(inBatch(await ask(ann, 'METADATA ann GET url bad! avatar'), 'ann')).toEqual([
      `${S} 761 ann ann url * :http://a.lan`,
      `${S} WARN METADATA INVALID_KEY bad! :A key has only small letters, digits and _ . / -`,
      `${S} 766 ann ann avatar :Key not set`,
    ]);
    expect(inBatch(await ask(ann, 'METADATA * LIST'), 'ann')).toHaveLength(2);
    expect(await ask(ann, 'METADATA * SET url')).toEqual([`${S} 766 ann ann url :Key not set`]);
    expect(await ask(ann, 'METADATA * SET url')).toEqual([`${S} 766 ann ann url :Key not set`]);
    expect(inBatch(await ask(ann, 'METADATA * CLEAR'), 'ann')).toEqual([
      `${S} 766 ann ann display-name :Key not set`,
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
        'METADATA * LIST url',
      ),
    ).toEqual([
      `${S} FAIL METADATA LIMIT_REACHED SET ann ${METADATA_KEYS_MAX} :There are as many as there may be`,
      `${S} FAIL METADATA INVALID_VALUE k1 :A value has at most 300 bytes`,
      // What could do something to a terminal is taken out, as of everything that is said.
      `${S} 761 ann ann k1 * :red`,
      `${S} FAIL METADATA INVALID_PARAMS FLY :GET, LIST, SET, CLEAR, SUB, UNSUB, SUBS or SYNC`,
      `${S} FAIL METADATA INVALID_PARAMS GET :Not enough parameters, or too many`,
      `${S} FAIL METADATA INVALID_PARAMS * :GET, LIST, SET, CLEAR, SUB, UNSUB, SUBS or SYNC`,
      `${S} FAIL METADATA INVALID_PARAMS LIST :Too many parameters`,
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
  test('takes keys in their order until there are too many, once each; UNSUB and SUBS; for oneself alone', async () => {
    const room = await Chatroom.start();
    const ann = await member(room, 'ann');
    const bad = `${S} WARN METADATA INVALID_KEY $x :A key has only small letters, digits and _ . / -`;
    const all = (await ask(ann, 'METADATA * SUB avatar url avatar $x website')) as string[];
    expect(all.slice(0, 2)).toEqual([`${S} 770 ann avatar url website`, bad]);
    expect(inBatch(all.slice(2), '\\*ALL')).toEqual([]);
    // Nothing new, nothing told.
    expect(await ask(ann, 'METADATA ANN SUB url')).toEqual([`${S} 770 ann url`]);
    expect(await ask(ann, 'METADATA * UNSUB url other $x')).toEqual([`${S} 771 ann url other`, bad]);
    const subs = await ask(ann, 'METADATA * SUBS');
    expect(subs[0]).toMatch(/ BATCH \+\S+ metadata-subs$/);
    expect(subs[1]).toMatch(/^@batch=\S+ :lanchat\.lan 772 ann avatar website$/);
    const many = Array.from({ length: METADATA_SUBSCRIBED_MAX }, (_, index) => `k${index}`);
    for (let at = 0; at < many.length; at += 10)
      await ask(ann, `METADATA * SUB ${many.slice(at, at + 10).join(' ')}`);
    expect(await ask(ann, 'METADATA * SUB avatar last more')).toEqual([
      `${S} 770 ann avatar`,
      `${S} FAIL METADATA LIMIT_REACHED SUB last ${METADATA_SUBSCRIBED_MAX} :There are as many as there may be`,
    ]);
    expect(await ask(ann, `METADATA * UNSUB ${many.slice(0, 12).join(' ')}`)).toHaveLength(1);
    const nobody = `${S} FAIL METADATA INVALID_TARGET bo :There is no such person or room`;
    expect(await ask(ann, 'METADATA bo SUB x', 'METADATA bo UNSUB x', 'METADATA bo SUBS')).toEqual([
      nobody,
      nobody,
      nobody,
    ]);
  });

  test('tells what changes of people and rooms that one shares, as 761 and 766 ("Notifications")', async () => {
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
      `${S} 761 bo ann url * :a`,
      `${S} 761 bo #club url * :c`,
      `${S} 766 bo ann url :Key not set`,
    ]);
    for (const one of [ann, cy, far]) expect(await one.roundtrip()).toEqual([]);
  });

  test('tells what is known already, on subscribing and on coming in, and of who comes in', async () => {
    const room = await Chatroom.start();
    const ann = await member(room, 'ann', { join: ['#club'] });
    await ask(ann, 'METADATA * SET url :a', 'METADATA #club SET url :c');
    const bo = await member(room, 'bo', { join: ['#club'] });
    const [ok, ...known] = await ask(bo, 'METADATA * SUB url');
    expect(ok).toBe(`${S} 770 bo url`);
    expect(inBatch(known, '\\*ALL')).toEqual([`${S} 761 bo ann url * :a`, `${S} 761 bo #club url * :c`]);
    await ask(bo, 'PART #club');
    const entered = await ask(bo, 'JOIN #club');
    const batch = entered.slice(entered.findIndex((line) => line.includes(' BATCH +')));
    expect(inBatch(batch, '#club')).toEqual([`${S} 761 bo #club url * :c`, `${S} 761 bo ann url * :a`]);
    expect(
      (await ask(bo, 'METADATA #club SYNC')).slice(1, -1).map((line) => line.replace(/^\S+ /, '')),
    ).toEqual(inBatch(batch, '#club'));
    await ask(ann, 'METADATA * SUB url');
    const cy = await room.irc('cy', { caps: CAPS });
    await ask(cy, 'METADATA * SET url :z', 'JOIN #club');
    expect(only(await ann.roundtrip(), '761')).toEqual([`${S} 761 ann cy url * :z`]);
    // Who has not asked for the capability is told nothing, who is subscribed to nothing has an empty batch.
    const old = await room.irc('old');
    expect(only(await ask(old, 'JOIN #club'), 'BATCH', '761')).toEqual([]);
    const dee = await room.irc('dee', { caps: CAPS });
    expect(only(await ask(dee, 'JOIN #club'), 'BATCH')).toHaveLength(2);
  });

  test('tells those who watch somebody, at once, as they come, and as they change ("Automatic synchronization")', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann', { caps: CAPS });
    await ask(ann, 'METADATA * SET url :a');
    const bo = await room.irc('bo', { caps: CAPS });
    await ask(bo, 'METADATA * SUB url');
    const [online, ...batch] = await ask(bo, 'MONITOR + ann');
    expect(online).toBe(`${S} 730 bo :ann!ann@lan`);
    expect(inBatch(batch, 'ann')).toEqual([`${S} 761 bo ann url * :a`]);
    await ask(ann, 'METADATA * SET url :b');
    expect(await bo.roundtrip()).toEqual([`${S} 761 bo ann url * :b`]);
    await ask(ann, 'NICK anna');
    await bo.roundtrip();
    await ask(ann, 'NICK ann');
    const [again, ...more] = await bo.roundtrip();
    expect(again).toBe(`${S} 730 bo :ann!ann@lan`);
    expect(inBatch(more, 'ann')).toEqual([`${S} 761 bo ann url * :b`]);
  });
});

test('SYNC gives what one is subscribed to, of a person and of a room with its people', async () => {
  const room = await Chatroom.start();
  const ann = await member(room, 'ann', { join: ['#club'] });
  await ask(ann, 'METADATA * SET url :a', 'METADATA * SET other :x', 'METADATA #club SET url :c');
  const bo = await member(room, 'bo', { join: ['#club'] });
  await ask(bo, 'METADATA * SUB url');
  expect(inBatch(await ask(bo, 'METADATA ann SYNC'), 'ann')).toEqual([`${S} 761 bo ann url * :a`]);
  expect(inBatch(await ask(bo, 'METADATA #club SYNC'), '#club')).toEqual([
    `${S} 761 bo #club url * :c`,
    `${S} 761 bo ann url * :a`,
  ]);
  expect(inBatch(await ask(bo, 'METADATA *ALL SYNC'), '\\*ALL')).toHaveLength(2);
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
  expect(only(lines, '774')).toEqual([
    `${S} 774 ann #club 4 :There is much of it: METADATA #club SYNC brings it`,
  ]);
  expect(only(lines, '761', 'BATCH')).toEqual([]);
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
