/** Line mode for a person at a terminal, as a screen reader follows it: one flow of lines, and nothing that moves. */
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { IrcClient } from '../support/irc-client.js';
import { endAllTuis, Tui } from '../support/pty.js';
import { freePort, startServer, type TestServer } from '../support/server.js';

let server: TestServer;
let home: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'lanchat-'));
  server = await startServer();
});

const cables: Cable[] = [];

afterEach(async () => {
  for (const cable of cables) cable.pull();
  await endAllTuis();
});

afterAll(async () => {
  await server.stop();
  rmSync(home, { recursive: true });
});

function plain(name: string, port: number, ...args: readonly string[]): Tui {
  const env = { XDG_STATE_HOME: home, XDG_CONFIG_HOME: join(home, name) };
  const command = ['join', '127.0.0.1', '-p', String(port), '-n', name, '--plain', ...args];
  return Tui.lanchat(command, { cols: 200, rows: 60, env });
}

/** A cable that can be pulled and plugged in again. */
class Cable {
  private readonly sockets = new Set<Socket>();
  private listener: Server | null = null;

  constructor(readonly port: number) {}

  async plug(): Promise<void> {
    this.listener = createServer((client) => {
      const far = connect(server.port, '127.0.0.1');
      for (const socket of [client, far]) {
        this.sockets.add(socket);
        socket.on('error', () => undefined).on('close', () => [client, far].map((each) => each.destroy()));
      }
      client.pipe(far).pipe(client);
    });
    this.listener.listen(this.port, '127.0.0.1');
    await once(this.listener, 'listening');
  }

  pull(): void {
    this.listener?.close();
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
  }
}

it('tells which room a line is of and where typed lines go, rings for what is for me, and sums up what was missed', async () => {
  const cable = new Cable(await freePort());
  cables.push(cable);
  await cable.plug();
  const ann = plain('ann', cable.port);
  await ann.waitFor('You are in #lobby.');
  const bo = await IrcClient.register(server.port, 'bo', { join: ['#lobby', '#cooks'] });

  ann.type('/join cooks\r');
  await ann.waitFor('You are in #cooks.');
  bo.send('PRIVMSG #lobby :anybody?', 'PRIVMSG #cooks :Ann: the soup is ready');
  await ann.waitFor(/^\[#lobby\] bo: anybody\?\n\[#cooks\] bo: Ann: the soup is ready$/m);
  await ann.waitUntil(() => ann.bells === 1, 'a bell for what names me');
  bo.send('PRIVMSG ann :psst');
  await ann.waitFor('[bo -> you] psst');
  await ann.waitUntil(() => ann.bells === 2, 'a bell for what is for me alone');
  ann.type('/set bell off\r');
  await ann.waitFor('bell = off');
  bo.send('PRIVMSG ann :again');
  await ann.waitFor('[bo -> you] again');
  expect(ann.bells).toBe(2);

  ann.type('/part\r');
  await ann.waitFor('What you type now goes to #lobby.');
  ann.type('/msg bo\r');
  await ann.waitFor('What you type now goes to bo.');
  bo.send('NICK bob');
  await ann.waitFor('bo is now known as bob');
  ann.type('to you alone\r');
  expect(await bo.expectLine(/PRIVMSG/)).toMatch(/ PRIVMSG bob :to you alone$/);
  ann.type('/whois bob\r');
  await ann.waitFor(/^bob .*(is|in) /m);

  cable.pull();
  await ann.waitFor('Oh no, we have lost connection to the server!');
  bo.send('PRIVMSG #lobby :one', 'PRIVMSG #lobby :two, ann');
  await bo.roundtrip();
  ann.type('while away\r');
  await ann.waitFor('It is kept, and goes out when the server is back.');
  await cable.plug();
  await ann.waitFor(
    /Said while the server was away: 2, 1 of them for you\.\n.*bob: one\n.*bob: two, ann/,
    20_000,
  );
  expect(await bo.expectLine(/PRIVMSG/)).toMatch(/ :while away$/);
  expect(ann.raw.replaceAll('\u0007', '')).toMatch(/^[ -~\r\n\t]*$/);
  ann.type('QUIT\r');
  expect((await ann.exit).code).toBe(0);
}, 40_000);

it('keeps a log on request, for the user alone, with what was taken back noted', async () => {
  const dee = plain('dee', server.port, '--log');
  const folder = join(home, 'lanchat', 'logs', `127.0.0.1%3a${server.port}`);
  await dee.waitFor(`also written to ${folder}`);
  await dee.waitFor('You are in #lobby.');
  const eve = await IrcClient.register(server.port, 'eve', {
    join: ['#lobby'],
    caps: ['echo-message', 'message-tags', 'draft/message-redaction'],
  });
  eve.send('PRIVMSG #lobby :a secret \u009b2J word');
  const id = /msgid=([^ ;]+)/.exec(await eve.expectLine(/PRIVMSG/))?.[1] ?? '';
  await dee.waitFor('eve: a secret');
  eve.send(`REDACT #lobby ${id}`, 'PRIVMSG dee :only you', 'PRIVMSG #lobby :\u0001ACTION waves\u0001');
  dee.type('hello\r');
  await dee.waitFor('* eve waves');
  const notes = join(home, 'notes.txt');
  writeFileSync(notes, 'a line of the file\nand another\n');
  dee.type(`/file ${notes}\r`);
  await eve.expectLine(/ PRIVMSG #lobby :a line of the file$/);
  await eve.expectLine(/ PRIVMSG #lobby :and another$/);
  dee.type('/set log off\r');
  await dee.waitFor('log = off');
  eve.send('PRIVMSG #lobby :not written');
  await dee.waitFor('not written');
  dee.type('QUIT\r');
  expect((await dee.exit).code).toBe(0);

  const [file = ''] = readdirSync(join(folder, '#lobby'));
  expect(file).toMatch(/^\d{4}-\d\d-\d\d\.log$/);
  const lines = readFileSync(join(folder, '#lobby', file), 'utf8').replace(/^\d\d:\d\d:\d\d /gm, '');
  expect(lines).toMatch(
    /^-- eve has joined the chat.*\n<eve> a secret .*word\n-- eve has taken back a message\. \(the one of \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\)\n/m,
  );
  expect(lines).toContain('* eve waves\n');
  expect(lines).not.toMatch(/\u009b|not written/);
  expect(readFileSync(join(folder, 'eve', file), 'utf8')).toMatch(/^\d\d:\d\d:\d\d <eve> only you\n$/);
  expect(statSync(join(folder, '#lobby', file)).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

it('tells how much of a long paste is still to go, and how to leave without waiting for it', async () => {
  const pia = plain('pia', server.port);
  await pia.waitFor('You are in #lobby.');
  pia.type(Array.from({ length: 150 }, (_, index) => `line ${index + 1}.\r`).join(''));
  await pia.waitFor(/^\d+ lines are still to go: the server takes no more at once\.$/m);
  pia.type('QUIT\r');
  await pia.waitFor(/^Not sent yet: \d+\. QUIT again leaves without waiting, and sends them next time\.$/m);
  pia.type('QUIT\r');
  expect((await pia.exit).code).toBe(0);
});
