/** The real server as a child process, on a free loopback port. */
import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';
import { createServer, Socket } from 'node:net';

const LANCHAT = new URL('../../bin/lanchat', import.meta.url).pathname;

const LOG_WAIT_MS = 5000;

export interface TestServer {
  readonly port: number;
  /** Lines of its log so far. */
  readonly log: readonly string[];
  /** Resolves once the log, its lines joined, shows this: what a screen shows may be in the log a moment later. */
  readonly logged: (wanted: RegExp) => Promise<void>;
  /** Types a line at its console. */
  readonly type: (line: string) => void;
  /** Ends it with SIGTERM and resolves with its exit code. */
  readonly stop: () => Promise<number | null>;
}

/** Resolves when it listens. Keeps nothing on disk, unless it is given --data or --no-memory, and no full-screen console. */
export async function startServer(
  options: readonly string[] = [],
  wantedPort?: number,
  env: NodeJS.ProcessEnv = {},
): Promise<TestServer> {
  const port = wantedPort ?? (await freePort());
  const isKept = options.includes('--data') || options.includes('--no-memory');
  const kept = isKept ? [] : ['--memory'];
  const args = [LANCHAT, 'serve', '127.0.0.1', '-p', String(port), '--plain', ...kept, ...options];
  const child = spawn(process.execPath, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  // A test that fails halfway must not leave its server behind.
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  const log: string[] = [];
  const lines = new EventEmitter();
  await listening(child, log, lines);
  child.unref();
  for (const pipe of [child.stdin, child.stdout, child.stderr]) if (pipe instanceof Socket) pipe.unref();
  return {
    port,
    log,
    logged: (wanted) => logged(log, lines, wanted),
    type: (line) => child.stdin.write(`${line}\n`),
    stop: () => stop(child),
  };
}

function logged(log: readonly string[], lines: EventEmitter, wanted: RegExp): Promise<void> {
  const shows = (): boolean => wanted.test(log.join('\n'));
  if (shows()) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      lines.off('line', look);
      reject(new Error(`the log does not show ${wanted}:\n${log.join('\n')}`));
    }, LOG_WAIT_MS);
    const look = (): void => {
      if (!shows()) return;
      clearTimeout(timer);
      lines.off('line', look);
      resolve();
    };
    lines.on('line', look);
  });
}

function listening(child: ChildProcess, log: string[], lines: EventEmitter): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error(`the server ended:\n${log.join('\n')}`)));
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on('line', (line) => {
        log.push(line);
        lines.emit('line');
        if (line.includes('Listening at')) resolve();
      });
    }
  });
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  child.ref();
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
  return child.exitCode;
}

/** A port nobody listens at now: the system does not give it out again for a while. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  server.close();
  await once(server, 'close');
  return port;
}
