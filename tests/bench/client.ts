/**
 * What the client costs and how quickly it answers, in a real pseudo-terminal of 120x40, beside irssi and weechat where
 * they are installed: `npm run bench:client`, with `--rounds N` (3), `--quick` (no long floods), `--json FILE`,
 * `--only lanchat` (names of clients with commas between), `--base REV` (another commit of lanchat beside this one).
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { BareTerminal } from './bare-terminal.js';
import { clients, type Client } from './clients.js';
import { buildCommit } from './commit.js';
import { FeedServer } from './feed-server.js';
import { cpuSeconds, memoryKilobytes } from './process.js';

const LANCHAT = join(process.cwd(), 'bin', 'lanchat');

/** Keys that stand in nothing that is fed, so that one of them on the screen is the key just pressed. */
const KEYS = Array.from('@#%&=+');
const KEYS_MEASURED = 60;

/** In letters that stand in nothing that is fed: what is on the screen already is not written again. */
const FLOOD_MARK = 'FLOODISOVER';

/** Seconds over which the work for a steady rate is measured. */
const STEADY_SECONDS = 6;

const FLOODS = [20_000, 100_000];
const RATES = [20, 500];

type Figures = Record<string, number>;

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lanchat-bench-'));
  try {
    await compare(chosen(folder), Number(option('--rounds') ?? 3));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compare(candidates: readonly Client[], rounds: number): Promise<void> {
  const all = new Map<string, Figures[]>(candidates.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? candidates : [...candidates].reverse();
    for (const client of order) all.get(client.name)?.push(await measure(client));
  }
  const medians = new Map(Array.from(all, ([name, found]) => [name, mediansOf(found)]));
  for (const line of tableOf(medians)) process.stdout.write(`${line}\n`);
  const json = option('--json');
  if (json !== null) writeFileSync(json, `${JSON.stringify(Object.fromEntries(medians), null, 2)}\n`);
}

/** Another commit of lanchat is built in the folder. */
function chosen(folder: string): readonly Client[] {
  const only = option('--only')?.split(',') ?? null;
  const base = option('--base');
  const programs = new Map([['lanchat', LANCHAT]]);
  if (base !== null) programs.set(base, buildCommit(base, folder));
  return clients(programs).filter(({ name }) => only === null || only.includes(name) || name === base);
}

function option(name: string): string | null {
  const at = process.argv.indexOf(name);
  return at === -1 ? null : (process.argv[at + 1] ?? null);
}

/** One life of a client for the start and the steady rates, and one for each flood. */
async function measure(client: Client): Promise<Figures> {
  const figures: Figures = {};
  await inRoom(client, async (terminal, server, joined) => {
    figures['start to first frame, ms'] = terminal.firstFrame ?? NaN;
    figures['start to joined, ms'] = joined;
    await settled(terminal);
    figures['memory joined, MB'] = megabytes(terminal);
    await keys(terminal, 'idle', figures);
    for (const rate of RATES) await steady(terminal, server, rate, figures);
    const stop = server.feed(500);
    await keys(terminal, 'at 500 messages/s', figures);
    stop();
  });
  for (const count of process.argv.includes('--quick') ? FLOODS.slice(0, 1) : FLOODS) {
    await inRoom(client, async (terminal, server) => {
      await settled(terminal);
      const before = cpuSeconds(terminal.pid) ?? NaN;
      const shown = terminal.shows(FLOOD_MARK);
      await server.flood(count, FLOOD_MARK);
      await shown;
      figures[`flood of ${count} lines, CPU s`] = (cpuSeconds(terminal.pid) ?? NaN) - before;
      figures[`memory after ${count}, MB`] = megabytes(terminal);
    });
  }
  return figures;
}

async function inRoom(
  client: Client,
  use: (terminal: BareTerminal, server: FeedServer, joinedMs: number) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lanchat-bench-'));
  const server = await FeedServer.start();
  const env = { HOME: folder, XDG_STATE_HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder };
  const terminal = new BareTerminal(client.file, client.args(server.port, folder), env);
  try {
    await terminal.shows(client.joinedText, 20_000);
    await use(terminal, server, performance.now() - terminal.started);
  } finally {
    await terminal.end();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Nothing was written for a while: what belongs to the start is over. */
async function settled(terminal: BareTerminal): Promise<void> {
  let before = -1;
  while (before !== terminal.bytes) {
    before = terminal.bytes;
    await pause(300);
  }
}

function megabytes(terminal: BareTerminal): number {
  return (memoryKilobytes(terminal.pid) ?? NaN) / 1024;
}

async function steady(
  terminal: BareTerminal,
  server: FeedServer,
  rate: number,
  figures: Figures,
): Promise<void> {
  const cpu = cpuSeconds(terminal.pid) ?? NaN;
  const { bytes } = terminal;
  const stop = server.feed(rate);
  await pause(STEADY_SECONDS * 1000);
  const lines = stop();
  await settled(terminal);
  figures[`CPU % at ${rate} messages/s`] = (((cpuSeconds(terminal.pid) ?? NaN) - cpu) / STEADY_SECONDS) * 100;
  figures[`bytes to the terminal per line at ${rate}/s`] = (terminal.bytes - bytes) / lines;
}

/** Presses keys one after the other, each when the one before is on the screen. */
async function keys(terminal: BareTerminal, when: string, figures: Figures): Promise<void> {
  const times: number[] = [];
  for (let index = 0; index < KEYS_MEASURED; index += 1) {
    // Others than those before in the same place: what is there already is not written again.
    const key = KEYS[(index + Math.floor(index / KEYS.length)) % KEYS.length] ?? '';
    if (index % KEYS.length === 0) {
      terminal.type('\u0015');
      await pause(30);
    }
    const shown = terminal.shows(key, 10_000);
    const start = performance.now();
    terminal.type(key);
    await shown;
    times.push(performance.now() - start);
    // As no hand types the next key before the last frame is out.
    await pause(5);
  }
  terminal.type('\u0015');
  times.sort((a, b) => a - b);
  figures[`key to screen ${when}, p50 ms`] = times[Math.floor(times.length * 0.5)] ?? NaN;
  figures[`key to screen ${when}, p95 ms`] = times[Math.floor(times.length * 0.95)] ?? NaN;
}

function mediansOf(found: readonly Figures[]): Figures {
  const medians: Figures = {};
  for (const name of Object.keys(found[0] ?? {})) {
    const values = found.map((figures) => figures[name] ?? NaN).sort((a, b) => a - b);
    medians[name] = values[Math.floor(values.length / 2)] ?? NaN;
  }
  return medians;
}

function tableOf(medians: ReadonlyMap<string, Figures>): readonly string[] {
  const names = [...medians.keys()];
  const rows = Object.keys(medians.get('lanchat') ?? {}).map((figure) => {
    const cells = names.map((name) => (medians.get(name)?.[figure] ?? NaN).toPrecision(3));
    return `| ${figure} | ${cells.join(' | ')} |`;
  });
  return [`| | ${names.join(' | ')} |`, `|---|${names.map(() => '--:|').join('')}`, ...rows];
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
