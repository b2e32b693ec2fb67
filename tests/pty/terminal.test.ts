/** The terminal as a person has it: entered, painted, resized, suspended, and always given back. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { bundleProgram, type Bundle } from '../support/bundle.js';
import { endAllTuis, Tui, type TuiOptions } from '../support/pty.js';

let bundle: Bundle;
let report: string;

beforeAll(async () => {
  bundle = await bundleProgram('tests/fixtures/terminal-demo.ts');
  report = join(dirname(bundle.file), 'report');
});
afterAll(() => bundle.remove());
afterEach(endAllTuis);

async function open(mode = '', options: TuiOptions = {}, file = ''): Promise<Tui> {
  const tui = new Tui([bundle.file, mode, file], options);
  await tui.waitFor(/ticks \d/);
  return tui;
}

function expectRestored(tui: Tui): void {
  expect({ alternate: tui.alternate, cursorVisible: tui.cursorVisible, modes: tui.modes }).toEqual({
    alternate: false,
    cursorVisible: true,
    modes: {
      bracketedPaste: false,
      focusReports: false,
      autowrap: true,
      mouse: false,
      applicationCursor: false,
    },
  });
}

describe('opening', () => {
  test('the alternate screen, with pastes marked and the mouse left to the terminal', async () => {
    const tui = await open();
    expect(tui.alternate).toBe(true);
    expect(tui.modes).toMatchObject({
      bracketedPaste: true,
      focusReports: true,
      autowrap: false,
      mouse: false,
    });
    expect(tui.cursorVisible).toBe(true);
    expect(tui.cursor).toEqual({ x: 2, y: 23 });
    expect(tui.title).toBe('demo ');
  });

  test.each(['xterm-256color', 'tmux-256color', 'screen-256color', 'alacritty'])(
    'TERM=%s gives the same picture and no noise',
    async (TERM) => {
      const tui = await open('quiet', { env: { TERM } });
      expect(tui.rows[0]).toBe('size 80x24');
      expect(tui.rows.slice(2, 22).join('')).toBe('');
      expect(tui.cell(0, 1)).toMatchObject({ text: 'b', bold: true, fg: 203 });
      expect(tui.cell(5, 1)).toMatchObject({ text: 'd', dim: true, bg: 17 });
      expect(tui.cell(9, 1)).toMatchObject({ text: 'i', underline: true });
      // What is called screen may be GNU screen, where they would be in reverse.
      expect(tui.cell(9, 1).italic).toBe(!TERM.startsWith('screen'));
      tui.type('close\r');
      await expect(tui.exit).resolves.toEqual({ code: 0, signal: 0 });
      expect(tui.scrollback).toMatch(/^left with 0 after \d+ ticks$/);
    },
  );

  test('NO_COLOR takes the colours away and leaves the rest', async () => {
    const tui = await open('', { env: { NO_COLOR: '1' } });
    expect(tui.cell(0, 1)).toMatchObject({ text: 'b', bold: true, fg: -1 });
    expect(tui.cell(5, 1)).toMatchObject({ text: 'd', dim: true, bg: -1 });
  });
});

describe('typing', () => {
  test('keys, a lone Escape, pastes and the focus arrive as such', async () => {
    const tui = await open();
    tui.type('héllo 😀');
    await tui.waitFor('> héllo 😀');
    tui.type('\u001b');
    await tui.waitFor('key escape');
    tui.type('\u001b[A');
    await tui.waitFor('key up');
    tui.paste('one\rtwo');
    await tui.waitFor('paste "one\\ntwo"');
    tui.type('\u001b[O');
    await tui.waitFor('focus false');
    expect(tui.title).toBe('demo héllo 😀');
  });

  test('the bell rings once, and Ctrl-L style redraws repair a screen that others wrote to', async () => {
    const tui = await open();
    tui.type('bell\r');
    await tui.waitUntil(() => tui.bells === 1, 'the bell');
    tui.type('noise\r');
    await tui.waitFor('somebody else wrote this');
    tui.type('redraw\r');
    await tui.waitFor(/^size 80x24 *$/m);
    expect(tui.bells).toBe(1);
  });

  test('wide, joined and combining characters leave the border behind them in place', async () => {
    const tui = await open();
    tui.type('wide\r');
    await tui.waitFor('한글');
    const at = tui.rows.findIndex((row) => row.startsWith('│中文│'));
    const borders = [5, 3, 3, 3, 3, 3, 4, 5];
    for (const [offset, x] of borders.entries()) {
      expect(tui.cell(0, at + offset).text).toBe('│');
      expect(tui.cell(x, at + offset).text).toBe('│');
    }
    expect(tui.cell(1, at + 1).text).toBe('e\u0301');
  });
});

describe('leaving', () => {
  test.each([
    ['close', { code: 0, signal: 0 }],
    ['exit', { code: 3, signal: 0 }],
    ['throw', { code: 70, signal: 0 }],
    ['reject', { code: 70, signal: 0 }],
  ])('by %s restores the terminal', async (command, exit) => {
    const tui = await open();
    tui.type(`${command}\r`);
    await expect(tui.exit).resolves.toEqual(exit);
    expectRestored(tui);
  });

  test.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGQUIT', 131],
  ])('by %s restores the terminal', async (signal, code) => {
    const tui = await open();
    tui.kill(signal);
    await expect(tui.exit).resolves.toEqual({ code, signal: 0 });
    expectRestored(tui);
    expect(tui.scrollback).toContain(`left with ${code}`);
  });

  test('a bug is told on the normal screen, made harmless, with where to go', async () => {
    const tui = await open();
    tui.type('throw\r');
    await tui.exit;
    expect(tui.scrollback).toContain('lanchat: Error: thrown on[2J purpose');
    expect(tui.scrollback).toContain('please report this');
  });

  test('a closed window ends the program in an orderly way, without a core dump', async () => {
    const tui = await open();
    tui.hangUp();
    await expect(tui.exit).resolves.toEqual({ code: 129, signal: 0 });
  });

  test('a second signal ends a program that does not listen', async () => {
    const tui = await open('deaf');
    tui.kill('SIGTERM');
    await tui.waitFor('signal SIGTERM');
    tui.kill('SIGTERM');
    await expect(tui.exit).resolves.toEqual({ code: 143, signal: 0 });
    expectRestored(tui);
  });
});

describe('stepping aside', () => {
  test('Ctrl-Z gives the terminal to the shell, and fg brings everything back', async () => {
    const shell = new Tui(['--norc', '--noprofile', '-i'], { file: '/bin/bash', env: { PS1: '$ ' } });
    await shell.waitFor('$ ');
    shell.type(`${process.execPath} ${bundle.file}\r`);
    await shell.waitFor(/ticks \d/);
    for (let round = 1; round <= 2; round += 1) {
      shell.type(`typed${round}`);
      await shell.waitFor(`> typed${round}`);
      shell.type('\u001a');
      await shell.waitUntil(() => !shell.alternate && shell.screen().includes('Stopped'), 'the shell');
      expectStoppedModes(shell);
      shell.type('echo at $((6 * 7))\r');
      await shell.waitFor('at 42');
      shell.resize(70 + round, 20);
      shell.type('fg\r');
      await shell.waitUntil(
        () => shell.alternate && shell.screen().includes(`> typed${round}`),
        'the program',
      );
      await shell.waitFor(`size ${70 + round}x20`);
      expect(shell.modes).toMatchObject({ bracketedPaste: true, focusReports: true, autowrap: false });
      shell.type(' \r');
      await shell.waitFor(/^> ?$/m);
    }
    shell.type('close\r');
    await shell.waitFor('left with 0');
    expect(shell.alternate).toBe(false);
  });

  test('SIGTSTP from outside does the same', async () => {
    const shell = new Tui(['--norc', '--noprofile', '-i'], { file: '/bin/bash', env: { PS1: '$ ' } });
    await shell.waitFor('$ ');
    shell.type(`${process.execPath} ${bundle.file} report ${report}\r`);
    await shell.waitFor(/ticks [1-9]/);
    process.kill(reported().pid, 'SIGTSTP');
    await shell.waitUntil(() => !shell.alternate && shell.screen().includes('Stopped'), 'the shell');
    expectStoppedModes(shell);
    shell.type('fg\r');
    await shell.waitUntil(() => shell.alternate && shell.screen().includes('ticks'), 'the program');
    shell.type('close\r');
    await shell.waitFor('left with 0');
  });

  test('where no shell could continue it, it stays', async () => {
    const tui = await open();
    tui.type('before\u001a');
    await tui.waitUntil(
      () => tui.raw.split('\u001b[?1049h').length === 3 && tui.screen().includes('> before'),
    );
    tui.type(' after');
    await tui.waitFor('> before after');
    expect(tui.alternate).toBe(true);
  });

  function expectStoppedModes(tui: Tui): void {
    expect(tui.cursorVisible).toBe(true);
    expect(tui.modes).toMatchObject({ focusReports: false, autowrap: true, mouse: false });
  }
});

describe('a difficult terminal', () => {
  test('resizing down to one cell and up again, while text pours in', async () => {
    const tui = await open();
    tui.type('flood\r');
    await tui.waitFor(/flood \d/);
    const sizes: [number, number][] = [
      [40, 12],
      [1, 1],
      [2, 1],
      [1, 5],
      [300, 100],
      [17, 3],
      [3, 2],
      [100, 30],
    ];
    for (const [cols, rows] of sizes) {
      tui.resize(cols, rows);
      await tui.waitUntil(
        () => tui.rows[0]?.startsWith(`size ${cols}x${rows}`.slice(0, cols)) ?? false,
        `${cols}x${rows}`,
      );
    }
    await tui.waitFor(/^size 100x30/);
    await tui.waitFor(/^ticks/m);
    tui.kill('SIGTERM');
    await expect(tui.exit).resolves.toEqual({ code: 143, signal: 0 });
    expectRestored(tui);
  });

  test('a terminal that nobody reads does not stop the clock, and shows the newest state after', async () => {
    const tui = await open('report', {}, report);
    await tui.waitFor(/ticks [1-9]/);
    tui.stall();
    tui.type('flood\r');
    const before = reported().ticks;
    await until(() => reported().ticks >= before + 50);
    tui.unstall();
    await tui.waitUntil(() => ticks(tui) >= before + 50, 'the newest state', 1000);
    tui.type('close\r');
    await expect(tui.exit).resolves.toEqual({ code: 0, signal: 0 });
    expectRestored(tui);
  });

  test('SIGTERM ends it although nobody reads', async () => {
    const tui = await open('report', {}, report);
    await tui.waitFor(/ticks [1-9]/);
    tui.stall();
    tui.type('flood\r');
    const before = reported().ticks;
    await until(() => reported().ticks >= before + 20);
    tui.kill('SIGTERM');
    await until(() => !alive(tui.pid));
  });
});

function ticks(tui: Tui): number {
  return Number(/^ticks (\d+)/m.exec(tui.screen())?.[1] ?? 0);
}

/** What the program wrote into a file, past the terminal. */
function reported(): { readonly pid: number; readonly ticks: number } {
  const [pid, ticks] = readFileSync(report, 'utf8').split(' ').map(Number);
  return { pid: pid ?? 0, ticks: ticks ?? 0 };
}

/** The harness hears of the end only when it reads again. */
function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** For what no output of the program tells. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((done) => setTimeout(done, 10));
}
