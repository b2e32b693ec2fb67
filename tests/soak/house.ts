/** The server of the long runs: started on one folder again and again, and killed without a word. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const LANCHAT = new URL('../../bin/lanchat', import.meta.url).pathname;

export class House {
  private child: ChildProcess | null = null;
  /** Milliseconds from each start to the first accept. */
  readonly starts: number[] = [];

  constructor(
    readonly port: number,
    readonly folder: string,
  ) {}

  async start(): Promise<void> {
    const args = [LANCHAT, 'serve', '127.0.0.1', '-p', String(this.port), '--data', this.folder];
    const before = performance.now();
    const child = spawn(process.execPath, [...args, '--plain', '--no-flood-control'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    const lines: string[] = [];
    await new Promise<void>((resolve, reject) => {
      child.once('exit', () => reject(new Error(`the server ended:\n${lines.join('\n')}`)));
      for (const stream of [child.stdout, child.stderr]) {
        createInterface({ input: stream }).on('line', (line) => {
          if (lines.length < 50) lines.push(line);
          if (line.includes('Listening at')) resolve();
        });
      }
    });
    child.removeAllListeners('exit');
    this.starts.push(performance.now() - before);
  }

  /** Of the server that runs; 0 where none does. */
  get pid(): number {
    return this.child?.pid ?? 0;
  }

  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  private async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const { child } = this;
    if (child === null) return;
    this.child = null;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}
