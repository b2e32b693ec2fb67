/** What is to be written to one socket: gathered during a turn of the event loop, then one write. */
import type { Socket } from 'node:net';
import { OUTBOX_BYTES_MAX } from '../base/limits.js';

export class Outbox {
  private pieces: Buffer[] = [];
  /** Bytes gathered and not yet written. */
  gathered = 0;
  private seen = 0;
  private seenAt: number;

  constructor(
    private readonly socket: Socket,
    now: number,
  ) {
    this.seenAt = now;
  }

  get isEmpty(): boolean {
    return this.pieces.length === 0;
  }

  /** Bytes that others share: they are not copied and must not change any more. */
  add(piece: Buffer): void {
    this.pieces.push(piece);
    this.gathered += piece.length;
  }

  /** Writes what was gathered. False when the reader has fallen further behind than anyone may. */
  flush(): boolean {
    const [first] = this.pieces;
    if (first === undefined) return true;
    const bytes = this.pieces.length === 1 ? first : Buffer.concat(this.pieces);
    this.pieces = [];
    this.gathered = 0;
    return this.write(bytes);
  }

  /** Writes bytes that need not be gathered first. False as for `flush`. */
  write(bytes: Buffer): boolean {
    const { socket } = this;
    // Never wait for 'drain' here: one frozen reader would stop everyone.
    return !socket.writable || socket.write(bytes) || socket.writableLength <= OUTBOX_BYTES_MAX;
  }

  /** Resolves when no more than so many bytes wait for the reader, or nothing more will be read. */
  async below(bytes: number): Promise<void> {
    const { socket } = this;
    while (!socket.destroyed && socket.writable && this.gathered + socket.writableLength > bytes)
      await (socket.writableNeedDrain
        ? drained(socket)
        : new Promise<void>((resolve) => setImmediate(resolve)));
  }

  /** Milliseconds for which bytes have waited although none went out; 0 while things move. */
  stalledFor(now: number): number {
    const taken = this.socket.bytesWritten - this.socket.writableLength;
    if (this.socket.writableLength === 0 || taken !== this.seen) {
      this.seen = taken;
      this.seenAt = now;
    }
    return now - this.seenAt;
  }
}

async function drained(socket: Socket): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      socket.off('drain', done);
      socket.off('close', done);
      resolve();
    };
    socket.on('drain', done);
    socket.on('close', done);
  });
}
