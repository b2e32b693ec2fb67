/** The past, asked for by programs (IRCv3 draft/chathistory and draft/event-playback, as published in May 2026). */
import { describe, expect, test } from '@jest/globals';
import { HISTORY_ANSWER_BYTES_MAX, HISTORY_PAGE_MAX } from '../../lib/base/limits.js';
import type { PageQuestion } from '../../lib/core/question.js';
import { MemoryStore } from '../../lib/storage/memory.js';
import { openSqliteStore } from '../../lib/storage/sqlite/open.js';
import { logIn } from '../support/accounts.js';
import { batchesIn, type Batch } from '../support/batches.js';
import { Chatroom } from '../support/chat-server.js';
import { ask, only, untagged, type IrcClient } from '../support/irc-client.js';
import { dataFolder } from '../support/sqlite.js';

const S = ':lanchat.lan';
const CAPS = ['batch', 'draft/chathistory', 'message-tags', 'server-time'];

/** Texts of the messages, in order. */
function texts({ lines }: Batch): readonly string[] {
  return lines.map((line) => / :(.*)$/.exec(untagged(line))?.[1] ?? line);
}

async function asked(client: IrcClient, line: string): Promise<Batch> {
  client.send(line);
  const [batch] = batchesIn(await client.roundtrip());
  if (batch === undefined) throw new Error(`no batch for ${line}`);
  return batch;
}

/** A room in which five things were said, by somebody who is told their tags. */
async function spoken(caps: readonly string[] = CAPS) {
  const room = await Chatroom.start({ floodControl: false });
  const bo = await room.member('bo', { caps: ['echo-message', 'message-tags', 'server-time'] });
  await bo.roundtrip();
  const said: { readonly id: string; readonly time: string }[] = [];
  for (const text of ['a', 'b', 'c', 'd', 'e']) {
    // One a millisecond, so that times tell them apart.
    room.advance(5 * (said.length + 1));
    bo.send(`@+x=${text} PRIVMSG #lobby :${text}`);
    const [, time = '', id = ''] = /^@time=([^;]+);msgid=([^;]+);/.exec(await bo.expectLine(/PRIVMSG/)) ?? [];
    said.push({ id, time });
  }
  const ann = await room.member('ann', { caps });
  await ann.roundtrip();
  return { room, bo, ann, said };
}

describe('CHATHISTORY', () => {
  test('is offered, with how much of it there is at once and how to refer to messages (ISUPPORT)', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann', { caps: CAPS });
    ann.send('VERSION');
    const tokens = only(await ann.roundtrip(), '005').join(' ');
    expect(tokens).toContain(` CHATHISTORY=${HISTORY_PAGE_MAX} `);
    expect(tokens).toContain(' MSGREFTYPES=msgid,timestamp ');
  });

  test('LATEST: the newest, in a batch of type chathistory with the target as its parameter, tags as live', async () => {
    const { ann, said } = await spoken();
    ann.send('CHATHISTORY LATEST #LOBBY * 2');
    const lines = await ann.roundtrip();
    const reference = /BATCH \+(\S+)/.exec(lines[0] ?? '')?.[1] ?? '';
    const tags = (index: number) => `@batch=${reference};time=${said[index]?.time};msgid=${said[index]?.id}`;
    expect(lines).toEqual([
      `${S} BATCH +${reference} chathistory #lobby`,
      expect.stringMatching(new RegExp(`^${escaped(tags(3))};\\+x=d :bo!bo@lan PRIVMSG #lobby :d$`)),
      expect.stringMatching(new RegExp(`^${escaped(tags(4))};\\+x=e :bo!bo@lan PRIVMSG #lobby :e$`)),
      `${S} BATCH -${reference}`,
    ]);
  });

  test.each([
    ['LATEST #lobby 1 9', 'cde'],
    ['BEFORE #lobby 3 2', 'bc'],
    ['BEFORE #lobby 0 9', ''],
    ['AFTER #lobby 1 2', 'cd'],
    ['AROUND #lobby 2 3', 'bcd'],
    ['AROUND #lobby 2 1', 'c'],
    ['BETWEEN #lobby 0 4 9', 'bcd'],
    ['BETWEEN #lobby 4 0 9', 'bcd'],
    ['BETWEEN #lobby 0 4 2', 'bc'],
    ['BETWEEN #lobby 4 0 2', 'cd'],
  ])('%s by msgid and by timestamp ("Subcommands")', async (line, expected) => {
    const { ann, said } = await spoken();
    const [subcommand = '', target = '', ...numbers] = line.split(' ');
    const limit = numbers.pop() ?? '';
    for (const kind of ['id', 'time'] as const) {
      const key = kind === 'id' ? 'msgid' : 'timestamp';
      const selectors = numbers.map((number) => `${key}=${said[Number(number)]?.[kind] ?? ''}`);
      const batch = await asked(ann, `CHATHISTORY ${[subcommand, target, ...selectors, limit].join(' ')}`);
      expect(texts(batch).join('')).toBe(expected);
    }
  });

  test.each([
    ['LATEST #lobby * 5', true],
    ['LATEST #lobby * 4', false],
    ['LATEST #lobby 1 3', true],
    ['LATEST #lobby 1 2', false],
    ['BEFORE #lobby 3 3', true],
    ['BEFORE #lobby 3 2', false],
    ['AFTER #lobby 1 3', true],
    ['AFTER #lobby 1 2', false],
    ['AFTER #lobby 1 9', true],
    ['BETWEEN #lobby 0 4 3', true],
    ['BETWEEN #lobby 0 4 2', false],
    ['BETWEEN #lobby 4 0 3', true],
    ['BETWEEN #lobby 4 0 2', false],
    ['AROUND #lobby 2 9', false],
  ])('%s: draft/chathistory-end where the next page would be empty: %s', async (line, isLast) => {
    const { ann, said } = await spoken([...CAPS, 'labeled-response']);
    const [subcommand = '', target = '', ...numbers] = line.split(' ');
    const limit = numbers.pop() ?? '';
    const at = numbers.map((number) => (number === '*' ? '*' : `msgid=${said[Number(number)]?.id ?? ''}`));
    for (const label of ['', '@label=x ']) {
      ann.send(`${label}CHATHISTORY ${[subcommand, target, ...at, limit].join(' ')}`);
      const opening = (await ann.roundtrip()).find((one) => one.includes(' chathistory #lobby')) ?? '';
      expect(/^@(\S+;)?draft\/chathistory-end /.test(opening)).toBe(isLast);
    }
  });

  test('without anything to return it is an empty batch', async () => {
    const { ann } = await spoken();
    ann.send('JOIN #empty', 'CHATHISTORY LATEST #empty * 9', 'CHATHISTORY BEFORE #lobby msgid=unknown 9');
    const batches = batchesIn(await ann.roundtrip());
    expect(batches.map(({ params, lines }) => [params, lines])).toEqual([
      [['#empty'], []],
      [['#lobby'], []],
    ]);
  });

  test('under a label it is nested in a batch of type labeled-response', async () => {
    const { ann } = await spoken([...CAPS, 'labeled-response']);
    ann.send('@label=h CHATHISTORY LATEST #lobby * 2');
    const [outer, ...more] = batchesIn(await ann.roundtrip());
    expect(more).toEqual([]);
    expect(outer).toMatchObject({ type: 'labeled-response', label: 'h', lines: [] });
    expect(outer?.inner.map((batch) => [batch.type, texts(batch)])).toEqual([['chathistory', ['d', 'e']]]);
  });

  test('without batch the lines come bare ("SHOULD NOT enforce that clients support all related capabilities")', async () => {
    const { ann, said } = await spoken(['draft/chathistory', 'server-time']);
    ann.send('CHATHISTORY LATEST #lobby * 1');
    expect(await ann.roundtrip()).toEqual([`@time=${said[4]?.time} :bo!bo@lan PRIVMSG #lobby :e`]);
  });

  test('without the capability the command is not known ("MUST be negotiated")', async () => {
    const { ann } = await spoken(['batch']);
    ann.send('CHATHISTORY LATEST #lobby * 1');
    expect(await ann.roundtrip()).toEqual([`${S} 421 ann CHATHISTORY :Unknown command`]);
  });

  test('what is wrong is FAIL INVALID_PARAMS, where one may not read INVALID_TARGET ("Errors and Warnings")', async () => {
    const { ann, bo } = await spoken();
    bo.send('JOIN #own');
    await bo.roundtrip();
    ann.send(
      'CHATHISTORY',
      'CHATHISTORY FROB #lobby * 1',
      'CHATHISTORY latest #lobby *',
      'CHATHISTORY LATEST #lobby * 1 more',
      'CHATHISTORY LATEST #lobby * many',
      'CHATHISTORY BEFORE #lobby timestamp=yesterday 1',
      'CHATHISTORY LATEST #nowhere * 1',
      'CHATHISTORY AFTER #own msgid=x 1',
      'CHATHISTORY LATEST bo * 1',
    );
    const outside = 'Messages could not be retrieved: join the channel first';
    const selector = 'That is neither timestamp=YYYY-MM-DDThh:mm:ss.sssZ nor msgid=…';
    expect(await ann.roundtrip()).toEqual(
      [
        'INVALID_PARAMS :Insufficient parameters',
        'INVALID_PARAMS FROB :Unknown command',
        'INVALID_PARAMS LATEST :Insufficient parameters',
        'INVALID_PARAMS LATEST :Too many parameters',
        'INVALID_PARAMS LATEST many :The limit is a number from 1 up',
        `INVALID_PARAMS BEFORE timestamp=yesterday :${selector}`,
        `INVALID_TARGET LATEST #nowhere :${outside}`,
        `INVALID_TARGET AFTER #own :${outside}`,
        'INVALID_TARGET LATEST bo :Messages could not be retrieved: they are kept between two accounts only',
      ].map((fail) => `${S} FAIL CHATHISTORY ${fail}`),
    );
  });

  test('a store that cannot answer is FAIL MESSAGE_ERROR ("Errors and Warnings")', async () => {
    class Broken extends MemoryStore {
      override page = () => Promise.reject(new Error('no disk'));
      override targets = () => Promise.reject(new Error('no disk'));
    }
    const room = await Chatroom.start({ store: new Broken() });
    const ann = await room.member('ann', { caps: CAPS });
    const any = 'timestamp=2020-01-01T00:00:00.000Z';
    ann.send('CHATHISTORY LATEST #lobby * 1', `CHATHISTORY TARGETS ${any} ${any} 9`, 'PING after');
    const text = 'Messages could not be retrieved just now: try again later';
    expect(await ann.roundtrip()).toEqual([
      `${S} FAIL CHATHISTORY MESSAGE_ERROR LATEST #lobby :${text}`,
      `${S} FAIL CHATHISTORY MESSAGE_ERROR TARGETS * :${text}`,
      `${S} PONG lanchat.lan :after`,
    ]);
  });

  test('over lanchat/ascii old lines are escaped as live ones', async () => {
    const { ann, bo } = await spoken([...CAPS, 'lanchat/ascii']);
    bo.send('PRIVMSG #lobby :\u2615 caf\u00e9');
    await bo.roundtrip();
    const batch = await asked(ann, 'CHATHISTORY LATEST #lobby * 1');
    expect(texts(batch)).toEqual(["\\u'2615' caf\\u'00E9'"]);
  });

  test('the longest page of the longest lines comes without the connection breaking, the newest of it', async () => {
    const { ann, bo } = await spoken([...CAPS, 'lanchat/ascii']);
    for (let index = 0; index < HISTORY_PAGE_MAX; index += 1)
      bo.send(`PRIVMSG #lobby :${index} ${'\u00e9'.repeat(220)}`);
    await bo.roundtrip();
    ann.send('CHATHISTORY LATEST #lobby * 9999');
    const lines = await ann.roundtrip();
    const got = lines.filter((line) => line.startsWith('@batch'));
    const bytes = got.join('\r\n').length;
    expect(bytes).toBeLessThan(HISTORY_ANSWER_BYTES_MAX * 1.1);
    expect(bytes).toBeGreaterThan(HISTORY_ANSWER_BYTES_MAX * 0.9);
    expect(got.at(-1)).toContain(` :${HISTORY_PAGE_MAX - 1} `);
  }, 30_000);

  test('a page that is too long ends between two messages, never within one of several lines', async () => {
    const caps = [...CAPS, 'lanchat/ascii', 'draft/multiline'];
    const { ann, bo, room } = await spoken(caps);
    const writer = await room.member('cy', { caps: ['batch', 'message-tags', 'draft/multiline'] });
    const lines = Array.from({ length: 30 }, (_, index) => `${index} ${'\u00e9'.repeat(60)}`);
    for (let index = 0; index < 60; index += 1)
      writer.send(
        'BATCH +1 draft/multiline #lobby',
        ...lines.map((line) => `@batch=1 PRIVMSG #lobby :${index}.${line}`),
        'BATCH -1',
      );
    await writer.roundtrip();
    await bo.roundtrip();
    await ann.roundtrip();
    const from = 'timestamp=2020-01-01T00:00:00.000Z';
    const pages = [
      await asked(ann, 'CHATHISTORY LATEST #lobby * 500'),
      await asked(ann, `CHATHISTORY AFTER #lobby ${from} 500`),
    ];
    for (const { inner } of pages) {
      expect(inner.length).toBeGreaterThan(20);
      expect(inner.length).toBeLessThan(60);
      expect(new Set(inner.map((batch) => batch.lines.length))).toEqual(new Set([lines.length]));
    }
    const numbers = pages.map(({ inner }) => inner.map((batch) => parseInt(texts(batch)[0] ?? '', 10)));
    expect([numbers[0]?.at(-1), numbers[1]?.[0]]).toEqual([59, 0]);
  }, 30_000);

  test('pages that are not read are not piled up until the connection breaks', async () => {
    let pages = 0;
    class Counting extends MemoryStore {
      override page = (question: PageQuestion) => {
        pages += 1;
        return super.page(question);
      };
    }
    const room = await Chatroom.start({ floodControl: false, store: new Counting() });
    const ann = await room.member('ann', { caps: CAPS });
    const bo = await room.member('bo');
    for (let index = 0; index < HISTORY_PAGE_MAX; index += 1) bo.send(`PRIVMSG #lobby :${'x'.repeat(400)}`);
    await bo.roundtrip();
    await ann.roundtrip();
    // More than the system's own buffers of a connection hold.
    const wanted = 80;
    ann.wire.socket.pause();
    ann.send(...Array.from({ length: wanted }, () => 'CHATHISTORY LATEST #lobby * 500'));
    for (let turns = 0; turns < 300; turns += 1) await bo.roundtrip();
    expect(pages).toBeGreaterThan(1);
    expect(pages).toBeLessThan(wanted);
    ann.wire.socket.resume();
    const batches = batchesIn(await ann.roundtrip());
    expect(batches.map((batch) => batch.lines.length)).toEqual(
      Array.from({ length: wanted }, () => HISTORY_PAGE_MAX),
    );
  }, 30_000);
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

describe('draft/event-playback', () => {
  test('without it only PRIVMSG and NOTICE, with it what else happened ("MUST NOT send any lines other than")', async () => {
    const room = await Chatroom.start();
    const op = await room.irc('op', { caps: ['message-tags'], join: ['#own'] });
    const bo = await room.irc('bo', { join: ['#own'] });
    op.send('PRIVMSG #own :said', 'TOPIC #own :new topic', 'NOTICE #own :noted', 'KICK #own bo :enough');
    await op.roundtrip();
    await bo.roundtrip();
    const plain = await room.irc('ann', { caps: CAPS, join: ['#own'] });
    const commands = (batch: Batch) => batch.lines.map((line) => untagged(line).split(' ')[1]);
    expect(commands(await asked(plain, 'CHATHISTORY LATEST #own * 50'))).toEqual(['PRIVMSG', 'NOTICE']);
    const full = await room.irc('cy', { caps: [...CAPS, 'draft/event-playback'], join: ['#own'] });
    const all = commands(await asked(full, 'CHATHISTORY LATEST #own * 50'));
    expect(all.filter((command) => command !== 'JOIN')).toEqual(['PRIVMSG', 'TOPIC', 'NOTICE', 'KICK']);
  });

  test('what happened just now is in it too, though nothing was said since ("SHOULD send additional lines")', async () => {
    const room = await Chatroom.start({ store: await openSqliteStore(await dataFolder()) });
    const ann = await room.irc('ann', { caps: [...CAPS, 'draft/event-playback'], join: ['#own'] });
    const bo = await room.irc('bo', { join: ['#own'] });
    await ask(ann, 'PRIVMSG #own :said');
    await ask(bo, 'NICK bob');
    await ask(bo, 'PART #own :bye');
    await ask(bo, 'JOIN #own');
    await ask(ann, 'KICK #own bob :enough');
    const { lines } = await asked(ann, 'CHATHISTORY LATEST #own * 50');
    const told = lines.map((line) => untagged(line).replace(/^:\S+ /, ''));
    expect(told.slice(told.indexOf('PRIVMSG #own :said'))).toEqual([
      ...['PRIVMSG #own :said', 'NICK bob', 'PART #own :bye', 'JOIN #own', 'KICK #own bob :enough'],
    ]);
  });

  test('nothing of it reaches those who did not ask', async () => {
    const { room } = await spoken();
    const cy = await room.irc('cy', { caps: [...CAPS, 'draft/event-playback'] });
    cy.send('JOIN #lobby');
    expect(only(await cy.roundtrip(), 'PRIVMSG', 'BATCH')).toEqual([]);
  });
});

describe('CHATHISTORY TARGETS', () => {
  const ALL = ['timestamp=2020-01-01T00:00:00.000Z', 'timestamp=2262-01-01T00:00:00.000Z'];

  test('lists rooms one is in and private conversations of one’s account, between two times either way', async () => {
    const room = await Chatroom.start();
    const ann = await room.member('ann', { caps: CAPS, join: ['#Games'] });
    const bo = await room.member('Bo', { join: ['#secret'] });
    logIn(room.server.world, 'ann');
    logIn(room.server.world, 'Bo');
    bo.send('PRIVMSG #secret :x', 'PRIVMSG #lobby :1');
    await bo.roundtrip();
    room.advance(1000);
    ann.send('PRIVMSG #Games :2');
    await ann.roundtrip();
    room.advance(2000);
    bo.send('PRIVMSG ann :3');
    await bo.roundtrip();
    await ann.roundtrip();
    const names = async (line: string) => {
      const { type, params, lines } = await asked(ann, line);
      expect([type, params]).toEqual(['draft/chathistory-targets', []]);
      return lines.map(
        (one) => /^:lanchat\.lan CHATHISTORY TARGETS (\S+) \d{4}-\d\d-\d\dT[\d:.]+Z$/.exec(one)?.[1],
      );
    };
    const [from = '', to = ''] = ALL;
    expect(await names(`CHATHISTORY TARGETS ${from} ${to} 9`)).toEqual(['#lobby', '#Games', 'Bo']);
    expect(await names(`CHATHISTORY TARGETS ${from} ${to} 2`)).toEqual(['#lobby', '#Games']);
    expect(await names(`CHATHISTORY TARGETS ${to} ${from} 2`)).toEqual(['Bo', '#Games']);
    for (const [limit, isLast] of [
      [3, true],
      [2, false],
    ] as const) {
      ann.send(`CHATHISTORY TARGETS ${from} ${to} ${limit}`);
      const [opening = ''] = await ann.roundtrip();
      expect(opening.startsWith('@draft/chathistory-end ')).toBe(isLast);
    }
    const cy = await room.irc('cy', { caps: CAPS });
    expect((await asked(cy, `CHATHISTORY TARGETS ${from} ${to} 9`)).lines).toEqual([]);
  });
});

describe('a private conversation', () => {
  test('is read by both accounts, and by nobody who has one of the names later', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann', { caps: CAPS });
    const bo = await room.irc('bo', { caps: CAPS });
    logIn(room.server.world, 'ann');
    logIn(room.server.world, 'bo');
    ann.send('PRIVMSG bo :hi bo');
    await ann.roundtrip();
    bo.send('PRIVMSG ann :hi ann');
    await bo.roundtrip();
    await ann.roundtrip();
    const [mine, theirs] = [
      await asked(ann, 'CHATHISTORY LATEST BO * 9'),
      await asked(bo, 'CHATHISTORY LATEST ann * 9'),
    ];
    expect(mine.lines).toEqual(theirs.lines);
    expect(mine.params).toEqual(['bo']);
    expect(mine.lines.map(untagged)).toEqual([
      ':ann!ann@lan PRIVMSG bo :hi bo',
      ':bo!bo@lan PRIVMSG ann :hi ann',
    ]);
    ann.send('QUIT');
    await ann.untilEnd();
    // The other one still reads it, as long as it is somebody's.
    expect((await asked(bo, 'CHATHISTORY LATEST ann * 9')).lines).toHaveLength(2);
    // Nobody has used the account for long: it lapses, with what was said to it.
    const other = await room.irc('ann', { caps: CAPS });
    other.send('CHATHISTORY LATEST bo * 9');
    expect(only(await other.roundtrip(), 'PRIVMSG', 'FAIL')).toEqual([
      expect.stringContaining(' FAIL CHATHISTORY INVALID_TARGET LATEST bo '),
    ]);
    bo.send('CHATHISTORY LATEST ann * 9');
    expect(only(await bo.roundtrip(), 'PRIVMSG', 'FAIL')).toEqual([
      expect.stringContaining(' FAIL CHATHISTORY INVALID_TARGET LATEST ann '),
    ]);
  });
});

describe('what is said with a guest', () => {
  test('is nobody\u2019s later, not even whoever makes an account of the guest\u2019s name', async () => {
    const room = await Chatroom.start();
    const bo = await room.irc('bo', { caps: CAPS });
    const cy = await room.irc('cy', { caps: CAPS });
    logIn(room.server.world, 'bo');
    cy.send('PRIVMSG bo :from a guest');
    await cy.roundtrip();
    bo.send('PRIVMSG cy :to a guest');
    await bo.roundtrip();
    logIn(room.server.world, 'cy');
    expect((await asked(cy, 'CHATHISTORY LATEST bo * 9')).lines).toEqual([]);
    expect((await asked(bo, 'CHATHISTORY LATEST cy * 9')).lines).toEqual([]);
  });
});

describe('an account under another name', () => {
  test('has its conversations all the same', async () => {
    const room = await Chatroom.start();
    const bo = await room.irc('bo', { caps: CAPS });
    const phone = await room.irc('ann_phone', { caps: CAPS });
    logIn(room.server.world, 'bo');
    logIn(room.server.world, 'ann_phone', 'ann');
    phone.send('PRIVMSG bo :on the way');
    await phone.roundtrip();
    await bo.roundtrip();
    const ann = await room.irc('ann_home', { caps: CAPS });
    logIn(room.server.world, 'ann_home', 'ann');
    expect((await asked(ann, 'CHATHISTORY LATEST bo * 9')).lines).toHaveLength(1);
  });
});

describe('--history', () => {
  test('joined: only what came since one entered', async () => {
    const room = await Chatroom.start({ history: 'joined' });
    const bo = await room.member('bo');
    bo.send('PRIVMSG #lobby :before');
    await bo.roundtrip();
    room.advance(10);
    const ann = await room.member('ann', { caps: CAPS });
    bo.send('PRIVMSG #lobby :after');
    await bo.roundtrip();
    await ann.expectLine(/PRIVMSG/);
    expect(texts(await asked(ann, 'CHATHISTORY LATEST #lobby * 9'))).toEqual(['after']);
    ann.send('VERSION');
    expect(only(await ann.roundtrip(), '005').join(' ')).toContain(' HISTORY=joined ');
  });

  test('off: it is not offered, and not known', async () => {
    const room = await Chatroom.start({ history: 'off' });
    const ann = await room.member('ann');
    ann.send(
      'CAP LS 302',
      'CAP REQ :draft/chathistory',
      'CHATHISTORY LATEST #lobby * 9',
      'SEARCH in=#lobby',
      'VERSION',
    );
    const lines = await ann.roundtrip();
    const isLs = (line: string): boolean => line.includes(' CAP ann LS ');
    expect(lines.filter(isLs).join(' ')).not.toMatch(/chathistory|event-playback|soju\.im/);
    const rest = lines.filter((line) => !isLs(line));
    expect(rest.slice(0, 3)).toEqual([
      `${S} CAP ann NAK :draft/chathistory`,
      `${S} 421 ann CHATHISTORY :Unknown command`,
      `${S} 421 ann SEARCH :Unknown command`,
    ]);
    expect(only(lines, '005').join(' ')).not.toMatch(/CHATHISTORY|MSGREFTYPES/);
    const cy = await room.plain('cy');
    expect(await cy.ask('/history')).toEqual([
      'What was said earlier is not shown here: the host wants it so.',
    ]);
  });
});
