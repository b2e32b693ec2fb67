/** Writes to the terminal without ever waiting for it: a terminal that nobody reads must not stop the program. */
import { writeSync } from 'node:fs';
import type { WriteStream } from 'node:tty';

type Stream = WriteStream & { readonly fd: number };

const CANCEL = '\u0018';
const RETRY_MIN_MS = 1;
const RETRY_MAX_MS = 50;

/** The last bytes are worth so much waiting, not more: the terminal may be dead. */
const LAST_WORDS_MS = 300;

interface BlockingHandle {
  readonly _handle?: { setBlocking?: (blocking: boolean) => void };
}

export interface OutputEvents {
  /** All that was written has gone out. */
  onDrained(): void;
  onError(): void;
}

export class TerminalOutput {
  readonly #stream: Stream;
  readonly #events: OutputEvents;
  #rest: Buffer | null = null;
  #retry: NodeJS.Timeout | null = null;
  #delay = RETRY_MIN_MS;
  #failed = false;
  /** The last bytes found nobody who reads. */
  #stalled = false;

  constructor(stream: Stream, events: OutputEvents) {
    this.#stream = stream;
    this.#events = events;
    this.start();
  }

  /** Something is still under way; nothing more may be written. */
  get busy(): boolean {
    return this.#rest !== null;
  }

  /** The terminal is gone: its window was closed, or the connection to it. */
  get failed(): boolean {
    return this.#failed;
  }

  write(text: string): void {
    if (this.#failed || text === '') return;
    this.#rest = Buffer.from(text);
    this.#push();
  }

  /** Drops what is under way and writes the last bytes, even if that takes a moment. */
  finish(text: string): void {
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
    let rest = Buffer.from((this.#rest === null ? '' : CANCEL) + text);
    this.#rest = null;
    const deadline = performance.now() + LAST_WORDS_MS;
    while (rest.length > 0 && !this.#failed) {
      const written = this.#writeSome(rest);
      rest = rest.subarray(written);
      if (written > 0) continue;
      if (performance.now() > deadline) {
        this.#stalled = true;
        break;
      }
      pause(5);
    }
  }

  /** Before the first frame, and after the program was stopped. */
  start(): void {
    setBlocking(this.#stream, false);
  }

  /** Others write next. Where nobody reads, they must not wait for it either. */
  handOver(): void {
    setBlocking(this.#stream, !this.#stalled);
    if (this.#stalled) setBlocking(process.stderr, false);
  }

  #push(): void {
    if (this.#rest === null) return;
    const written = this.#writeSome(this.#rest);
    if (this.#failed) {
      this.#rest = null;
      this.#events.onError();
      return;
    }
    if (written < this.#rest.length) {
      this.#rest = this.#rest.subarray(written);
      this.#delay = written > 0 ? RETRY_MIN_MS : Math.min(RETRY_MAX_MS, this.#delay * 2);
      this.#retry = setTimeout(() => this.#again(), this.#delay);
      return;
    }
    this.#rest = null;
    this.#delay = RETRY_MIN_MS;
  }

  #again(): void {
    this.#retry = null;
    this.#push();
    if (this.#rest === null && !this.#failed) this.#events.onDrained();
  }

  /** How much the terminal took; nothing when it is not reading. */
  #writeSome(bytes: Buffer): number {
    // A Windows console would take the bytes for its own code page; its stream knows better, and always waits.
    if (process.platform === 'win32') {
      this.#stream.write(bytes);
      return bytes.length;
    }
    try {
      return writeSync(this.#stream.fd, bytes);
    } catch (error) {
      if (isBusy(error)) return 0;
      this.#failed = true;
      return 0;
    }
  }
}

function setBlocking(stream: object, blocking: boolean): void {
  (stream as BlockingHandle)._handle?.setBlocking?.(blocking);
}

function isBusy(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return code === 'EAGAIN' || code === 'EINTR' || code === 'EWOULDBLOCK';
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
