/** Nothing is acknowledged or seen before it is kept, and nothing is acknowledged falsely (docs/protocol.md, "Kept"). */
import { describe, expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { PlainClient } from '../support/plain-client.js';
import { closeAfterTest } from '../support/cleanup.js';
import { HeldStore } from '../support/held-store.js';
import { TestDevice } from '../support/device-client.js';
import { IrcClient, untagged } from '../support/irc-client.js';

const ECHO = ['echo-message', 'labeled-response', 'batch', 'standard-replies'];

async function open() {
  const store = new HeldStore();
  const room = await Chatroom.start({ store });
  closeAfterTest(() => store.letGo());
  return { store, room };
}

describe('a message', () => {
  test('is seen by nobody before it is kept, not even by its sender', async () => {
    const { store, room } = await open();
    const ann = await room.member('ann', { caps: ECHO });
    const bo = await room.member('bo');
    const cy = await room.plain('cy');
    for (const one of [ann, bo, cy]) await one.roundtrip();
    store.isHolding = true;
    ann.send('@label=1 PRIVMSG #lobby :hi', 'PING behind');
    const commit = await store.next();
    expect(commit.changes.filter(({ kind }) => kind === 'entry')).not.toEqual([]);
    const before = [ann.wire.text, bo.wire.text, cy.wire.text];
    commit.keep();
    expect(await ann.nextLine()).toMatch(/^@label=1\S* :ann!ann@lan PRIVMSG #lobby :hi$/);
    expect(await ann.nextLine()).toBe(':lanchat.lan PONG lanchat.lan :behind');
    await bo.expectLine(':ann!ann@lan PRIVMSG #lobby :hi');
    await cy.expectText('ann: hi\r\n');
    expect(before).toEqual(['', '', '']);
  });

  test('comes in the order in which all were kept, however many commits it takes', async () => {
    const { store, room } = await open();
    const ann = await room.member('ann', { caps: ECHO });
    const bo = await room.member('bo', { caps: ECHO });
    store.isHolding = true;
    ann.send('PRIVMSG #lobby :1');
    const first = await store.next();
    bo.send('PRIVMSG #lobby :2', 'TOPIC #lobby');
    ann.send('PRIVMSG #lobby :3');
    // The others gather while the first is on its way.
    await new Promise<void>((resolve) => {
      const look = (): void => (room.server.world.messages === 3 ? resolve() : void setImmediate(look));
      look();
    });
    first.keep();
    const second = await store.next();
    expect(second.changes).toHaveLength(2);
    second.keep();
    const texts = async (one: typeof ann) => {
      const lines = [];
      while (lines.length < 3) lines.push(/:(\d)$/.exec(await one.expectLine(/PRIVMSG/))?.[1]);
      return lines;
    };
    const heard = await texts(ann);
    expect(await texts(bo)).toEqual(heard);
    // Two connections are read in no order of their own.
    expect(['1,2,3', '1,3,2']).toContain(heard.join());
  });

  test('of somebody who leaves at once still comes before the leaving', async () => {
    const { store, room } = await open();
    const ann = await room.member('ann');
    const bo = await room.member('bo');
    await bo.roundtrip();
    store.isHolding = true;
    ann.send('PRIVMSG #lobby :last words', 'QUIT :bye');
    (await store.next()).keep();
    expect(await bo.nextLine()).toBe(':ann!ann@lan PRIVMSG #lobby :last words');
    expect(await bo.nextLine()).toBe(':ann!ann@lan QUIT :Quit: bye');
    expect((await ann.untilEnd()).at(-1)).toMatch(/^ERROR /);
  });
});

describe('a message that cannot be kept', () => {
  test('reaches the others, and its sender is told instead of an echo', async () => {
    const { store, room } = await open();
    const ann = await room.member('ann', { caps: ECHO });
    const bo = await room.member('bo');
    const cy = await room.plain('cy');
    store.isHolding = true;
    ann.send('@label=1 PRIVMSG #lobby :one', 'PRIVMSG #lobby :two');
    (await store.next()).fail('the disk is full');
    const answers = [await ann.expectLine(/one|NOT_STORED/), await ann.expectLine(/two|NOT_STORED/)];
    const fail = ':lanchat.lan FAIL PRIVMSG NOT_STORED #lobby :Your message was delivered, but is not kept';
    expect(answers).toEqual([`@label=1 ${fail}: the disk is full`, `${fail}: the disk is full`]);
    await bo.expectLine(':ann!ann@lan PRIVMSG #lobby :one');
    await bo.expectLine(':ann!ann@lan PRIVMSG #lobby :two');
    await cy.expectText('ann: two\r\n');
    expect(room.log).toContain('History is not kept: the disk is full');
  });

  test('is told to a person with nc, who gets no echo', async () => {
    const { store, room } = await open();
    const ann = await room.plain('ann');
    store.isHolding = true;
    ann.type('hello');
    (await store.next()).fail('the disk is full');
    await ann.expectText('Server: others can read your line, but it is not kept: the disk is full.\r\n');
  });

  test('is told to everybody once, and once more when it is over', async () => {
    const { store, room } = await open();
    const ann = await room.member('ann');
    const bo = await room.member('bo');
    store.isHolding = true;
    for (const text of ['one', 'two']) {
      ann.send(`PRIVMSG #lobby :${text}`);
      (await store.next()).fail('the disk is full');
      await ann.expectLine(/not kept/);
      // The announcement is something to be kept itself.
      if (text === 'one') (await store.next()).fail('the disk is full');
    }
    // Who comes in meanwhile is welcomed with words that are not so just now.
    const cy = await PlainClient.connect(room.port);
    cy.type('cy');
    (await store.next()).fail('the disk is full');
    const warning = 'What is said just now reaches everybody here, but is not kept: the disk is full.';
    await cy.expectText(`Server: ${warning}\r\n`);
    const dee = await IrcClient.connect(room.port, 'dee');
    dee.send('NICK dee', 'USER dee 0 * :dee');
    (await store.next()).fail('the disk is full');
    await dee.expectLine(`:lanchat.lan NOTICE dee :${warning}`);
    store.letGo();
    ann.send('PRIVMSG #lobby :three');
    await bo.expectLine(/:What is said is kept again\.$/);
    const heard = (await bo.roundtrip()).map(untagged).filter((line) => line.includes('not kept'));
    expect(heard).toEqual([]);
    expect(room.log.filter((line) => line.startsWith('History is '))).toEqual([
      'History is not kept: the disk is full',
      'History is kept again.',
    ]);
  });
});

test('a disk that takes something again is found out also while nobody speaks', async () => {
  const { store, room } = await open();
  const ann = await room.member('ann');
  ann.send('PRIVMSG #lobby :so that the room is kept');
  await ann.roundtrip();
  store.isHolding = true;
  ann.send('PRIVMSG #lobby :one');
  (await store.next()).fail('the disk is full');
  (await store.next()).fail('the disk is full');
  await ann.expectLine(/is not kept: the host knows why/);
  // By itself, after some seconds.
  const again = await store.next();
  expect(again.changes.map(({ kind }) => kind)).toEqual(['room']);
  again.keep();
  store.letGo();
  await ann.expectLine(/:What is said is kept again\.$/);
}, 20_000);

test('whether anything is kept is told to programs that name their messages, as a parameter of ISUPPORT', async () => {
  const { store, room } = await open();
  const ann = await room.member('ann', { caps: [...ECHO, 'lanchat/id'] });
  const cy = await room.member('cy', { caps: ['lanchat/id', 'batch', 'draft/extended-isupport'] });
  store.isHolding = true;
  ann.send('PRIVMSG #lobby :one');
  (await store.next()).fail('the disk is full');
  await ann.expectLine(':lanchat.lan 005 ann NOTKEPT :are supported by this server');
  // "MUST NOT send any unbatched RPL_ISUPPORT message" (IRCv3 draft/extended-isupport).
  await cy.expectLine(':lanchat.lan BATCH +isupport draft/isupport');
  expect(await cy.nextLine()).toBe(
    '@batch=isupport :lanchat.lan 005 cy NOTKEPT :are supported by this server',
  );
  expect(await cy.nextLine()).toBe(':lanchat.lan BATCH -isupport');
  (await store.next()).fail('the disk is full');
  const bo = await IrcClient.connect(room.port, 'bo');
  bo.send('CAP REQ :lanchat/id', 'NICK bo', 'USER bo 0 * :bo', 'CAP END');
  (await store.next()).fail('the disk is full');
  await bo.expectLine(':lanchat.lan 005 bo NOTKEPT :are supported by this server');
  store.letGo();
  ann.send('PRIVMSG #lobby :two');
  for (const [one, name] of [
    [ann, 'ann'],
    [bo, 'bo'],
  ] as const)
    await one.expectLine(`:lanchat.lan 005 ${name} -NOTKEPT :are supported by this server`);
});

describe('a change that cannot be kept', () => {
  const UNKEPT =
    'That holds from now on, but it is not kept yet: the disk is full. It is tried again by itself; a server that ends before loses it';

  /** What comes back of a line whose commit fails, without what came to everybody. */
  async function answerTo(line: string, caps: readonly string[] = ECHO) {
    const { store, room } = await open();
    const all = [...caps, 'draft/read-marker', 'draft/account-registration'];
    const ann = await room.irc('ann', { caps: all, join: ['#club'] });
    ann.send('PRIVMSG #club :so that there is something', 'REGISTER * * correct-horse');
    await ann.expectLine(/ REGISTER SUCCESS /);
    await ann.roundtrip();
    store.isHolding = true;
    ann.send(`@label=7 ${line}`);
    (await store.next()).fail('no space');
    store.letGo();
    const lines = await ann.roundtrip();
    return lines.map(untagged).filter((one) => !one.includes('What is said'));
  }

  test.each([
    ['TOPIC', 'TOPIC #club :of chess'],
    ['MODE', 'MODE #club +m'],
    ['MARKREAD', 'MARKREAD #club timestamp=2026-01-01T00:00:00.000Z'],
    ['PASSWORD', 'PASSWORD another-horse'],
    ['RENAME', 'RENAME #club #chess :new'],
  ])('%s is done, and answered with WARN NOT_STORED under its label', async (command, line) => {
    const lines = await answerTo(line);
    expect(lines.at(-2)).toBe(`:lanchat.lan WARN ${command} NOT_STORED :${UNKEPT}`);
    // Something was done before it, and both are one answer.
    expect(lines[0]).toMatch(/^:lanchat\.lan BATCH \+\S+ labeled-response$/);
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.at(-1)).toMatch(/ BATCH -/);
  });

  test('is a NOTICE to those who do not know standard replies', async () => {
    expect((await answerTo('TOPIC #club :of chess', [])).at(-1)).toBe(`:lanchat.lan NOTICE ann :${UNKEPT}`);
  });

  test('a question about it is answered as ever', async () => {
    const { store, room } = await open();
    const ann = await room.irc('ann', { caps: ECHO, join: ['#club'] });
    store.isHolding = true;
    ann.send('TOPIC #club :x');
    (await store.next()).fail('no space');
    await ann.expectLine(/WARN TOPIC/);
    ann.send('TOPIC #club', 'MODE #club');
    (await store.next()).fail('no space');
    expect((await ann.roundtrip()).join('\n')).not.toContain('WARN');
  });

  test('REGISTER makes the account, and says that it may not last; so does a name that is claimed', async () => {
    const { store, room } = await open();
    const ann = await room.irc('ann', { caps: [...ECHO, 'draft/account-registration'] });
    store.isHolding = true;
    ann.send('REGISTER * * correct-horse');
    (await store.next()).fail('no space');
    await ann.expectLine(/REGISTER SUCCESS ann/);
    await ann.expectLine(`:lanchat.lan WARN REGISTER NOT_STORED :${UNKEPT}`);
    store.letGo();
    const bo = await IrcClient.connect(room.port, 'bo');
    bo.send('CAP REQ :sasl standard-replies', 'NICK bo', 'USER bo 0 * :bo');
    await bo.expectLine(/ ACK /);
    store.isHolding = true;
    const verdict = new TestDevice().prove(bo, 'bo', `127.0.0.1:${room.port}`);
    (await store.next()).fail('no space');
    expect(await verdict).toEqual([
      expect.stringContaining(' 900 '),
      `:lanchat.lan WARN AUTHENTICATE NOT_STORED :${UNKEPT.replace('That holds', 'The name is yours')}`,
      expect.stringContaining(' 903 '),
    ]);
  });

  test('of the host is said to the host', async () => {
    const { store, room } = await open();
    store.isHolding = true;
    room.console('/ban eve');
    (await store.next()).fail('no space');
    store.letGo();
    const probe = await room.irc('probe');
    await probe.roundtrip();
    expect(room.shownSince()).toContain(`${UNKEPT}.`);
    expect(room.console('/bans')).toHaveLength(1);
  });
});

test('the server ends only when what was said is kept', async () => {
  const { store, room } = await open();
  const ann = await room.member('ann', { caps: ECHO });
  store.isHolding = true;
  ann.send('PRIVMSG #lobby :just in time');
  const commit = await store.next();
  const stopped = room.server.stop();
  commit.keep();
  store.letGo();
  const lines = await ann.untilEnd();
  await stopped;
  expect(lines[0]).toBe(':ann!ann@lan PRIVMSG #lobby :just in time');
  expect(lines.at(-1)).toMatch(/^ERROR /);
});
