/** Messages of several lines in our client (IRCv3 draft/multiline): said as one, heard as one, once, and in history. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { batchLines, limitsOf, multilineMessages } from '../../../lib/client/multiline.js';
import { hello, introduce, pump, say, sayKept } from '../../../lib/client/requests.js';
import { unsentLines } from '../../../lib/client/send-queue.js';
import { createSession, disconnected, type Session } from '../../../lib/client/session.js';
import { NO_TAGS } from '../../../lib/protocol/line.js';
import { utf8Length } from '../../../lib/base/utf8.js';
import { feed, KEEPING_CAPS, NOON, page, register } from '../../support/client-session.js';

const VALUE = 'draft/multiline=max-bytes=4096,max-lines=32';
const CAPS = `${KEEPING_CAPS} draft/multiline`;

/** A server says its limits when it lists its capabilities. */
function speaker(caps = CAPS, historyOnEntry = 0): Session {
  let made = 0;
  const newKey = (): string => `key-${String((made += 1)).padStart(18, '0')}`;
  const session = createSession({ newKey, historyOnEntry }, NOON);
  introduce(session, 'ann');
  comeIn(session, caps);
  return session;
}

function comeBack(session: Session, caps = CAPS): readonly string[] {
  disconnected(session);
  return comeIn(session, caps);
}

function comeIn(session: Session, caps: string): readonly string[] {
  hello(session);
  feed(session, `CAP * LS :${caps.replace('draft/multiline', VALUE)}`, `CAP * ACK :${caps}`);
  return register(session, '').lines;
}

function speak(session: Session, text: string, how: 'message' | 'action' = 'message'): readonly string[] {
  say(session, { target: '#lobby', how, text }, NOON);
  return pump(session, NOON).lines;
}

const KEY = (number: number): string => `key-${String(number).padStart(18, '0')}`;

const ECHO = [
  '@label=1;msgid=a :ann!ann@lan BATCH +r draft/multiline #lobby',
  '@batch=r :ann!ann@lan PRIVMSG #lobby :one',
  '@batch=r :ann!ann@lan PRIVMSG #lobby :',
  '@batch=r :ann!ann@lan PRIVMSG #lobby :  tw',
  '@batch=r;draft/multiline-concat :ann!ann@lan PRIVMSG #lobby :o',
  ':ann!ann@lan BATCH -r',
];

describe('what is said in several lines', () => {
  it('is one message, with its blank line and indentation; its echo settles it and is heard as one', () => {
    const session = speaker();
    expect(speak(session, '\n  \none\n\n  two\n\n')).toEqual([
      `@label=1;lanchat/id=${KEY(1)} BATCH +m1 draft/multiline #lobby`,
      '@batch=m1 PRIVMSG #lobby one',
      '@batch=m1 PRIVMSG #lobby :',
      '@batch=m1 PRIVMSG #lobby :  two',
      'BATCH -m1',
    ]);
    const { events } = feed(session, ...ECHO);
    expect(events).toMatchObject([{ kind: 'speech', own: true, id: 'a', text: 'one\n\n  two' }]);
    expect(session.queue.items).toEqual([]);
  });

  it('goes out again under the same name after a lost connection, and is told once', () => {
    const session = speaker();
    speak(session, 'one\ntwo');
    const again = comeBack(session);
    expect(again.filter((line) => line.includes('draft/multiline '))).toEqual([
      `@label=1;lanchat/id=${KEY(1)};lanchat/again BATCH +m1 draft/multiline #lobby`,
    ]);
    feed(session, ...ECHO);
    expect(feed(session, ...ECHO).events).toEqual([]);
  });

  it('is refused as one', () => {
    const session = speaker();
    speak(session, 'one\ntwo');
    expect(feed(session, '@label=1 FAIL BATCH MULTILINE_MAX_LINES 1 :Too many').events).toMatchObject([
      { kind: 'undelivered', place: '#lobby', text: 'one\ntwo', why: 'Too many' },
    ]);
    expect(session.queue.items).toEqual([]);
  });

  it('is line by line where the server takes no more, also when that is known only on the return', () => {
    const session = speaker(KEEPING_CAPS);
    expect(speak(session, 'one\n\ntwo').map((line) => line.replace(/^@\S+ /, ''))).toEqual([
      'PRIVMSG #lobby one',
      'PRIVMSG #lobby two',
    ]);
    const other = speaker();
    disconnected(other);
    say(other, { target: '#lobby', how: 'message', text: 'one\ntwo' }, NOON);
    say(other, { target: '#lobby', how: 'message', text: 'three' }, NOON);
    expect(other.queue.items).toHaveLength(2);
    const lines = comeBack(other, KEEPING_CAPS).filter((line) => line.includes('PRIVMSG'));
    expect(lines.map((line) => line.replace(/^@\S+ /, ''))).toEqual([
      'PRIVMSG #lobby one',
      'PRIVMSG #lobby two',
      'PRIVMSG #lobby three',
    ]);
    expect(new Set(lines.map((line) => /lanchat\/id=([^; ]+)/.exec(line)?.[1])).size).toBe(3);
  });

  it('may be one long line: it is cut on the wire only, between words, and nothing of it is lost', () => {
    const session = speaker();
    const words = Array.from({ length: 150 }, (_, index) => `w\u00f6rd${index}`).join(' ');
    const lines = speak(session, words);
    expect(lines.filter((line) => line.startsWith('BATCH') || line.includes(' BATCH '))).toHaveLength(2);
    expect(lines.slice(2, -1).every((line) => line.startsWith('@batch=m1;draft/multiline-concat '))).toBe(
      true,
    );
    feed(session, '@label=1;msgid=b :ann!ann@lan BATCH +r draft/multiline #lobby');
    const echoed = lines
      .slice(1, -1)
      .map((line) => line.replace('batch=m1', 'batch=r').replace(' PRIVMSG', ' :ann!ann@lan PRIVMSG'));
    feed(session, ...echoed);
    expect(feed(session, ':ann!ann@lan BATCH -r').events).toMatchObject([{ text: words }]);
  });

  it('that was kept from an earlier start goes out as one, or in lines', () => {
    const first = speaker();
    disconnected(first);
    say(first, { target: '#lobby', how: 'message', text: 'one\ntwo' }, NOON);
    const kept = unsentLines(first.queue);
    for (const [caps, count] of [
      [CAPS, 1],
      [KEEPING_CAPS, 2],
    ] as const) {
      const second = speaker(caps);
      sayKept(second, kept);
      expect(second.queue.items).toHaveLength(count);
    }
  });

  it('does not run ahead of the flood control of a server: the second waits for the first', () => {
    const session = speaker();
    const long = Array.from({ length: 30 }, (_, index) => `line ${index}`).join('\n');
    say(session, { target: '#lobby', how: 'message', text: long }, NOON);
    say(session, { target: '#lobby', how: 'message', text: 'after it' }, NOON);
    expect(pump(session, NOON).lines.at(-1)).toBe('BATCH -m1');
    const { lines } = feed(session, ...ECHO);
    expect(lines).toEqual([`@label=2;lanchat/id=${KEY(2)} PRIVMSG #lobby :after it`]);
  });

  it('as an action is line by line', () => {
    const lines = speak(speaker(), 'waves\nand goes', 'action');
    expect(lines.map((line) => line.replace(/^@\S+ /, ''))).toEqual([
      'PRIVMSG #lobby :\x01ACTION waves\x01',
      'PRIVMSG #lobby :\x01ACTION and goes\x01',
    ]);
  });
});

describe('what others say in several lines', () => {
  const theirs = (opening: string): readonly string[] => [
    opening,
    '@batch=r :bo!bo@lan PRIVMSG #lobby :a\x1b[2J',
    '@batch=r :bo!bo@lan PRIVMSG #lobby :b',
    ':bo!bo@lan BATCH -r',
  ];

  it('is heard as one message, harmless, at its time', () => {
    const lines = theirs('@time=2026-01-02T11:59:00.000Z;msgid=x :bo!bo@lan BATCH +r draft/multiline #lobby');
    expect(feed(speaker(), ...lines).events).toMatchObject([
      { kind: 'speech', from: 'bo', own: false, text: 'a\nb', id: 'x', at: NOON - 60_000, earlier: false },
    ]);
  });

  it('is one in a page of history, and counts as one', () => {
    const session = speaker(CAPS, 100);
    const inner = theirs('@batch=ph1;msgid=x :bo!bo@lan BATCH +r draft/multiline #lobby');
    const { events } = feed(session, ...page('h1', inner));
    expect(events).toMatchObject([
      { kind: 'page', end: true, messages: [{ text: 'a\nb', id: 'x', earlier: true }] },
    ]);
  });

  it('without an end or a beginning is nothing, and a server that never ends one cannot fill the memory', () => {
    const session = speaker();
    expect(feed(session, '@batch=none :bo!bo@lan BATCH -none').events).toEqual([]);
    feed(session, ':bo!bo@lan BATCH +r draft/multiline #lobby');
    const line = `@batch=r :bo!bo@lan PRIVMSG #lobby :${'x'.repeat(400)}`;
    for (let count = 0; count < 300; count += 1) expect(feed(session, line).events).toEqual([]);
    const { events } = feed(session, ':bo!bo@lan BATCH -r');
    expect(events).toMatchObject([{ text: expect.stringMatching(/^[x\n]{65536}$/) }]);
    expect(feed(session, ':bo!bo@lan BATCH +e draft/multiline #lobby', ':bo!bo@lan BATCH -e').events).toEqual(
      [],
    );
  });
});

describe('the limits', () => {
  it('are the server\u2019s, and without bytes there are none', () => {
    const granted = new Set(['draft/multiline', 'batch']);
    const of = (value: string) => limitsOf(granted, new Map([['draft/multiline', value]]));
    expect(of('max-bytes=4096,max-lines=32')).toEqual({ bytes: 4096, lines: 32 });
    expect(of('max-bytes=40000')).toEqual({ bytes: 40_000, lines: Infinity });
    expect(of('max-lines=3')).toBeNull();
    expect(limitsOf(new Set(['draft/multiline']), new Map([['draft/multiline', 'max-bytes=9']]))).toBeNull();
  });

  it('hold for whatever is typed, and only blank lines and spaces at the ends of messages are left out', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', ' ', '\n', '\u00e9', '\u{1f600}', 'word '),
      maxLength: 300,
    });
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 8, max: 60 }),
        fc.integer({ min: 1, max: 5 }),
        (typed, bytes, lines) => {
          const lineBytes = 8;
          const messages = multilineMessages(typed, { bytes, lines }, lineBytes);
          for (const message of messages) {
            expect(utf8Length(message)).toBeLessThanOrEqual(bytes);
            const wire = batchLines('r', NO_TAGS, '#r', message, { lineBytes, encode: (one) => one });
            expect(wire.length - 2).toBeLessThanOrEqual(lines);
            expect(message.trim()).not.toBe('');
          }
          expect(messages.join('').replace(/\s/g, '')).toBe(typed.replace(/\s/g, ''));
        },
      ),
    );
  });
});
