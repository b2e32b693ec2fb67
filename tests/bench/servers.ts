/** The servers under measurement: lanchat, and the peers that are installed, each on a free loopback port. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** From dist/dev/main.cjs, where run.js puts the bundle, as from here. */
const RAW_SOURCE = fileURLToPath(new URL('../../tests/bench/raw.c', import.meta.url));

/** A server that can be started. */
export interface Candidate {
  readonly name: string;
  /** What it is measured for: `ours`, another server, or what no server can do better than. */
  readonly role: 'ours' | 'peer' | 'limit';
  readonly version: string;
  /** How many may be on their way in together; 0 for any number. Beyond it connections are lost before they are accepted. */
  readonly pace: number;
  /** People who can be in one room within a minute or so of joining it at once. */
  readonly crowdMax: number;
  /** Writes what it needs into the folder and returns what to run. */
  readonly command: (port: number, folder: string) => readonly string[];
}

export interface RunningServer {
  readonly name: string;
  readonly port: number;
  readonly pid: number;
  readonly pace: number;
  readonly role: Candidate['role'];
  readonly stop: () => Promise<void>;
}

/** Milliseconds in which a server must listen. */
const START_MS = 10_000;
/** Milliseconds between two attempts to reach a server that starts. */
const RETRY_MS = 20;
/** Milliseconds in which a server must end after SIGTERM. */
const STOP_MS = 5000;

/** Where each coming is a write to everybody there, 5,000 people are 25 million writes. */
const JOINS_ONE_BY_ONE_MAX = 1000;

/** `durable`: with a data folder, as it runs when nothing is said; else with `--memory`. */
export function lanchat(name: string, file: string, durable = false): Candidate {
  const version = output(process.execPath, [file, '--version']) ?? 'unknown';
  const serve = [process.execPath, file, 'serve', '127.0.0.1', '--no-flood-control', '--plain'];
  return {
    name,
    role: 'ours',
    version,
    pace: 0,
    crowdMax: Infinity,
    command: (port, folder) => {
      const keeping = durable ? ['--data', join(folder, 'data')] : ['--memory'];
      return [...serve, '-p', String(port), ...keeping];
    },
  };
}

/** A broadcast that does the system calls and little else (raw.c); null where there is no C compiler. */
export function rawBroadcast(folder: string): Candidate | null {
  const program = join(folder, 'raw');
  const compiled = spawnSync('cc', ['-O2', '-o', program, RAW_SOURCE], { stdio: 'inherit' });
  if (compiled.status !== 0) return null;
  return {
    name: 'raw',
    role: 'limit',
    version: 'a broadcast in C without a server around it',
    pace: 0,
    crowdMax: JOINS_ONE_BY_ONE_MAX,
    command: (port) => [program, String(port)],
  };
}

/** Those of the known peers that this machine has. */
export function installedPeers(): readonly Candidate[] {
  return [inspircd(), ngircd()].filter((peer) => peer !== null);
}

function inspircd(): Candidate | null {
  const version = output('inspircd', ['--version']);
  if (version === null) return null;
  const command = (port: number, folder: string): readonly string[] => {
    const file = join(folder, 'inspircd.conf');
    writeFileSync(file, inspircdConfig(port, folder));
    const asRoot = process.getuid?.() === 0 ? ['--runasroot'] : [];
    return ['inspircd', `--config=${file}`, '--nofork', '--nolog', ...asRoot];
  };
  return { name: 'InspIRCd', role: 'peer', version, pace: 0, crowdMax: Infinity, command };
}

/** Flood limits off, no look-ups, and as much waiting output as a burst may need. */
function inspircdConfig(port: number, folder: string): string {
  return `<server name="bench.test" description="bench" network="bench">
<admin name="bench" nick="bench" email="bench@bench.test">
<bind address="127.0.0.1" port="${port}" type="clients">
<connect allow="*" timeout="60" pingfreq="600" localmax="30000" globalmax="30000" maxconnwarn="no" maxchans="20"
  softsendq="104857600" hardsendq="104857600" recvq="1048576" threshold="100000000" commandrate="100000000"
  fakelag="no" resolvehostnames="no" useident="no">
<performance softlimit="30000" somaxconn="4096" quietbursts="yes">
<pid file="${join(folder, 'inspircd.pid')}">
<dns server="127.0.0.1" timeout="1">
`;
}

/** ngIRCd asks the kernel to hold 10 connections that it has not yet accepted. */
const NGIRCD_PACE = 8;

function ngircd(): Candidate | null {
  const version = output('ngircd', ['--version']);
  if (version === null) return null;
  const command = (port: number, folder: string): readonly string[] => {
    const file = join(folder, 'ngircd.conf');
    writeFileSync(file, ngircdConfig(port));
    return ['ngircd', '--nodaemon', '--config', file];
  };
  const short = version.split('-')[0] ?? version;
  const crowdMax = JOINS_ONE_BY_ONE_MAX;
  return { name: 'ngIRCd', role: 'peer', version: short, pace: NGIRCD_PACE, crowdMax, command };
}

function ngircdConfig(port: number): string {
  return `[Global]
Name = bench.test
Info = bench
AdminEMail = bench@bench.test
Listen = 127.0.0.1
Ports = ${port}
[Limits]
MaxConnections = 0
MaxConnectionsIP = 0
MaxJoins = 0
MaxPenaltyTime = 0
PingTimeout = 600
PongTimeout = 600
[Options]
DNS = no
Ident = no
PAM = no
`;
}

/** The first line that a program prints; null when it is not installed. */
function output(file: string, args: readonly string[]): string | null {
  const result = spawnSync(file, args, { encoding: 'utf8' });
  return result.error === undefined ? (result.stdout.trim().split('\n')[0] ?? '') : null;
}

/** Resolves when it answers on its port; rejects when it ends or takes too long. */
export async function start(candidate: Candidate, folder: string): Promise<RunningServer> {
  const port = await freePort();
  // A port can be free again later in the run.
  const own = mkdtempSync(join(folder, `${candidate.name.replace(/\W/g, '_')}-`));
  const [file = '', ...args] = candidate.command(port, own);
  // Logs go to /dev/null: the reader of a pipe would take processor time beside the server.
  const child = spawn(file, args, { stdio: 'ignore' });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${candidate.name} could not be started`);
  const deadline = Date.now() + START_MS;
  while (!(await answers(port))) {
    if (hasEnded(child) || Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`${candidate.name} does not listen: ${[file, ...args].join(' ')}`);
    }
    await pause(RETRY_MS);
  }
  const { name, role, pace } = candidate;
  return { name, role, pace, port, pid, stop: () => stop(child) };
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

async function stop(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(late);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
