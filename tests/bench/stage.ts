/** Servers that run side by side, each with its load generator, and the figures that are noted of them. */
import { Generator, type GeneratorKind, type LoadResult } from './generator.js';
import type { Plan } from './plan.js';
import { cpuSeconds } from './process.js';
import { start, type Candidate, type RunningServer } from './servers.js';

/** File descriptors that a process needs beside those of its connections. */
const SPARE_DESCRIPTORS = 100;

/** Not measured: a chatroom runs for hours, so what counts is code that has been compiled, which takes V8 some seconds. */
const WARM_UP = 'fanout 10 64 2500';

export type Unit =
  'deliveries/s' | 'messages/s' | 'messages' | 'CPU s per million' | 'ms' | 's' | 'CPU s' | 'kB';

/** One row of the table. */
export interface Measurement {
  readonly scenario: string;
  readonly unit: Unit;
  /** By server; null where it could not be measured. */
  readonly values: Record<string, number | null>;
}

/** The values of one row by server, a list while rounds go on. */
type Samples = Map<string, (number | null)[]>;

export interface Bench {
  readonly candidates: readonly Candidate[];
  readonly generator: GeneratorKind;
  readonly folder: string;
  readonly plan: Plan;
  readonly descriptors: number;
  readonly rows: Map<string, { scenario: string; unit: Unit; samples: Samples }>;
  readonly problems: string[];
  readonly progress: (text: string) => void;
}

export interface Stage {
  readonly server: RunningServer;
  readonly load: Generator;
}

/** Starts those servers that can hold so many people in one room, and stops them afterwards. */
export async function onStage(
  bench: Bench,
  people: number,
  candidates: readonly Candidate[],
  act: (stages: readonly Stage[]) => Promise<void>,
): Promise<void> {
  if (people + SPARE_DESCRIPTORS > bench.descriptors) {
    bench.problems.push(`${people} people need a higher ulimit -n than ${bench.descriptors}`);
    return;
  }
  const stages: Stage[] = [];
  try {
    for (const candidate of candidates) {
      const server = await start(candidate, bench.folder);
      stages.push({ server, load: new Generator(bench.generator, server.port) });
    }
    await act(stages);
  } finally {
    for (const { server, load } of stages) {
      await load.stop();
      await server.stop();
    }
  }
}

export async function warmUp(bench: Bench, stages: readonly Stage[]): Promise<void> {
  for (const stage of stages) await timed(bench, stage, WARM_UP);
}

/** Rounds over the servers, each round in the other direction, so that no server always comes first. */
export async function inTurn(
  bench: Bench,
  stages: readonly Stage[],
  scenario: string,
  act: (stage: Stage) => Promise<void>,
): Promise<void> {
  for (let round = 0; round < bench.plan.rounds; round += 1) {
    bench.progress(`${scenario}, round ${round + 1} of ${bench.plan.rounds}`);
    for (const stage of round % 2 === 0 ? stages : stages.toReversed()) await act(stage);
  }
}

/** One command of the load generator, with the processor time that the server took for it. */
export async function timed(
  bench: Bench,
  { server, load }: Stage,
  command: string,
): Promise<{ result: LoadResult; cpu: number | null }> {
  const before = cpuSeconds(server.pid);
  const result = await load.run(command);
  const after = cpuSeconds(server.pid);
  if (result.errors > 0 || result.lost > 0) {
    const detail = result.firstError === '' ? '' : `: ${result.firstError}`;
    bench.problems.push(`${server.name}, ${command}: ${result.lost} lost, ${result.errors} wrong${detail}`);
  }
  return { result, cpu: before === null || after === null ? null : after - before };
}

export function note(
  bench: Bench,
  scenario: string,
  unit: Unit,
  { server }: Stage,
  value: number | null,
): void {
  const key = `${scenario} / ${unit}`;
  let row = bench.rows.get(key);
  if (row === undefined) {
    row = { scenario, unit, samples: new Map() };
    bench.rows.set(key, row);
  }
  const list = row.samples.get(server.name) ?? [];
  list.push(value);
  row.samples.set(server.name, list);
}

/** The middle one of the rounds, by row and server. */
export function medians({ rows }: Bench): readonly Measurement[] {
  return Array.from(rows.values(), ({ scenario, unit, samples }) => ({
    scenario,
    unit,
    values: Object.fromEntries(Array.from(samples, ([name, list]) => [name, median(list)])),
  }));
}

export function median(values: readonly (number | null)[]): number | null {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}
