/** How quickly the full screen answers keys with ten and with 100,000 messages behind it: `npm run bench:screen`. */
import { connect } from 'node:net';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endAllTuis, Tui } from '../support/pty.js';
import { startServer } from '../support/server.js';

const LANCHAT = join(process.cwd(), 'bin', 'lanchat');
const KEYS = 60;
const FEED_MS = 120_000;

async function main(): Promise<void> {
  const rows: string[][] = [
    ['messages behind', 'key to screen p50/p95, ms', 'page p50/p95, ms', 'client memory, MB'],
  ];
  for (const count of [10, 100_000]) rows.push(await measure(count));
  for (const row of rows) process.stdout.write(`| ${row.join(' | ')} |\n`);
}

async function measure(count: number): Promise<string[]> {
  const state = mkdtempSync(join(tmpdir(), 'lanchat-'));
  const server = await startServer(['--no-flood-control']);
  try {
    const args = [LANCHAT, 'join', '127.0.0.1', '-p', String(server.port), '-n', 'ann'];
    const tui = new Tui(args, { cols: 120, rows: 40, env: { XDG_STATE_HOME: state } });
    await tui.waitFor(/^ann>/m);
    await tui.waitFor('You are in #lobby');
    feed(server.port, count);
    await tui.waitFor(`message ${count} of`, FEED_MS);
    const keys = await timed(tui, (index) => {
      const typed = 'abcdefghij'.repeat(9).slice(0, index + 1);
      tui.type(typed.slice(-1));
      return () => tui.screen().includes(`ann> ${typed}`);
    });
    tui.type('\u0015');
    await tui.waitFor(/^ann> *$/m);
    const pages = await timed(tui, () => {
      const before = tui.rows.slice(0, 3).join();
      tui.type('\u001b[5~');
      return () => count < 100 || tui.rows.slice(0, 3).join() !== before;
    });
    return [String(count), keys, pages, memoryOf(tui.pid)];
  } finally {
    await endAllTuis();
    await server.stop();
    rmSync(state, { recursive: true });
  }
}

function feed(port: number, count: number): void {
  const socket = connect(port, '127.0.0.1');
  socket.resume();
  socket.write('NICK feeder\r\nUSER feeder 0 * :feeder\r\nJOIN #lobby\r\n');
  for (let index = 1; index <= count; index += 1) {
    socket.write(
      `PRIVMSG #lobby :message ${index} of ${count}, with enough words to fill a row of the screen\r\n`,
    );
  }
}

/** Presses keys one after the other, each when the one before has been answered. */
async function timed(tui: Tui, press: (index: number) => () => boolean): Promise<string> {
  const times: number[] = [];
  for (let index = 0; index < KEYS; index += 1) {
    const start = performance.now();
    const isThere = press(index);
    await tui.waitUntil(isThere, 'the answer to a key');
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): string => (times[Math.floor(times.length * share)] ?? 0).toFixed(1);
  return `${at(0.5)} / ${at(0.95)}`;
}

function memoryOf(pid: number): string {
  const status = readStatus(pid);
  const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0);
  return (kilobytes / 1024).toFixed(0);
}

function readStatus(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
