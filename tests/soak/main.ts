/**
 * `npm run soak [-- --kills 50 --clients 20 --seed 1]`: the long crash test, from the command line.
 * `npm run soak -- --minutes 30`: the long run without crashes, in which nothing may grow.
 */
import { churn } from './churn.js';
import { crashTest } from './crash.js';

function option(name: string, fallback: number): number {
  const at = process.argv.indexOf(`--${name}`);
  const value = at === -1 ? fallback : Number(process.argv[at + 1]);
  if (!Number.isFinite(value)) throw new Error(`--${name} takes a number`);
  return value;
}

async function main(): Promise<number> {
  const minutes = option('minutes', 0);
  return minutes > 0 ? longRun(minutes) : crashes();
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function longRun(minutes: number): Promise<number> {
  const { said, guests, faults } = await churn(minutes, print);
  print(`${said} messages, ${guests} guests`);
  for (const fault of faults) print(`FAULT ${fault}`);
  print(faults.length === 0 ? 'nothing lost, nothing doubled, nothing grew' : 'failed');
  return faults.length === 0 ? 0 : 1;
}

async function crashes(): Promise<number> {
  const seed = option('seed', Date.now() % 1_000_000);
  print(`seed ${seed}`);
  const result = await crashTest({
    kills: option('kills', 50),
    clients: option('clients', 20),
    every: option('every', 3000),
    seed,
    report: print,
  });
  const { faults, ...figures } = result;
  print(JSON.stringify(figures));
  for (const fault of faults) print(`FAULT ${fault}`);
  print(faults.length === 0 ? 'nothing lost, nothing doubled, one order' : 'failed');
  return faults.length === 0 ? 0 : 1;
}

void main().then((code) => process.exit(code));
