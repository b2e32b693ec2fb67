import { describe, expect, it } from '@jest/globals';
import { actsOf } from '../../../lib/client/commands.js';
import { pump, quitLine, say } from '../../../lib/client/requests.js';
import { disconnected, type Session } from '../../../lib/client/session.js';
import { findRoom } from '../../../lib/client/state.js';
import { feed, inLobby, NOON, OUR_CAPS, registrationLines } from '../../support/client-session.js';

function awayIn(session: Session, room = '#lobby'): readonly string[] {
  const people = [...(findRoom(session.chat, room)?.people.values() ?? [])];
  return people.filter((person) => person.away).map((person) => person.name);
}

function saying(session: Session, target: string, ...texts: readonly string[]): readonly string[] {
  for (const text of texts) say(session, { target, how: 'message', text }, NOON);
  return pump(session, NOON).lines;
}

describe('who is away', () => {
  it('is asked once on entry, learned, and never shown', () => {
    const session = inLobby();
    const names = [':lan 353 ann = #ops :ann bo', ':lan 366 ann #ops :End'];
    expect(feed(session, ':ann!ann@lan JOIN #ops', ...names).lines).toEqual(['WHO #ops']);
    const answer = feed(
      session,
      ':lan 352 ann #ops ann lan lan ann H :0 ann',
      ':lan 352 ann #ops bo lan lan bo G@ :0 bo',
      ':lan 315 ann #ops :End',
    );
    expect(answer).toEqual({ lines: [], events: [{ kind: 'people', room: '#ops' }] });
    expect(awayIn(session, '#ops')).toEqual(['bo']);
    expect(feed(session, ...names).lines).toEqual([]);
    expect(awayIn(session, '#ops')).toEqual(['bo']);
  });

  it('is not asked of a server that would not tell who comes back', () => {
    const session = inLobby({}, 'echo-message');
    const lines = feed(session, ':ann!ann@lan JOIN #ops', ':lan 366 ann #ops :End').lines;
    expect(lines).toEqual([]);
  });

  it('is not asked in a room of thousands', () => {
    const session = inLobby();
    const names = Array.from({ length: 1001 }, (_, number) => `guest${number}`).join(' ');
    const lines = [':ann!ann@lan JOIN #ops', `:lan 353 ann = #ops :${names}`, ':lan 366 ann #ops :End'];
    expect(feed(session, ...lines).lines).toEqual([]);
  });

  it('holds for oneself too, until the connection is lost', () => {
    const session = inLobby();
    feed(session, ':lan 306 ann :You have been marked as being away');
    expect([session.chat.away, awayIn(session)]).toEqual([true, ['ann']]);
    disconnected(session);
    expect(session.chat.away).toBe(false);
  });
});

describe('a room that is left', () => {
  it.each([[':cy!cy@lan KICK #lobby ann :too loud'], [':ann!ann@lan PART #lobby']])(
    'gives back what still waited for it: %s',
    (line) => {
      const session = inLobby();
      saying(session, '#lobby', ...Array.from({ length: 12 }, (_, number) => `line ${number}`));
      const { events } = feed(session, line);
      const back = events.filter((event) => event.kind === 'undelivered').map((event) => event.text);
      expect(back).toEqual(['line 10', 'line 11']);
      // What was sent gets an answer of its own.
      expect(session.queue.items).toHaveLength(10);
    },
  );

  it('takes nothing more', () => {
    const session = inLobby();
    feed(session, ':cy!cy@lan KICK #lobby ann :too loud');
    expect(actsOf(session, '#lobby', 'hello?')).toEqual([
      { kind: 'tell', text: 'You are not in #lobby. Enter it with /join #lobby' },
    ]);
  });

  it('is not waited for when it cannot be entered again', () => {
    const session = inLobby();
    disconnected(session);
    say(session, { target: '#lobby', how: 'message', text: 'hi' }, NOON);
    session.phase = 'ready';
    const { events } = feed(session, ':lan 473 ann #lobby :Cannot join channel (+i)');
    expect(events).toMatchObject([
      { kind: 'undelivered', text: 'hi', why: '#lobby is for invited people only.' },
      { kind: 'refused', text: '#lobby is for invited people only.' },
    ]);
    expect(findRoom(session.chat, '#lobby')).toBeUndefined();
  });
});

describe('commands', () => {
  it.each(['/part #other', '/nick a b', '/who bo', '/clear all'])(
    'with words too many do nothing: %s',
    (typed) => {
      expect(actsOf(inLobby(), '#lobby', typed)).toMatchObject([
        { kind: 'tell', text: expect.stringMatching(/^Type it like this: \/\w+/) },
      ]);
    },
  );

  it.each([':bo', 'bo,cy', 'x'.repeat(65)])('write to nobody called %s', (name) => {
    expect(actsOf(inLobby(), '#lobby', `/msg ${name} hi`)).toMatchObject([{ kind: 'tell' }]);
  });

  it.each(['', OUR_CAPS])('send no line that the server hangs up on (%s)', (caps) => {
    const session = inLobby({}, caps);
    const long = 'w'.repeat(caps === '' ? 600 : 2100);
    expect(actsOf(session, '#lobby', `/topic ${long}`)).toMatchObject([
      { kind: 'tell', text: 'That is too long for the server, and was not sent.' },
    ]);
    expect(quitLine(session, long)).toBe('QUIT');
  });

  it('do not tell who was there before the connection was lost', () => {
    const session = inLobby();
    disconnected(session);
    expect(actsOf(session, '#lobby', '/who')).toMatchObject([
      { kind: 'tell', text: expect.stringMatching(/^Not connected/) },
    ]);
  });
});

describe('text from a pipe', () => {
  it('loses what would reach a terminal or question a program', () => {
    const session = inLobby();
    expect(saying(session, '#lobby', '\x01VERSION\x01', '\x1b[31mred\x1b[0m\x07 alert')).toEqual([
      '@label=1 PRIVMSG #lobby VERSION',
      '@label=2 PRIVMSG #lobby :red alert',
    ]);
  });
});

describe('a message to oneself', () => {
  it('is shown once, though it comes as echo and as message', () => {
    const session = inLobby();
    saying(session, 'ann', 'note');
    const { events } = feed(
      session,
      ':ann!ann@lan PRIVMSG ann note',
      '@label=1 :ann!ann@lan PRIVMSG ann note',
    );
    expect(events).toHaveLength(1);
    expect(session.queue.items).toEqual([]);
  });
});

describe('a return under a makeshift name', () => {
  it('is told, and the own name is asked for again next time', () => {
    const session = inLobby();
    disconnected(session);
    session.phase = 'registering';
    feed(session, ':lan 433 * ann :in use');
    const { events } = feed(session, ...registrationLines('ann_'));
    expect(events).toContainEqual(
      expect.objectContaining({ kind: 'renamed', from: 'ann', to: 'ann_', own: true, rooms: ['#lobby'] }),
    );
    expect(session.wantedName).toBe('ann');
  });
});

describe('refusals', () => {
  it.each([
    [':lan 482 ann #lobby :You are not channel operator', 'Only those who run #lobby can do that.'],
    [':lan 443 ann bo #lobby :is already on channel', 'bo is in #lobby already.'],
    [':lan 475 ann #keyed :Cannot join channel (+k)', '#keyed can be entered with its key only.'],
    [':lan 404 ann #lobby :You are muted', '#lobby: You are muted'],
  ])('are said in the words of the chatroom: %s', (line, text) => {
    expect(feed(inLobby(), line).events).toMatchObject([{ kind: 'refused', text }]);
  });

  it('of a name that is held back are refusals of a name', () => {
    const session = inLobby();
    session.phase = 'registering';
    session.everReady = false;
    expect(feed(session, ':lan 437 * ann :Nick is temporarily unavailable').events).toMatchObject([
      { kind: 'name-refused', name: 'ann', trouble: 'taken' },
    ]);
  });
});

describe('an invitation', () => {
  it('to us says how to come in, one of somebody else is only told (IRCv3 invite-notify)', () => {
    const session = inLobby();
    expect(feed(session, ':cy!cy@lan INVITE ann #ops', ':cy!cy@lan INVITE dee #lobby').events).toEqual([
      { kind: 'invited', room: '#ops', who: 'ann', by: 'cy', at: NOON },
      { kind: 'info', place: '#lobby', text: 'cy has invited dee to #lobby.', at: NOON },
    ]);
  });
});
