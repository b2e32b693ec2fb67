/** Messages of several lines (IRCv3 draft/multiline). */
import { describe, expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { ask, only, type IrcClient } from '../support/irc-client.js';

const S = ':lanchat.lan';
const CAPS = ['draft/multiline', 'batch', 'message-tags', 'echo-message', 'labeled-response'];

async function pair(): Promise<{ room: Chatroom; ann: IrcClient; bo: IrcClient }> {
  const room = await Chatroom.start({ floodControl: false });
  const ann = await room.member('ann', { caps: CAPS });
  const bo = await room.member('bo', { caps: ['draft/multiline', 'batch', 'message-tags'] });
  await ann.roundtrip();
  return { room, ann, bo };
}

/** Without what differs from run to run. */
function plainly(lines: readonly string[]): readonly string[] {
  return lines.map((line) =>
    line.replace(/msgid=[^; ]+/, 'msgid=ID').replace(/([+=-])m\d[\w-]*|([+=-])m[0-9a-z]+-\w+/, '$1$2REF'),
  );
}

const SENT = [
  '@label=7 BATCH +123 draft/multiline #lobby',
  '@batch=123 PRIVMSG #lobby hello',
  '@batch=123 PRIVMSG #lobby :',
  '@batch=123 PRIVMSG #lobby :how is ',
  '@batch=123;draft/multiline-concat PRIVMSG #lobby :everyone?',
  'BATCH -123',
];

describe('a batch', () => {
  test('is one message with one id, of the lines its sender made, to those who know it; the label is on its first line alone', async () => {
    const { ann, bo } = await pair();
    const expected = [
      '@msgid=ID :ann!ann@lan BATCH +REF draft/multiline #lobby',
      '@batch=REF :ann!ann@lan PRIVMSG #lobby :hello',
      '@batch=REF :ann!ann@lan PRIVMSG #lobby :',
      '@batch=REF :ann!ann@lan PRIVMSG #lobby :how is ',
      '@batch=REF;draft/multiline-concat :ann!ann@lan PRIVMSG #lobby :everyone?',
      ':ann!ann@lan BATCH -REF',
    ];
    expect(plainly(await ask(ann, ...SENT))).toEqual([
      '@label=7;msgid=ID' + (expected[0] ?? '').slice(9),
      ...expected.slice(1),
    ]);
    expect(plainly(await bo.roundtrip())).toEqual(expected);
  });

  test('is the same lines for those who do not, without the blank ones, the id on the first ("Fallback": "SHOULD maintain the line composition")', async () => {
    const { room, ann } = await pair();
    const old = await room.member('old', { caps: ['message-tags', 'server-time'] });
    const cy = await room.plain('cy');
    await old.roundtrip();
    await ask(ann, ...SENT);
    const [first = '', ...rest] = await old.roundtrip();
    expect(first).toMatch(/^@time=\S+;msgid=\S+ :ann!ann@lan PRIVMSG #lobby :hello$/);
    expect(rest).toEqual([
      expect.stringMatching(/^@time=\S+Z :ann!ann@lan PRIVMSG #lobby :how is $/),
      expect.stringMatching(/^@time=\S+Z :ann!ann@lan PRIVMSG #lobby :everyone\?$/),
    ]);
    expect(await cy.roundtrip()).toEqual(['ann: hello', 'ann: how is everyone?']);
  });

  test('may be longer than a line: nothing of it is lost, and no line is longer than 512 bytes', async () => {
    const { room, ann, bo } = await pair();
    const old = await room.member('old');
    await old.roundtrip();
    const words = Array.from({ length: 120 }, (_, index) => `word${index}`).join(' ');
    await ask(
      ann,
      'BATCH +x draft/multiline #lobby',
      `@batch=x PRIVMSG #lobby :${words.slice(0, 400)}`,
      `@batch=x;draft/multiline-concat PRIVMSG #lobby :${words.slice(400, 800)}`,
      `@batch=x;draft/multiline-concat PRIVMSG #lobby :${words.slice(800)}`,
      'BATCH -x',
    );
    const lines = await bo.roundtrip();
    for (const line of lines) expect(line.replace(/^@\S+ /, '').length).toBeLessThanOrEqual(510);
    expect(
      only(lines, 'PRIVMSG')
        .map((line) => line.replace(/^.* PRIVMSG #lobby :/, ''))
        .join(''),
    ).toBe(words);
    const fallback = await old.roundtrip();
    expect(fallback.map((line) => line.replace(/^.* PRIVMSG #lobby :/, '')).join('')).toBe(words);
  });

  test('is in history as it was, line by line, in a batch of its own within the batch', async () => {
    const { room, ann } = await pair();
    const live = only(await ask(ann, ...SENT), 'PRIVMSG');
    const dee = await room.member('dee', { caps: [...CAPS, 'draft/chathistory'] });
    const lines = await ask(dee, '@label=h CHATHISTORY LATEST #lobby * 9');
    expect(lines.map((line) => line.replace(/^@\S+ /, '').split(' ')[1])).toEqual(
      'BATCH BATCH BATCH PRIVMSG PRIVMSG PRIVMSG PRIVMSG BATCH BATCH BATCH'.split(' '),
    );
    expect(only(lines, 'PRIVMSG')).toEqual(live);
    const opening = lines.find((line) => line.includes('draft/multiline #lobby')) ?? '';
    const [, outer] = /BATCH \+(\S+) chathistory/.exec(lines[1] ?? '') ?? [];
    expect(opening).toContain(`batch=${outer ?? ''};`);
    const old = await room.irc('old', { caps: ['draft/chathistory', 'batch'], join: ['#lobby'] });
    expect(only(await ask(old, 'CHATHISTORY LATEST #lobby * 9'), 'PRIVMSG')).toHaveLength(3);
  });

  test('goes to one person too, and as NOTICE', async () => {
    const { ann, bo } = await pair();
    await ask(
      ann,
      'BATCH +p draft/multiline bo',
      '@batch=p NOTICE bo :one',
      '@batch=p NOTICE bo :two',
      'BATCH -p',
    );
    expect(only(await bo.roundtrip(), 'NOTICE').map((line) => line.replace(/^.* :/, ''))).toEqual([
      'one',
      'two',
    ]);
  });

  test('is subject to the rules of the room as a whole', async () => {
    const { room, bo } = await pair();
    const op = await room.irc('op', { join: ['#r'] });
    await ask(op, 'MODE #r +m');
    await ask(bo, 'JOIN #r');
    const lines = await ask(
      bo,
      'BATCH +r draft/multiline #r',
      '@batch=r PRIVMSG #r :a',
      '@batch=r PRIVMSG #r :b',
      'BATCH -r',
    );
    expect(only(lines, '404')).toHaveLength(1);
  });
});

test('the target of a line is that of its batch, in whatever case', async () => {
  const { ann } = await pair();
  const lines = await ask(
    ann,
    ...[
      'BATCH +1 draft/multiline #LOBBY',
      '@batch=1 PRIVMSG #lobby :one',
      '@batch=1 PRIVMSG #Lobby :two',
      'BATCH -1',
    ],
  );
  expect(only(lines, 'FAIL')).toEqual([]);
  expect(only(lines, 'PRIVMSG')).toHaveLength(2);
});

describe('errors', () => {
  test('MULTILINE_INVALID_TARGET, MULTILINE_INVALID; nothing is delivered', async () => {
    const { ann, bo } = await pair();
    expect(
      await ask(
        ann,
        ...[
          'BATCH +1 draft/multiline #lobby',
          '@batch=1 PRIVMSG #bar hello',
          '@batch=1 PRIVMSG #lobby x',
          'BATCH -1',
        ],
        ...[
          'BATCH +2 draft/multiline #lobby',
          'BATCH -2',
          'BATCH -3',
          'BATCH +4 netsplit',
          'BATCH +5 draft/multiline',
        ],
        ...[
          'BATCH +6 draft/multiline #lobby',
          '@batch=6 PRIVMSG #lobby :  ',
          '@batch=6 PRIVMSG #lobby :',
          'BATCH -6',
        ],
      ),
    ).toEqual([
      `${S} FAIL BATCH MULTILINE_INVALID_TARGET #lobby #bar :All lines of a message have one target`,
      `${S} FAIL BATCH MULTILINE_INVALID :A message has something in it`,
      `${S} FAIL BATCH MULTILINE_INVALID :No such batch is open`,
      `${S} FAIL BATCH MULTILINE_INVALID :That is no batch of a message`,
      `${S} FAIL BATCH MULTILINE_INVALID :That is no batch of a message`,
      `${S} FAIL BATCH MULTILINE_INVALID :A message has something in it`,
    ]);
    expect(only(await bo.roundtrip(), 'PRIVMSG')).toEqual([]);
  });

  test('nothing is said of a batch that was refused, of one within another, or of none', async () => {
    const { ann, bo } = await pair();
    const lines = await ask(
      ann,
      ...[
        'BATCH +1 draft/multiline #lobby',
        '@batch=1 PRIVMSG #lobby :one',
        'BATCH +2 draft/multiline #lobby',
      ],
      ...['@batch=2 PRIVMSG #lobby :two', '@batch=1 PRIVMSG #lobby :three', 'BATCH -2', 'BATCH -1'],
      ...['BATCH +3 draft/multiline', '@batch=3 PRIVMSG #lobby :leak', 'BATCH -3'],
      '@batch=9 PRIVMSG #lobby :leak',
    );
    expect(lines.every((line) => line.startsWith(`${S} FAIL BATCH MULTILINE_INVALID :`))).toBe(true);
    expect(lines).toHaveLength(5);
    expect(only(await bo.roundtrip(), 'PRIVMSG')).toEqual([]);
  });

  test('a message is not said without a line of it that was refused, or with one that goes on with nothing', async () => {
    const { ann, bo } = await pair();
    const open = 'BATCH +1 draft/multiline #lobby';
    const first = '@batch=1 PRIVMSG #lobby :one';
    expect(await ask(ann, open, first, `@batch=1 PRIVMSG #lobby :${'x'.repeat(600)}`, 'BATCH -1')).toEqual([
      `${S} 417 ann :Input line was too long`,
    ]);
    expect(
      await ask(ann, open, first, '@batch=1;draft/multiline-concat PRIVMSG #lobby :', 'BATCH -1'),
    ).toEqual([`${S} FAIL BATCH MULTILINE_INVALID :A line that goes on has something in it`]);
    expect(only(await bo.roundtrip(), 'PRIVMSG')).toEqual([]);
  });

  test.each(['TAGMSG #lobby', 'TOPIC #lobby :new', 'FOO'])(
    '%s is no part of a message ("Multiline batches MUST only contain one or more PRIVMSG lines")',
    async (command) => {
      const { ann, bo } = await pair();
      const before = '@batch=1 PRIVMSG #lobby :one';
      const lines = [
        `@batch=1 ${command}`,
        '@batch=1 PRIVMSG #lobby :two',
        `@batch=1 ${command}`,
        'BATCH -1',
      ];
      expect(await ask(ann, '@label=9 BATCH +1 draft/multiline #lobby', before, ...lines)).toEqual([
        `@label=9 ${S} FAIL BATCH MULTILINE_INVALID :A message of several lines is made of PRIVMSG or NOTICE`,
      ]);
      expect(only(await bo.roundtrip(), 'PRIVMSG', 'TAGMSG', 'TOPIC', '482')).toEqual([]);
      expect(only(await ask(ann, '@batch=1 PING x'), 'PONG')).toHaveLength(1);
    },
  );

  test('MULTILINE_MAX_LINES and MULTILINE_MAX_BYTES, as the value of the capability says', async () => {
    const { ann, bo } = await pair();
    const caps = (await ask(ann, 'CAP LS 302')).join(' ');
    expect(caps).toContain(' draft/multiline=max-bytes=4096,max-lines=32 ');
    const many = Array.from({ length: 33 }, (_, index) => `@batch=a PRIVMSG #lobby :${index}`);
    expect(await ask(ann, 'BATCH +a draft/multiline #lobby', ...many, 'BATCH -a')).toEqual([
      `${S} FAIL BATCH MULTILINE_MAX_LINES 32 :A message has 32 lines at most`,
    ]);
    const long = Array.from({ length: 12 }, () => `@batch=b PRIVMSG #lobby :${'x'.repeat(400)}`);
    expect(await ask(ann, 'BATCH +b draft/multiline #lobby', ...long, 'BATCH -b')).toEqual([
      `${S} FAIL BATCH MULTILINE_MAX_BYTES 4096 :A message has 4096 bytes at most`,
    ]);
    expect(only(await bo.roundtrip(), 'PRIVMSG')).toEqual([]);
  });

  test('a label is answered once, with what is wrong ("servers MUST include the tag in exactly one logical message")', async () => {
    const { ann } = await pair();
    const open = '@label=9 BATCH +1 draft/multiline #lobby';
    const line = '@batch=1 PRIVMSG #lobby :one';
    const wrong = `@label=9 ${S} FAIL BATCH MULTILINE_INVALID`;
    expect(await ask(ann, open, line, '@batch=1 PRIVMSG #bar :two', line, 'BATCH -1')).toEqual([
      `${wrong}_TARGET #lobby #bar :All lines of a message have one target`,
    ]);
    expect(await ask(ann, '@label=9 BATCH +1 draft/multiline', line, 'BATCH -1')).toEqual([
      `${wrong} :That is no batch of a message`,
    ]);
    expect(await ask(ann, open, 'BATCH -1')).toEqual([`${wrong} :A message has something in it`]);
    expect(await ask(ann, open, `@batch=1 PRIVMSG #lobby :${'x'.repeat(600)}`, 'BATCH -1')).toEqual([
      `@label=9 ${S} 417 ann :Input line was too long`,
    ]);
    ann.send(open);
    ann.wire.write(Buffer.from('@batch=1 PRIVMSG #lobby :\xff\r\n', 'latin1'));
    expect(await ask(ann, 'BATCH -1')).toEqual([
      expect.stringMatching(/^@label=9 :lanchat\.lan FAIL PRIVMSG INVALID_UTF8 :/),
    ]);
  });

  test('without the capability BATCH is not known', async () => {
    const { room } = await pair();
    const old = await room.member('old');
    expect(await ask(old, 'BATCH +1 draft/multiline #lobby')).toEqual([
      `${S} 421 old BATCH :Unknown command`,
    ]);
  });
});
