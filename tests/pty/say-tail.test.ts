/** `lanchat say` and `lanchat tail` of the real binary, as scripts use them. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IrcClient } from '../support/irc-client.js';
import { startServer, type TestServer } from '../support/server.js';

const LANCHAT = new URL('../../bin/lanchat', import.meta.url).pathname;

let server: TestServer;
let home: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'lanchat-'));
  server = await startServer(['--data', join(home, 'server')]);
});

afterAll(async () => {
  await server.stop();
  rmSync(home, { recursive: true });
});

function lanchat(command: string, ...args: readonly string[]): ChildProcess {
  const env = { ...process.env, XDG_STATE_HOME: home };
  return spawn(process.execPath, [LANCHAT, command, `127.0.0.1:${server.port}`, ...args], { env });
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function ended(child: ChildProcess, input?: string): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  if (input !== undefined) child.stdin?.end(input);
  await once(child, 'close');
  return { code: child.exitCode, stdout, stderr };
}

async function inLobby(name: string): Promise<IrcClient> {
  return IrcClient.register(server.port, name, { join: ['#lobby'] });
}

describe('lanchat say', () => {
  it('says its words, prints nothing, and leaves when they have arrived', async () => {
    const ann = await inLobby('ann1');
    expect(await ended(lanchat('say', '-n', 'ci', 'the', 'tea', 'is', 'ready \u2615'))).toEqual({
      ...{ code: 0, stdout: '', stderr: '' },
    });
    expect(await ann.expectLine(/PRIVMSG/)).toBe(':ci!ci@lan PRIVMSG #lobby :the tea is ready \u2615');
  });

  it('speaks also under a name that is not kept, where this machine has as many as it may', async () => {
    const ann = await inLobby('ann2');
    for (const name of ['job1', 'job2', 'job3', 'job4']) {
      const { code, stderr } = await ended(lanchat('join', '-n', name), 'done\n');
      if (name === 'job4') expect(stderr).toContain('as many names as it may');
      expect(code).toBe(0);
      expect(await ann.expectLine(/PRIVMSG/)).toBe(`:${name}!${name}@lan PRIVMSG #lobby :done`);
    }
  });

  it('says what is piped in as it is: slashes are no commands, QUIT is a word', async () => {
    const ann = await inLobby('ann2');
    const lines = [
      '/usr: ok',
      '/quit now',
      'QUIT',
      '  indented',
      ...Array.from({ length: 60 }, (_, i) => `n${i}`),
    ];
    const { code, stdout } = await ended(lanchat('say', '-n', 'make'), `${lines.join('\n')}\n\n`);
    expect([code, stdout]).toEqual([0, '']);
    for (const line of lines) expect((await ann.expectLine(/PRIVMSG/)).replace(/^.*?:.*? :/, '')).toBe(line);
  }, 20_000);

  it('speaks to one person, and says when there is nobody of that name', async () => {
    const ann = await inLobby('ann3');
    expect((await ended(lanchat('say', '-n', 'ci3', '--to', 'ann3', 'psst'))).code).toBe(0);
    expect(await ann.expectLine(/PRIVMSG/)).toMatch(/ PRIVMSG ann3 :psst$/);
    const { code, stderr } = await ended(lanchat('say', '-n', 'ci3', '--to', 'nobody', 'psst'));
    expect(code).toBe(1);
    expect(stderr).toContain('nobody');
  });

  it('takes another name by itself when it was given none and the usual one is taken', async () => {
    const ann = await inLobby('ann4');
    await ended(lanchat('say', 'one'));
    const first = await ann.expectLine(/PRIVMSG/);
    expect(first).toMatch(/^:\S+-say!/);
    const name = first.slice(1).replace(/!.*/, '');
    const holder = await inLobby(name).catch(() => null);
    expect((await ended(lanchat('say', 'two'))).code).toBe(0);
    expect(await ann.expectLine(/PRIVMSG/)).toMatch(/ :two$/);
    holder?.send('QUIT');
  });
});

describe('lanchat tail', () => {
  it('prints what is said until it is stopped, and reads nothing', async () => {
    const ann = await inLobby('ann5');
    const tail = lanchat('tail', '-n', 'watcher');
    const end = ended(tail, 'never said\n');
    await ann.expectLine(/^:watcher!\S+ JOIN /);
    ann.send('PRIVMSG #lobby :first', 'PRIVMSG #lobby :last');
    let seen = '';
    await new Promise<void>((resolve) => {
      tail.stdout?.on('data', (text: string) => {
        seen += text;
        if (seen.includes('last')) resolve();
      });
    });
    tail.kill('SIGINT');
    expect((await end).code).toBe(130);
    expect(seen).toBe('ann5: first\nann5: last\n');
    expect((await ann.roundtrip()).join()).not.toContain('never said');
  });

  it('prints JSON lines with --json, harmless on a terminal, and ends when nobody reads them any more', async () => {
    const ann = await inLobby('ann6');
    const tail = lanchat('tail', '-n', 'watcher2', '--json');
    const end = ended(tail);
    await ann.expectLine(/^:watcher2!\S+ JOIN /);
    ann.send('PRIVMSG #lobby :say "\u2615" \\ \u009b2J', 'PRIVMSG watcher2 :\u0001ACTION nods\u0001');
    let seen = '';
    await new Promise<void>((resolve) => {
      tail.stdout?.on('data', (text: string) => {
        seen += text;
        if (seen.split('\n').length === 3) resolve();
      });
    });
    const [first, second] = seen.split('\n');
    expect(JSON.parse(first ?? '')).toMatchObject({
      ...{ conversation: '#lobby', kind: 'message', name: 'ann6' },
      text: expect.stringMatching(/^say "\u2615" \\/),
      time: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(JSON.parse(second ?? '')).toMatchObject({ conversation: 'ann6', kind: 'action', text: 'nods' });
    expect(seen).not.toContain('\u009b');
    tail.stdout?.destroy();
    ann.send('PRIVMSG #lobby :nobody reads this');
    expect((await end).code).toBe(0);
  });
});
