/**
 * The crash test: people talk while the server is killed and started again on the same folder and their connections
 * are cut. At the end everything that was acknowledged is in history and on every screen exactly once, in one order.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/server.js';
import { IrcClient } from '../support/irc-client.js';
import { closeAll } from '../support/cleanup.js';
import { House } from './house.js';
import { Proxy, type Cut } from './proxy.js';
import { ROOM, Talker } from './talker.js';

export interface CrashOptions {
  readonly kills: number;
  readonly clients: number;
  /** Milliseconds between kills, on average. */
  readonly every: number;
  readonly seed: number;
  readonly report: (line: string) => void;
}

export interface CrashResult {
  readonly said: number;
  readonly acknowledged: number;
  readonly inHistory: number;
  readonly cuts: number;
  /** Milliseconds of the slowest start on that folder. */
  readonly slowestStart: number;
  /** What is wrong, a line each; empty is a pass. */
  readonly faults: readonly string[];
}

const CUTS: readonly Cut[] = ['reset', 'reset', 'stall', 'half-open'];

/** Milliseconds in which everybody is back after the last kill; a half-open connection takes most of it. */
const SETTLE_MS = 90_000;

/** Milliseconds between two messages of one person. */
const TALK_MS = 60;

export async function crashTest(options: CrashOptions): Promise<CrashResult> {
  const random = randomFrom(options.seed);
  const folder = await mkdtemp(join(tmpdir(), 'lanchat-crash-'));
  // The device keys of these clients are nobody's own.
  process.env['XDG_STATE_HOME'] = join(folder, 'client');
  const house = new House(await freePort(), join(folder, 'server'));
  await house.start();
  const proxy = await Proxy.open(house.port);
  const talkers = Array.from(
    { length: options.clients },
    (_, index) => new Talker(`p${index}`, () => proxy.port),
  );
  let cuts = 0;
  try {
    for (const talker of talkers) await talker.come();
    await until(() => talkers.every(({ isHere }) => isHere), SETTLE_MS);
    const talking = setInterval(() => {
      for (const talker of talkers) if (random() < 0.5) talker.speak();
    }, TALK_MS);
    for (let kill = 1; kill <= options.kills; kill += 1) {
      await pause(options.every * (0.2 + 1.6 * random()));
      const how = CUTS[Math.floor(random() * CUTS.length)] ?? 'reset';
      proxy.cut(how, random());
      cuts += 1;
      await pause(options.every * 0.2 * random());
      await house.kill();
      await pause(300 * random());
      await house.start();
      options.report(`kill ${kill} of ${options.kills}, one connection cut (${how})`);
    }
    clearInterval(talking);
    await until(() => talkers.every(({ isHere, waiting }) => isHere && waiting === 0), SETTLE_MS);
    const said = talkers.reduce((sum, talker) => sum + talker.said, 0);
    const history = await historyOf(house.port);
    await until(() => talkers.every(({ seen }) => seen.length >= history.length), SETTLE_MS / 3);
    return {
      said,
      acknowledged: talkers.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0),
      inHistory: history.length,
      cuts,
      slowestStart: Math.max(...house.starts),
      faults: faultsOf(talkers, history),
    };
  } finally {
    for (const talker of talkers) await talker.leave();
    await closeAll();
    proxy.close();
    await house.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Everything the server has kept of the room, as a program reads it. */
async function historyOf(port: number): Promise<readonly string[]> {
  const caps = ['batch', 'message-tags', 'server-time', 'draft/chathistory', 'draft/multiline'];
  const reader = await IrcClient.register(port, 'reader', { caps, join: [ROOM] });
  const texts: string[] = [];
  for (let before = '*'; ;) {
    reader.send(`CHATHISTORY ${before === '*' ? `LATEST ${ROOM} *` : `BEFORE ${ROOM} msgid=${before}`} 100`);
    const page = messagesIn(await reader.roundtrip());
    const [first] = page;
    if (first === undefined) return texts;
    texts.unshift(...page.map(({ text }) => text));
    before = first.id;
  }
}

/** In their order; one of several lines is a batch, whose opening line has the id. */
function messagesIn(lines: readonly string[]): readonly { readonly id: string; readonly text: string }[] {
  const messages: { id: string; texts: string[] }[] = [];
  let long = '';
  for (const line of lines) {
    const id = /[@;]msgid=([^ ;]+)/.exec(line)?.[1] ?? '';
    const [, opened = ''] = / BATCH \+(\S+) draft\/multiline /.exec(line) ?? [];
    if (opened !== '') long = opened;
    const [, text] = / PRIVMSG \S+ :(.*)$/.exec(line) ?? [];
    const isMore = long !== '' && line.startsWith(`@batch=${long} `);
    if (opened !== '' || (text !== undefined && !isMore)) messages.push({ id, texts: [] });
    if (text !== undefined) messages.at(-1)?.texts.push(text);
  }
  return messages.map(({ id, texts }) => ({ id, text: texts.join('\n') }));
}

function faultsOf(talkers: readonly Talker[], history: readonly string[]): readonly string[] {
  const faults: string[] = [];
  const kept = new Set(history);
  if (kept.size !== history.length) faults.push(`history holds ${history.length - kept.size} messages twice`);
  for (const { name, acknowledged, seen, said } of talkers) {
    const lost = acknowledged.filter((text) => !kept.has(text));
    if (lost.length > 0) faults.push(`${name}: acknowledged and lost: ${lost.slice(0, 5).join(', ')}`);
    const own = history.filter((text) => text.startsWith(`${name} `));
    const numbers = own.map((text) => parseInt(text.slice(name.length), 10));
    if (own.length !== said) faults.push(`${name}: said ${said}, kept ${own.length}`);
    if (numbers.some((number, index) => index > 0 && number < (numbers[index - 1] ?? 0)))
      faults.push(`${name}: kept in another order than it was typed`);
    const twice = seen.length - new Set(seen).size;
    if (twice > 0) faults.push(`${name}: sees ${twice} messages twice`);
    const first = seen.find((text, index) => text !== history[index]);
    if (seen.length !== history.length || first !== undefined)
      faults.push(
        `${name}: sees ${seen.length} of ${history.length}, other than kept from ${first ?? 'the end'}`,
      );
  }
  return faults;
}

async function until(isTrue: () => boolean, milliseconds: number): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!isTrue() && performance.now() < end) await pause(50);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Numbers from 0 up to 1 that a seed decides (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}
