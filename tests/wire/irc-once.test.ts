/** A message that is taken once, however often it is sent (docs/protocol.md, "Sent once"). */
import { describe, expect, test } from '@jest/globals';
import { openSqliteStore } from '../../lib/storage/sqlite/open.js';
import { Chatroom } from '../support/chat-server.js';
import { closeAfterTest } from '../support/cleanup.js';
import { HeldStore } from '../support/held-store.js';
import { dataFolder } from '../support/sqlite.js';

const S = ':lanchat.lan';
const CAPS = ['lanchat/id', 'message-tags', 'server-time', 'echo-message', 'labeled-response', 'batch'];
const ID = 'message-000001';

describe('lanchat/id', () => {
  test('sent again, the answer is the echo of what was kept, and nobody else hears of it', async () => {
    const room = await Chatroom.start();
    const ann = await room.member('ann', { caps: CAPS });
    const bo = await room.member('bo', { caps: ['message-tags'] });
    await ann.roundtrip();
    ann.send(`@label=1;lanchat/id=${ID} PRIVMSG #lobby :hi`);
    const [first = ''] = await ann.roundtrip();
    room.advance(5000);
    ann.send(`@label=2;lanchat/id=${ID};lanchat/again PRIVMSG #lobby :hi`);
    const [second = ''] = await ann.roundtrip();
    expect(first).toMatch(/^@label=1;time=\S+;msgid=\S+ :ann!ann@lan PRIVMSG #lobby :hi$/);
    expect(second).toBe(first.replace('label=1', 'label=2'));
    const heard = await bo.roundtrip();
    expect(heard).toHaveLength(1);
    // The id is the client's own business.
    expect(heard[0]).not.toContain(ID);
  });

  test('what did not arrive the first time is taken the second', async () => {
    const room = await Chatroom.start();
    const ann = await room.member('ann', { caps: CAPS });
    const bo = await room.member('bo');
    await ann.roundtrip();
    ann.send(
      `@label=1;lanchat/id=${ID};lanchat/again PRIVMSG #lobby :hi`,
      `@lanchat/id=${ID};lanchat/again NOTICE #lobby :hi`,
    );
    const lines = await ann.roundtrip();
    expect(lines[0]).toMatch(/^@label=1;time=\S+;msgid=\S+ :ann!ann@lan PRIVMSG #lobby :hi$/);
    expect(await bo.roundtrip()).toEqual([':ann!ann@lan PRIVMSG #lobby :hi']);
  });

  test('it is the same message when its sender has come back under another name', async () => {
    const room = await Chatroom.start();
    const ann = await room.member('ann', { caps: CAPS });
    const bo = await room.member('bo');
    ann.send(`@lanchat/id=${ID} PRIVMSG #lobby :hi`);
    await ann.roundtrip();
    await bo.roundtrip();
    const again = await room.member('ann_', { caps: CAPS });
    await bo.roundtrip();
    again.send(`@label=1;lanchat/id=${ID};lanchat/again PRIVMSG #LOBBY :hi`);
    expect((await again.roundtrip()).join()).toMatch(
      /^@label=1;time=\S+;msgid=\S+ :ann!ann@lan PRIVMSG #lobby :hi$/,
    );
    expect(await bo.roundtrip()).toEqual([]);
  });

  test.each([
    ['a line', (tags: string) => [`@${tags} PRIVMSG #lobby :hi`]],
    [
      'several lines',
      (tags: string) => [
        `@${tags} BATCH +1 draft/multiline #lobby`,
        '@batch=1 PRIVMSG #lobby :one',
        '@batch=1 PRIVMSG #lobby :two',
        'BATCH -1',
      ],
    ],
  ])('%s is the same message across a restart of the server', async (_name, said) => {
    const folder = await dataFolder();
    const caps = [...CAPS, 'draft/multiline'];
    const before = await Chatroom.start({ store: await openSqliteStore(folder) });
    const ann = await before.member('ann', { caps });
    await ann.roundtrip();
    ann.send(...said(`label=1;lanchat/id=${ID}`));
    const first = await ann.roundtrip();
    await before.server.stop();
    const after = await Chatroom.start({ store: await openSqliteStore(folder) });
    const back = await after.member('ann', { caps });
    const bo = await after.member('bo');
    await back.roundtrip();
    back.send(...said(`label=1;lanchat/id=${ID};lanchat/again`));
    expect(first.length).toBeGreaterThan(0);
    expect(await back.roundtrip()).toEqual(first);
    expect(await bo.roundtrip()).toEqual([]);
  });

  test('it is the same message to one person too, of which nothing is kept', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann', { caps: CAPS });
    const bo = await room.irc('bo');
    ann.send(`@label=1;lanchat/id=${ID} PRIVMSG bo :psst`);
    const [first = ''] = await ann.roundtrip();
    expect(await bo.roundtrip()).toEqual([':ann!ann@lan PRIVMSG bo :psst']);
    // Both have other names by now.
    const again = await room.irc('ann_', { caps: CAPS });
    bo.send('NICK bobby');
    await bo.roundtrip();
    again.send(`@label=2;lanchat/id=${ID};lanchat/again PRIVMSG bo :psst`);
    expect(await again.roundtrip()).toEqual([first.replace('label=1', 'label=2')]);
    expect(await bo.roundtrip()).toEqual([]);
  });

  test('what the disk could not take is not said twice, and not acknowledged when it comes again', async () => {
    const store = new HeldStore();
    const room = await Chatroom.start({ store });
    closeAfterTest(() => store.letGo());
    const caps = [...CAPS, 'standard-replies'];
    const ann = await room.member('ann', { caps });
    const bo = await room.member('bo');
    await ann.roundtrip();
    store.isHolding = true;
    ann.send(`@label=1;lanchat/id=${ID} PRIVMSG #lobby :hi`);
    (await store.next()).fail('the disk is full');
    await ann.expectLine(/^@label=1 .* NOT_STORED #lobby /);
    store.letGo();
    await bo.roundtrip();
    ann.send(`@label=2;lanchat/id=${ID};lanchat/again PRIVMSG #lobby :hi`);
    await ann.expectLine(/^@label=2 .* NOT_STORED #lobby /);
    expect((await bo.roundtrip()).filter((line) => line.endsWith(' :hi'))).toEqual([]);
  });

  test('one’s id is of no use to somebody else', async () => {
    const room = await Chatroom.start();
    const ann = await room.member('ann', { caps: CAPS });
    const eve = await room.member('eve', { caps: CAPS });
    ann.send(`@lanchat/id=${ID} PRIVMSG #lobby :secret`);
    await ann.roundtrip();
    await eve.roundtrip();
    eve.send('PART #lobby', 'JOIN #eve', `@lanchat/id=${ID};lanchat/again PRIVMSG #eve :what was it?`);
    const lines = (await eve.roundtrip()).join('\n');
    expect(lines).not.toContain('secret');
    expect(lines).toContain('PRIVMSG #eve :what was it?');
  });

  test('is one message to one target', async () => {
    const room = await Chatroom.start();
    const ann = await room.member('ann', { caps: CAPS });
    await ann.roundtrip();
    ann.send(`@lanchat/id=${ID} PRIVMSG #lobby,ann :hi`);
    expect(await ann.roundtrip()).toEqual([
      `${S} FAIL PRIVMSG INVALID_PARAMS lanchat/id :A message with lanchat/id goes to one target: send one for each`,
    ]);
  });

  test.each([
    ['without the capability', CAPS.slice(1), ID],
    ['too short', CAPS, 'short'],
    ['with other characters', CAPS, 'not\\sa\\sword'],
    ['too long', CAPS, 'x'.repeat(65)],
  ])('%s it is ignored, and each is a message of its own', async (_, caps, id) => {
    const room = await Chatroom.start();
    const ann = await room.member('ann', { caps });
    const bo = await room.member('bo');
    for (const tags of [`lanchat/id=${id}`, `lanchat/id=${id};lanchat/again`])
      ann.send(`@${tags} PRIVMSG #lobby :hi`);
    await ann.roundtrip();
    expect(await bo.roundtrip()).toHaveLength(2);
  });
});
