/** `npm run bench`: measures lanchat's fan-out over loopback beside the peers that are installed (docs/performance.md). */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildGenerator } from './generator.js';
import { runNodeLoad } from './node-load.js';
import { FULL, QUICK } from './plan.js';
import { measure, type Outcome } from './scenarios.js';
import { buildCommit } from './commit.js';
import { installedPeers, lanchat, rawBroadcast, type Candidate } from './servers.js';
import { ratioIn, ratiosOf, table } from './table.js';
import { isMet, targetsOf, targetTable } from './targets.js';

const HELP = `npm run bench -- [options]
  --full            longer, also with 500 people, 5,000 who join, 10,000 idle, many rooms (about 15 minutes)
  --json FILE       also write the figures there
  --lanchat FILE    measure this bin/lanchat instead of the one just built
  --base REV        measure the lanchat of that commit in the same run, without peers
  --beside FILE     measure another bin/lanchat in the same run, without peers
  --no-peers        measure lanchat alone, with --memory and with a data folder
  --node-load       use the load generator in Node even where there is a C compiler`;

/** Open files that are allowed when the shell does not say. */
const DESCRIPTORS_UNKNOWN = 1024;

const BYTES_PER_GB = 1e9;

interface Options {
  readonly full: boolean;
  readonly json: string | undefined;
  readonly lanchat: string | undefined;
  readonly base: string | undefined;
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
      base: { type: 'string' },
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
    const { json, lanchat, base, beside } = values;
    return await bench({ ...values, json, lanchat, base, beside }, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bench(options: Options, folder: string): Promise<number> {
  const candidates = chooseCandidates(options, folder);
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

function chooseCandidates(options: Options, folder: string): readonly Candidate[] {
  const file = resolve(options.lanchat ?? fileURLToPath(new URL('../../bin/lanchat', import.meta.url)));
  const ours = [lanchat('lanchat', file), lanchat('lanchat --data', file, true)];
  const beside = options.base === undefined ? options.beside : buildCommit(options.base, folder);
  if (beside !== undefined) {
    const name = options.base ?? 'beside';
    return [...ours, lanchat(name, resolve(beside)), lanchat(`${name} --data`, resolve(beside), true)];
  }
  if (options['no-peers']) return ours;
  const limit = rawBroadcast(folder);
  return [...ours, ...installedPeers(), ...(limit === null ? [] : [limit])];
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
  console.log(`${machine()}; load generator in ${kind}; 80-byte messages; medians`);
  for (const { name, version } of candidates) console.log(`${name}: ${version}`);
  console.log('');
  const names = candidates.map(({ name }) => name);
  for (const line of table(measurements, names, ratiosOf(candidates))) console.log(line);
  const targets = targetsOf(measurements, candidates);
  if (targets.length > 0) console.log('');
  for (const line of targetTable(targets)) console.log(line);
  for (const problem of problems) console.log(`PROBLEM: ${problem}`);
}

function writeJson(
  file: string,
  { measurements, problems }: Outcome,
  candidates: readonly Candidate[],
  kind: string,
): void {
  const ratios = ratiosOf(candidates);
  const rows = measurements.map((row) => ({
    ...row,
    ratios: Object.fromEntries(ratios.map((ratio) => [ratio.title, ratioIn(row, ratio)])),
  }));
  const servers = candidates.map(({ name, version }) => ({ name, version }));
  const targets = targetsOf(measurements, candidates).map((one) => ({ ...one, met: isMet(one) }));
  const all = {
    machine: machine(),
    at: new Date().toISOString(),
    generator: kind,
    servers,
    rows,
    targets,
    problems,
  };
  writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`);
}

if (process.argv[2] === '--as-load') runNodeLoad(Number(process.argv[3]));
else void main().then((code) => (process.exitCode = code));
