/** IRCv3 draft/chathistory from our side: what was missed is told in order, once, and before what is said now. */
import { describe, expect, it } from '@jest/globals';
import { askLines } from '../../../lib/client/asking.js';
import type { ClientEvent } from '../../../lib/client/event.js';
import { receive } from '../../../lib/client/receive.js';
import { hello } from '../../../lib/client/requests.js';
import { disconnected, type Session } from '../../../lib/client/session.js';
import { feed, inLobby, KEEPING_CAPS, NOON, old, page, register } from '../../support/client-session.js';

/** What was said, in the order told; a page in brackets. */
function told(events: readonly ClientEvent[]): readonly string[] {
  return events.flatMap((event) => {
    if (event.kind === 'speech') return [event.text];
    return event.kind === 'page' ? [`[${event.messages.map(({ text }) => text).join(' ')}]`] : [];
  });
}

function live(id: string, text: string, second: number, from = 'bo', to = '#lobby'): string {
  return old('', id, text, second, from, to).replace('batch=;', '');
}

/** In the room with a page of one message, `m1`, behind it. */
function settled(caps = KEEPING_CAPS): Session {
  const session = inLobby({}, caps);
  feed(session, ...page('h1', [old('ph1', 'm1', 'first')]));
  return session;
}

function questions(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => /CHATHISTORY|SEARCH|MARKREAD/.test(line));
}

function comeBack(session: Session, caps = KEEPING_CAPS): readonly string[] {
  disconnected(session);
  hello(session);
  return questions(register(session, caps).lines);
}

describe('on entry', () => {
  it('asks for the newest page, and tells it before what is said meanwhile', () => {
    const session = inLobby({}, KEEPING_CAPS);
    expect(feed(session, live('m3', 'now', 3), ':dee!dee@lan JOIN #lobby').events).toEqual([]);
    const { events } = feed(
      session,
      ...page('h1', [old('ph1', 'm1', 'one', 1), old('ph1', 'm2', 'two', 2), old('ph1', 'm3', 'now', 3)]),
    );
    expect(told(events)).toEqual(['[one two now]']);
    expect(events).toMatchObject([
      { kind: 'page', why: 'entry', end: true },
      { kind: 'joined', who: 'dee' },
    ]);
    expect(told(feed(session, live('m4', 'later', 4)).events)).toEqual(['later']);
  });

  it('tells reactions after the messages, and counts them for nothing', () => {
    const session = inLobby({}, `${KEEPING_CAPS} lanchat/reactions`);
    const reaction = '@batch=ph1;msgid=r1;+draft/reply=m1;+draft/react=yes :bo!bo@lan TAGMSG #lobby';
    const { events } = feed(session, ...page('h1', [old('ph1', 'm1', 'one', 1), reaction]));
    expect(events).toMatchObject([
      { kind: 'page', why: 'entry', end: true },
      { kind: 'reacted', who: 'bo', id: 'm1', text: 'yes', on: true, earlier: true },
    ]);
    const asked = comeBack(session, `${KEEPING_CAPS} lanchat/reactions`);
    expect(asked.join('\n')).toContain('AFTER #lobby msgid=m1');
  });

  it('asks for no more than the server tells at a time', () => {
    const session = inLobby({}, '');
    expect(askLines(session, { kind: 'entry', place: '#lobby' }, NOON)).toEqual([]);
    const other = settled();
    other.isupport.set('CHATHISTORY', '30');
    expect(askLines(other, { kind: 'entry', place: '#lobby' }, NOON)).toEqual([
      '@label=h2 CHATHISTORY LATEST #lobby * 30',
    ]);
  });

  it('goes on without an answer after ten seconds, or with a refusal', () => {
    const session = inLobby({}, KEEPING_CAPS);
    feed(session, live('m1', 'held', 1));
    expect(told(receive(session, 'PING x', NOON + 11_000).events)).toEqual(['held']);
    const other = inLobby({}, KEEPING_CAPS);
    feed(other, live('m1', 'held', 1));
    const fail = '@label=h1 FAIL CHATHISTORY MESSAGE_ERROR LATEST #lobby :Not now';
    expect(told(feed(other, fail).events)).toEqual(['held']);
  });

  it('works without labels: answers belong to the oldest question about the place', () => {
    const caps = KEEPING_CAPS.replace('labeled-response ', '');
    const session = inLobby({}, caps);
    const answer = [':lan BATCH +1 chathistory #lobby', old('1', 'm1', 'one', 1), ':lan BATCH -1'];
    expect(told(feed(session, live('m2', 'now', 2), ...answer).events)).toEqual(['[one]', 'now']);
  });
});

describe('after a lost connection', () => {
  it('asks for what came after the last message, page by page, and then tells what came meanwhile', () => {
    const session = settled();
    session.isupport.set('CHATHISTORY', '2');
    expect(comeBack(session)).toContain('@label=h3 CHATHISTORY AFTER #lobby msgid=m1 100');
    session.past.asked.set('h3', {
      ask: { kind: 'missed', place: '#lobby', from: 'last' },
      at: NOON,
      limit: 2,
    });
    feed(session, live('m5', 'five', 5));
    const first = feed(session, ...page('h3', [old('ph3', 'm2', 'two', 2), old('ph3', 'm3', 'three', 3)]));
    expect(told(first.events)).toEqual(['[two three]']);
    expect(first.lines).toEqual(['@label=h4 CHATHISTORY AFTER #lobby msgid=m3 100']);
    const second = feed(session, ...page('h4', [old('ph4', 'm4', 'four', 4), old('ph4', 'm5', 'five', 5)]));
    expect(told(second.events)).toEqual(['[four five]']);
    expect(told(feed(session, live('m6', 'six', 6)).events)).toEqual(['six']);
  });

  it('asks by the time of entry where nothing had been said', () => {
    const session = inLobby({}, KEEPING_CAPS);
    feed(session, ...page('h1', []));
    expect(comeBack(session)).toContain(
      '@label=h3 CHATHISTORY AFTER #lobby timestamp=2026-01-02T11:59:59.999Z 100',
    );
  });

  it.each([
    ['refuses', ['@label=h3 FAIL CHATHISTORY MESSAGE_ERROR AFTER #lobby :No such message']],
    ['tells nothing', page('h3', [])],
  ])('asks by its time where the server does not know the message and %s', (_, answer) => {
    const session = settled();
    comeBack(session);
    feed(session, live('m4', 'four', 4));
    expect(feed(session, ...answer).lines).toEqual([
      '@label=h4 CHATHISTORY AFTER #lobby timestamp=2026-01-02T11:59:59.999Z 100',
    ]);
    const lines = [old('ph4', 'm1', 'first'), old('ph4', 'm2', 'two', 2), old('ph4', 'm3', 'three', 3)];
    expect(told(feed(session, ...page('h4', lines)).events)).toEqual(['[two three]', 'four']);
  });

  it('asks for the newest where that is refused too, and tells that some may be left out', () => {
    const session = settled();
    comeBack(session);
    const refusal = (label: string): string =>
      `@label=${label} FAIL CHATHISTORY MESSAGE_ERROR AFTER #lobby :No such message`;
    expect(feed(session, refusal('h3'), refusal('h4')).lines.at(-1)).toBe(
      '@label=h5 CHATHISTORY LATEST #lobby * 100',
    );
    const lines = Array.from({ length: 100 }, (_, index) => old('ph5', `n${index}`, `${index}`, index));
    expect(feed(session, ...page('h5', lines)).events).toMatchObject([{ why: 'missed', gap: 'refused' }]);
  });

  it('loses nothing that waited when the connection breaks again', () => {
    const session = settled();
    comeBack(session);
    feed(session, live('', 'no id', 2));
    comeBack(session);
    expect(told(feed(session, ...page('h5', [old('ph5', 'm2', 'two', 2)])).events)).toEqual([
      '[two]',
      'no id',
    ]);
  });

  it('tells what it held to a server that keeps nothing any more', () => {
    const session = settled();
    comeBack(session);
    feed(session, live('m2', 'held', 2));
    disconnected(session);
    hello(session);
    expect(told(register(session, 'message-tags').events)).toEqual(['held']);
  });

  it('does not go round for ever with a server that tells the same page again', () => {
    const session = settled();
    comeBack(session);
    const lines = Array.from({ length: 100 }, () => old('ph3', 'm1', 'first'));
    const { lines: asked } = feed(session, ...page('h3', lines));
    expect(asked).toEqual([]);
    expect(told(feed(session, live('m9', 'on', 9)).events)).toEqual(['on']);
  });

  it('asks whom it has missed, and tells their conversations in order', () => {
    const session = settled();
    feed(session, live('p1', 'psst', 1, 'bo', 'ann'));
    expect(comeBack(session)[0]).toMatch(
      /^@label=h2 CHATHISTORY TARGETS timestamp=2026-01-02T12:00:00.999Z timestamp=.* 20$/,
    );
    expect(told(feed(session, live('p3', 'now', 3, 'bo', 'ann')).events)).toEqual([]);
    const { lines } = feed(
      session,
      ...page(
        'h2',
        [
          '@batch=ph2 :lan CHATHISTORY TARGETS #lobby 2026-01-02T12:00:02.000Z',
          '@batch=ph2 :lan CHATHISTORY TARGETS bo 2026-01-02T12:00:02.000Z',
          '@batch=ph2 :lan CHATHISTORY TARGETS cy 2026-01-02T12:00:02.000Z',
        ],
        '',
        'draft/chathistory-targets',
      ),
    );
    expect(lines).toEqual([
      '@label=h4 CHATHISTORY AFTER bo msgid=p1 100',
      '@label=h5 CHATHISTORY LATEST cy * 100',
      'MARKREAD cy',
    ]);
    const missed = feed(session, ...page('h4', [old('ph4', 'p2', 'missed', 2, 'bo', 'ann')], 'bo'));
    expect(missed.events).toMatchObject([{ kind: 'page', place: 'bo' }, { text: 'now' }]);
  });
});

describe('a question of a person', () => {
  it.each([
    [
      { kind: 'before', place: '#lobby', id: 'm1', count: 50 } as const,
      'CHATHISTORY BEFORE #lobby msgid=m1 50',
    ],
    [{ kind: 'before', place: 'bo', id: '', count: 500 } as const, 'CHATHISTORY LATEST bo * 100'],
    [
      { kind: 'around', place: '#lobby', id: 'm1', count: 100 } as const,
      'CHATHISTORY AROUND #lobby msgid=m1 100',
    ],
    [
      { kind: 'search', place: '#lobby', words: 'caf\u00e9; au lait' } as const,
      "SEARCH in=#lobby;text=caf\\\\u'00E9'\\:\\sau\\slait;limit=50",
    ],
  ])('is asked in one line: %j', (ask, line) => {
    expect(askLines(settled(), ask, NOON)).toEqual([`@label=h2 ${line}`]);
  });

  it('is answered with all that was found, also when that is nothing', () => {
    const session = settled();
    askLines(session, { kind: 'search', place: '#lobby', words: 'tea' }, NOON);
    const lines = [old('ph2', 's1', 'tea?', 1), old('ph2', 's2', 'no tea', 2, 'ann')];
    expect(feed(session, ...page('h2', lines, '', 'soju.im/search')).events).toMatchObject([
      {
        kind: 'found',
        words: 'tea',
        more: false,
        messages: [{ text: 'tea?' }, { text: 'no tea', own: true }],
      },
    ]);
    askLines(session, { kind: 'search', place: '#lobby', words: 'rum' }, NOON);
    expect(feed(session, '@label=h3 :lan ACK').events).toMatchObject([{ kind: 'found', messages: [] }]);
  });

  it('that is refused is told in the words of the server, and nobody asked is told nothing', () => {
    const session = settled();
    askLines(session, { kind: 'before', place: '#lobby', id: 'm1', count: 9 }, NOON);
    expect(
      feed(session, '@label=h2 FAIL CHATHISTORY MESSAGE_ERROR BEFORE #lobby :Disk broken').events,
    ).toMatchObject([{ kind: 'not-told', why: 'before', text: 'Disk broken' }]);
    expect(feed(session, 'FAIL MARKREAD INTERNAL_ERROR #lobby :Hm').events).toEqual([]);
  });
});

describe('what was read', () => {
  it('is told by the server, as a time or as nothing', () => {
    const session = settled();
    expect(
      feed(
        session,
        ':lan MARKREAD #lobby timestamp=2026-01-02T12:00:01.000Z',
        ':lan MARKREAD #lobby *',
        ':lan MARKREAD #lobby rubbish',
      ).events,
    ).toEqual([
      { kind: 'read-until', place: '#lobby', until: NOON + 1000 },
      { kind: 'read-until', place: '#lobby', until: null },
    ]);
  });
});
