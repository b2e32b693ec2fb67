/** What our own client and `nc` exchange with the server is ASCII to the last byte, within TLS or without, and means all of Unicode. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, it } from '@jest/globals';
import { IrcClient } from '../support/irc-client.js';
import { PlainClient } from '../support/plain-client.js';
import { record, type Recorder } from '../support/recorder.js';
import { startServer, type TestServer } from '../support/server.js';

const LANCHAT = new URL('../../bin/lanchat', import.meta.url).pathname;
const TEXT = "☕, é and 漢字, 👨‍👩‍👧, and a literal \\u'2615'";

let server: TestServer | null = null;
let recorder: Recorder | null = null;
let child: ChildProcess | null = null;

afterEach(async () => {
  child?.kill();
  await recorder?.close();
  await server?.stop();
});

it('escapes on the wire, and shows what was meant at both ends', async () => {
  server = await startServer(['--tls', 'off']);
  recorder = await record(server.port);
  const program = await IrcClient.register(server.port, 'iris', { join: ['#lobby'] });
  const nc = await PlainClient.enter(recorder.port, 'nico');
  await program.expectLine(/nico!\S+ JOIN/);

  const args = [LANCHAT, 'join', '127.0.0.1', '-p', String(recorder.port), '-n', 'ann', '--plain'];
  const ann = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  child = ann;
  let shown = '';
  ann.stdout.on('data', (chunk: Buffer) => (shown += chunk.toString()));
  await program.expectLine(/ann!\S+ JOIN/);

  ann.stdin.write(`${TEXT}\n`);
  expect(await program.expectLine(/^:ann!/)).toMatch(new RegExp(`PRIVMSG #lobby :${escaped(TEXT)}$`));
  await nc.expectText("ann: \\u'2615', \\u'00E9' and \\u'6F22'\\u'5B57', ");

  program.send(`PRIVMSG #lobby :${TEXT}`);
  await nc.expectText(/iris: .*\r\n/);
  nc.type("typed in escapes: \\u'2615'");
  expect(await program.expectLine(/^:nico!/)).toContain('typed in escapes: ☕');
  await new Promise<void>((resolve) => {
    ann.stdout.on('data', () => {
      if (shown.includes(`iris: ${TEXT}`) && shown.includes('nico: typed in escapes: ☕')) resolve();
    });
    program.send('PRIVMSG #lobby :is it there?');
  });
  ann.stdin.end();
  await once(ann, 'close');

  const bytes = recorder.bytes();
  expect(bytes.length).toBeGreaterThan(2000);
  expect(
    Array.from(bytes).filter((byte) => byte > 0x7e || (byte < 0x20 && byte !== 10 && byte !== 13)),
  ).toEqual([]);
  await nc.close();
  await program.close();
});

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
