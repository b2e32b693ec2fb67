/** The past in the full screen: the real binary, in a real terminal, against a real server that remembers 300 messages. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { IrcClient } from '../support/irc-client.js';
import { endAllTuis, Tui } from '../support/pty.js';
import { startServer, type TestServer } from '../support/server.js';

const COUNT = 300;

/** Said once long ago, and once within what is shown on entry. */
const NEEDLES: ReadonlySet<number> = new Set([17, 280]);

const KEYS = {
  home: '\u001b[H',
  end: '\u001b[F',
  up: '\u001b[A',
  ctrlF: '\u0006',
  escape: '\u001b',
  altN: '\u001bn',
  altP: '\u001bp',
};

let server: TestServer;
let state: string;

function textOf(number: number): string {
  return `message ${number}.${NEEDLES.has(number) ? ' needle' : ''}`;
}

beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), 'lanchat-'));
  server = await startServer(['--no-flood-control']);
  const bo = await IrcClient.register(server.port, 'bo', { join: ['#lobby'] });
  for (let number = 1; number <= COUNT; number += 1) bo.send(`PRIVMSG #lobby :${textOf(number)}`);
  await bo.roundtrip();
  await bo.close();
});

afterEach(endAllTuis);

afterAll(async () => {
  await server.stop();
  rmSync(state, { recursive: true });
});

interface Where {
  readonly port?: number;
  /** What the room shows when it has been entered. */
  readonly shown?: string;
}

async function inRoom(name: string, { port = server.port, shown = `message ${COUNT}.` }: Where = {}) {
  const args = ['join', '127.0.0.1', '-p', String(port), '-n', name];
  const tui = Tui.lanchat(args, { cols: 100, rows: 24, env: { XDG_STATE_HOME: state } });
  await tui.waitFor(new RegExp(`^${name}>`, 'm'));
  await tui.waitFor(shown);
  return tui;
}

/** Presses Home until something is shown: each time there may be one more page above. */
async function upTo(tui: Tui, wanted: string): Promise<void> {
  for (let presses = 0; presses < 40 && !tui.screen().includes(wanted); presses += 1) {
    tui.type(KEYS.home);
    await tui.waitFor(wanted, 250).catch(() => undefined);
  }
  expect(tui.screen()).toContain(wanted);
}

/** The numbers of the messages on the screen, from its top. */
function numbersOn(tui: Tui): readonly number[] {
  return Array.from(tui.screen().matchAll(/message (\d+)\./g), ([, number]) => Number(number));
}

describe('scrolling up', () => {
  it('goes back page by page to the beginning, with each message once and in order', async () => {
    const tui = await inRoom('reader');
    await upTo(tui, 'The beginning of #lobby');
    expect(numbersOn(tui).slice(0, 3)).toEqual([1, 2, 3]);
    tui.resize(100, COUNT + 60);
    await tui.waitFor(`message ${COUNT}.`);
    expect(numbersOn(tui)).toEqual(Array.from({ length: COUNT }, (_, index) => index + 1));
    expect(tui.screen().match(/The beginning of/g)).toHaveLength(1);
  });
});

describe('searching', () => {
  it('lists what the server finds, and Enter goes there, also where it is not on this screen yet', async () => {
    const tui = await inRoom('seeker');
    tui.type(`${KEYS.ctrlF}needle`);
    await tui.waitFor(/^seeker> \/search needle$/m);
    tui.type('\r');
    await tui.waitFor('2 messages with "needle" in #lobby');
    expect(numbersOn(tui)).toEqual([17, 280]);
    tui.type(KEYS.up);
    tui.type('\r');
    await tui.waitFor(/message 16\.[^]*message 17\. needle[^]*message 18\.[^]*↓ 1 of 2/);
    tui.type(KEYS.altN);
    await tui.waitFor(/message 280\. needle[^]*↓ 2 of 2/);
    tui.type(KEYS.altP);
    await tui.waitFor(/message 17\. needle[^]*↓ 1 of 2/);
    tui.type(KEYS.escape);
    await tui.waitFor('2 messages with "needle" in #lobby');
    tui.type(KEYS.escape);
    await tui.waitFor(`message ${COUNT}.`);
  });
});

describe('a private conversation of guests, of which the server keeps nothing', () => {
  it('is read to its top, where it says why there is no more', async () => {
    const tui = await inRoom('guest');
    const bo = await IrcClient.register(server.port, 'bo');
    for (let number = 1; number <= 60; number += 1) bo.send(`PRIVMSG guest :secret ${number}.`);
    await bo.roundtrip();
    await tui.waitFor(/2 bo !60/);
    tui.type('\u001b2');
    await tui.waitFor('secret 60.');
    await upTo(tui, 'between two accounts only');
    expect(tui.screen()).toContain('secret 1.');
    tui.type(KEYS.end);
    await tui.waitFor('secret 60.');
    tui.type(KEYS.home);
    await tui.waitFor('secret 1.');
    expect(tui.screen().match(/between two accounts only/g)).toHaveLength(1);
  });
});

describe('where one stopped reading', () => {
  /** Comes in, leaves with Ctrl-Q, misses what bo says, and comes back to it. */
  async function cameBack(name: string, port: number): Promise<Tui> {
    const bo = await IrcClient.register(port, 'bo', { join: ['#lobby'] });
    bo.send('PRIVMSG #lobby :said before');
    await bo.roundtrip();
    const first = await inRoom(name, { port, shown: 'said before' });
    first.type('\u0011');
    expect((await first.exit).code).toBe(0);
    bo.send('PRIVMSG #lobby :said meanwhile');
    await bo.roundtrip();
    return inRoom(name, { port, shown: 'said meanwhile' });
  }

  it('is marked for somebody whose name is theirs', async () => {
    const own = await startServer(['--no-memory', '--data', join(state, 'data')]);
    try {
      const tui = await cameBack('owner', own.port);
      expect(tui.screen()).toMatch(/said before[^]*\u2500 new \u2500[^]*said meanwhile/);
    } finally {
      await endAllTuis();
      await own.stop();
    }
  });

  it('goes with the connection of somebody without an account', async () => {
    const tui = await cameBack('passer', server.port);
    expect(tui.screen()).toContain('said before');
    expect(tui.screen()).not.toMatch(/\u2500 new \u2500/);
  });
});
