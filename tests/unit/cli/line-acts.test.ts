/** Acting on messages line by line: the last one that was for me, of somebody else, or my own. */
import { describe, expect, it } from '@jest/globals';
import { actsOnLast } from '../../../lib/cli/line-acts.js';
import { eventJson } from '../../../lib/cli/line-json.js';
import { RecentLines } from '../../../lib/cli/line-recent.js';
import type { Reacted, Speech } from '../../../lib/client/event.js';
import { inLobby, NOON, OUR_CAPS } from '../../support/client-session.js';

const session = inLobby({}, `${OUR_CAPS} draft/message-redaction`);

function speech(id: string, from: string, text: string, more: Partial<Speech> = {}): Speech {
  const common = { kind: 'speech', how: 'message', place: '#lobby', at: NOON, earlier: false } as const;
  return { ...common, id, from, own: from === 'ann', text, replyTo: '', ...more };
}

function reacted(who: string, id: string, text: string, on = true): Reacted {
  const event = {
    kind: 'reacted',
    place: '#lobby',
    who,
    own: who === 'ann',
    text,
    on,
    earlier: false,
  } as const;
  return { ...event, id, reaction: `${who} ${text}` };
}

function recent(...messages: readonly Speech[]): RecentLines {
  const lines = new RecentLines(session);
  for (const message of messages) lines.add(message);
  return lines;
}

describe('the last message', () => {
  it('for me is what /reply answers, in its room alone', () => {
    const lines = recent(
      speech('m1', 'bo', 'Ann, look'),
      speech('m2', 'cy', 'others'),
      speech('m3', 'dee', 'ann?', { place: '#other' }),
    );
    expect(actsOnLast(session, lines, '#lobby', { kind: 'reply', text: 'yes' })).toMatchObject([
      { kind: 'say', target: '#lobby', text: 'yes', replyTo: 'm1' },
    ]);
    expect(actsOnLast(session, recent(), '#lobby', { kind: 'reply', text: 'x' })).toMatchObject([
      { kind: 'tell' },
    ]);
  });

  it('of somebody else is what /react is for, and the same again takes it back', () => {
    const lines = recent(speech('m1', 'bo', 'cake?'), speech('m2', 'ann', 'mine'));
    const react = (text: string) => actsOnLast(session, lines, '#lobby', { kind: 'react', text });
    expect(react('yes')).toEqual([{ kind: 'send', line: '@+draft/reply=m1;+draft/react=yes TAGMSG #lobby' }]);
    expect(lines.reacted(reacted('ann', 'm1', 'yes'))).toBe('You react with yes to bo: cake?');
    expect(react('yes')).toMatchObject([{ line: expect.stringContaining('+draft/unreact=yes') }]);
    expect(react('far too long to be a sign')).toMatchObject([{ kind: 'tell' }]);
  });

  it('with a link is what /open opens, by its first one', () => {
    const lines = recent(
      speech('m1', 'bo', 'see http://lan/a, http://lan/b'),
      speech('m2', 'cy', 'javascript://no'),
      speech('m3', 'dee', 'http://elsewhere', { place: '#other' }),
    );
    expect(lines.lastLink('#lobby')).toBe('http://lan/a');
    expect(recent().lastLink('#lobby')).toBeUndefined();
  });

  it('of my own is what /takeback takes back', () => {
    const lines = recent(speech('m1', 'ann', 'oops'), speech('m2', 'bo', 'what?'));
    const takeBack = () => actsOnLast(session, lines, '#lobby', { kind: 'take-back' });
    expect(takeBack()).toEqual([{ kind: 'send', line: 'REDACT #lobby m1' }]);
    lines.takenBack({
      kind: 'taken-back',
      place: '#lobby',
      who: 'ann',
      own: true,
      id: 'm1',
      reason: '',
      at: NOON,
      earlier: false,
    });
    expect(takeBack()).toMatchObject([{ kind: 'tell' }]);
  });

  it('of my own is taken back as a whole where it is a snippet', () => {
    const part = (id: string, number: number, more: Partial<Speech> = {}): Speech =>
      speech(id, 'ann', 'lines', { snippet: { key: 'K', part: number, parts: 2, lines: 40 }, ...more });
    const lines = recent(
      speech('m1', 'ann', 'before'),
      part('m2', 1),
      part('b1', 1, { from: 'bo', own: false }),
      part('m3', 2),
    );
    expect(actsOnLast(session, lines, '#lobby', { kind: 'take-back' })).toEqual([
      { kind: 'send', line: 'REDACT #lobby m2' },
      { kind: 'send', line: 'REDACT #lobby m3' },
    ]);
  });
});

describe('what a line says', () => {
  it('of an answer and of a reaction is which message it is about', () => {
    const lines = recent(
      speech('m1', 'bo', `a ${'long '.repeat(20)}story`),
      speech('m2', 'cy', 'waves', { how: 'action' }),
    );
    expect(lines.quote(speech('m3', 'ann', 'x', { replyTo: 'm1' }))).toMatch(
      /^\[re bo: a long .{10,40}\u2026\] $/,
    );
    expect(lines.quote(speech('m3', 'ann', 'x', { replyTo: 'gone' }))).toBe('[re an earlier message] ');
    expect(lines.reacted(reacted('bo', 'm2', 'lol', false))).toBe('bo takes back lol to cy waves');
    expect(lines.reacted(reacted('bo', 'gone', 'lol'))).toBeNull();
    // A reaction that is taken back by its own id is no message that was.
    lines.reacted(reacted('bo', 'm2', 'yes'));
    const redacted = {
      kind: 'taken-back',
      place: '#lobby',
      who: 'bo',
      own: false,
      reason: '',
    } as const;
    expect(lines.takenBack({ ...redacted, id: 'bo yes', at: NOON, earlier: false })).toBe(false);
  });
});

describe('what a program reads', () => {
  it('has what was missed while the connection was lost, and nothing older', () => {
    const messages = [speech('m1', 'bo', 'one'), speech('m2', 'cy', 'two')];
    const page = (why: 'missed' | 'entry') =>
      eventJson({ kind: 'page', place: '#lobby', why, messages, end: true, gap: 'none', id: '' });
    expect(page('missed').map((json) => (JSON.parse(json) as { text: string }).text)).toEqual(['one', 'two']);
    expect(page('entry')).toEqual([]);
  });
});
