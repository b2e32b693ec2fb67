/** The host's console: the real server on a real screen. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { closeAfterTest } from '../support/cleanup.js';
import { IrcClient } from '../support/irc-client.js';
import { PlainClient } from '../support/plain-client.js';
import { endAllTuis, Tui, type TuiOptions } from '../support/pty.js';
import { freePort } from '../support/server.js';

afterEach(endAllTuis);

async function openConsole(options: TuiOptions = {}): Promise<{ tui: Tui; port: number }> {
  const port = await freePort();
  const tui = Tui.lanchat(['serve', '127.0.0.1', '-p', String(port), '--name', 'Room 12', '--memory'], {
    cols: 120,
    rows: 24,
    ...options,
  });
  await tui.waitFor('Listening at');
  await tui.waitFor('q shuts down');
  return { tui, port };
}

async function enter(port: number, name: string): Promise<PlainClient> {
  const client = await PlainClient.enter(port, name);
  closeAfterTest(() => client.close());
  return client;
}

describe('the console on a terminal', () => {
  it('shows how others come in, then who is here, what is said, and the figures', async () => {
    const { tui, port } = await openConsole();
    await tui.waitFor(`lanchat join 127.0.0.1 -p ${port}`);
    const ann = await enter(port, 'ann');
    ann.type('hello \u2615');
    await tui.waitFor(/ann says hello \u2615/);
    await tui.waitFor(/1 person[^]*ann +127\.0\.0\.1:\d+ +plain +#lobby/);
    await tui.waitFor(/Room 12 .*1 person in 1 room, 1 connection, 1 message /);
  });

  it('runs the commands, completes names, and keeps a history', async () => {
    const { tui, port } = await openConsole();
    const ann = await enter(port, 'ann');
    tui.type('/say good morning\r');
    await ann.expectText('Server: good morning\r\n');
    tui.type('/mu\ta\t\r');
    await tui.waitFor('ann is muted until you lift it.');
    tui.type('\u001b[A\u001b[A');
    await tui.waitFor(/^> \/say good morning/m);
    tui.type('\u0003/nonsense\r');
    await tui.waitFor('There is no command /nonsense. /help lists them.');
    tui.type('/kick ann enough\r');
    expect(await ann.untilEnd()).toContain('the host has removed you: enough');
  });

  it('finds words in the log, and begins a command for the person who is chosen', async () => {
    const { tui, port } = await openConsole();
    const ann = await enter(port, 'ann');
    const bo = await enter(port, 'bo');
    ann.type('where is the tea?');
    bo.type('here');
    await tui.waitFor('bo says here');
    tui.type('\u0006the tea');
    await tui.waitFor('1 of 1');
    tui.type('\t');
    await tui.waitUntil(() => !tui.screen().includes('bo says here'), 'the lines found alone');
    expect(tui.screen()).toContain('ann says where is the tea?');
    tui.type('\u001b');
    await tui.waitFor('bo says here');
    await tui.waitFor('2 people in 1 room');
    tui.type('\u001bOQ\u001b[B');
    await tui.waitFor('bo \u00b7 Escape goes back \u00b7 k kick');
    tui.type('kenough\r');
    expect(await bo.untilEnd()).toContain('the host has removed you: enough');
    await tui.waitFor(/messages\/min .* 2\b/);
  });

  it('takes the wheel and clicks once the mouse is asked for, and leaves it to the terminal before and after', async () => {
    const { tui, port } = await openConsole();
    const ann = await enter(port, 'ann');
    await enter(port, 'bo');
    for (let number = 0; number < 30; number += 1) ann.type(`line ${number}.`);
    await tui.waitFor('ann says line 29.');
    expect(tui.modes.mouse).toBe(false);
    tui.type('\u001bm');
    await tui.waitFor('the mouse is on: Shift selects');
    expect(tui.modes.mouse).toBe(true);
    tui.type('\u001b[<64;5;5M'.repeat(4));
    await tui.waitFor('End shows the newest');
    expect(tui.screen()).not.toContain('line 29.');
    tui.type('\u001b[<65;5;5M'.repeat(4));
    await tui.waitFor('ann says line 29.');
    await tui.waitFor(/2 people[^]*bo +127/);
    const y = tui.rows.findIndex((row) => /\u2502 bo +127/.test(row)) + 1;
    tui.type(`\u001b[<0;100;${y}M\u001b[<0;100;${y}m`);
    await tui.waitFor('bo \u00b7 Escape goes back \u00b7 k kick');
    tui.type('\u001b\u001bm');
    await tui.waitUntil(() => !tui.modes.mouse, 'the mouse to be given back');
  });

  it('has the settings of the same file as the chatroom, and keeps what /set changes', async () => {
    const home = mkdtempSync(join(tmpdir(), 'lanchat-'));
    closeAfterTest(() => rmSync(home, { recursive: true }));
    const file = join(home, 'lanchat', 'config');
    mkdirSync(dirname(file));
    writeFileSync(file, '# mine\ntheme = light # in the sun\nmouse = on\nbell = late\n');
    const { tui } = await openConsole({ env: { XDG_CONFIG_HOME: home } });
    const labelInk = (): number => {
      const y = tui.rows.findIndex((row) => row.includes('messages/min'));
      return tui.cell((tui.rows[y] ?? '').indexOf('messages/min'), y).fg;
    };
    expect(tui.modes.mouse).toBe(true);
    expect(labelInk()).toBe(241);
    await tui.waitFor('ignored: bell takes on or off, not late.');
    tui.type('/set the\tda\t\r');
    await tui.waitUntil(() => labelInk() === 244, 'the ink for dark backgrounds');
    tui.type('/set mouse off\r/set theme none\r');
    await tui.waitUntil(() => labelInk() === -1 && !tui.modes.mouse, 'no colours and no mouse');
    await tui.waitFor(/^> *$/m);
    const kept = readFileSync(file, 'utf8');
    expect(kept).toMatch(/^# mine\ntheme = none # in the sun\nmouse = off\nbell = late\n/);
    tui.type('q\r');
    expect((await tui.exit).code).toBe(0);
  });

  it('cannot be made to do anything by what visitors send', async () => {
    const { tui, port } = await openConsole();
    const iris = await IrcClient.register(port, 'iris', { join: ['#lobby'] });
    closeAfterTest(() => iris.close());
    iris.send('PRIVMSG #lobby :\u001b[2J\u009b2J\u001b]0;PWNED\u0007the end');
    await tui.waitFor(/iris says the end/);
    expect(tui.title).not.toContain('PWNED');
    expect(tui.screen()).toContain('q shuts down');
    expect(tui.bells).toBe(0);
  });

  it.each([
    ['q', 'q\r', 0],
    ['Ctrl-C on an empty line', '\u0003', 0],
    ['Ctrl-Q', '\u0011', 0],
  ])('leaves by %s in good order, with everyone told', async (_, keys, code) => {
    const { tui, port } = await openConsole();
    const ann = await enter(port, 'ann');
    tui.type(keys);
    expect(await ann.untilEnd()).toContain('Server: The chatroom is closing. Goodbye!');
    expect((await tui.exit).code).toBe(code);
    expect(tui.alternate).toBe(false);
    expect(tui.cursorVisible).toBe(true);
    expect(tui.modes).toMatchObject({ bracketedPaste: false, focusReports: false, autowrap: true });
  });

  it('leaves by SIGTERM as by q', async () => {
    const { tui, port } = await openConsole();
    const ann = await enter(port, 'ann');
    tui.kill('SIGTERM');
    expect(await ann.untilEnd()).toContain('Goodbye!');
    expect((await tui.exit).code).toBe(0);
    expect(tui.alternate).toBe(false);
  });

  it('never stalls the room when nobody reads its terminal', async () => {
    const { tui, port } = await openConsole();
    const ann = await enter(port, 'ann');
    const bo = await enter(port, 'bo');
    tui.stall();
    // Far more than a terminal and the kernel hold.
    for (let round = 0; round < 60; round += 1) {
      ann.type(`${round} ${'x'.repeat(300)}`);
      await bo.expectText(new RegExp(`ann: ${round} x+\\r\\n`));
    }
    tui.unstall();
    await tui.waitFor(/ann says 59 /);
  });

  it('uses the size there is, down to nothing', async () => {
    const { tui } = await openConsole();
    tui.resize(40, 10);
    await tui.waitFor(/^>/m);
    tui.resize(10, 3);
    await tui.waitFor('Too small');
    tui.resize(200, 50);
    await tui.waitFor('q shuts down');
  });
});
