/** docs/protocol.md, "Sent once": what was typed is said once, in order, whatever happens to the connection. */
import { describe, expect, it } from '@jest/globals';
import { hello, noteSent, pump, say } from '../../../lib/client/requests.js';
import { restore, unsentLines } from '../../../lib/client/send-queue.js';
import { disconnected, type Session } from '../../../lib/client/session.js';
import { feed, inLobby, KEEPING_CAPS, NOON, old, page, register } from '../../support/client-session.js';

function speaker(caps = KEEPING_CAPS): Session {
  let made = 0;
  const newKey = (): string => `key-${String((made += 1)).padStart(18, '0')}`;
  const session = inLobby({ newKey, historyOnEntry: 0 }, caps);
  return session;
}

function speak(session: Session, ...texts: readonly string[]): readonly string[] {
  for (const text of texts) say(session, { target: '#lobby', how: 'message', text }, NOON);
  return pump(session, NOON).lines;
}

const KEY = (number: number): string => `key-${String(number).padStart(18, '0')}`;

/** The messages among lines, without what else is said on a return. */
function messages(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => line.includes(' PRIVMSG '));
}

describe('a message', () => {
  it('goes out with a name of its own, and after a lost connection with the same name again', () => {
    const session = speaker();
    expect(speak(session, 'one', 'two')).toEqual([
      `@label=1;lanchat/id=${KEY(1)} PRIVMSG #lobby one`,
      `@label=2;lanchat/id=${KEY(2)} PRIVMSG #lobby two`,
    ]);
    feed(session, '@label=1;msgid=a :ann!ann@lan PRIVMSG #lobby :one');
    disconnected(session);
    speak(session, 'three');
    hello(session);
    expect(messages(register(session, KEEPING_CAPS).lines)).toEqual([
      `@label=2;lanchat/id=${KEY(2)};lanchat/again PRIVMSG #lobby two`,
      `@label=3;lanchat/id=${KEY(3)} PRIVMSG #lobby three`,
    ]);
  });

  it('that was taken before is shown once, by its first echo', () => {
    const session = speaker();
    speak(session, 'one');
    disconnected(session);
    hello(session);
    register(session, KEEPING_CAPS);
    const echo = '@label=1;msgid=a;time=2026-01-02T12:00:01.000Z :ann!ann@lan PRIVMSG #lobby :one';
    // It comes twice: in what was missed, and as the answer.
    const missed = old('ph2', 'a', 'one', 1, 'ann');
    expect(feed(session, echo, ...page('h2', [missed])).events).toMatchObject([
      { kind: 'page', messages: [{ text: 'one', own: true, at: NOON + 1000 }] },
    ]);
    expect(session.queue.items).toEqual([]);
    expect(feed(session, echo.replace('label=1;', '')).events).toEqual([]);
  });

  it('goes out without a name where the server knows none', () => {
    expect(speak(speaker('message-tags echo-message'), 'one')).toEqual(['PRIVMSG #lobby one']);
  });

  it('that the server refuses is undelivered, and what waits behind it goes on', () => {
    const session = speaker();
    speak(session, 'one', 'two');
    expect(feed(session, '@label=1 FAIL PRIVMSG TOO_MUCH #lobby :Not so fast').events).toMatchObject([
      { kind: 'undelivered', place: '#lobby', text: 'one', why: 'Not so fast' },
    ]);
    expect(session.queue.items).toMatchObject([{ text: 'two' }]);
  });

  it('that reached the others and not the disk is shown as said, and marked', () => {
    const session = speaker();
    speak(session, 'one');
    const { events } = feed(session, '@label=1 FAIL PRIVMSG NOT_STORED #lobby :disk full');
    expect(events).toMatchObject([{ kind: 'speech', own: true, text: 'one', place: '#lobby', unkept: true }]);
    expect(events).toHaveLength(1);
    expect(session.queue.items).toEqual([]);
  });

  it('is refused by its target where the server has no labels', () => {
    const session = speaker('message-tags echo-message standard-replies');
    speak(session, 'one');
    expect(feed(session, 'FAIL PRIVMSG CANNOT_SEND #lobby :No').events).toMatchObject([
      { kind: 'undelivered', text: 'one' },
    ]);
  });
});

describe('lines left over from an earlier start', () => {
  it('go out before what was typed since, those that had been sent as sent again', () => {
    const first = speaker();
    speak(first, 'sent');
    disconnected(first);
    say(first, { target: '#lobby', how: 'action', text: 'waits' }, NOON);
    const kept = unsentLines(first.queue);
    expect(kept).toMatchObject([
      { text: 'sent', again: true, key: KEY(1) },
      { text: 'waits', again: false, key: KEY(2) },
    ]);
    const second = inLobby({ newKey: () => 'another-name-of-22-chars', historyOnEntry: 0 }, KEEPING_CAPS);
    say(second, { target: '#lobby', how: 'message', text: 'typed first' }, NOON);
    restore(second.queue, kept);
    expect(pump(second, NOON).lines.map((line) => line.replace(/label=\d+;/, ''))).toEqual([
      `@lanchat/id=${KEY(1)};lanchat/again PRIVMSG #lobby sent`,
      `@lanchat/id=${KEY(2)} PRIVMSG #lobby :\x01ACTION waits\x01`,
      '@lanchat/id=another-name-of-22-chars PRIVMSG #lobby :typed first',
    ]);
  });
});

describe('being away', () => {
  it('is said again after a lost connection, and not told to the person again', () => {
    const session = inLobby();
    noteSent(session, 'AWAY :gone home');
    expect(feed(session, ':lan 306 ann :away').events).toHaveLength(1);
    disconnected(session);
    hello(session);
    expect(register(session).lines).toContain('AWAY :gone home');
    expect(feed(session, ':lan 306 ann :away').events).toEqual([]);
    expect(session.chat.away).toBe(true);
    noteSent(session, 'AWAY');
    disconnected(session);
    hello(session);
    expect(register(session).lines.filter((line) => line.startsWith('AWAY'))).toEqual([]);
  });
});
