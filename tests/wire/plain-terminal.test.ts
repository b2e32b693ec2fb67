/** What terminals send and what must never reach them: telnet bytes, editing keys, controls, letters beyond ASCII. */
import { describe, expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { PlainClient } from '../support/plain-client.js';

const COFFEE = '\u2615 \u00e9 \u6f22\u5b57 \u{1f600}';
const COFFEE_ESCAPED = "\\u'2615' \\u'00E9' \\u'6F22'\\u'5B57' \\u'1F600'";

describe('letters beyond ASCII', () => {
  test('are understood as UTF-8 and sent as escapes until /utf8', async () => {
    const room = await Chatroom.start();
    const ann = await room.plain('ann');
    const bo = await room.plain('bo');
    const cy = await room.plain('cy');
    await Promise.all([ann.roundtrip(), bo.roundtrip()]);
    expect(await cy.ask('/utf8')).toEqual([
      'You now get letters as they are: \u00e9, \u6f22\u5b57, \u2615. If they look wrong, type /utf8 again.',
    ]);
    await ann.ask(COFFEE);
    expect(await bo.roundtrip()).toEqual([`ann: ${COFFEE_ESCAPED}`]);
    expect(await cy.roundtrip()).toEqual([`ann: ${COFFEE}`]);
    expect(await cy.ask('/utf8')).toEqual(['You now get plain ASCII, with escapes for other letters.']);
    await ann.ask('\u00e9');
    expect(await cy.roundtrip()).toEqual(["ann: \\u'00E9'"]);
  });

  test('never leave as anything but ASCII, wherever they come from', async () => {
    const room = await Chatroom.start({ chatroom: 'Caf\u00e9', motd: ['\u00fcber'] });
    const ann = await PlainClient.connect(room.port);
    let bytes = Buffer.alloc(0);
    ann.wire.socket.on('data', (chunk: Buffer) => (bytes = Buffer.concat([bytes, chunk])));
    ann.type('Zo\u00eb', '', '/msg \u6f22 hi', '/search \u2615', '/\u2615', '/nick \u6f22', '/topic');
    ann.type('/join \u6f22', '/join games', '/topic \u2615', '/away \u2615', '/msg Zoe \u2615');
    const op = await room.member('op');
    op.send('PRIVMSG Zoe :\u2615', 'TOPIC #games :\u2615', 'PRIVMSG #lobby :\u2615');
    await op.roundtrip();
    room.console('/say \u2615');
    await ann.roundtrip();
    expect(bytes.length).toBeGreaterThan(500);
    expect(Array.from(bytes).filter((byte) => byte > 0x7e)).toEqual([]);
  });

  test('a line that is not UTF-8 is refused, never guessed at', async () => {
    const room = await Chatroom.start();
    const ann = await room.plain('ann');
    const bo = await room.plain('bo');
    await ann.roundtrip();
    ann.write(Buffer.from('caf\u00e9\n', 'latin1'));
    expect(await ann.roundtrip()).toEqual([
      'That line was not UTF-8 and was not sent: set your terminal to UTF-8, or type plain letters.',
    ]);
    expect(await bo.roundtrip()).toEqual([]);
  });

  test('at the prompt too', async () => {
    const room = await Chatroom.start();
    const visitor = await PlainClient.connect(room.port);
    visitor.write(Buffer.from('Zo\u00eb\n', 'latin1'));
    expect(await visitor.expectText('Your name: ')).toContain('not UTF-8');
    visitor.type('zoe');
    await visitor.expectText('Welcome, zoe!');
  });
});

describe('telnet and raw terminals', () => {
  /** WILL NAWS, a window size, DO ECHO, an escaped IAC, NOP: all amid a word. */
  const NEGOTIATION = [
    0xff, 0xfb, 31, 0xff, 0xfa, 31, 0, 80, 0xff, 0xff, 88, 0xff, 0xf0, 0xff, 0xfd, 1, 0xff, 0xf1,
  ];

  test('negotiation is taken out, wherever the bytes are cut', async () => {
    const room = await Chatroom.start();
    const bo = await room.plain('bo');
    const bytes = Buffer.concat([Buffer.from('hel'), Buffer.from(NEGOTIATION), Buffer.from('lo\r\n')]);
    const ann = await room.plain('ann');
    for (let cut = 0; cut < bytes.length; cut += 1) {
      ann.write(bytes.subarray(0, cut));
      // The first half is read alone: the server has answered somebody else in between.
      await bo.roundtrip();
      ann.write(bytes.subarray(cut));
      await bo.expectText(/ann: .*\r\n/).then((text) => expect(text).toMatch(/ann: hello\r\n$/));
    }
  }, 30_000);

  test('Backspace, Delete, Ctrl-U and Ctrl-W edit the line', async () => {
    const room = await Chatroom.start();
    const ann = await room.plain('ann');
    const bo = await room.plain('bo');
    await ann.ask(
      'helk\blo',
      'helk\u007flo',
      'wrong\u0015right',
      'one two \u0017three',
      'caf\u00e9\bx',
      '\b\bok',
      'a\u{1f600}\bb',
    );
    expect(await bo.roundtrip()).toEqual([
      'ann: hello',
      'ann: hello',
      'ann: right',
      'ann: one three',
      'ann: cafx',
      'ann: ok',
      'ann: ab',
    ]);
  });

  test('Backspace works in the name, and telnet’s CR NUL ends a line', async () => {
    const room = await Chatroom.start();
    const ann = await PlainClient.connect(room.port);
    ann.write('amm\b\bnn\r\0\r\n');
    await ann.expectText('Welcome, ann!');
  });
});

describe('nothing a person types obeys another’s terminal', () => {
  const HOSTILE = [
    ['a CSI sequence', 'a\u001b[2Jb', 'ab'],
    ['a title (OSC)', 'a\u001b]0;owned\u0007b', 'ab'],
    ['an 8-bit CSI', 'a\u009b2Jb', 'ab'],
    ['an 8-bit OSC', 'a\u009d0;owned\u009cb', 'ab'],
    ['a bell', 'a\u0007b', 'ab'],
    ['a carriage return amid the line', 'a\rServer: b', 'aServer: b'],
    ['a lone escape', 'a\u001bcb', 'ab'],
    ['a right-to-left override', 'a\u202eb', 'ab'],
    ['shift out', 'a\u000eb', 'ab'],
  ] as const;

  test.each(HOSTILE)('%s from a person with nc', async (_, typed, seen) => {
    const room = await Chatroom.start();
    const ann = await room.plain('ann');
    const bo = await room.plain('bo');
    const cy = await room.member('cy');
    await Promise.all([ann.roundtrip(), bo.roundtrip()]);
    await ann.ask(typed);
    const [line = ''] = await bo.roundtrip();
    // A carriage return may be shown as a sign, so long as it is none.
    expect(line.replace("\\u'23CE'", '')).toBe(`ann: ${seen}`);
    expect((await cy.roundtrip()).join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
  });

  test.each(HOSTILE)('%s from an IRC program', async (...[, typed]) => {
    const room = await Chatroom.start();
    const bo = await room.plain('bo');
    await bo.ask('/utf8');
    const cy = await room.member('cy');
    await bo.roundtrip();
    cy.send(`PRIVMSG #lobby :${typed}`);
    await cy.roundtrip();
    const [line = ''] = await bo.roundtrip();
    // What was a sequence may be left as letters: no byte of it obeys.
    expect(line).toMatch(/^cy: a[ -~]*b$/);
  });

  test('an escape for a control stays the text it is', async () => {
    const room = await Chatroom.start();
    const bo = await room.plain('bo');
    const cy = await room.member('cy', { caps: ['lanchat/ascii'] });
    await bo.roundtrip();
    cy.send("PRIVMSG #lobby :\\u'001B'[2J \\u'009B'2J \\u'000A'Server: hi");
    await cy.roundtrip();
    expect(await bo.roundtrip()).toEqual([
      "cy: \\u'005C'u'001B'[2J \\u'005C'u'009B'2J \\u'005C'u'000A'Server: hi",
    ]);
  });

  test('controls in a topic, a reason, an away message and a name are gone', async () => {
    const room = await Chatroom.start();
    const bo = await room.plain('bo');
    await bo.ask('/join games');
    const cy = await room.irc('cy', { join: ['#games'] });
    await bo.roundtrip();
    const evil = 'x\u001b[31m\u009b1m\u0007\ry';
    cy.send(
      'MODE #games -t',
      `TOPIC #games :${evil}`,
      `AWAY :${evil}`,
      `NICK ${evil}`,
      `PART #games :${evil}`,
      'JOIN #games',
      `QUIT :${evil}`,
    );
    await bo.expectText(/Server: cy has left the chat\.\r\n/).then((text) => {
      expect(text.replace(/\r\n/g, '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
    });
  });
});

describe('nothing a person types makes a line that looks like another’s', () => {
  test('what they say stays behind their name', async () => {
    const room = await Chatroom.start();
    const ann = await room.plain('ann');
    const bo = await room.plain('bo');
    const spoofs = [
      'Server: bo has left the chat.',
      '[cy -> you] psst',
      '(earlier, 10:00) cy: hi',
      '* cy waves',
      'Your name: ',
    ];
    await ann.ask(...spoofs.map((text) => ` ${text}`), '/me Server: all out');
    for (const line of await bo.roundtrip()) expect(line).toMatch(/^(ann: |\* ann )/);
  });

  test('many spaces cannot push words to the edge of a line', async () => {
    const room = await Chatroom.start();
    const ann = await room.plain('ann');
    const bo = await room.plain('bo');
    await ann.ask(`hi${' '.repeat(200)}Server: bo was removed`);
    const [line = ''] = await bo.roundtrip();
    expect(line).toBe(`ann: hi${' '.repeat(8)}Server: bo was removed`);
  });
});
