/** `lanchat join` on every kind of terminal: nothing is sent that it does not know, and the picture is the same. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import headless from '@xterm/headless';
import { endAllTuis, Tui } from '../support/pty.js';
import { PlainClient } from '../support/plain-client.js';
import { startServer, type TestServer } from '../support/server.js';
import { signatures, terminfoEntry } from '../support/terminfo.js';

let server: TestServer;
let home: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'lanchat-'));
  server = await startServer();
  const guest = await PlainClient.enter(server.port, 'guest');
  await guest.ask('d\u00e9j\u00e0 vu \u2026 \u4e2d\u6587 ann', 'the last one');
  guest.type('QUIT');
  await guest.untilEnd();
});
afterEach(endAllTuis);
afterAll(async () => {
  await server.stop();
  rmSync(home, { recursive: true });
});

type Env = Readonly<Record<string, string | undefined>>;

async function visit(env: Env): Promise<Tui> {
  const command = [
    process.execPath,
    'bin/lanchat',
    'join',
    '127.0.0.1',
    '-p',
    String(server.port),
    '-n',
    'ann',
  ];
  // The pty names a terminal where nobody does.
  const noName = env['TERM'] === '' ? ['-u', 'TERM'] : [];
  const tui = new Tui([...noName, ...command], { file: 'env', env: { XDG_STATE_HOME: home, ...env } });
  await tui.waitFor('the last one');
  return tui;
}

/** The picture without what differs from visit to visit. */
function picture(tui: Tui): string {
  return tui
    .screen()
    .replace(/\d\d:\d\d/g, '     ')
    .replace(/ +$/gm, '');
}

async function leave(tui: Tui): Promise<void> {
  tui.type('\u0011');
  expect((await tui.exit).code).toBe(0);
  expect(tui).toMatchObject({ alternate: false, cursorVisible: true, title: '' });
  expect(tui.modes).toMatchObject({ autowrap: true, bracketedPaste: false, focusReports: false });
}

/** ECMA-48 as the VT100 had it, with dim, and the DEC modes for wrapping and for the cursor, which others ignore. */
const CORE = [
  ...['H', 'J', 'K', 'A', 'B', 'C', 'D', 'r'].map((final) => `CSI ${final}`),
  ...['0', '1', '2', '4', '7'].map((code) => `SGR ${code}`),
  ...['CSI ?7', 'CSI ?25', 'ESC M', 'ESC D'],
];

/** What xterm has and those after it have or ignore: second screen, pastes, focus, frames, titles, the background. */
const XTERM = [
  'CSI ?1049',
  'CSI ?2004',
  'CSI ?1004',
  'CSI ?2026',
  'CSI 22;2t',
  'CSI 23;2t',
  'OSC 2',
  'OSC 11',
];

/** What some have to be told for their keys to be what we take them for, and the same taken back. */
const XTERM_ALT = ['\u001b[?1036;1039s\u001b[?1036;1039h', '\u001b[?1036;1039r'] as const;
const KEY_MODES: Readonly<Record<string, readonly [on: string, off: string]>> = {
  'xterm-256color': XTERM_ALT,
  xterm: XTERM_ALT,
  'st-256color': ['\u001b=', '\u001b>'],
};

const XTERM_OFF = ['CSI ?1000', 'CSI ?1006'];

describe('a full screen', () => {
  let usual = '';

  beforeAll(async () => {
    const tui = await visit({ TERM: 'xterm-256color' });
    usual = picture(tui);
    await leave(tui);
    expect(usual).toContain('d\u00e9j\u00e0 vu \u2026 \u4e2d\u6587 ann');
  });

  test.each([
    ['xterm-256color', 256],
    ['xterm', 8],
    ['tmux-256color', 256],
    ['screen', 8],
    ['screen-256color', 256],
    ['alacritty', 256],
    ['xterm-kitty', 256],
    ['xterm-ghostty', 256],
    ['wezterm', 256],
    ['nsterm-256color', 256],
    ['ms-terminal', 256],
    ['st-256color', 256],
    ['linux', 8],
    ['vt100', 0],
  ] as const)('TERM=%s', async (TERM, colours) => {
    const tui = await visit({ TERM });
    const shown = picture(tui);
    if (TERM === 'vt100') {
      expect(shown).toContain('deja vu ~ ? ?  ann');
      expect(shown).toMatch(/^[ -~\n]*$/);
      expect(shown.replace(/[^ \n]/g, '.')).toBe(
        usual.replace(/[\u4e00-\u9fff]/g, '. ').replace(/[^ \n]/g, '.'),
      );
    } else expect(shown).toBe(TERM === 'linux' ? usual.replaceAll('\u2026', '~') : usual);
    await leave(tui);

    const entry = terminfoEntry(TERM);
    const isXterm = TERM !== 'linux' && TERM !== 'vt100';
    const [on = '', off = ''] = KEY_MODES[TERM] ?? [];
    expect(tui.raw).toContain(on);
    expect(tui.raw.slice(tui.raw.indexOf(on))).toContain(off);
    const known = new Set([
      ...CORE,
      ...signatures(on + off),
      ...(isXterm ? [...XTERM, ...XTERM_OFF] : []),
      ...(entry?.signatures ?? []),
    ]);
    const sent = [...signatures(tui.raw)];
    const coloured = sent.filter((one) => /^SGR ([349]\d|38;5)/.test(one));
    expect(sent.filter((one) => !known.has(one) && !coloured.includes(one) && one !== 'SGR 3')).toEqual([]);
    if (entry !== null) expect(Math.min(entry.colours, 256)).toBeGreaterThanOrEqual(colours);
    if (entry !== null && !entry.italic) expect(sent).not.toContain('SGR 3');
    const allowed = colours === 256 ? /^SGR [34]8;5$/ : colours === 8 ? /^SGR [34][0-79]$/ : /^$/;
    expect(coloured.filter((one) => !allowed.test(one))).toEqual([]);
    expect(coloured.length > 0).toBe(colours > 0);
    if (TERM === 'linux') expect(tui.raw).not.toMatch(/\u001b\[0;1;7/);
    if (!isXterm) expect(tui.raw).not.toMatch(/\u001b[\]P]|\u001b\[\?(1049|2004|1004|2026)/);
  });

  test('without a second screen, as GNU screen comes, leaves nothing of its picture', async () => {
    const tui = await visit({ TERM: 'screen' });
    await leave(tui);
    const screen = new headless.Terminal({ cols: 80, rows: 24, allowProposedApi: true });
    await new Promise<void>((done) => screen.write(tui.raw.replace(/\u001b\[\?1049[hl]/g, ''), done));
    const { active } = screen.buffer;
    const rows = Array.from({ length: 24 }, (_, y) => active.getLine(y)?.translateToString(true) ?? '');
    expect(rows.join('').trim()).toBe('You have left lanchat.');
  });

  test('leaves no answer of the terminal to the shell, also when somebody leaves at once', async () => {
    const join = `'${process.execPath}' bin/lanchat join 127.0.0.1 -p ${server.port} -n ann`;
    const shell = new Tui(['-c', `${join}; echo left; read -r line; echo "read $line."`], {
      file: 'sh',
      env: { XDG_STATE_HOME: home },
    });
    await shell.waitUntil(() => shell.raw.includes('\u001b]11;?'), 'the question for the background');
    shell.type('\u0011');
    await shell.waitUntil(() => shell.raw.includes('\u001b[?1049l'), 'the screen to be given back');
    shell.type('\u001b]11;rgb:ffff/ffff/ffff\u001b\\');
    await shell.waitFor(/^left$/m);
    shell.type('typed\r');
    await shell.waitFor('read typed.');
  });

  test('sends no line of a paste that the terminal does not mark', async () => {
    const tui = await visit({ TERM: 'linux' });
    tui.type('never\rsent');
    await tui.waitFor(/^ann> never\n +sent/m);
    tui.type('\u0003');
    await tui.waitFor(/^ann> *$/m);
    expect(tui.screen()).not.toContain('never');
    await leave(tui);
  });

  test('NO_COLOR leaves bold, underline and reverse', async () => {
    const tui = await visit({ NO_COLOR: '1' });
    await leave(tui);
    expect([...signatures(tui.raw)].filter((one) => /^SGR ([349]\d|38;5)/.test(one))).toEqual([]);
    expect(tui.raw).toMatch(/\u001b\[0;1m/);
  });

  test('a locale that is not UTF-8 gets ASCII, unless the terminal knows nothing else, or is said to', async () => {
    const env = { LANG: 'C', XDG_CONFIG_HOME: join(home, 'letters') };
    const plain = await visit(env);
    expect(plain.raw).toMatch(/^[\u0000-\u007e]*$/);
    expect(plain.screen()).toContain('| deja vu ~ ? ?  ann');
    plain.type('/set letters utf8\r');
    await plain.waitFor('\u2502 d\u00e9j\u00e0 vu \u2026 \u4e2d\u6587 ann');
    await leave(plain);
    const kitty = await visit({ LANG: 'C', TERM: 'xterm-kitty' });
    expect(picture(kitty)).toBe(usual);
    await leave(kitty);
  });

  test('the theme follows the background that the terminal tells, and /set, which is kept', async () => {
    const env = { XDG_CONFIG_HOME: home };
    const tui = await visit(env);
    const y = tui.rows.findIndex((row) => row.includes('ann') && row.includes('vu'));
    const x = (tui.rows[y] ?? '').indexOf('vu');
    const ink = (): number => tui.cell(x, y).fg;
    expect(ink()).toBe(130);
    tui.type('\u001b]11;rgb:1c1c/1c1c/1c1c\u001b\\');
    await tui.waitUntil(() => ink() === 221, 'the ink for dark backgrounds');
    tui.type('\u001b]11;rgb:ff/ff/f0\u0007');
    await tui.waitUntil(() => ink() === 94, 'the ink for light backgrounds');
    tui.type('/set theme none\r');
    await tui.waitUntil(() => tui.rows.some((row) => row.includes('theme = none')));
    const at = tui.rows.findIndex((row) => row.includes(' vu '));
    expect(tui.cell(x, at)).toMatchObject({ fg: -1, bold: true });
    tui.type('/set theme dark\r/set thme dark\r');
    await tui.waitFor('There is no setting called thme.');
    await leave(tui);
    const again = await visit(env);
    const row = again.rows.findIndex((each) => each.includes(' vu '));
    expect(again.cell(x, row)).toMatchObject({ fg: 221 });
    await leave(again);
  });
});

describe('line by line', () => {
  test.each([
    ['wyse60', /^Line by line, because the terminal wyse60 is not known\./],
    ['', /^Line by line, because TERM is not set\./],
    ['dumb', /^Trying to connect/],
  ])('TERM=%s', async (TERM, beginning) => {
    const tui = await visit({ TERM });
    expect(tui.raw).not.toContain('\u001b');
    expect(tui.scrollback).toMatch(beginning);
    tui.type('QUIT\r');
    expect((await tui.exit).code).toBe(0);
  });
});
