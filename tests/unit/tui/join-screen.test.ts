import { draftsOf } from '../../../lib/tui/update/drafts.js';
import { describe, expect, it } from '@jest/globals';
import { disconnected } from '../../../lib/client/session.js';
import { carryOut, Screen, screenInLobby } from '../../support/screen.js';
import { inLobby, NOON } from '../../support/client-session.js';

describe('messages', () => {
  it('have a gutter with time and right-aligned name, and continue under their text', () => {
    const screen = screenInLobby(60, 10);
    screen.receive(':bo!bo@lan PRIVMSG #lobby :one two three four five six seven eight nine ten');
    const rows = screen.rows();
    const first = rows.findIndex((row) => row.includes('one two'));
    expect(rows[first]).toMatch(/^ {6} {8}bo │ one two three/);
    expect(rows[first + 1]).toMatch(/^ {16} │ \S/);
  });

  it('drop the name in a run of one person, and show the time when the minute changes', () => {
    const screen = screenInLobby();
    screen.receive(
      '@time=2026-01-02T12:05:00.000Z :bo!bo@lan PRIVMSG #lobby :one',
      '@time=2026-01-02T12:05:01.000Z :bo!bo@lan PRIVMSG #lobby :two',
      '@time=2026-01-02T12:06:00.000Z :cy!cy@lan PRIVMSG #lobby :three',
    );
    expect(screen.text()).toMatch(/\d\d:05 +bo │ one.*\n +│ two.*\n\d\d:06 +cy │ three/);
  });

  it('that name me are bold and ring while nobody looks', () => {
    const screen = screenInLobby();
    screen.input({ kind: 'focus', focused: false });
    screen.receive(':bo!bo@lan PRIVMSG #lobby :hello Ann, and annabel');
    const span = screen
      .frame()
      .rows.flat()
      .find(({ text }) => text.includes('hello'));
    expect(span?.style.bold).toBe(true);
    expect(screen.frame().bell).toBe(true);
    screen.model.bell = false;
    screen.receive(':bo!bo@lan PRIVMSG #lobby :hello annabel');
    expect(screen.frame().bell).toBe(false);
  });

  it('tell who goes, dimmed', () => {
    const screen = screenInLobby();
    screen.receive(':bo!bo@lan PRIVMSG #lobby :bye', ':bo!bo@lan QUIT :');
    const span = screen
      .frame()
      .rows.flat()
      .find(({ text }) => text.includes('bo has left the chat.'));
    expect(span?.style.dim).toBe(true);
  });

  it('cannot draw outside of their place', () => {
    const screen = screenInLobby();
    screen.receive(':bo!bo@lan PRIVMSG #lobby :a\x1b[2Jb \u009b1mc\u202ed');
    const all = screen
      .frame()
      .rows.flat()
      .map(({ text }) => text)
      .join('');
    expect(all).not.toMatch(/[\0-\x1f\x7f-\x9f\u202e]/);
    expect(all).toContain('ab cd');
  });
});

describe('sending', () => {
  it('shows what is on its way with an ellipsis until the server has it', () => {
    const screen = screenInLobby();
    screen.type('hi there');
    expect(carryOut(screen, screen.press('enter'))).toEqual(['@label=1 PRIVMSG #lobby :hi there']);
    expect(screen.text()).toMatch(/ann │ hi there …/);
    screen.receive('@label=1 :ann!ann@lan PRIVMSG #lobby :hi there');
    expect(screen.text()).toMatch(/ann │ hi there$|ann │ hi there +│/m);
  });

  it('never sends a mistyped command', () => {
    const screen = screenInLobby();
    screen.type('/tpoic secret');
    expect(screen.press('enter')).toEqual([]);
    expect(screen.text()).toContain('/tpoic is no command');
    expect(screen.text()).not.toContain('secret');
  });

  it('keeps the line breaks of a paste and sends nothing by itself', () => {
    const screen = screenInLobby();
    const pasted = screen.input({ kind: 'paste', text: 'one\ntwo\n' });
    expect(carryOut(screen, pasted)).toEqual(['@+typing=active;label=typing TAGMSG #lobby']);
    expect(carryOut(screen, screen.press('enter'))).toEqual([
      '@label=1 PRIVMSG #lobby one',
      '@label=2 PRIVMSG #lobby two',
    ]);
  });

  it('completes the last speaker first', () => {
    const screen = screenInLobby();
    screen.receive(':cy!cy@lan PRIVMSG #lobby :x', ':dee!dee@lan JOIN #lobby');
    screen.type('hi ');
    screen.press('tab');
    screen.press('S-tab');
    screen.press('tab');
    expect(carryOut(screen, screen.press('enter'))).toEqual(['@label=1 PRIVMSG #lobby :hi cy ']);
    screen.type('c');
    screen.press('tab');
    screen.type('hello');
    expect(carryOut(screen, screen.press('enter'))).toEqual(['@label=2 PRIVMSG #lobby :cy: hello']);
  });
});

describe('scrolling', () => {
  const filled = (): Screen => {
    const screen = screenInLobby(70, 12);
    for (let number = 1; number <= 50; number += 1)
      screen.receive(`:bo!bo@lan PRIVMSG #lobby :line ${number}.`);
    return screen;
  };

  it('holds still while messages arrive, and counts them', () => {
    const screen = filled();
    screen.press('pageup');
    const before = screen.rows().slice(0, 9);
    screen.receive(':bo!bo@lan PRIVMSG #lobby :new', ':bo!bo@lan PRIVMSG #lobby :ann, new');
    screen.receive(':bo!bo@lan MODE #lobby +v cy');
    screen.type('half');
    expect(screen.rows().slice(0, 9)).toEqual(before);
    expect(screen.rows()[9]).toContain('\u2193 2 new \u00b7 1 for you');
    screen.input({ kind: 'wheel', direction: 'down', count: 9 });
    expect(screen.rows()[9]).toContain('\u2193 1 new \u00b7 1 for you');
    screen.press('C-end');
    expect(screen.text()).toContain('ann, new');
    expect(screen.text()).not.toContain('for you');
  });

  it('comes to the end by what one sends', () => {
    const screen = filled();
    screen.press('pageup');
    screen.type('here');
    expect(screen.text()).not.toContain('line 50.');
    carryOut(screen, screen.press('enter'));
    expect(screen.text()).toContain('line 50.');
  });

  it('goes to the oldest and newest with Home and End on an empty line only', () => {
    const screen = filled();
    screen.press('home');
    expect(screen.text()).toContain('You are in #lobby');
    screen.press('end');
    expect(screen.text()).toContain('line 50.');
    screen.type('x');
    screen.press('home');
    expect(screen.text()).toContain('line 50.');
    expect(screen.frame().cursor?.x).toBe('ann> '.length);
  });

  it('scrolls with the wheel', () => {
    const screen = filled();
    screen.input({ kind: 'wheel', direction: 'up', count: 3 });
    expect(screen.text()).not.toContain('line 50.');
    expect(screen.text()).toContain('line 47.');
    screen.input({ kind: 'wheel', direction: 'down', count: 3 });
    expect(screen.text()).toContain('line 50.');
  });

  it('finds what was said', () => {
    const screen = filled();
    screen.type('/search LINE 17.');
    screen.press('enter');
    expect(screen.text()).toContain('line 17.');
    expect(screen.text()).not.toContain('line 18.');
  });
});

describe('leaving', () => {
  it.each(['C-q', 'C-c', 'C-d'])('%s quits on an empty line', (key) => {
    expect(screenInLobby().press(key)).toEqual([{ kind: 'quit', why: '' }]);
  });

  it.each(['QUIT', '/quit'])('%s quits', (text) => {
    const screen = screenInLobby();
    screen.type(text);
    expect(screen.press('enter')).toEqual([{ kind: 'quit', why: '' }]);
  });

  it('clears with Ctrl-C first, and brings it back with Ctrl-Y', () => {
    const screen = screenInLobby();
    screen.type('half a thought');
    expect(carryOut(screen, screen.press('C-c'))).toEqual(['@+typing=done;label=typing TAGMSG #lobby']);
    expect(screen.rows().at(-1)).toBe('ann>');
    screen.press('C-y');
    expect(screen.rows().at(-1)).toBe('ann> half a thought');
  });

  it('keeps what was typed for the next visit, in its place, but no password', () => {
    const screen = screenInLobby();
    screen.type('half a thought');
    screen.receive(':bo!bo@lan PRIVMSG ann :psst');
    screen.press('M-2');
    screen.type('/passwrd secret');
    expect(screen.press('C-q')).toEqual([{ kind: 'quit', why: '' }]);
    const drafts = draftsOf(screen.model);
    expect(drafts).toEqual([{ place: '#lobby', text: 'half a thought' }]);
    const again = screenInLobby();
    again.tell({
      kind: 'drafts',
      drafts: [...drafts, { place: 'cy', text: 'see you\nlater' }, { place: '#far', text: 'x' }],
    });
    expect(again.rows().at(-1)).toBe('ann> half a thought');
    again.press('M-2');
    expect(again.rows().slice(-2)).toEqual(['ann> see you', '     later']);
    again.type('!');
    expect(draftsOf(again.model).map(({ place }) => place)).toEqual(['#lobby', 'cy', '#far']);
  });

  it('shows the quit keys until one has been used', () => {
    const screen = screenInLobby(120);
    expect(screen.rows().at(-2)).toContain('Ctrl-Q leaves');
    screen.type('x');
    screen.press('C-q');
    expect(screen.rows().at(-2)).not.toContain('Ctrl-Q leaves');
  });
});

describe('a lost connection', () => {
  it('is said, counted down, and what is typed waits', () => {
    const screen = screenInLobby();
    disconnected(screen.session);
    screen.tell({ kind: 'status', status: { kind: 'waiting', until: NOON + 5000 } });
    expect(screen.text()).toContain('Oh no, we have lost connection to the server!');
    expect(screen.rows().at(-2)).toContain('trying again in 5 s');
    screen.tell({ kind: 'tick' }, NOON + 2500);
    expect(screen.rows().at(-2)).toContain('trying again in 3 s');
    screen.type('still here');
    expect(carryOut(screen, screen.press('enter'))).toEqual([]);
    expect(screen.text()).toMatch(/ann │ still here …/);
    expect(screen.press('C-q')).toEqual([]);
    expect(screen.text()).toContain('1 line is not sent yet.');
  });
});

describe('windows', () => {
  it('open for a private message, count what is new, and are reached by number', () => {
    const screen = screenInLobby();
    screen.receive(':bo!bo@lan PRIVMSG ann :psst');
    expect(screen.text()).not.toContain('psst');
    expect(screen.rows()[0]).toBe(' 1 #lobby  2 bo !1');
    screen.press('M-2');
    expect(screen.text()).toContain('psst');
    expect(screen.rows().at(-2)).toContain('private with bo');
    screen.type('yes?');
    expect(carryOut(screen, screen.press('enter'))).toEqual(['@label=1 PRIVMSG bo yes?']);
    screen.type('/close');
    screen.press('enter');
    expect(screen.rows().at(-2)).toContain('#lobby');
  });

  it('open with a room entered and close with it', () => {
    const screen = screenInLobby();
    screen.type('/join ops');
    expect(screen.press('enter')).toEqual([{ kind: 'send', line: 'JOIN #ops' }]);
    screen.receive(':ann!ann@lan JOIN #ops');
    expect(screen.rows().at(-2)).toContain('#ops');
    screen.press('M-left');
    expect(screen.rows().at(-2)).toMatch(/^ #lobby/);
    screen.receive(':ann!ann@lan PART #ops');
    expect(screen.model.windows).toHaveLength(1);
  });
});

describe('the name', () => {
  const asking = (): Screen => new Screen(inLobby(), { offeredName: 'ann' });

  it('is asked with the offered one filled in', () => {
    const screen = asking();
    expect(screen.text()).toContain('Your name: ann');
    expect(screen.press('enter')).toEqual([{ kind: 'introduce', name: 'ann' }]);
  });

  it('is asked on the smallest screen without a word cut off', () => {
    const screen = asking();
    screen.tell({ kind: 'resize', size: { columns: 24, rows: 6 } });
    expect(screen.rows()).toEqual([
      ' What you say in a room',
      ' can be read by everyone',
      ' on this network.',
      ' Your name: ann',
      ' Enter goes in, Ctrl-Q',
      ' leaves.',
    ]);
  });

  it('that is illegal is explained, and the nearest legal one filled in', () => {
    const screen = asking();
    screen.press('C-u');
    screen.type('María José');
    expect(screen.press('enter')).toEqual([]);
    expect(screen.text()).toContain('Your name: Maria_Jose');
    expect(screen.text()).toContain('letters');
  });

  it('that is taken is explained with the suggestion of the server', () => {
    const screen = asking();
    screen.press('enter');
    screen.session.phase = 'registering';
    screen.tell({
      kind: 'events',
      events: [
        { kind: 'name-refused', name: 'ann', trouble: 'taken', text: 'ann is taken', suggestion: 'ann2' },
      ],
    });
    expect(screen.text()).toContain('The name ann is taken. Try ann2.');
    expect(screen.press('enter')).toEqual([{ kind: 'introduce', name: 'ann2' }]);
    expect(screen.tell({ kind: 'events', events: [{ kind: 'welcome', name: 'ann2', network: '' }] })).toEqual(
      [{ kind: 'remember', name: 'ann2' }],
    );
  });
});

describe('the screen', () => {
  it('shows the people where there is room, operators first', () => {
    expect(screenInLobby(80).text()).toMatch(/│@cy\n.*│ ann\n.*│ bo/);
    expect(screenInLobby(79).text()).not.toContain('@cy');
  });

  it('helps from its tables', () => {
    const screen = screenInLobby(80, 20);
    screen.press('f1');
    expect(screen.text()).toContain('/join ROOM');
    screen.press('end');
    expect(screen.text()).toContain('Ctrl-Y');
    screen.press('escape');
    expect(screen.text()).toContain('You are in #lobby');
  });

  it('fits every size', () => {
    for (let columns = 1; columns <= 130; columns += 3) {
      for (let rows = 1; rows <= 40; rows += 3) {
        const screen = screenInLobby(columns, rows);
        screen.receive(`:bo!bo@lan PRIVMSG #lobby :${'long text 漢字 '.repeat(10)}`);
        const frame = screen.frame();
        expect(frame.rows.length).toBeLessThanOrEqual(rows);
        if (columns < 24 || rows < 6) expect(frame.rows).toHaveLength(1);
        else expect(frame.cursor).toMatchObject({ y: rows - 1 });
      }
    }
  });
});
