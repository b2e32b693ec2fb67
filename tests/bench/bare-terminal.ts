/** A program in a pseudo-terminal that is read as fast as it writes, without an emulator that would take the program's processor time. */
import { spawn, type IPty } from '@lydell/node-pty';

/** Enough of what was written to find a mark that stands across two reads. */
const KEPT = 4096;

export class BareTerminal {
  readonly started = performance.now();
  /** Milliseconds from the start to the first whole screen: the first time when this many bytes have come. */
  firstFrame: number | null = null;
  bytes = 0;
  private recent = '';
  private wanted: { readonly text: string; readonly found: () => void } | null = null;
  private readonly pty: IPty;
  private readonly exited: Promise<void>;

  constructor(file: string, args: readonly string[], env: Readonly<Record<string, string>>) {
    const { PATH = '' } = process.env;
    this.pty = spawn(file, [...args], {
      cols: 120,
      rows: 40,
      env: { PATH, TERM: 'xterm-256color', LANG: 'C.UTF-8', ...env },
    });
    this.pty.onData((data) => this.read(data));
    this.exited = new Promise((resolve) => this.pty.onExit(() => resolve()));
  }

  get pid(): number {
    return this.pty.pid;
  }

  type(keys: string): void {
    this.pty.write(keys);
  }

  /** Resolves when the program has written this after now, colours and cursor moves left out. */
  shows(text: string, within = 120_000): Promise<void> {
    this.recent = '';
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${text} was not shown`)), within);
      this.wanted = {
        text,
        found: () => {
          clearTimeout(late);
          resolve();
        },
      };
    });
  }

  async end(): Promise<void> {
    this.pty.kill('SIGKILL');
    await this.exited;
  }

  private read(data: string): void {
    this.bytes += Buffer.byteLength(data);
    if (this.firstFrame === null && this.bytes > FRAME_BYTES)
      this.firstFrame = performance.now() - this.started;
    if (this.wanted === null) return;
    this.recent = (this.recent + data).slice(-KEPT - data.length);
    const plain = this.recent.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '');
    if (!plain.includes(this.wanted.text)) return;
    const { found } = this.wanted;
    this.wanted = null;
    found();
  }
}

/** More than what only sets up the terminal, less than any screen with a status line. */
const FRAME_BYTES = 400;
