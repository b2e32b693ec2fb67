/** The real server as a child process, on a free loopback port. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { createServer, Socket } from 'node:net';

const LANCHAT = new URL('../../bin/lanchat', import.meta.url).pathname;

export interface TestServer {
  readonly port: number;
  /** Lines of its log so far. */
  readonly log: readonly string[];
  /** Types a line at its console. */
  readonly type: (line: string) => void;
  /** Ends it with SIGTERM and resolves with its exit code. */
  readonly stop: () => Promise<number | null>;
}

/** Resolves when it listens. Keeps nothing on disk, unless it is given --data, and no full-screen console. */
export async function startServer(options: readonly string[] = [], wantedPort?: number): Promise<TestServer> {
  const port = wantedPort ?? (await freePort());
  const kept = options.includes('--data') ? [] : ['--memory'];
  const args = [LANCHAT, 'serve', '127.0.0.1', '-p', String(port), '--plain', ...kept, ...options];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  // A test that fails halfway must not leave its server behind.
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  const log: string[] = [];
  await listening(child, log);
  child.unref();
  for (const pipe of [child.stdin, child.stdout, child.stderr]) if (pipe instanceof Socket) pipe.unref();
  return {
    port,
    log,
    type: (line) => child.stdin.write(`${line}\n`),
    stop: () => stop(child),
  };
}

function listening(child: ChildProcess, log: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error(`the server ended:\n${log.join('\n')}`)));
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on('line', (line) => {
        log.push(line);
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
