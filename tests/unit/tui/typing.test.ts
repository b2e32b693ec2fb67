import { describe, expect, it } from '@jest/globals';
import { EDITOR_TEXT_MAX, editorText } from '../../../lib/tui/editor.js';
import { currentWindow, WINDOWS_MAX } from '../../../lib/tui/windows.js';
import { hello, introduce } from '../../../lib/client/requests.js';
import { createSession, disconnected } from '../../../lib/client/session.js';
import { THEME } from '../../../lib/tui/theme.js';
import { inLobby, NOON, registrationLines } from '../../support/client-session.js';
import { carryOut, Screen, screenInLobby } from '../../support/screen.js';

function typed(screen: Screen): string {
  return editorText(currentWindow(screen.model).editor);
}

function status(screen: Screen): string {
  return screen.rows().findLast((row) => row.startsWith(' #lobby')) ?? '';
}

function lines(count: number): string {
  return Array.from({ length: count }, (_, number) => `line ${number}`).join('\n');
}

describe('a paste', () => {
  it('says how many messages Enter would send', () => {
    const screen = screenInLobby();
    screen.input({ kind: 'paste', text: 'one\ntwo\n\nthree\n' });
    expect(status(screen)).toContain('Enter sends 3 messages');
    expect(carryOut(screen, screen.press('enter'))).toHaveLength(3);
    screen.type('one');
    expect(status(screen)).not.toContain('Enter sends');
  });

  it('of a whole file is refused, and stays in the line', () => {
    const screen = screenInLobby();
    screen.input({ kind: 'paste', text: lines(51) });
    screen.type('e');
    expect(status(screen)).toContain('too long: 50 messages at most');
    expect(screen.press('enter')).toEqual([]);
    expect(screen.text()).toContain('Nothing was sent.');
    expect(typed(screen)).toBe(lines(51));
  });

  it('that does not fit is said to be cut', () => {
    const screen = screenInLobby(120);
    screen.input({ kind: 'paste', text: 'x'.repeat(EDITOR_TEXT_MAX) });
    expect(screen.text()).not.toContain('left out');
    screen.input({ kind: 'paste', text: 'y' });
    expect(screen.text()).toContain('the rest was left out');
    expect(screen.press('enter')).toEqual([]);
  });

  it('as a topic is no message', () => {
    const screen = screenInLobby();
    screen.type(`/topic ${'word '.repeat(150)}`);
    expect(status(screen)).not.toContain('Enter sends');
  });
});

describe('what is asked here', () => {
  it('is answered before the eyes of somebody who had scrolled up', () => {
    const screen = screenInLobby(60, 10);
    for (let number = 0; number < 30; number += 1)
      screen.receive(`:bo!bo@lan PRIVMSG #lobby :message ${number}`);
    screen.press('pageup');
    screen.type('/who');
    screen.press('enter');
    expect(screen.text()).toContain('3 people are in #lobby');
  });

  it('finds all that was said with the words, by whom and when', () => {
    const screen = screenInLobby(100);
    screen.receive(
      ':bo!bo@lan PRIVMSG #lobby :the printer is on fire',
      ':cy!cy@lan PRIVMSG #lobby :\x01ACTION fixes the printer\x01',
      ':cy!cy@lan PRIVMSG #lobby :done',
    );
    screen.type('/search printer');
    screen.press('enter');
    expect(screen.text()).toMatch(
      /2 messages with "printer" in #lobby[^]*\d\d:\d\d bo: the printer[^]*\d\d:\d\d \* cy fixes the printer/,
    );
    screen.type('/search printer done');
    screen.press('enter');
    expect(screen.text()).toContain('Nobody has said "printer done" here since you entered.');
  });
});

describe('what is typed', () => {
  it('does not move to a room that opens meanwhile', () => {
    const screen = screenInLobby();
    screen.type('for the lob');
    screen.receive(':ann!ann@lan JOIN #secret');
    expect(currentWindow(screen.model).place).toBe('#lobby');
    expect(screen.rows()[0]).toContain(' 2 #secret');
  });

  it('outlives its room when somebody else takes us out of it', () => {
    const screen = screenInLobby();
    screen.type('half a thought');
    screen.receive(':ann!ann@lan PART #lobby');
    expect(typed(screen)).toBe('half a thought');
    expect(screen.text()).toContain('You have left #lobby.');
  });

  it('to one person never goes to another who takes the name', () => {
    const screen = screenInLobby();
    screen.receive(':bo!bo@lan PRIVMSG ann :one', ':cy!cy@lan PRIVMSG ann :two', ':bo!bo@lan NICK cy');
    const places = screen.model.windows.map((window) => window.place);
    expect(places).toEqual(['#lobby', 'bo', 'cy']);
  });
});

describe('keys', () => {
  it('with Alt mean the same under caps lock', () => {
    const screen = screenInLobby();
    screen.receive(':bo!bo@lan PRIVMSG ann :psst');
    screen.press('M-S-a');
    expect(currentWindow(screen.model).place).toBe('bo');
  });
});

describe('the first window', () => {
  it('becomes that of the first room, also when a conversation came before it', () => {
    const session = createSession({}, NOON);
    introduce(session, 'ann');
    hello(session);
    const screen = new Screen(session, { columns: 80, rows: 12 });
    const lines = registrationLines('ann');
    const join = lines.findIndex((line) => line.includes(' JOIN '));
    screen.receive(...lines.slice(0, join), ':bo!bo@lan PRIVMSG ann :psst', ...lines.slice(join));
    expect(screen.model.windows.map(({ place }) => place)).toEqual(['#lobby', 'bo']);
  });
});

describe('the status line', () => {
  const shortOf = (columns: number): Screen => {
    const screen = screenInLobby(columns, 8);
    disconnected(screen.session);
    screen.tell({ kind: 'status', status: { kind: 'waiting', until: NOON + 3000 } });
    return screen;
  };

  it('tells of a lost connection on the narrowest screen too', () => {
    expect(status(shortOf(24))).toBe(' #lobby · offline');
    expect(status(shortOf(80))).toContain('connection lost, trying again in 3 s');
  });

  it('says that our own servers keep what is said in an open room', () => {
    const screen = screenInLobby(120);
    expect(status(screen)).toContain('open room, recorded ·');
    // The disk is full: said once, and where it is so.
    screen.receive(':lan 005 ann NOTKEPT :are supported by this server');
    expect(status(screen)).toContain('open room, not recorded ·');
    const spoken = carryOut(screen, [...screen.type('hi'), ...screen.press('enter')]);
    const label = /label=(\d+)/.exec(spoken.join())?.[1] ?? '';
    screen.receive(`@label=${label} :lan FAIL PRIVMSG NOT_STORED #lobby :Your message was delivered`);
    expect(screen.text()).toMatch(/ann │ hi {2}not kept/);
    screen.receive(':lan 005 ann -NOTKEPT :are supported by this server');
    expect(status(screen)).toContain('open room, recorded ·');
  });
});

describe('strangers', () => {
  it('cannot open windows without end, and take nothing that is unread or typed', () => {
    const screen = screenInLobby();
    screen.receive(':bo!bo@lan PRIVMSG ann :psst');
    screen.press('M-2');
    screen.type('dear bo');
    screen.press('M-1');
    for (let number = 0; number < WINDOWS_MAX * 2; number += 1)
      screen.receive(`:spam${number}!s@lan PRIVMSG ann :buy`);
    expect(screen.model.windows).toHaveLength(WINDOWS_MAX);
    expect(currentWindow(screen.model).place).toBe('#lobby');
    screen.press('M-2');
    expect(typed(screen)).toBe('dear bo');
  });
});

describe('the name', () => {
  it('may be changed while the server does not answer', () => {
    const screen = new Screen(inLobby(), { offeredName: 'ann' });
    screen.session.wantedName = 'ann';
    screen.press('enter');
    expect(screen.press('enter')).toEqual([]);
    screen.type('2');
    expect(screen.press('enter')).toEqual([{ kind: 'introduce', name: 'ann2' }]);
  });
});

describe('the input', () => {
  it('grows with its lines to a third of the screen, the cursor in sight, and Up and Down go through them first', () => {
    const screen = screenInLobby(40, 12);
    screen.type('sent before');
    screen.press('enter');
    for (const line of ['a', 'b', 'c', 'd', 'e']) {
      screen.type(line);
      screen.press('M-enter');
    }
    screen.type('last');
    expect(screen.rows().slice(-5)).toEqual([
      expect.stringMatching(/^ #lobby/),
      'ann> c',
      '     d',
      '     e',
      '     last',
    ]);
    expect(screen.frame().cursor).toEqual({ x: 9, y: 11 });
    for (let row = 0; row < 5; row += 1) screen.press('up');
    expect(screen.rows().slice(-4)).toEqual(['ann> a', '     b', '     c', '     d']);
    expect(screen.frame().cursor).toEqual({ x: 6, y: 8 });
    screen.press('up');
    expect(typed(screen)).toBe('sent before');
    screen.press('down');
    expect(typed(screen)).toBe('a\nb\nc\nd\ne\nlast');
  });

  it('gives its rows back while something else is asked there', () => {
    const screen = screenInLobby(60, 12);
    screen.receive('@msgid=a :bo!bo@lan PRIVMSG #lobby :hello');
    screen.type('one');
    screen.press('M-enter');
    screen.type('two');
    expect(screen.rows().slice(-2)).toEqual(['ann> one', '     two']);
    screen.press('M-s');
    screen.type('e');
    expect(screen.frame().rows).toHaveLength(12);
    expect(screen.rows().at(-1)).toBe('reaction:');
    screen.press('escape');
    screen.press('escape');
    screen.press('C-r');
    expect(screen.frame().rows).toHaveLength(12);
  });

  it('shows what would be the next message in another colour, and counts what is left when it is little', () => {
    const screen = screenInLobby(100, 24);
    screen.type('x'.repeat(460));
    expect(status(screen)).toMatch(/\d+ more fit this message/);
    screen.type('y'.repeat(40));
    expect(status(screen)).toContain('Enter sends 2 messages');
    const cut = screen
      .frame()
      .rows.flat()
      .filter(({ style }) => style === THEME.cut);
    const over = cut.map(({ text }) => text).join('');
    const lines = carryOut(screen, screen.press('enter'));
    expect(over).toMatch(/^y{5,40}$/);
    expect(lines[1]?.endsWith(` ${over}`)).toBe(true);
  });
});
