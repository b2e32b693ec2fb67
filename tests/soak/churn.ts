/**
 * The long run: a room talks while people come, make rooms and leave, for as many minutes as asked. At the end everything
 * was delivered once and in order to those who stayed, and neither memory nor the cost of a message has grown.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cpuSeconds, memoryKilobytes } from '../bench/process.js';
import { freePort } from '../support/server.js';
import { House } from './house.js';
import { Guest, LOBBY, Resident } from './people.js';

/** Those who stay, and those of them who talk. */
const RESIDENTS = 60;
const TALKERS = 10;

/** Milliseconds between two turns in which every talker says something. */
const TALK_MS = 100;

/** Who comes each second, and seconds that a guest stays. */
const GUESTS_PER_SECOND = 5;
const STAY_SECONDS = 20;

/** Milliseconds in which what was said last must have come to everybody. */
const SETTLE_MS = 30_000;

/** From so many minutes on the thirds of a run are compared: a young process still grows into its heap. */
const VERDICT_MINUTES = 6;
const MEMORY_GROWTH_MAX = 1.1;
const COST_GROWTH_MAX = 1.5;

/** Share of deliveries that are at least as fast as what is called slow. */
const SLOW_SHARE = 0.99;

export interface Minute {
  readonly memoryKb: number;
  /** Processor time of the server, for a thousand messages with all that came and went meanwhile. */
  readonly cpuPerThousand: number;
  /** Milliseconds from a talker to the first resident. */
  readonly p99: number;
}

export interface ChurnResult {
  readonly said: number;
  readonly guests: number;
  readonly minutes: readonly Minute[];
  /** What is wrong, a line each; empty is a pass. */
  readonly faults: readonly string[];
}

export async function churn(minutes: number, report: (line: string) => void): Promise<ChurnResult> {
  const folder = await mkdtemp(join(tmpdir(), 'lanchat-soak-'));
  const house = new House(await freePort(), join(folder, 'server'));
  await house.start();
  const residents = Array.from({ length: RESIDENTS }, (_, index) => new Resident(house.port, `r${index}`));
  const guests: Guest[] = [];
  let said = 0;
  let came = 0;
  try {
    await Promise.all(residents.map(({ isIn }) => isIn));
    const talking = setInterval(() => {
      for (const talker of residents.slice(0, TALKERS)) talker.say();
      said += TALKERS;
    }, TALK_MS);
    const coming = setInterval(() => {
      for (let count = 0; count < GUESTS_PER_SECOND; count += 1) guests.push(new Guest(house.port, came++));
      while (guests.length > GUESTS_PER_SECOND * STAY_SECONDS) guests.shift()?.leave();
    }, 1000);
    const seen: Minute[] = [];
    for (let minute = 1; minute <= minutes; minute += 1) {
      const before = { cpu: cpuSeconds(house.pid) ?? 0, said };
      await pause(60_000);
      const cpu = (cpuSeconds(house.pid) ?? 0) - before.cpu;
      const now = {
        memoryKb: memoryKilobytes(house.pid) ?? 0,
        cpuPerThousand: (cpu / (said - before.said)) * 1000,
        p99: percentile(residents[RESIDENTS - 1]?.takeLatencies() ?? [], SLOW_SHARE),
      };
      seen.push(now);
      const { memoryKb, cpuPerThousand, p99 } = now;
      const memory = `${(memoryKb / 1024).toFixed(1)} MB`;
      report(
        `minute ${minute}: ${memory}, ${cpuPerThousand.toFixed(2)} CPU s per 1000, p99 ${p99.toFixed(1)} ms`,
      );
    }
    clearInterval(talking);
    clearInterval(coming);
    const end = performance.now() + SETTLE_MS;
    while (residents.some((one) => one.heard < said - one.said) && performance.now() < end) await pause(50);
    const faults = [...residents.flatMap((one) => faultsOf(one, said)), ...growth(seen)];
    return { said, guests: came, minutes: seen, faults };
  } finally {
    for (const person of [...guests, ...residents]) person.leave();
    await house.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function faultsOf({ name, heard, said: own, wrong }: Resident, said: number): readonly string[] {
  const missing = said - own - heard;
  return [...wrong, ...(missing === 0 ? [] : [`${name} misses ${missing} messages of ${LOBBY}`])];
}

function growth(minutes: readonly Minute[]): readonly string[] {
  if (minutes.length < VERDICT_MINUTES) return [];
  const third = Math.floor(minutes.length / 3);
  const [middle, last] = [minutes.slice(third, 2 * third), minutes.slice(-third)];
  const grown = (of: (minute: Minute) => number): number =>
    percentile(last.map(of), 0.5) / percentile(middle.map(of), 0.5);
  const memory = grown(({ memoryKb }) => memoryKb);
  const cost = grown(({ cpuPerThousand }) => cpuPerThousand);
  return [
    ...(memory > MEMORY_GROWTH_MAX ? [`memory has grown ${memory.toFixed(2)} times in the last third`] : []),
    ...(cost > COST_GROWTH_MAX ? [`a message costs ${cost.toFixed(2)} times more in the last third`] : []),
  ];
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
}
