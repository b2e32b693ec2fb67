/** `npm run soak [-- --kills 50 --clients 20 --seed 1]`: the long crash test, from the command line. */
import { crashTest } from './crash.js';

function option(name: string, fallback: number): number {
  const at = process.argv.indexOf(`--${name}`);
  const value = at === -1 ? fallback : Number(process.argv[at + 1]);
  if (!Number.isFinite(value)) throw new Error(`--${name} takes a number`);
  return value;
}

async function main(): Promise<number> {
  const seed = option('seed', Date.now() % 1_000_000);
  process.stdout.write(`seed ${seed}\n`);
  const result = await crashTest({
    kills: option('kills', 50),
    clients: option('clients', 20),
    every: option('every', 3000),
    seed,
    report: (line) => void process.stdout.write(`${line}\n`),
  });
  const { faults, ...figures } = result;
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  for (const fault of faults) process.stdout.write(`FAULT ${fault}\n`);
  process.stdout.write(faults.length === 0 ? 'nothing lost, nothing doubled, one order\n' : 'failed\n');
  return faults.length === 0 ? 0 : 1;
}

void main().then((code) => process.exit(code));
