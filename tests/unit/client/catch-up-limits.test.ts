/** Catching up at its limits: cut pages, floods, silences and what nobody is shown lose no message and double none. */
import { describe, expect, it } from '@jest/globals';
import type { ClientEvent } from '../../../lib/client/event.js';
import { findPast } from '../../../lib/client/past.js';
import { receive } from '../../../lib/client/receive.js';
import { hello, pump, say } from '../../../lib/client/requests.js';
import { disconnected, type Session } from '../../../lib/client/session.js';
import { feed, inLobby, NOON, OUR_CAPS, register } from '../../support/client-session.js';

const CAPS = `${OUR_CAPS} draft/chathistory lanchat/id`;

/** Message number `second`, said that many seconds after noon. */
function message(second: number, text = `${second}`, tag = ''): string {
  const time = new Date(NOON + second * 1000).toISOString();
  return `@${tag}time=${time};msgid=m${second} :bo!bo@lan PRIVMSG #lobby :${text}`;
}

/** Messages `from` to `to`. */
function numbers(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function answer(label: string, from: number, to: number): readonly string[] {
  const lines = numbers(from, to).map((second) => message(second, `${second}`, `batch=${label};`));
  return [`@label=${label} :lan BATCH +${label} chathistory #lobby`, ...lines, `:lan BATCH -${label}`];
}

/** Texts in the order told. */
function told(events: readonly ClientEvent[]): readonly string[] {
  return events.flatMap((event) => {
    if (event.kind === 'speech') return [event.text];
    return event.kind === 'page' ? event.messages.map(({ text }) => text) : [];
  });
}

function texts(from: number, to: number): readonly string[] {
  return numbers(from, to).map(String);
}

function asked(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => line.includes(' CHATHISTORY ')).filter((line) => !line.includes(' TARGETS '));
}

/** Has told message 1, has lost the connection, and has asked under the label `h3` for what came after it. */
function returned(): Session {
  const session = inLobby({}, CAPS);
  feed(session, ...answer('h1', 1, 1));
  disconnected(session);
  hello(session);
  expect(asked(register(session, CAPS).lines)).toEqual(['@label=h3 CHATHISTORY AFTER #lobby msgid=m1 100']);
  return session;
}

describe('catching up', () => {
  it('of more than 100,000 messages tells the newest, and what was held before them is not told after them', () => {
    const session = returned();
    const past = findPast(session.past, '#lobby');
    if (past !== undefined) past.caughtUp = 99_900;
    feed(session, message(20_000));
    const { lines } = feed(session, ...answer('h3', 2, 101));
    expect(asked(lines)).toEqual(['@label=h4 CHATHISTORY LATEST #lobby * 100']);
    feed(session, message(30_001));
    const { events } = feed(session, ...answer('h4', 29_901, 30_000));
    expect(events[0]).toMatchObject({ kind: 'page', gap: 'too-much' });
    expect(told(events)).toEqual(texts(29_901, 30_001));
  });

  it('asks for as many at a time as the server tells', () => {
    const session = inLobby({}, CAPS);
    feed(session, ...answer('h1', 1, 1));
    disconnected(session);
    hello(session);
    session.isupport.set('CHATHISTORY', '500');
    expect(asked(register(session, CAPS).lines)).toEqual(['@label=h3 CHATHISTORY AFTER #lobby msgid=m1 500']);
  });

  it('knows what a page told before it was heard, however much is told after it', () => {
    const session = returned();
    const events = [...feed(session, ...answer('h3', 2, 101), message(101)).events];
    for (let label = 4; label < 20; label += 1)
      events.push(...feed(session, ...answer(`h${label}`, label * 100 - 298, label * 100 - 199)).events);
    events.push(...feed(session, ...answer('h20', 1702, 1703)).events);
    expect(told(events)).toEqual(texts(2, 1703));
  });

  it('ends with a page that tells what has been heard since, however many come with each', () => {
    const session = returned();
    feed(session, ...numbers(60, 70).map((second) => message(second)));
    const { lines, events } = feed(session, ...answer('h3', 2, 65));
    expect(asked(lines)).toEqual([]);
    expect(told(events)).toEqual(texts(2, 70));
  });

  it('goes on after a page that the server cut, for its lines were long', () => {
    const session = returned();
    const cut = feed(session, ...answer('h3', 2, 24));
    expect(asked(cut.lines)).toEqual(['@label=h4 CHATHISTORY AFTER #lobby msgid=m24 100']);
    expect(told(feed(session, message(87)).events)).toEqual([]);
    expect(told(feed(session, ...answer('h4', 85, 87)).events)).toEqual(texts(85, 87));
  });

  it('ends with a full page that the server calls the last', () => {
    const session = returned();
    const [opening = '', ...lines] = answer('h3', 2, 101);
    const last = feed(session, opening.replace('@', '@draft/chathistory-end;'), ...lines);
    expect(asked(last.lines)).toEqual([]);
    expect(told(last.events)).toEqual(texts(2, 101));
    expect(told(feed(session, message(102)).events)).toEqual(['102']);
  });

  it('goes on after a page of questions to programs, which nobody is shown', () => {
    const session = returned();
    const lines = numbers(2, 101).map((second) => message(second, '\x01VERSION\x01', 'batch=h3;'));
    const hidden = ['@label=h3 :lan BATCH +h3 chathistory #lobby', ...lines, ':lan BATCH -h3'];
    expect(asked(feed(session, ...hidden).lines)).toEqual([
      '@label=h4 CHATHISTORY AFTER #lobby msgid=m101 100',
    ]);
    expect(told(feed(session, ...answer('h4', 102, 103)).events)).toEqual(['102', '103']);
  });

  it('goes on after a page of what it knows already', () => {
    const session = returned();
    const past = findPast(session.past, '#lobby');
    for (const second of numbers(2, 101)) past?.seen.add(`m${second}`);
    expect(asked(feed(session, ...answer('h3', 2, 101)).lines)).toEqual([
      '@label=h4 CHATHISTORY AFTER #lobby msgid=m101 100',
    ]);
    expect(told(feed(session, ...answer('h4', 102, 102)).events)).toEqual(['102']);
  });

  it('asks after the newest message of the first page, where nothing was said since', () => {
    const session = inLobby({}, CAPS);
    // Said before we came.
    feed(session, ...answer('h1', -3, -1));
    disconnected(session);
    hello(session);
    expect(asked(register(session, CAPS).lines)).toEqual([
      '@label=h3 CHATHISTORY AFTER #lobby msgid=m-1 100',
    ]);
  });

  it('asks again for what could not wait in a flood, and tells all of it once and in order', () => {
    const session = returned();
    const events = [...feed(session, ...answer('h3', 2, 101)).events];
    const flood = numbers(103, 2503).map((second) => message(second));
    expect(told(feed(session, ...flood).events)).toEqual([]);
    // Put together by the server before the flood.
    events.push(...feed(session, ...answer('h4', 102, 110)).events);
    let label = 5;
    for (let from = 111; from <= 2503; from += 100, label += 1)
      events.push(...feed(session, ...answer(`h${label}`, from, Math.min(from + 99, 2503))).events);
    expect(asked(feed(session, ...answer(`h${label}`, 2504, 2503)).lines)).toEqual([]);
    expect(told(events)).toEqual(texts(2, 2503));
    expect(told(feed(session, message(2503), message(2504)).events)).toEqual(['2504']);
  });

  it('is not given up for a silence in which the answer was on its way', () => {
    const session = returned();
    const late = NOON + 60_000;
    const steps = answer('h3', 2, 101).map((line) => receive(session, line, late));
    expect(told(steps.flatMap(({ events }) => events))).toEqual(texts(2, 101));
    const lines = steps.flatMap((step) => step.lines);
    expect(lines).toEqual(['PING past-h3', '@label=h4 CHATHISTORY AFTER #lobby msgid=m101 100']);
    receive(session, ':lan PONG lan :past-h3', late);
    expect(told(answer('h4', 102, 102).flatMap((line) => receive(session, line, late).events))).toEqual([
      '102',
    ]);
  });

  it('is given up when the server has answered what was asked later', () => {
    const session = returned();
    feed(session, message(9));
    const late = NOON + 11_000;
    expect(receive(session, 'PING x', late).lines).toContain('PING past-h3');
    expect(receive(session, 'PING x', late).lines).toEqual(['PONG x']);
    expect(told(receive(session, ':lan PONG lan :past-h3', late).events)).toEqual(['9']);
  });

  it('tells what waited when the room does not let us in again', () => {
    const session = returned();
    feed(session, message(9));
    disconnected(session);
    hello(session);
    const lines = ['CAP * LS :batch', 'CAP * ACK :batch', ':lan 001 ann :Hi', ':lan 422 ann :no MOTD'];
    expect(told(feed(session, ...lines).events)).toEqual([]);
    expect(told(feed(session, ':lan 473 ann #lobby :Invited people only').events)).toEqual(['9']);
  });
});

describe('a server that labels its answers', () => {
  it('settles nothing with what it says without a label', () => {
    const session = inLobby({}, CAPS);
    feed(session, ...answer('h1', 1, 1));
    say(session, { target: '#lobby', how: 'message', text: 'mine' }, NOON);
    pump(session, NOON);
    const other = feed(
      session,
      ':ann!ann@lan PRIVMSG #lobby :from my other place',
      ':lan 404 ann #lobby :No',
    );
    expect(told(other.events)).toEqual(['from my other place']);
    expect(other.events).not.toContainEqual(expect.objectContaining({ kind: 'undelivered' }));
    expect(session.queue.items).toMatchObject([{ text: 'mine', state: 'sent' }]);
    feed(session, '@label=1 :ann!ann@lan PRIVMSG #lobby :mine');
    expect(session.queue.items).toEqual([]);
  });
});
