import { describe, expect, it } from '@jest/globals';
import { receive } from '../../../lib/client/receive.js';
import { hello, introduce, pump, pumpAgainAt, say, textLimit } from '../../../lib/client/requests.js';
import { createSession, disconnected } from '../../../lib/client/session.js';
import { restore } from '../../../lib/client/send-queue.js';
import { findRoom } from '../../../lib/client/state.js';
import { feed, inLobby, NOON, OUR_CAPS, register } from '../../support/client-session.js';

describe('registration', () => {
  it('asks for capabilities and says its name in one write, requests what it knows, and ends', () => {
    const session = createSession({ password: 'secret' }, NOON);
    introduce(session, 'ann');
    expect(hello(session)).toEqual(['CAP LS 302', 'NICK ann', 'USER ann 0 * ann']);
    expect(feed(session, 'CAP * LS * :server-time unknown/cap').lines).toEqual([]);
    expect(feed(session, 'CAP * LS :echo-message sasl=PLAIN').lines).toEqual([
      'PASS secret',
      'CAP REQ :server-time echo-message',
    ]);
    expect(feed(session, 'CAP ann ACK :server-time echo-message').lines).toEqual(['CAP END']);
  });

  it('waits with the end until there is a name', () => {
    const session = createSession({}, NOON);
    expect(hello(session)).toEqual(['CAP LS 302']);
    expect(feed(session, 'CAP * LS :echo-message', 'CAP * ACK :echo-message').lines).toEqual([
      'CAP REQ :echo-message',
    ]);
    expect(introduce(session, 'ann')).toEqual(['NICK ann', 'USER ann 0 * ann', 'CAP END']);
  });

  it('shows what newcomers are to read first', () => {
    const session = createSession({}, NOON);
    introduce(session, 'ann');
    hello(session);
    const { events } = feed(session, ':s 372 ann :- Homework is due.', ':s 372 ann :- ');
    expect(events).toEqual([expect.objectContaining({ kind: 'info', text: 'Homework is due.' })]);
  });

  it('goes on without capabilities on a server that knows none', () => {
    const session = inLobby({}, '');
    expect(session.phase).toBe('ready');
    expect(findRoom(session.chat, '#LOBBY')?.inside).toBe(true);
  });

  it('enters the main room the server names, or the one asked for', () => {
    const session = createSession({}, NOON);
    introduce(session, 'ann');
    hello(session);
    expect(register(session).lines).toContain('JOIN #lobby');
    const other = createSession({ room: '#ops' }, NOON);
    introduce(other, 'ann');
    hello(other);
    expect(register(other).lines).toContain('JOIN #ops');
  });

  it('tells a refused name once, in the words and with the suggestion of the standard reply', () => {
    const session = createSession({}, NOON);
    introduce(session, 'bo');
    hello(session);
    const { events } = feed(
      session,
      'FAIL NICK NICKNAME_IN_USE bo bo2 :Somebody is called bo already',
      ':lan 433 * bo :Nickname is already in use',
    );
    expect(events).toEqual([
      {
        kind: 'name-refused',
        name: 'bo',
        trouble: 'taken',
        text: 'Somebody is called bo already',
        suggestion: 'bo2',
      },
    ]);
    expect(introduce(session, 'bo2')).toEqual(['NICK bo2']);
  });

  it('finds the suggestion in the numeric where there is no standard reply', () => {
    const session = createSession({}, NOON);
    introduce(session, 'a.b');
    hello(session);
    expect(feed(session, ':lan 432 * a.b :No dots in names, try a_b').events).toMatchObject([
      { trouble: 'illegal', suggestion: 'a_b' },
    ]);
  });

  it('answers PING before and after', () => {
    const session = createSession({}, NOON);
    hello(session);
    expect(feed(session, 'PING :a b').lines).toEqual(['PONG :a b']);
  });
});

describe('speaking', () => {
  it('sends with a label, in ASCII, and takes the echo as the acknowledgement', () => {
    const session = inLobby();
    say(session, { target: '#lobby', how: 'message', text: 'né' }, NOON);
    expect(pump(session, NOON).lines).toEqual(["@label=1 PRIVMSG #lobby n\\u'00E9'"]);
    expect(session.queue.items).toMatchObject([{ state: 'sent' }]);
    const { events } = feed(
      session,
      "@label=1;time=2026-01-02T12:00:01.000Z;msgid=x1 :ann!ann@lan PRIVMSG #lobby :n\\u'00E9'",
    );
    expect(events).toEqual([
      {
        kind: 'speech',
        how: 'message',
        place: '#lobby',
        from: 'ann',
        own: true,
        text: 'né',
        at: NOON + 1000,
        id: 'x1',
        replyTo: '',
        earlier: false,
      },
    ]);
    expect(session.queue.items).toEqual([]);
  });

  it('speaks UTF-8 to a server without lanchat/ascii', () => {
    const session = inLobby({}, 'echo-message');
    say(session, { target: '#lobby', how: 'action', text: 'wäves' }, NOON);
    expect(pump(session, NOON).lines).toEqual(['PRIVMSG #lobby :\x01ACTION wäves\x01']);
    expect(feed(session, ':ann!ann@lan PRIVMSG #lobby :\x01ACTION wäves\x01').events).toMatchObject([
      { how: 'action', text: 'wäves', own: true },
    ]);
    expect(session.queue.items).toEqual([]);
  });

  it('shows at once what no server will echo', () => {
    const session = inLobby({}, '');
    say(session, { target: 'bo', how: 'message', text: 'psst' }, NOON);
    expect(pump(session, NOON).events).toMatchObject([{ kind: 'speech', place: 'bo', own: true }]);
    expect(session.queue.items).toEqual([]);
  });

  it('sends again, in order, what was not acknowledged when the connection was lost', () => {
    const session = inLobby();
    for (const text of ['one', 'two']) say(session, { target: '#lobby', how: 'message', text }, NOON);
    pump(session, NOON);
    feed(session, '@label=1 :ann!ann@lan PRIVMSG #lobby :one');
    disconnected(session);
    say(session, { target: '#lobby', how: 'message', text: 'three' }, NOON);
    expect(pump(session, NOON).lines).toEqual([]);
    hello(session);
    expect(register(session).lines).toContain('JOIN #lobby');
    expect(session.queue.items).toMatchObject([
      { text: 'two', state: 'sent' },
      { text: 'three', state: 'sent' },
    ]);
  });

  it('returns with its token, and into the rooms it was in', () => {
    const session = inLobby();
    feed(session, ':lan RESUME TOKEN abc', ':ann!ann@lan JOIN #ops');
    disconnected(session);
    expect(hello(session)).toEqual(['CAP LS 302', 'NICK ann', 'USER ann 0 * ann']);
    const { lines } = register(session);
    expect(lines[0]).toBe('RESUME abc');
    expect(lines.filter((line) => line.startsWith('JOIN'))).toEqual(['JOIN #lobby', 'JOIN #ops']);
  });

  it('takes another name on return while a foreign server still holds the ghost', () => {
    const session = inLobby();
    disconnected(session);
    hello(session);
    expect(feed(session, ':lan 433 * ann :in use')).toEqual({ lines: ['NICK ann_'], events: [] });
  });

  it('tells what was not delivered', () => {
    const session = inLobby();
    say(session, { target: 'nobody', how: 'message', text: 'hi' }, NOON);
    pump(session, NOON);
    expect(feed(session, '@label=1 :lan 401 ann nobody :No such nick').events).toMatchObject([
      { kind: 'undelivered', place: 'nobody', text: 'hi', why: 'There is nobody called nobody here.' },
    ]);
    expect(session.queue.items).toEqual([]);
  });

  it('tries again what was typed before the server came back, until the other one may be back too', () => {
    const session = inLobby();
    disconnected(session);
    say(session, { target: 'dee', how: 'message', text: 'hi' }, NOON - 1);
    hello(session);
    expect(register(session).lines).toContainEqual(expect.stringMatching(/PRIVMSG dee hi$/));
    const gone = '@label=1 :lan 401 ann dee :No such nick';
    expect(feed(session, gone)).toEqual({ lines: [], events: [] });
    expect(pumpAgainAt(session, NOON)).toBe(NOON + 2000);
    expect(pump(session, NOON + 1999).lines).toEqual([]);
    expect(pump(session, NOON + 2000).lines).toEqual([expect.stringMatching(/PRIVMSG dee hi$/)]);
    const late = receive(session, gone, NOON + 60_001);
    expect(late.events).toMatchObject([{ kind: 'undelivered', place: 'dee' }]);
  });

  it('keeps what is for somebody who is not here until they come, in order, and says so once', () => {
    const session = inLobby({ waitsForPeople: true });
    restore(session.queue, [
      { target: 'dee', how: 'message', text: 'one', typedAt: NOON - 9, key: '', again: false },
    ]);
    const tried = (now: number): readonly string[] =>
      pump(session, now).lines.map((line) => line.replace(/^@label=\d+ /, ''));
    const gone = (id: number, now: number) =>
      receive(session, `@label=${id} :lan 401 ann dee :No such nick`, now);
    expect(tried(NOON)).toEqual(['PRIVMSG dee one']);
    expect(gone(1, NOON).events).toEqual([]);
    expect(tried(NOON + 20_000)).toEqual(['PRIVMSG dee one']);
    expect(gone(1, NOON + 20_000).events).toMatchObject([
      { kind: 'info', place: 'dee', text: 'dee is not here: what you typed waits until they come.' },
    ]);
    say(session, { target: 'dee', how: 'message', text: 'two' }, NOON + 21_000);
    const later = NOON + 90_000;
    expect(tried(later)).toEqual(['PRIVMSG dee one', 'PRIVMSG dee two']);
    expect(gone(1, later).events).toEqual([]);
    expect(gone(2, later).events).toEqual([]);
    expect(pumpAgainAt(session, later)).toBe(later + 15_000);
    const back = receive(session, ':dee!dee@lan JOIN #lobby', later + 1).lines;
    expect(back.filter((line) => line.includes('PRIVMSG')).map((line) => line.slice(-3))).toEqual([
      'one',
      'two',
    ]);
  });

  it('fits the relayed line into 512 bytes by its own mask, and is careful before it knows it', () => {
    const session = inLobby();
    expect(textLimit(session, '#lobby')).toBe(512 - ':ann!ann@lan PRIVMSG #lobby :\r\n'.length);
    disconnected(session);
    expect(textLimit(session, '#lobby')).toBe(400);
  });
});

describe('listening', () => {
  it('decodes escapes in texts and never in names', () => {
    const session = inLobby();
    expect(feed(session, ":bo!bo@lan PRIVMSG ann :caf\\u'00E9'").events).toMatchObject([
      { place: 'bo', text: 'café', own: false },
    ]);
    feed(session, ":ann!ann@lan JOIN #\\u'00E9'");
    expect(findRoom(session.chat, "#\\u'00E9'")).toBeDefined();
  });

  it('tells a history batch nobody asked for as a page, and answers labels by their batch', () => {
    const session = inLobby();
    const { events } = feed(
      session,
      ':lan BATCH +1 chathistory #lobby',
      '@batch=1;msgid=m :ann!ann@lan PRIVMSG #lobby :old',
      ':lan BATCH -1',
      ':bo!bo@lan PRIVMSG #lobby :new',
    );
    expect(events).toMatchObject([
      { kind: 'page', place: '#lobby', messages: [{ text: 'old', own: true, earlier: true }] },
      { text: 'new', earlier: false },
    ]);
    say(session, { target: 'ann', how: 'message', text: 'me' }, NOON);
    pump(session, NOON);
    feed(
      session,
      '@label=1 :lan BATCH +2 labeled-response',
      '@batch=2 :ann!ann@lan PRIVMSG ann :me',
      ':lan BATCH -2',
    );
    expect(session.queue.items).toEqual([]);
  });

  it('takes out colours, and passes over questions to the program', () => {
    const session = inLobby();
    expect(
      feed(
        session,
        ':bo!bo@lan PRIVMSG #lobby :\x02bold\x02 \x0304,01red\x0f',
        ':bo!bo@lan PRIVMSG ann :\x01VERSION\x01',
      ).events,
    ).toMatchObject([{ text: 'bold red' }]);
  });

  it('tells an announcement to the room from an answer to us', () => {
    const session = inLobby();
    const { events } = feed(session, ':room.lan NOTICE #lobby :closing soon', ':room.lan NOTICE ann :hm');
    expect(events).toMatchObject([
      { kind: 'speech', how: 'announcement', place: '#lobby' },
      { kind: 'info', text: 'hm' },
    ]);
  });

  it('keeps who is there, their ranks, and who is away', () => {
    const session = inLobby();
    const people = () => [...(findRoom(session.chat, '#lobby')?.people.values() ?? [])];
    feed(
      session,
      ':dee!dee@lan JOIN #lobby',
      ':bo!bo@lan QUIT :bye',
      ':cy!cy@lan NICK Cyd',
      ':dee!dee@lan AWAY :lunch',
    );
    feed(session, ':Cyd!cy@lan MODE #lobby +v-o dee cyd', ':lan MODE #lobby +kb key mask');
    expect(people()).toEqual([
      { name: 'ann', ranks: '', away: false },
      { name: 'dee', ranks: '+', away: true },
      { name: 'Cyd', ranks: '', away: false },
    ]);
  });

  it('remembers why the server closes the link, and says it once', () => {
    const session = inLobby();
    const { events } = feed(session, ':lan FAIL * KICKED :cy has removed you', 'ERROR :Closing Link: kicked');
    expect(events).toEqual([{ kind: 'closing', code: 'KICKED', text: 'cy has removed you' }]);
    expect(session.closingCode).toBe('KICKED');
  });

  it('asks for what it knows when the server offers more later', () => {
    const session = inLobby({}, 'cap-notify');
    expect(feed(session, `CAP ann NEW :${OUR_CAPS}`).lines[0]).toMatch(
      /^CAP REQ :message-tags server-time echo-message/,
    );
  });
});
