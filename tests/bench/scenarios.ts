/** What is measured: each scenario on every server in turn, several rounds, the middle one counts. */
import { setTimeout as pause } from 'node:timers/promises';
import { memoryKilobytes } from './process.js';
import { measureReading } from './reading.js';
import {
  inTurn,
  medians,
  note,
  onStage,
  timed,
  warmUp,
  type Bench,
  type Measurement,
  type Stage,
} from './stage.js';

const SENDERS = [1, 10];
const OUTSTANDING = [1, 64];

/** The latency scenario: a lively room, far below what any server can do. */
const RATE_PEOPLE = 100;
const RATE_PER_SECOND = 100;
const RATE_SENDERS = 10;

/** In the room of RATE_PEOPLE, each with one message under way: what keeping a message costs those who wait for it. */
const KEPT_SENDERS = [1, 10, 100];

/** In the room of so many, where the cost of a message counts most, messages are stored. */
const STORING_PEOPLE = 10;

/** Of so many people in one room it is noted how long they took to join. */
const JOINING_PEOPLE = 1000;

/** People in each of several rooms. */
const PEOPLE_PER_ROOM = 10;

/** From so many on the idle are sent into one room, to be told something there; and so many of them at a time. */
const GATHERING_PEOPLE = 10_000;
const GATHERING_PACE = 500;

/** Milliseconds after which a server that was just joined by many is idle. */
const SETTLE_MS = 1000;

export interface Outcome {
  readonly measurements: readonly Measurement[];
  /** What went wrong, such as deliveries that were lost. */
  readonly problems: readonly string[];
}

export type BenchOptions = Omit<Bench, 'rows' | 'problems'>;

export async function measure(options: BenchOptions): Promise<Outcome> {
  const bench: Bench = { ...options, rows: new Map(), problems: [] };
  const { plan } = bench;
  for (const people of plan.people) await measureRoom(bench, people);
  for (const { people, rounds } of plan.joining)
    for (let round = 0; round < rounds; round += 1) await measureJoining(bench, people);
  for (const rooms of plan.rooms) await measureRooms(bench, rooms);
  for (const people of plan.idle) await measureIdle(bench, people);
  return { measurements: medians(bench), problems: bench.problems };
}

/** Starts every server with a crowd in its room, and measures them in turn. */
async function measureRoom(bench: Bench, people: number): Promise<void> {
  await onStage(bench, people, bench.candidates, async (all) => {
    const stages: Stage[] = [];
    for (const stage of all) if (await joinCrowd(bench, stage, people)) stages.push(stage);
    await warmUp(bench, stages);
    for (const outstanding of OUTSTANDING) {
      for (const senders of SENDERS) {
        const scenario = `${people} people, ${senders} sending, ${outstanding} outstanding`;
        await measureFanOut(bench, stages, scenario, senders, outstanding);
      }
    }
    if (people === STORING_PEOPLE && bench.plan.storingMs > 0) await measureStored(bench, stages);
    if (people !== RATE_PEOPLE) return;
    await measureLatency(bench, stages);
    for (const senders of KEPT_SENDERS) await measureKept(bench, stages, senders);
    await measureReading(bench, ours(stages));
  });
}

function ours(stages: readonly Stage[]): readonly Stage[] {
  return stages.filter(({ server }) => server.role === 'ours');
}

async function measureJoining(bench: Bench, people: number): Promise<void> {
  const able = bench.candidates.filter(({ crowdMax }) => people <= crowdMax);
  await onStage(bench, people, able, async (stages) => {
    for (const stage of stages) await joinCrowd(bench, stage, people);
  });
}

/** False when not everybody got in. */
async function joinCrowd(bench: Bench, stage: Stage, people: number, rooms = 1): Promise<boolean> {
  bench.progress(`${stage.server.name}: ${people} people join`);
  const { result, cpu } = await timed(bench, stage, `join ${people} ${stage.server.pace} ${rooms}`);
  if (rooms > 1 || people < JOINING_PEOPLE) return result.lost === 0;
  const scenario = `${people} join at once`;
  note(bench, scenario, 's', stage, result.lost > 0 ? null : result.seconds);
  note(bench, scenario, 'CPU s', stage, cpu);
  return result.lost === 0;
}

async function measureFanOut(
  bench: Bench,
  stages: readonly Stage[],
  scenario: string,
  senders: number,
  outstanding: number,
): Promise<void> {
  const command = `fanout ${senders} ${outstanding} ${bench.plan.fanOutMs}`;
  await inTurn(bench, stages, scenario, async (stage) => {
    const { result, cpu } = await timed(bench, stage, command);
    note(bench, scenario, 'deliveries/s', stage, result.deliveries / result.seconds);
    const perMillion = cpu === null ? null : (cpu / result.deliveries) * 1e6;
    note(bench, scenario, 'CPU s per million', stage, perMillion);
    if (outstanding === 1) note(bench, `${scenario}: p99`, 'ms', stage, result.p99);
  });
}

/** Whether a message costs more when many are stored already. */
async function measureStored(bench: Bench, stages: readonly Stage[]): Promise<void> {
  for (const stage of ours(stages)) {
    bench.progress(`${stage.server.name}: messages are stored`);
    const { result } = await timed(bench, stage, `fanout 10 1000 ${bench.plan.storingMs}`);
    note(bench, 'stored in one flood', 'messages', stage, result.messages);
  }
  const scenario = `${STORING_PEOPLE} people, 10 sending, 64 outstanding, after that flood`;
  await measureFanOut(bench, ours(stages), scenario, 10, 64);
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
  const scenario = `${RATE_PEOPLE} people, ${senders} sending, each waits for its own`;
  await inTurn(bench, ours(stages), scenario, async (stage) => {
    const { result } = await timed(bench, stage, `fanout ${senders} ${senders} ${bench.plan.fanOutMs}`);
    note(bench, scenario, 'messages/s', stage, result.messages / result.seconds);
  });
}

/** A school in many small rooms: nothing can be gathered for anybody, and each message meets other people. */
async function measureRooms(bench: Bench, rooms: number): Promise<void> {
  const people = rooms * PEOPLE_PER_ROOM;
  const servers = bench.candidates.filter(({ role }) => role !== 'limit');
  await onStage(bench, people, servers, async (all) => {
    const stages: Stage[] = [];
    for (const stage of all) if (await joinCrowd(bench, stage, people, rooms)) stages.push(stage);
    await warmUp(bench, stages);
    const scenario = `${people} people in ${rooms} rooms, ${rooms} sending, 1 outstanding`;
    await measureFanOut(bench, stages, scenario, rooms, 1);
  });
}

async function measureIdle(bench: Bench, people: number): Promise<void> {
  for (const candidate of bench.candidates) {
    await onStage(bench, people, [candidate], async ([stage]) => {
      if (stage === undefined) return;
      const { pid, name, pace } = stage.server;
      bench.progress(`${name}: ${people} idle connections`);
      const before = memoryKilobytes(pid);
      const { result } = await timed(bench, stage, `idle ${people} ${pace}`);
      await pause(SETTLE_MS);
      const after = memoryKilobytes(pid);
      const isWhole = result.lost === 0 && before !== null && after !== null;
      const each = isWhole ? (after - before) / people : null;
      note(bench, `memory per connection, ${people} idle`, 'kB', stage, each);
      if (candidate.role !== 'ours' || people < GATHERING_PEOPLE) return;
      // The last scenario must not take the figures of all others with it.
      await tellEverybody(bench, stage, people).catch((error: unknown) => {
        bench.problems.push(`${name}, ${people} in one room: ${String(error)}`);
      });
    });
  }
}

/** The idle come into one room, and each message there reaches all of them; what is lost is a problem of the run. */
async function tellEverybody(bench: Bench, stage: Stage, people: number): Promise<void> {
  bench.progress(`${stage.server.name}: ${people} gather in one room`);
  const { result } = await timed(bench, stage, `gather ${GATHERING_PACE}`);
  const scenario = `${people} people, 1 sending, 1 outstanding`;
  if (result.lost === 0)
    await measureFanOut({ ...bench, plan: { ...bench.plan, rounds: 1 } }, [stage], scenario, 1, 1);
}
