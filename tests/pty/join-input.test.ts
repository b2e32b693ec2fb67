/** The input line of `lanchat join`: the real binary, in a real terminal, against the real server. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, it } from '@jest/globals';
import { endAllTuis, Tui, type TuiOptions } from '../support/pty.js';
import { PlainClient } from '../support/plain-client.js';
import { startServer, type TestServer } from '../support/server.js';

let server: TestServer;
let state: string;

beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), 'lanchat-'));
  server = await startServer();
});

afterEach(endAllTuis);

afterAll(async () => {
  await server.stop();
  rmSync(state, { recursive: true });
});

async function inRoom(name: string, options: TuiOptions = {}): Promise<Tui> {
  const env = { XDG_STATE_HOME: state, ...options.env };
  const args = ['join', '127.0.0.1', '-p', String(server.port), '-n', name];
  const tui = Tui.lanchat(args, { cols: 80, rows: 16, ...options, env });
  await tui.waitFor(new RegExp(`^${name}>`, 'm'));
  await tui.waitFor('You are in #lobby');
  return tui;
}

describe('a message of several lines', () => {
  it('is one message with its line breaks, now and for those who come later; nc reads lines', async () => {
    const ann = await inRoom('ann');
    const bo = await inRoom('bo');
    const nc = await PlainClient.enter(server.port, 'nico');
    ann.type('first\u001b\r  then caf\u00e9\r');
    const hanging = /ann │ first .*\n +│ {3}then caf\u00e9 /;
    await ann.waitFor(hanging);
    await bo.waitFor(hanging);
    await nc.expectText("ann: first\r\nann:   then caf\\u'00E9'");
    const cy = await inRoom('cy');
    await cy.waitFor(hanging);
    await nc.close();
  });
});
