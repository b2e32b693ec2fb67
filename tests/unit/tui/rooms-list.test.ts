/** Rooms and private conversations: in a list at the side of a wide screen, in a row above on others. */
import { describe, expect, it } from '@jest/globals';
import { textWidth } from '../../../lib/base/text-width.js';
import { currentWindow } from '../../../lib/tui/windows.js';
import { screenInLobby, type Screen } from '../../support/screen.js';

/** In #lobby, with something new in #two, and something for ann from bo. */
function threeWindows(columns: number, rows = 20): Screen {
  const screen = screenInLobby(columns, rows);
  screen.receive(':ann!ann@lan JOIN #two', ':lan 353 ann = #two :ann cy', ':lan 366 ann #two :End');
  screen.press('M-1');
  screen.receive(':cy!cy@lan PRIVMSG #two :one', ':cy!cy@lan PRIVMSG #two :two');
  screen.receive(':bo!bo@lan PRIVMSG ann :psst', ':lan 332 ann #lobby :Physics');
  return screen;
}

function list(screen: Screen): readonly string[] {
  return screen
    .rows()
    .slice(1, -2)
    .map((row) => row.slice(0, row.indexOf('│')).trimEnd());
}

function styleOf(screen: Screen, text: string): unknown {
  return screen
    .frame()
    .rows.flat()
    .find((span) => span.text.includes(text))?.style;
}

describe('on a wide screen', () => {
  it('stand at the side with their numbers and what is new, and the row above is the topic’s', () => {
    const screen = threeWindows(200);
    expect(screen.rows()[0]).toBe(' #lobby   Physics');
    expect(list(screen).slice(0, 4)).toEqual([' 1 #lobby', ' 2 #two          +2', ' 3 bo            !1', '']);
    expect(styleOf(screen, ' 1 #lobby')).toMatchObject({ inverse: true });
    expect(styleOf(screen, ' 2 #two')).toEqual({ bold: true });
    expect(styleOf(screen, ' 3 bo')).toEqual({ bold: true, fg: 'accent' });
    expect(screen.rows()[1]).toMatch(/│ \d\d:\d\d +-- │ You are in #lobby/);
    expect(screen.frame().rows.every((row) => textWidth(row.map(({ text }) => text).join('')) <= 200)).toBe(
      true,
    );
    screen.press('M-3');
    expect(list(screen)[2]).toBe(' 3 bo');
    expect(screen.text()).toMatch(/bo │ psst/);
  });

  it('are gone to by a click, and by no click beside them', () => {
    const screen = threeWindows(200);
    const click = (x: number, y: number): void =>
      void screen.input({ kind: 'mouse', button: 0, x, y, pressed: true });
    click(4, 2);
    expect(currentWindow(screen.model).place).toBe('#two');
    click(4, 3);
    expect(currentWindow(screen.model).place).toBe('bo');
    click(4, 9);
    click(100, 2);
    click(3, 0);
    expect(currentWindow(screen.model).place).toBe('bo');
  });

  it('that do not fit are counted, marked where something is new, and come into sight when gone to', () => {
    const screen = threeWindows(150, 10);
    for (let index = 0; index < 9; index += 1) screen.receive(`:p${index}!p@lan PRIVMSG ann :hi`);
    expect(list(screen).at(-1)).toBe('   +6 more');
    expect(styleOf(screen, '+6 more')).toMatchObject({ bold: true });
    for (let index = 0; index < 11; index += 1) screen.press('M-right');
    expect(list(screen)[0]).toBe('   +6 more');
    expect(list(screen).at(-1)).toBe('   p8');
    expect(screen.text()).toMatch(/p8 │ hi/);
  });
});

describe('elsewhere', () => {
  it('stand in the row above: below 140 columns, and where one wants no list', () => {
    const row = ' 1 #lobby  2 #two +2  3 bo !1 ';
    expect(threeWindows(139).rows()[0]).toContain(row);
    const screen = threeWindows(200);
    screen.type('/set rooms off');
    screen.press('enter');
    expect(screen.rows()[0]).toContain(row);
    expect(screen.rows()[1]).toMatch(/^\d\d:\d\d +-- │ You are in #lobby/);
  });
});
