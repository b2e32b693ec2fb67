/** `lanchat join` with TLS: used where it is offered, known again, and loudly refused when it has changed. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createConnection, createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { endAllTuis, Tui } from '../support/pty.js';
import { startServer, type TestServer } from '../support/server.js';

let state: string;
let data: string;
let server: TestServer | null;
let tap: Server | null;

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'lanchat-'));
  data = mkdtempSync(join(tmpdir(), 'lanchat-'));
  server = null;
  tap = null;
});

afterEach(async () => {
  await endAllTuis();
  tap?.close();
  await server?.stop();
  for (const folder of [state, data]) rmSync(folder, { recursive: true });
});

async function serve(port: number | undefined, ...options: readonly string[]): Promise<TestServer> {
  await server?.stop();
  server = await startServer(options, port);
  return server;
}

function call(port: number, ...args: readonly string[]): Tui {
  const env = { XDG_STATE_HOME: state };
  const words = ['join', '127.0.0.1', '-p', String(port), '-n', 'ann', ...args];
  return Tui.lanchat(words, { cols: 120, rows: 20, env });
}

/** What the screen shows without its spaces and borders: a fingerprint is longer than a line. */
async function visit(port: number, ...args: readonly string[]): Promise<string> {
  const tui = call(port, ...args);
  await tui.waitFor('You are in #lobby');
  tui.type('/account\r');
  await tui.waitFor('The name ann is yours');
  const shown = tui.screen().replace(/[\s│]/g, '');
  tui.type('/quit\r');
  expect((await tui.exit).code).toBe(0);
  return shown;
}

async function refusal(port: number): Promise<string> {
  const tui = call(port);
  expect((await tui.exit).code).toBe(1);
  return tui.raw.replace(/\s+/g, ' ');
}

function pins(): readonly string[] {
  return readdirSync(join(state, 'lanchat', 'certificates'));
}

describe('a server that keeps its certificate', () => {
  it('is known again; another certificate at its address is told nothing, until --new-server', async () => {
    const { port, log } = await serve(undefined, '--data', data);
    const fingerprint = /TLS fingerprint SHA256 (\S+)/.exec(log.join('\n'))?.[1] ?? 'none';
    const first = await visit(port);
    expect(first).toContain('Encrypted./accounthelpstocheck');
    expect(first).toContain(fingerprint);
    expect(pins()).toEqual([`127.0.0.1%3A${port}`]);
    const second = await visit(port);
    expect(second).not.toContain('Encrypted.');
    expect(second).toContain(fingerprint);
    rmSync(join(data, 'tls-cert.pem'));
    await serve(port, '--data', data);
    expect(await refusal(port)).toContain('shows another certificate than before');
    await visit(port, '--new-server');
    await visit(port);
  });

  it('is not called without TLS any more, whatever stands in its place', async () => {
    const { port } = await serve(undefined, '--data', data);
    await visit(port);
    await serve(port, '--data', data, '--tls', 'off');
    expect(await refusal(port)).toContain('has always encrypted, and does not now');
  });

  it('lets our client in where it keeps out programs without TLS', async () => {
    const { port } = await serve(undefined, '--data', data, '--tls', 'require');
    await visit(port);
    await visit(port);
  });
});

describe('a server that keeps nothing', () => {
  it('is called with TLS too, and may come back with another certificate', async () => {
    const { port } = await serve(undefined);
    const tui = call(port);
    await tui.waitFor('You are in #lobby');
    await serve(port);
    tui.type('are you still there?\r');
    await tui.waitFor(/still there\?(?! …)/);
    tui.type('/quit\r');
    await tui.exit;
  });
});

it('nothing that is said, and no password, can be read on the way', async () => {
  const { port } = await serve(undefined, '--data', data);
  let seen = '';
  tap = createServer((socket) => {
    const onward = createConnection(port, '127.0.0.1');
    socket.on('data', (bytes) => (seen += bytes.toString('latin1')));
    onward.on('data', (bytes) => (seen += bytes.toString('latin1')));
    for (const one of [socket, onward]) one.on('error', () => undefined);
    socket.pipe(onward).pipe(socket);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => tap?.once('listening', resolve));
  const tui = call((tap.address() as AddressInfo).port);
  await tui.waitFor('You are in #lobby');
  tui.type('the quick brown fox\r');
  await tui.waitFor(/ann: the quick brown fox(?! …)|ann .*the quick brown fox(?! …)/);
  tui.type('/quit\r');
  await tui.exit;
  expect(seen).toContain('lanchat/tls');
  expect(seen).not.toMatch(/fox|PRIVMSG|JOIN/);
});
