/** Much that is pasted in line mode goes out as slowly as the server takes it: a person is told how much is still to go. */
import type { SendQueue } from '../client/send-queue.js';
import { linesToGo } from '../client/sendings.js';

/** Lines that are gone before one could read of them. */
const MANY = 20;

/** Milliseconds after which it is told, as a paste takes a moment to come, and then again. */
const FIRST_MS = 1000;
const AGAIN_MS = 10_000;

export class ManyLines {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly queue: SendQueue,
    private readonly tell: (text: string) => void,
  ) {}

  /** To be called when something was said. */
  look(): void {
    if (this.queue.items.length > MANY) this.timer ??= setTimeout(() => this.tellNow(), FIRST_MS);
  }

  close(): void {
    clearTimeout(this.timer);
  }

  private tellNow(): void {
    const lines = linesToGo(this.queue.items);
    this.timer = lines > MANY ? setTimeout(() => this.tellNow(), AGAIN_MS) : undefined;
    if (lines > MANY) this.tell(`${lines} lines are still to go: the server takes no more at once.`);
  }
}
