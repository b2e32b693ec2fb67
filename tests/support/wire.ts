/** One connection of a test: text gathers as it comes, and a test waits for what it expects, never for a time. */
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { connect as connectTls } from 'node:tls';
import { closeAfterTest } from './cleanup.js';

/** Milliseconds in which anything expected has come, on a machine that is busy with other tests. */
export const DEADLINE_MS = 8000;

export class Wire {
  private received: Buffer = Buffer.alloc(0);
  private ended = false;
  private wake: (() => void) | null = null;

  private constructor(readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => {
      this.received = Buffer.concat([this.received, chunk]);
      this.wake?.();
    });
    socket.on('error', () => undefined);
    for (const event of ['end', 'close']) {
      socket.on(event, () => {
        this.ended = true;
        this.wake?.();
      });
    }
  }

  /** `halfOpen`: the server's end of its half does not end ours. */
  static async open(port: number, { halfOpen = false } = {}): Promise<Wire> {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: halfOpen, noDelay: true });
    const wire = new Wire(socket);
    closeAfterTest(() => wire.destroy());
    await once(socket, 'connect');
    return wire;
  }

  /** Over TLS, whoever the server says it is. */
  static async secure(port: number): Promise<Wire> {
    const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false });
    const wire = new Wire(socket);
    closeAfterTest(() => wire.destroy());
    await once(socket, 'secureConnect');
    return wire;
  }

  write(data: string | Uint8Array): void {
    this.socket.write(data);
  }

  /** Ends our half, as `printf … | nc` does. */
  end(): void {
    this.socket.end();
  }

  async destroy(): Promise<void> {
    if (this.socket.closed) return;
    this.socket.destroy();
    await once(this.socket, 'close');
  }

  /** Everything received and not yet taken. */
  get text(): string {
    return this.received.toString('utf8');
  }

  get bytes(): Buffer {
    return this.received;
  }

  get isEnded(): boolean {
    return this.ended;
  }

  take(length: number): string {
    const taken = this.received.subarray(0, length);
    this.received = this.received.subarray(length);
    return taken.toString('utf8');
  }

  /** Calls `look` after everything that comes, until it finds something. */
  async until<T>(look: () => T | null, what: string, milliseconds = DEADLINE_MS): Promise<T> {
    const deadline = performance.now() + milliseconds;
    for (;;) {
      const found = look();
      if (found !== null) return found;
      const left = deadline - performance.now();
      if (this.ended) throw new Error(`the connection ended before ${what}; received:\n${this.text}`);
      if (left <= 0) throw new Error(`no ${what} in time; received:\n${this.text}`);
      await this.somethingOr(left);
    }
  }

  /** All that was still to come, when the server closes the connection. */
  async untilEnd(milliseconds = DEADLINE_MS): Promise<string> {
    const deadline = performance.now() + milliseconds;
    while (!this.ended) {
      const left = deadline - performance.now();
      if (left <= 0) throw new Error(`the connection did not end in time; received:\n${this.text}`);
      await this.somethingOr(left);
    }
    return this.take(this.received.length);
  }

  private async somethingOr(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = null;
  }
}
