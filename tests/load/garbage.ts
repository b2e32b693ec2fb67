/** `node bin/dev/run.js tests/load/garbage.ts [BYTES [SEED]]`: ten million bytes of garbage at a real server, and what it cost it. */
import { readFileSync } from 'node:fs';
import { closeAll } from '../support/cleanup.js';
import { throwGarbage } from '../support/garbage.js';
import { startServer, type TestServer } from '../support/server.js';

const DEFAULT_BYTES = 10_000_000;

const [bytes = DEFAULT_BYTES, seed = 1] = process.argv.slice(2).map(Number);

void main();

async function main(): Promise<void> {
  // The server's process does not keep this one awake.
  const awake = setInterval(() => undefined, 60_000);
  for (const options of [[], ['--no-flood-control']]) await run(options);
  clearInterval(awake);
}

async function run(options: readonly string[]): Promise<void> {
  const server = await startServer(options);
  const before = await megabytes(server);
  let most = before;
  const sampling = setInterval(() => server.type('/stats'), 1000);
  const start = performance.now();
  const report = await throwGarbage(server.port, bytes, { seed });
  const seconds = (performance.now() - start) / 1000;
  clearInterval(sampling);
  const after = await megabytes(server);
  for (const line of server.log) most = Math.max(most, Number(/(\d+) MB/.exec(line)?.[1] ?? 0));
  const bugs = server.log.filter((line) => line.includes('Bug'));
  await closeAll();
  const code = await server.stop();
  print([
    `options            ${options.join(' ') || '(default)'}`,
    `bytes thrown       ${report.bytes.toLocaleString('en')} in ${report.connections} connections, ${seconds.toFixed(1)} s (seed ${seed})`,
    `server memory      ${before} MB before, ${most} MB at most, ${after} MB after`,
    `between two others ${report.messages} messages, none lost, slowest ${report.slowestMs.toFixed(1)} ms`,
    `bugs logged        ${bugs.length}${bugs.length === 0 ? '' : `, first: ${bugs[0] ?? ''}`}`,
    `exit code          ${code ?? 'none'} after SIGTERM`,
    `machine            ${cpuName()}, Node ${process.version}`,
    '',
  ]);
  if (bugs.length > 0 || code !== 0) process.exitCode = 1;
}

/** Resident memory as the server's own console tells it. */
async function megabytes(server: TestServer): Promise<number> {
  const seen = server.log.length;
  server.type('/stats');
  for (;;) {
    const line = server.log.slice(seen).find((one) => one.includes(' MB'));
    if (line !== undefined) return Number(/(\d+) MB/.exec(line)?.[1]);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function cpuName(): string {
  return /model name\s*: (.*)/.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? 'unknown processor';
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
