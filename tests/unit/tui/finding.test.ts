/** Searching in what has come to the screen, the mouse, and the list of people at will. */
import { describe, expect, it } from '@jest/globals';
import { span } from '../../../lib/tui/wrap.js';
import { highlight, wordsPattern } from '../../../lib/tui/highlight.js';
import { THEME } from '../../../lib/tui/theme.js';
import { currentWindow } from '../../../lib/tui/windows.js';
import { screenInLobby, type Screen } from '../../support/screen.js';

function filled(columns = 79): Screen {
  const screen = screenInLobby(columns, 14);
  for (let number = 1; number <= 60; number += 1)
    screen.receive(`:bo!bo@lan PRIVMSG #lobby :line ${number}${number % 20 === 5 ? ' with Tea' : ''}`);
  return screen;
}

function marked(screen: Screen): readonly string[] {
  const found = screen.frame().rows.flat();
  return found.flatMap(({ text, style }) => (style.underline === true && style.bold === true ? [text] : []));
}

describe('a search', () => {
  function searched(): Screen {
    const screen = filled();
    screen.press('pageup');
    screen.type('/search tea');
    screen.press('enter');
    return screen;
  }

  it('lists what it found with the words marked, and counts', () => {
    const screen = searched();
    expect(screen.text()).toMatch(/3 messages with "tea"[^]*line 5 with Tea[^]*line 25[^]*line 45/);
    expect(screen.text()).toContain('3 of 3 · Enter goes there');
    expect(marked(screen).filter((text) => text === 'Tea')).toHaveLength(3);
    screen.press('up');
    expect(screen.text()).toContain('2 of 3 ·');
  });

  it('shows the words of a long message, wherever in it they are', () => {
    const screen = screenInLobby(60, 14);
    screen.receive(
      `:bo!bo@lan PRIVMSG #lobby :tea for ${'everybody who comes '.repeat(20)}and some cake at four`,
    );
    screen.type('/search tea cake');
    screen.press('enter');
    expect(screen.text()).toContain('bo: \u2026who comes and some cake at four');
    screen.press('escape');
    screen.type('/search tea');
    screen.press('enter');
    expect(screen.text()).toContain('bo: tea for everybody');
  });

  it('goes from one to another, and back to the list and to where one was reading', () => {
    const screen = filled();
    screen.press('pageup');
    const before = screen.rows().slice(1, 12);
    screen.type('/search tea');
    screen.press('enter');
    screen.press('enter');
    expect(screen.rows()[11]).toMatch(/↓ 3 of 3 .*Escape: the list$/);
    expect(screen.text()).toContain('line 45 with Tea');
    expect(marked(screen)).toEqual(['Tea']);
    screen.press('M-p');
    screen.press('M-p');
    screen.press('M-p');
    expect(screen.text()).toContain('line 5 with Tea');
    expect(screen.rows()[11]).toContain('1 of 3');
    screen.receive(':bo!bo@lan PRIVMSG #lobby :ann: later');
    expect(screen.rows()[11]).toContain('1 of 3 · 1 new · 1 for you');
    screen.press('M-n');
    expect(screen.rows()[11]).toContain('2 of 3');
    screen.press('escape');
    expect(screen.text()).toContain('2 of 3 · Enter goes there');
    screen.press('escape');
    expect(screen.rows().slice(1, 11)).toEqual(before.slice(0, 10));
    expect(screen.rows()[11]).toContain('↓ 1 new · 1 for you');
    expect(marked(screen)).toEqual([]);
  });

  it('that finds nothing says so', () => {
    const screen = filled();
    screen.type('/search coffee');
    screen.press('enter');
    expect(screen.text()).toContain('Nobody has said "coffee" here');
  });

  it('marks words in any case, and takes signs as they are', () => {
    const texts = highlight([span('A.b a+b AXB')], wordsPattern(['a.b', 'a+B', '(']), THEME.found);
    expect(texts.map(({ text, style }) => [text, style === texts[1]?.style])).toHaveLength(4);
    expect(texts.map(({ text }) => text)).toEqual(['A.b', ' ', 'a+b', ' AXB']);
    expect(wordsPattern([''])).toBeNull();
  });
});

describe('the mouse', () => {
  function click(screen: Screen, x: number, y: number, button = 0): void {
    for (const pressed of [true, false]) screen.input({ kind: 'mouse', button, x, y, pressed });
  }

  it('is off until Alt-M, which says so', () => {
    const screen = screenInLobby(79);
    expect(screen.press('M-m')).toEqual([{ kind: 'mouse', on: true }]);
    expect(screen.rows().at(-2)).toContain('the mouse is on: Shift selects');
    expect(screen.press('M-m')).toEqual([{ kind: 'mouse', on: false }]);
  });

  it('begins a private conversation with a person, and goes to a room', () => {
    const screen = screenInLobby(100);
    const y = screen.rows().findIndex((row) => row.endsWith('│ bo'));
    click(screen, 95, y, 2);
    expect(currentWindow(screen.model).place).toBe('#lobby');
    click(screen, 95, y);
    expect(currentWindow(screen.model).place).toBe('bo');
    screen.press('f1');
    click(screen, 3, 0);
    expect(screen.text()).toContain('You are in #lobby');
    expect(currentWindow(screen.model).place).toBe('#lobby');
    click(
      screen,
      95,
      screen.rows().findIndex((row) => row.endsWith('│ ann')),
    );
    click(screen, 95, 15);
    click(screen, 60, 0);
    expect(currentWindow(screen.model).place).toBe('#lobby');
  });

  it('goes to the newest where the row below says that there is more', () => {
    const screen = filled();
    screen.input({ kind: 'wheel', direction: 'up', count: 9 });
    click(screen, 5, 5);
    expect(screen.text()).not.toContain('line 60');
    click(screen, 5, 11);
    expect(screen.text()).toContain('line 60');
  });
});

describe('F2 and F3', () => {
  it('show also what the settings leave out, until these are changed', () => {
    const screen = screenInLobby(200);
    screen.type('/set people off');
    screen.press('enter');
    expect(screen.text()).not.toContain('│@cy');
    screen.press('f2');
    expect(screen.text()).toContain('│@cy');
    screen.type('/set people off');
    screen.press('enter');
    expect(screen.text()).not.toContain('│@cy');
  });

  it('put the list of rooms away, and fetch it on a narrower screen', () => {
    const screen = screenInLobby(200);
    expect(screen.rows()[1]).toMatch(/^ 1 #lobby +│/);
    screen.press('f3');
    expect(screen.rows()[1]).toMatch(/^12:00 /);
    screen.press('f3');
    expect(screen.rows()[1]).toMatch(/^ 1 #lobby +│/);
    const narrow = screenInLobby(80);
    narrow.press('f3');
    expect(narrow.rows().slice(0, 2)).toEqual([
      ' #lobby',
      expect.stringMatching(/^ 1 #lobby +│ +-- │ You .*│@cy$/),
    ]);
    const tiny = screenInLobby(59, 10);
    tiny.press('f3');
    expect(tiny.text()).toContain('Too narrow for the list: Alt-Left and');
  });

  it('hides the people, and shows them on a narrow screen', () => {
    const screen = screenInLobby(100);
    screen.press('f2');
    expect(screen.text()).not.toContain('│@cy');
    screen.press('f2');
    expect(screen.text()).toContain('│@cy');
    const narrow = screenInLobby(40);
    narrow.press('f2');
    expect(narrow.text()).toContain('│@cy');
    const tiny = screenInLobby(24, 6);
    tiny.press('f2');
    expect(tiny.text()).toContain('/who lists them');
    expect(tiny.text()).not.toContain('│@cy');
  });
});
