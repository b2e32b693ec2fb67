/** The load generator as a child process: a command line in, one JSON line out (the head of load.c lists them). */
import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** From dist/dev/main.cjs, where run.js puts the bundle, as from here. */
const SOURCE = fileURLToPath(new URL('../../tests/bench/load.c', import.meta.url));

export interface LoadResult {
  readonly seconds: number;
  readonly messages: number;
  readonly deliveries: number;
  /** Deliveries that were doubled, out of order or not as they were sent, and broken connections. */
  readonly errors: number;
  readonly lost: number;
  /** Milliseconds; 0 where latency was not measured. */
  readonly p50: number;
  readonly p99: number;
  readonly firstError: string;
}

/** How to start a load generator; the port goes behind it. */
export interface GeneratorKind {
  readonly kind: 'C' | 'Node';
  readonly command: readonly string[];
}

/** The C one where there is a compiler; `main.ts --as-load PORT` otherwise, which costs more than the servers. */
export function buildGenerator(folder: string, wantsNode: boolean): GeneratorKind {
  const program = join(folder, 'load');
  const compiled = wantsNode ? null : spawnSync('cc', ['-O2', '-o', program, SOURCE], { stdio: 'inherit' });
  if (compiled?.status === 0) return { kind: 'C', command: [program] };
  return { kind: 'Node', command: [process.execPath, process.argv[1] ?? '', '--as-load'] };
}

export class Generator {
  private readonly child: ChildProcessByStdio<Writable, Readable, null>;
  private readonly answers: AsyncIterator<string>;

  constructor({ command }: GeneratorKind, port: number) {
    const [file = '', ...args] = command;
    this.child = spawn(file, [...args, String(port)], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.child.stdin.on('error', () => undefined);
    this.answers = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  /** Rejects when the generator has ended. */
  async run(command: string): Promise<LoadResult> {
    this.child.stdin.write(`${command}\n`);
    const answer = await this.answers.next();
    if (answer.done === true) throw new Error(`the load generator ended during: ${command}`);
    return JSON.parse(answer.value) as LoadResult;
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.stdin.end();
    child.kill('SIGTERM');
    await ended;
  }
}
