/** Acting on messages on real screens, through the real server, beside a person with nc and an IRC program. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { IrcClient } from '../support/irc-client.js';
import { PlainClient } from '../support/plain-client.js';
import { endAllTuis, Tui } from '../support/pty.js';
import { startServer, type TestServer } from '../support/server.js';
import { Tap } from '../support/tap.js';

const ALT_S = '\u001bs';
const UP = '\u001b[A';

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

async function inRoom(name: string, args: readonly string[] = [], port = server.port): Promise<Tui> {
  // Without a display: what would open a page copies its address here.
  const env = { XDG_STATE_HOME: state, TERM_PROGRAM: 'WezTerm' };
  const command = ['join', '127.0.0.1', '-p', String(port), '-n', name, ...args];
  const tui = Tui.lanchat(command, { cols: 100, rows: 24, env });
  await tui.waitFor('You are in #lobby');
  return tui;
}

async function keys(tui: Tui, ...each: readonly (readonly [string, RegExp | string])[]): Promise<void> {
  for (const [key, shown] of each) {
    tui.type(key);
    await tui.waitFor(shown);
  }
}

describe('a message that is chosen', () => {
  it('is answered, reacted to and taken back before the eyes of everybody', async () => {
    const ann = await inRoom('ann');
    const bo = await inRoom('bo');
    const lines = await inRoom('line', ['--plain']);
    const nc = await PlainClient.enter(server.port, 'nico');
    const caps = ['message-tags', 'echo-message', 'draft/message-redaction'];
    const program = await IrcClient.register(server.port, 'prog', { caps, join: ['#lobby'] });
    nc.type('who has the worksheet?');
    await ann.waitFor(/nico │ who has the worksheet/);
    await keys(ann, [ALT_S, 'r answer'], ['r', 'answering nico: who has'], ['I have\r', /↳ I have/]);
    await bo.waitFor(/worksheet\? +│.*\n.*ann │ ↳ I have/);
    // Line mode, nc and the other program tell nothing of what has come to them.
    await ann.waitFor(/↳ I have {2}\u2713 1\/4/);
    await lines.waitFor('ann: [re nico: who has the worksheet?] I have');
    await nc.expectText('ann: I have');
    const answer = await program.expectLine(/PRIVMSG #lobby :?I have/);
    expect(answer).toMatch(/\+draft\/reply=\S+ :ann!ann@lan PRIVMSG #lobby :?I have/);

    await keys(bo, [ALT_S, 'r answer'], ['e', /1 \u{1f44d}/u], ['1', /│ \u{1f44d} +bo/u]);
    await ann.waitFor(/↳ I have .*\n.*│ \u{1f44d} +1/u);
    const late = await inRoom('late');
    await late.waitFor(/ann │ ↳ I have +│.*\n.*│ \u{1f44d} +1/u);
    await lines.waitFor('bo reacts with \u{1f44d} to ann: I have');
    expect(await program.expectLine(/react.*TAGMSG/)).toMatch(/\+draft\/react=\u{1f44d}/u);

    await keys(
      ann,
      [ALT_S, 'd take back'],
      ['d', 'Take back "I have" for everybody?'],
      ['\r', 'message taken back'],
    );
    await bo.waitFor(/ann │ message taken back/);
    expect(bo.screen()).not.toMatch(/I have|\u{1f44d} +\d/u);
    await lines.waitFor('ann has taken back a message.');
    expect(await program.expectLine(/REDACT/)).toMatch(/:ann!ann@lan REDACT #lobby \S+/);
    await nc.close();
  });

  it('is as it became while the connection was lost', async () => {
    const tap = await Tap.before(server.port);
    const [away, lines] = [await inRoom('away', [], tap.port), await inRoom('aloud', ['--plain'], tap.port)];
    const caps = ['message-tags', 'echo-message', 'draft/message-redaction'];
    const eve = await IrcClient.register(server.port, 'eve', { caps, join: ['#lobby'] });
    const said: string[] = [];
    for (const text of ['keep me', 'take me back']) {
      eve.send(`PRIVMSG #lobby :${text}`);
      said.push(
        /msgid=([^; ]+)/.exec(await eve.expectLine(new RegExp(`PRIVMSG #lobby :${text}`)))?.[1] ?? '',
      );
      await lines.waitFor(`eve: ${text}`);
    }
    const react = (tag: string, text: string): string =>
      `@+draft/reply=${said[0]};+draft/${tag}=${text} TAGMSG #lobby`;
    eve.send(react('react', 'once'));
    await away.waitFor(/keep me.*\n.*│ once 1/);
    tap.cut();
    await away.waitFor(/connection lost|connecting/);
    eve.send(react('unreact', 'once'), react('react', 'twice'), `REDACT #lobby ${said[1]}`);
    await eve.expectLine(/ REDACT /);
    tap.mend();
    await away.waitFor(
      /keep me.*\n.*│ twice 1 .*\n.*eve │ message taken back|eve │ keep me.*\n.*│ twice 1 .*\n.*│ message taken back/,
    );
    expect(away.screen()).not.toContain('once');
    await lines.waitFor('eve has taken back a message.');
  });

  it('is copied, its link told to the terminal and copied where no page can be opened, and plain lines stand alone', async () => {
    const tui = await inRoom('cleo');
    const nc = await PlainClient.enter(server.port, 'nils');
    nc.type('look at http://lan/page, please');
    await tui.waitFor('http://lan/page');
    expect(tui.raw).toMatch(/\u001b\]8;id=\d+;http:\/\/lan\/page\u001b\\/);
    await keys(tui, [ALT_S, 'o link'], ['c', 'Copied']);
    const text = Buffer.from('look at http://lan/page, please').toString('base64');
    expect(tui.raw).toContain(`\u001b]52;c;${text}\u001b\\`);
    await keys(tui, ['\u001b', /cleo>/], ['\u001bo', /Copied.*http:\/\/lan\/page/]);
    expect(tui.raw).toContain(`\u001b]52;c;${Buffer.from('http://lan/page').toString('base64')}\u001b\\`);
    await keys(tui, ['\u001bl', /^\d\d:\d\d <nils> look at http:\/\/lan\/page, please$/m]);
    expect(tui.screen()).not.toContain('│');
    expect(tui.modes.autowrap).toBe(true);
    await keys(tui, ['x', /nils │ look at/]);
    expect(tui.modes.autowrap).toBe(false);
    expect(tui.rows.at(-1)).toBe('cleo>');
    await nc.close();
  });

  it('of somebody who is not to be heard is not shown, on the next visit too', async () => {
    const tui = await inRoom('dora');
    tui.type('/ignore rude\r');
    await tui.waitFor('is hidden from you, also on your next visits');
    tui.type('\u0011');
    expect((await tui.exit).code).toBe(0);
    expect(readdirSync(join(state, 'lanchat', 'ignored'))).toHaveLength(1);
    const again = await inRoom('dora');
    const nc = await PlainClient.enter(server.port, 'rude');
    nc.type('hear me');
    const other = await PlainClient.enter(server.port, 'kind');
    other.type('hello');
    await again.waitFor(/kind │ hello/);
    expect(again.screen()).not.toContain('hear me');
    again.type(`${ALT_S}${UP}`);
    await nc.close();
    await other.close();
  });
});
