/** Names that belong to somebody, and passwords: the real client in a real terminal. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AccountRoom } from '../support/account-room.js';
import { serverKey } from '../support/device-server.js';
import { endAllTuis, Tui } from '../support/pty.js';
import { startServer, type TestServer } from '../support/server.js';

let state: string;
let room: AccountRoom | null;

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'lanchat-'));
  room = null;
});

afterEach(async () => {
  await endAllTuis();
  await room?.close();
  rmSync(state, { recursive: true });
});

function lanchat(port: number, ...args: readonly string[]): Tui {
  const env = { XDG_STATE_HOME: state };
  return Tui.lanchat(['join', '127.0.0.1', '-p', String(port), ...args], { cols: 100, rows: 24, env });
}

describe('a name', () => {
  it('is proved by this device, which the server sees again', async () => {
    room = await AccountRoom.open({ key: serverKey() });
    for (const port of [room.port, room.port]) {
      const tui = lanchat(port, '-n', 'ann');
      await tui.waitFor('You are in #lobby');
      tui.type('/account\r');
      await tui.waitFor("The name ann is yours, proved by this device's key");
      tui.type('/quit\r');
      expect((await tui.exit).code).toBe(0);
      expect(readdirSync(join(state, 'lanchat', 'keys'))).toHaveLength(1);
      expect(readdirSync(join(state, 'lanchat', 'servers'))).toHaveLength(1);
    }
    const [file = ''] = readdirSync(join(state, 'lanchat', 'keys'));
    expect(statSync(join(state, 'lanchat', 'keys', file)).mode & 0o777).toBe(0o600);
  });

  it('of somebody is had with its password, which is nowhere to be seen', async () => {
    room = await AccountRoom.open({ key: serverKey(), owned: 'ann', password: 'hunter2' });
    const tui = lanchat(room.port, '-n', 'ann');
    await tui.waitFor('Tab asks for the password of ann');
    expect(tui.screen()).toContain('ann belongs to another device.');
    tui.type('\t');
    await tui.waitFor('Password of ann:');
    tui.type('hunter2');
    await tui.waitFor('(not shown)');
    tui.type('\r');
    await tui.waitFor('You are in #lobby');
    tui.type('/password\r');
    await tui.waitFor('New password:');
    tui.type('hunter3\r');
    await tui.waitFor('The same again:');
    tui.type('hunter3\r');
    await tui.waitFor('The password is set');
    tui.type('/quit\r');
    expect((await tui.exit).code).toBe(0);
    expect(tui.raw).not.toMatch(/hunter/);
    expect(room.heard).toContain('PASSWORD hunter3');
    expect(room.heard.join('\n')).not.toContain('hunter2');
  });

  it('is asked for again in line mode, with the password as a way', async () => {
    room = await AccountRoom.open({ key: serverKey(), owned: 'ann', password: 'hunter2' });
    const tui = lanchat(room.port, '-n', 'ann', '--plain');
    await tui.waitFor('type /password here');
    await tui.waitFor('Your name:');
    tui.type('/password\r');
    await tui.waitFor('Password of ann:');
    tui.type('hunter3\x7f2\r');
    await tui.waitFor('You are in #lobby');
    tui.type('QUIT\r');
    expect((await tui.exit).code).toBe(0);
    expect(tui.raw).not.toMatch(/hunter/);
  });
});

describe('another server at a known address', () => {
  it.each([[[]], [['--plain']]])('stops it, with 1 (%j), until --new-server', async (mode) => {
    room = await AccountRoom.open({ key: serverKey() });
    const { port } = room;
    const first = lanchat(port, '-n', 'ann', ...mode);
    await first.waitFor('You are in #lobby');
    first.type('/quit\r');
    expect((await first.exit).code).toBe(0);
    await room.close();
    const file = join(state, 'password');
    writeFileSync(file, 'sesame\n');

    room = await AccountRoom.open({ key: serverKey(), port });
    const second = lanchat(port, '-n', 'ann', '--password-file', file, ...mode);
    expect((await second.exit).code).toBe(1);
    expect(second.scrollback.replace(/\s+/g, ' ')).toMatch(/STOP: this is not the chatroom.*--new-server/);
    expect(room.heard.join('\n')).not.toMatch(/sesame|CAP END/);

    const third = lanchat(port, '-n', 'ann', '--new-server', ...mode);
    await third.waitFor('You are in #lobby');
    third.type('/quit\r');
    expect((await third.exit).code).toBe(0);
    const [pin = ''] = readdirSync(join(state, 'lanchat', 'servers'));
    expect(readFileSync(join(state, 'lanchat', 'servers', pin), 'utf8')).toMatch(/^[\w-]{87}\n$/);
  });
});

describe('the password of the chatroom', () => {
  let server: TestServer;

  beforeEach(async () => {
    const file = join(state, 'password');
    writeFileSync(file, 'sesame\n');
    server = await startServer(['--password-file', file]);
  });

  afterEach(() => server.stop());

  it.each([[[]], [['--plain']]])('is asked for unseen (%j)', async (mode) => {
    const tui = lanchat(server.port, '-n', 'ann', ...mode);
    await tui.waitFor('Password of this chatroom:');
    tui.type('simsalabim\r');
    await tui.waitFor(/That is not the password of this chatroom\.[^]*Password of this chatroom:/);
    tui.type('sesame\r');
    await tui.waitFor('You are in #lobby');
    tui.type('/quit\r');
    expect((await tui.exit).code).toBe(0);
    expect(tui.raw).not.toMatch(/sesame|simsalabim/);
  });

  it('need not be given: Ctrl-C leaves', async () => {
    const full = lanchat(server.port, '-n', 'ann');
    await full.waitFor('Password of this chatroom:');
    full.type('\x03');
    expect((await full.exit).code).toBe(0);
    const plain = lanchat(server.port, '-n', 'ann', '--plain');
    await plain.waitFor('Password of this chatroom:');
    plain.type('\x03');
    expect((await plain.exit).code).toBe(130);
  });
});
