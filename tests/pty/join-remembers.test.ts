/** `lanchat join` at a server that keeps what was said: the real program, on a real screen, over a link that breaks. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KeepingServer } from '../support/keeping-server.js';
import { endAllTuis, Tui } from '../support/pty.js';

const MINUTE = 60_000;
let server: KeepingServer;
let port: number;
let state: string;

beforeEach(async () => {
  state = mkdtempSync(join(tmpdir(), 'lanchat-'));
  server = new KeepingServer();
  port = await server.listen();
});

afterEach(async () => {
  await endAllTuis();
  await server.close();
  rmSync(state, { recursive: true });
});

async function enter(name: string): Promise<Tui> {
  const env = { XDG_STATE_HOME: state };
  const tui = Tui.lanchat(['join', '127.0.0.1', '-p', String(port), '-n', name], {
    cols: 100,
    rows: 20,
    env,
  });
  await tui.waitFor(new RegExp(`^${name}>`, 'm'));
  await tui.waitFor('You are in #lobby');
  return tui;
}

describe('a broken link', () => {
  it('loses nothing, doubles nothing, and tells all in order', async () => {
    const tui = await enter('ann');
    server.say('bo', 'before');
    await tui.waitFor('before');
    server.deaf = true;
    tui.type('did this arrive?\r');
    await tui.waitFor(/did this arrive\? …/);
    await tui.waitUntil(() => server.kept.length === 2, 'the message');
    server.dropAll();
    server.deaf = false;
    for (let count = 1; count <= 150; count += 1) server.say('bo', `missed ${count}.`);
    await tui.waitFor(/missed 150\./);
    server.say('bo', 'and now');
    await tui.waitFor('and now');
    await tui.waitUntil(() => !tui.screen().includes('…'), 'the answer to the message');
    expect(server.kept.filter(({ text }) => text === 'did this arrive?')).toHaveLength(1);
    expect(tui.screen()).toMatch(/missed 149\.\s[^]*missed 150\.\s[^]*and now/);
    tui.type('\u001b[H');
    await tui.waitFor(/before[^]*new[^]*missed 1\./);
    expect(tui.screen().match(/did this arrive/g)).toHaveLength(1);
  });
});

describe('an earlier visit', () => {
  it('left off at the line, can be scrolled into, and searched', async () => {
    const long = Date.now() - 3000 * MINUTE;
    for (let count = 1; count <= 1000; count += 1) server.say('bo', `old ${count}.`, long + count * MINUTE);
    const first = await enter('ann');
    await first.waitFor('old 1000.');
    first.type('\u0011');
    await first.exit;
    expect(server.heard.join('\n')).toMatch(/MARKREAD #lobby timestamp=[^]*QUIT/);
    server.say('bo', 'since you left');
    const tui = await enter('ann');
    await tui.waitFor(/old 1000\.[^\n]*\n─+ [A-Z]\w+day, \d{4}-\d\d-\d\d ─+[^]*─ new ─[^]*since you left/);
    tui.type('\u001b[H');
    await tui.waitUntil(
      () => server.heard.some((line) => line.includes('BEFORE #lobby msgid=m902 100')),
      'a question',
    );
    // What the server has heard is not yet on this screen: until it is, there is nothing to scroll to.
    for (let presses = 0; presses < 20 && !tui.screen().includes('old 898.'); presses += 1) {
      tui.type('\u001b[5~');
      await tui.waitFor('old 898.', 250).catch(() => undefined);
    }
    await tui.waitFor('old 898.');
    tui.type('\u0006old 17.\r');
    await tui.waitFor(/1 message with "old 17\." in #lobby/);
    tui.type('\r');
    await tui.waitFor(/old 16\.[^]*old 17\.[^]*old 18\./);
    expect(tui.screen()).toContain('long ago');
    tui.type('\u001b');
    await tui.waitFor(/1 message with "old 17\."/);
    tui.type('\u001b');
    await tui.waitFor(/old 898\.[^]*↓ more below/);
    tui.type('\u001b[1;5F');
    await tui.waitFor('since you left');
  });
});
