/** `npm run bench`: measures lanchat's fan-out over loopback beside the peers that are installed (docs/performance.md). */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildGenerator } from './generator.js';
import { runNodeLoad } from './node-load.js';
import { FULL, measure, QUICK, type Outcome } from './scenarios.js';
import { installedPeers, lanchat, type Candidate } from './servers.js';
import { ratioToBest, table } from './table.js';

const HELP = `npm run bench -- [options]
  --full            longer, with 500 people and 9,000 idle connections (about 15 minutes)
  --json FILE       also write the figures there
  --lanchat FILE    measure this bin/lanchat instead of the one just built
  --beside FILE     measure a second bin/lanchat in the same run, such as that of another commit
  --no-peers        measure lanchat alone
  --node-load       use the load generator in Node even where there is a C compiler`;

/** Open files that are allowed when the shell does not say. */
const DESCRIPTORS_UNKNOWN = 1024;

const BYTES_PER_GB = 1e9;

const OURS = 'lanchat';

interface Options {
  readonly full: boolean;
  readonly json: string | undefined;
  readonly lanchat: string | undefined;
  readonly beside: string | undefined;
  readonly 'no-peers': boolean;
  readonly 'node-load': boolean;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      full: { type: 'boolean', default: false },
      json: { type: 'string' },
      lanchat: { type: 'string' },
      beside: { type: 'string' },
      'no-peers': { type: 'boolean', default: false },
      'node-load': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const folder = mkdtempSync(join(tmpdir(), 'lanchat-bench-'));
  try {
    return await bench(
      { ...values, json: values.json, lanchat: values.lanchat, beside: values.beside },
      folder,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bench(options: Options, folder: string): Promise<number> {
  const candidates = chooseCandidates(options);
  const generator = buildGenerator(folder, options['node-load']);
  const outcome = await measure({
    candidates,
    generator,
    folder,
    plan: options.full ? FULL : QUICK,
    descriptors: openFilesAllowed(),
    progress: showProgress,
  });
  showProgress('');
  report(outcome, candidates, generator.kind);
  if (options.json !== undefined) writeJson(options.json, outcome, candidates, generator.kind);
  return outcome.problems.length === 0 ? 0 : 1;
}

function chooseCandidates(options: Options): readonly Candidate[] {
  const built = fileURLToPath(new URL('../../bin/lanchat', import.meta.url));
  const candidates = [lanchat(OURS, resolve(options.lanchat ?? built))];
  if (options.beside !== undefined) candidates.push(lanchat('beside', resolve(options.beside)));
  return options['no-peers'] ? candidates : [...candidates, ...installedPeers()];
}

/** Node raises its own limit to the hard one at start, and what it starts inherits that. */
function openFilesAllowed(): number {
  try {
    const text = execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }).trim();
    return text === 'unlimited' ? Infinity : Number(text);
  } catch {
    return DESCRIPTORS_UNKNOWN;
  }
}

function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}

function machine(): string {
  const memory = Math.round(totalmem() / BYTES_PER_GB);
  return `${availableParallelism()} cores, ${memory} GB, Node ${process.versions.node}, ${process.platform}`;
}

function report({ measurements, problems }: Outcome, candidates: readonly Candidate[], kind: string): void {
  const others = candidates.slice(1).map(({ name }) => name);
  console.log(`${machine()}; load generator in ${kind}; 80-byte messages; medians`);
  for (const { name, version } of candidates) console.log(`${name}: ${version}`);
  console.log('');
  for (const line of table(measurements, OURS, others)) console.log(line);
  for (const problem of problems) console.log(`PROBLEM: ${problem}`);
}

function writeJson(
  file: string,
  { measurements, problems }: Outcome,
  candidates: readonly Candidate[],
  kind: string,
): void {
  const others = candidates.slice(1).map(({ name }) => name);
  const rows = measurements.map((row) => ({ ...row, ratio: ratioToBest(row, OURS, others) }));
  const servers = candidates.map(({ name, version }) => ({ name, version }));
  const all = { machine: machine(), at: new Date().toISOString(), generator: kind, servers, rows, problems };
  writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`);
}

if (process.argv[2] === '--as-load') runNodeLoad(Number(process.argv[3]));
else void main().then((code) => (process.exitCode = code));
