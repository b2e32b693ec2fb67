/** Line mode of the real binary: pipes in and out, the room on stdout, everything else on stderr. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IrcClient } from '../support/irc-client.js';
import { freePort, startServer, type TestServer } from '../support/server.js';

const LANCHAT = new URL('../../bin/lanchat', import.meta.url).pathname;

let server: TestServer;
let home: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'lanchat-'));
  server = await startServer();
});

afterAll(async () => {
  await server.stop();
  rmSync(home, { recursive: true });
});

class Joined {
  stdout = '';
  stderr = '';
  private readonly child: ChildProcess;
  private readonly waiting = new Set<() => void>();
  readonly exit: Promise<number | null>;

  constructor(args: readonly string[], port = server.port) {
    const env = { ...process.env, XDG_STATE_HOME: home, XDG_CONFIG_HOME: home };
    this.child = spawn(process.execPath, [LANCHAT, 'join', '127.0.0.1', '-p', String(port), ...args], {
      env,
    });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
      this.heard();
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
      this.heard();
    });
    this.exit = once(this.child, 'close').then(() => this.child.exitCode);
  }

  type(text: string): void {
    this.child.stdin?.write(text);
  }

  endInput(): void {
    this.child.stdin?.end();
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async shows(what: RegExp): Promise<void> {
    while (!what.test(this.stdout + this.stderr)) {
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  private heard(): void {
    for (const wake of this.waiting) wake();
    this.waiting.clear();
  }
}

describe('lanchat join in line mode', () => {
  it('sends what was said before QUIT, with the words given to /quit', async () => {
    const speaker = new Joined(['-n', 'hasty']);
    const lines = Array.from({ length: 40 }, (_, number) => `hasty line ${number}`);
    speaker.type(`${lines.join('\n')}\n/quit so long\nafter\n`);
    expect(await speaker.exit).toBe(0);
    await server.logged(/^hasty says hasty line 39$/m);
    const said = server.log.filter((line) => line.startsWith('hasty says'));
    expect(said).toEqual(lines.map((line) => `hasty says ${line}`));
  });

  it('waits for the answers to what was asked last', async () => {
    const asker = new Joined(['-n', 'asker']);
    asker.type('/rooms\n');
    asker.endInput();
    expect(await asker.exit).toBe(0);
    expect(asker.stderr).toMatch(/#lobby {2}\d+ (person|people)/);
  });

  it('ends with 1 when the room is closed to it', async () => {
    const owner = new Joined(['-n', 'owner']);
    await owner.shows(/You are in #lobby/);
    const rude = await IrcClient.register(server.port, 'closer');
    rude.send('JOIN #private');
    await rude.roundtrip();
    rude.send('MODE #private +i');
    await rude.roundtrip();
    const late = new Joined(['-n', 'late', '--room', 'private']);
    late.type('hello?\n');
    late.endInput();
    expect(await late.exit).toBe(1);
    expect(late.stderr).toContain('#private is for invited people only.');
    await rude.close();
    owner.endInput();
    expect(await owner.exit).toBe(0);
  });

  it('tells a script that comes without a password how to give one', async () => {
    const file = join(home, 'password');
    writeFileSync(file, 'sesame\n');
    const closed = await startServer(['--password-file', file]);
    const stranger = new Joined(['-n', 'stranger'], closed.port);
    expect(await stranger.exit).toBe(1);
    expect(stranger.stderr).toMatch(/has a password\..*--password-file FILE/);
    await closed.stop();
  });

  it('says in which room it was said once there are several', async () => {
    const listener = new Joined(['-n', 'twofold']);
    await listener.shows(/You are in #lobby/);
    listener.type('/join second\n');
    await listener.shows(/You are in #second/);
    const speaker = new Joined(['-n', 'visitor']);
    speaker.type('hello\n');
    speaker.endInput();
    expect(await speaker.exit).toBe(0);
    await listener.shows(/^\[#lobby\] visitor: hello$/m);
    listener.endInput();
    expect(await listener.exit).toBe(0);
  });

  it('says what is piped in, waits until all has arrived, and leaves with 0', async () => {
    const listener = new Joined(['-n', 'listener']);
    await listener.shows(/You are in #lobby/);
    const speaker = new Joined(['-n', 'ci']);
    const lines = Array.from({ length: 60 }, (_, number) => `line ${number} h\u00e9llo \u6f22\u5b57`);
    speaker.type(`${lines.join('\n')}\n`);
    speaker.endInput();
    expect(await speaker.exit).toBe(0);
    // What was said before may be shown; what one says oneself is not.
    const shown = speaker.stdout.split('\n').filter((line) => !line.startsWith('[earlier, '));
    expect(shown).toEqual(['']);
    await listener.shows(/ci has left/);
    const heard = listener.stdout.split('\n').filter((line) => line.startsWith('ci: '));
    expect(heard).toEqual(lines.map((line) => `ci: ${line}`));
    listener.endInput();
    expect(await listener.exit).toBe(0);
  });

  it('is understood by, and understands, a person with nc', async () => {
    const joined = new Joined(['-n', 'ann']);
    await joined.shows(/You are in #lobby/);
    const socket = connect(server.port, '127.0.0.1');
    socket.setEncoding('utf8');
    let heard = '';
    socket.on('data', (text: string) => (heard += text));
    await once(socket, 'data');
    socket.write('bo\r\nhello from nc\r\n');
    await joined.shows(/^bo: hello from nc$/m);
    joined.type('caf\u00e9\n');
    while (!heard.includes('ann: ')) await once(socket, 'data');
    expect(heard).toContain("ann: caf\\u'00E9'");
    socket.end('QUIT\r\n');
    await joined.shows(/Server: bo has left the chat\./);
    joined.endInput();
    expect(await joined.exit).toBe(0);
  });

  it('ends with 1 when its name is taken', async () => {
    const first = new Joined(['-n', 'dup']);
    await first.shows(/You are in #lobby/);
    const second = new Joined(['-n', 'dup']);
    second.type('lost\n');
    second.endInput();
    expect(await second.exit).toBe(1);
    expect(second.stderr).toMatch(/dup2/);
    first.endInput();
    expect(await first.exit).toBe(0);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
    ['SIGHUP', 129],
  ] as const)('ends with the code of %s', async (signal, code) => {
    const joined = new Joined(['-n', 'sig']);
    await joined.shows(/You are in #lobby/);
    joined.kill(signal);
    expect(await joined.exit).toBe(code);
  });

  it('says in one line what to check when nobody listens', async () => {
    const joined = new Joined(['-n', 'x'], await freePort());
    expect(await joined.exit).toBe(1);
    expect(joined.stdout).toBe('');
    expect(joined.stderr).toMatch(
      /^Trying to connect to 127\.0\.0\.1:\d+\.\.\.\nNothing is listening at .*\n$/,
    );
  });

  it('takes its own name back from its own ghost', async () => {
    const toServer: Socket[] = [];
    const toClient: Socket[] = [];
    const cable = createServer((client) => {
      const onward = connect(server.port, '127.0.0.1');
      toServer.push(onward);
      toClient.push(client);
      for (const socket of [client, onward]) socket.on('error', () => undefined);
      client.on('data', (bytes) => onward.write(bytes));
      onward.on('data', (bytes) => client.write(bytes));
      onward.on('end', () => client.end());
    }).listen(0, '127.0.0.1');
    await once(cable, 'listening');
    const joined = new Joined(['-n', 'ghost'], (cable.address() as AddressInfo).port);
    await joined.shows(/You are in #lobby/);
    // The server does not notice: its side of the connection stays open.
    toClient.at(-1)?.destroy();
    await joined.shows(/Connected again/);
    await joined.shows(/You are back in #lobby/);
    joined.type('still me\n');
    joined.endInput();
    expect(await joined.exit).toBe(0);
    await server.logged(/^ghost says still me$/m);
    expect(joined.stdout).not.toContain('ghost_');
    for (const socket of [...toServer, ...toClient]) socket.destroy();
    cable.close();
  });

  it('returns by itself under its own name when the server comes back', async () => {
    const port = await freePort();
    const first = await startServer([], port);
    const joined = new Joined(['-n', 'back'], port);
    await joined.shows(/You are in #lobby/);
    await first.stop();
    await joined.shows(/Oh no, we have lost connection to the server!/);
    joined.type('typed while away\n');
    const second = await startServer([], port);
    await joined.shows(/Connected again/);
    joined.endInput();
    expect(await joined.exit).toBe(0);
    await second.logged(/back says typed while away/);
    await second.stop();
  });
});
