/** A list of people that is longer than the screen: by key, by wheel and by click one comes to everybody. */
import { describe, expect, it } from '@jest/globals';
import { listPart } from '../../../lib/tui/list-part.js';
import { currentWindow } from '../../../lib/tui/windows.js';
import { screenInLobby, type Screen } from '../../support/screen.js';

/** The rows that show it, and those that count the others. */
const HEIGHT = 9;

/** Of a thousand people, ann, bo and cy among them. */
function thousand(): Screen {
  const screen = screenInLobby(100, HEIGHT + 3);
  const names = Array.from({ length: 997 }, (_, index) => `p${String(index).padStart(3, '0')}`);
  screen.receive(`:lan 353 ann = #lobby :${names.join(' ')}`, ':lan 366 ann #lobby :End');
  return screen;
}

function pane(screen: Screen): readonly string[] {
  return screen
    .rows()
    .slice(1, 1 + HEIGHT)
    .map((row) => row.slice(row.lastIndexOf('│') + 1).trim());
}

function turn(screen: Screen, direction: 'up' | 'down', x: number, count = 3): void {
  screen.input({ kind: 'wheel', direction, count, at: { x, y: 4 } });
}

describe('the list of people', () => {
  it('scrolls with the wheel over it, and the messages with the wheel beside it', () => {
    const screen = thousand();
    expect(pane(screen)).toEqual(['@cy', 'ann', 'bo', 'p000', 'p001', 'p002', 'p003', 'p004', '+992 more']);
    turn(screen, 'down', 95);
    expect(pane(screen)).toEqual([
      '+4 more',
      ...['p001', 'p002', 'p003', 'p004', 'p005', 'p006', 'p007'],
      '+989 more',
    ]);
    turn(screen, 'up', 5);
    expect(pane(screen)[0]).toBe('+4 more');
    turn(screen, 'up', 95, 99);
    expect(pane(screen)[0]).toBe('@cy');
  });

  it('pages with Alt-PageDown to the last one and back, each named once on the way', () => {
    const screen = thousand();
    const seen = new Set<string>();
    for (let pages = 0; pages < 200; pages += 1) {
      for (const name of pane(screen)) if (!name.startsWith('+')) seen.add(name);
      screen.press('M-pagedown');
    }
    expect(seen.size).toBe(1000);
    expect(pane(screen).at(-1)).toBe('p996');
    screen.receive(...Array.from({ length: 20 }, (_, index) => `:p${976 + index}!p@lan QUIT :bye`));
    expect(pane(screen).at(-1)).toBe('p996');
    screen.press('M-pageup');
    expect(pane(screen).at(-1)).toBe('+7 more');
  });

  it('goes on where its rows that count are clicked, and leads to the person beside the mouse', () => {
    const screen = thousand();
    const click = (row: number): void =>
      void screen.input({ kind: 'mouse', button: 0, x: 95, y: 1 + row, pressed: true });
    click(8);
    expect(pane(screen)[0]).toBe('+7 more');
    click(0);
    expect(pane(screen)[0]).toBe('@cy');
    click(8);
    const name = pane(screen)[3];
    click(3);
    expect(currentWindow(screen.model).place).toBe(name);
    screen.press('M-1');
    expect(pane(screen)[0]).toBe('@cy');
  });
});

it('a list shows what it counts, and counts what it does not show, at every size', () => {
  for (let length = 0; length < 9; length += 1) {
    for (let height = 1; height < 7; height += 1) {
      for (let top = -1; top < 10; top += 1) {
        const { first, end, above, below } = listPart(length, height, top);
        expect(above + (end - first) + below).toBe(length);
        expect(first).toBe(above);
        const rows = Math.min(1, above) + (end - first) + Math.min(1, below);
        expect(rows).toBe(Math.min(length, height));
      }
    }
  }
});
