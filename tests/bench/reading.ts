/** What people wait for who read back and search while the room is busy, and what the room waits for meanwhile. */
import { performance } from 'node:perf_hooks';
import { IrcClient } from '../support/irc-client.js';
import { inTurn, median, note, timed, type Bench, type Stage } from './stage.js';

const CAPS = ['batch', 'message-tags', 'server-time', 'draft/chathistory', 'soju.im/search'];
const ROOM = '#lobby';

/** A busy room, for the server that keeps each message too. */
const PER_SECOND = 500;
const SENDERS = 10;

const QUESTIONS = [
  { what: 'page of 100', ask: `CHATHISTORY LATEST ${ROOM} * 100` },
  // One in ten messages carries the number of its sender.
  { what: 'search', ask: `SEARCH in=${ROOM};text=0003;limit=50` },
] as const;

/** One asks again as soon as the answer is there, as nobody does; the load generator's people are in the room already. */
export async function measureReading(bench: Bench, stages: readonly Stage[]): Promise<void> {
  for (const { what, ask } of QUESTIONS) {
    const scenario = `${what} in a room of ${PER_SECOND} messages/s`;
    await inTurn(bench, stages, scenario, async (stage) => {
      const reader = await IrcClient.register(stage.server.port, 'reader', { caps: CAPS, join: [ROOM] });
      const over = new AbortController();
      const busy = timed(bench, stage, `rate ${SENDERS} ${PER_SECOND} ${bench.plan.rateMs}`);
      const talk = busy.finally(() => over.abort());
      const waits: number[] = [];
      while (!over.signal.aborted) waits.push(await waitFor(reader, ask));
      const { result } = await talk;
      await reader.close();
      note(bench, `${scenario}: p50`, 'ms', stage, median(waits));
      note(bench, `${scenario}: p99`, 'ms', stage, percentile(waits, 0.99));
      note(bench, `${scenario}: the room's p99`, 'ms', stage, result.p99);
    });
  }
}

/** Milliseconds until the end of the answer. */
async function waitFor(reader: IrcClient, question: string): Promise<number> {
  const before = performance.now();
  reader.send(question);
  await reader.expectLine(/^\S+ BATCH -/);
  return performance.now() - before;
}

function percentile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? null;
}
