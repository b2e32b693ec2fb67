/** What is measured: each scenario on every server in turn, several rounds, the middle one counts. */
import { Generator, type GeneratorKind, type LoadResult } from './generator.js';
import { cpuSeconds, memoryKilobytes } from './process.js';
import { start, type Candidate, type RunningServer } from './servers.js';
import { setTimeout as pause } from 'node:timers/promises';

/** How much is measured. */
export interface Plan {
  readonly people: readonly number[];
  readonly rounds: number;
  /** Milliseconds of one fan-out measurement. */
  readonly fanOutMs: number;
  /** Milliseconds of one latency measurement. */
  readonly rateMs: number;
  /** How often a crowd joins a fresh server. */
  readonly joinRounds: number;
  readonly idle: readonly number[];
}

/** About two minutes with two peers. */
export const QUICK: Plan = {
  people: [10, 100, 1000],
  rounds: 3,
  fanOutMs: 500,
  rateMs: 2000,
  joinRounds: 1,
  idle: [1000],
};

export const FULL: Plan = {
  people: [10, 100, 500, 1000],
  rounds: 5,
  fanOutMs: 2000,
  rateMs: 10_000,
  joinRounds: 3,
  idle: [1000, 9000],
};

const SENDERS = [1, 10];
/** In the room of RATE_PEOPLE, each with one message under way: what keeping a message costs those who wait for it. */
const KEPT_SENDERS = [1, 10, 100];
const OUTSTANDING = [1, 64];

/** The latency scenario: a lively room, far below what any server can do. */
const RATE_PEOPLE = 100;
const RATE_PER_SECOND = 100;
const RATE_SENDERS = 10;

/** Not measured: a chatroom runs for hours, so what counts is code that has been compiled. */
const WARM_UP = 'fanout 10 64 700';

/** The joining scenario. */
const JOINING_PEOPLE = 1000;

/** Milliseconds after which a server that was just joined by many is idle. */
const SETTLE_MS = 1000;

/** File descriptors that a process needs beside those of its connections. */
const SPARE_DESCRIPTORS = 100;

export type Unit = 'deliveries/s' | 'messages/s' | 'CPU s per million' | 'ms' | 's' | 'CPU s' | 'kB';

/** One row of the table. */
export interface Measurement {
  readonly scenario: string;
  readonly unit: Unit;
  /** By server; null where it could not be measured. */
  readonly values: Record<string, number | null>;
}

export interface Outcome {
  readonly measurements: readonly Measurement[];
  /** What went wrong, such as deliveries that were lost. */
  readonly problems: readonly string[];
}

/** The values of one row by server, a list while rounds go on. */
type Samples = Map<string, (number | null)[]>;

interface Bench {
  readonly candidates: readonly Candidate[];
  readonly generator: GeneratorKind;
  readonly folder: string;
  readonly plan: Plan;
  readonly descriptors: number;
  readonly rows: Map<string, { scenario: string; unit: Unit; samples: Samples }>;
  readonly problems: string[];
  readonly progress: (text: string) => void;
}

interface Stage {
  readonly server: RunningServer;
  readonly load: Generator;
}

export type BenchOptions = Omit<Bench, 'rows' | 'problems'>;

export async function measure(options: BenchOptions): Promise<Outcome> {
  const bench: Bench = { ...options, rows: new Map(), problems: [] };
  for (const people of bench.plan.people) await measureRoom(bench, people);
  for (let round = 1; round < bench.plan.joinRounds; round += 1) await measureJoining(bench);
  for (const people of bench.plan.idle) await measureIdle(bench, people);
  const measurements = Array.from(bench.rows.values(), ({ scenario, unit, samples }) => ({
    scenario,
    unit,
    values: Object.fromEntries(Array.from(samples, ([name, list]) => [name, median(list)])),
  }));
  return { measurements, problems: bench.problems };
}

/** Starts every server with a crowd in its room, and measures them in turn. */
async function measureRoom(bench: Bench, people: number): Promise<void> {
  await onStage(bench, people, async (all) => {
    const stages: Stage[] = [];
    for (const stage of all) if (await joinCrowd(bench, stage, people)) stages.push(stage);
    for (const stage of stages) await timed(bench, stage, WARM_UP);
    for (const outstanding of OUTSTANDING)
      for (const senders of SENDERS) await measureFanOut(bench, stages, people, senders, outstanding);
    if (people !== RATE_PEOPLE) return;
    await measureLatency(bench, stages);
    for (const senders of KEPT_SENDERS) await measureKept(bench, stages, senders);
  });
}

async function measureJoining(bench: Bench): Promise<void> {
  await onStage(bench, JOINING_PEOPLE, async (stages) => {
    for (const stage of stages) await joinCrowd(bench, stage, JOINING_PEOPLE);
  });
}

async function onStage(
  bench: Bench,
  people: number,
  act: (stages: readonly Stage[]) => Promise<void>,
): Promise<void> {
  if (people + SPARE_DESCRIPTORS > bench.descriptors) {
    bench.problems.push(`${people} people need a higher ulimit -n than ${bench.descriptors}`);
    return;
  }
  const stages: Stage[] = [];
  try {
    for (const candidate of bench.candidates) {
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

/** False when not everybody got in. */
async function joinCrowd(bench: Bench, stage: Stage, people: number): Promise<boolean> {
  bench.progress(`${stage.server.name}: ${people} people join`);
  const { result, cpu } = await timed(bench, stage, `join ${people} ${stage.server.pace}`);
  if (people !== JOINING_PEOPLE) return result.lost === 0;
  const scenario = `${people} join at once`;
  note(bench, scenario, 's', stage, result.lost > 0 ? null : result.seconds);
  note(bench, scenario, 'CPU s', stage, cpu);
  return result.lost === 0;
}

async function measureFanOut(
  bench: Bench,
  stages: readonly Stage[],
  people: number,
  senders: number,
  outstanding: number,
): Promise<void> {
  const scenario = `${people} people, ${senders} sending, ${outstanding} outstanding`;
  const command = `fanout ${senders} ${outstanding} ${bench.plan.fanOutMs}`;
  await inTurn(bench, stages, scenario, async (stage) => {
    const { result, cpu } = await timed(bench, stage, command);
    note(bench, scenario, 'deliveries/s', stage, result.deliveries / result.seconds);
    const perMillion = cpu === null ? null : (cpu / result.deliveries) * 1e6;
    note(bench, scenario, 'CPU s per million', stage, perMillion);
  });
}

async function measureLatency(bench: Bench, stages: readonly Stage[]): Promise<void> {
  const scenario = `${RATE_PEOPLE} people, ${RATE_PER_SECOND} messages/s`;
  const command = `rate ${RATE_SENDERS} ${RATE_PER_SECOND} ${bench.plan.rateMs}`;
  await inTurn(bench, stages, scenario, async (stage) => {
    const { result } = await timed(bench, stage, command);
    note(bench, `${scenario}: p50`, 'ms', stage, result.p50);
    note(bench, `${scenario}: p99`, 'ms', stage, result.p99);
  });
}

/** Messages that everybody has, and that are on disk where there is one; on servers that might keep them. */
async function measureKept(bench: Bench, stages: readonly Stage[], senders: number): Promise<void> {
  const ours = stages.filter(({ server }) => server.role === 'ours');
  const scenario = `${RATE_PEOPLE} people, ${senders} sending, each waits for its own`;
  await inTurn(bench, ours, scenario, async (stage) => {
    const { result } = await timed(bench, stage, `fanout ${senders} ${senders} ${bench.plan.fanOutMs}`);
    note(bench, scenario, 'messages/s', stage, result.messages / result.seconds);
  });
}

/** Rounds over the servers, each round in the other direction, so that no server always comes first. */
async function inTurn(
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

async function measureIdle(bench: Bench, people: number): Promise<void> {
  await onStage(bench, people, async (stages) => {
    for (const stage of stages) {
      const { pid, name } = stage.server;
      bench.progress(`${name}: ${people} idle connections`);
      const before = memoryKilobytes(pid);
      await timed(bench, stage, `idle ${people} ${stage.server.pace}`);
      await pause(SETTLE_MS);
      const after = memoryKilobytes(pid);
      const each = before === null || after === null ? null : (after - before) / people;
      note(bench, `memory per connection, ${people} idle`, 'kB', stage, each);
    }
  });
}

async function timed(
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

function note(bench: Bench, scenario: string, unit: Unit, { server }: Stage, value: number | null): void {
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

function median(values: readonly (number | null)[]): number | null {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}
