/** Slows down whoever guesses: each failure makes the next answers later, by account and by address; nobody is locked out. */
import type { Millis } from '../../base/result.js';

/** Failures that anybody may make without waiting: typing is hard. */
const FREE = 3;

const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/** Milliseconds after the last failure in which all is forgotten. */
const FORGOTTEN_MS = 600_000;

/** Accounts and addresses remembered; the oldest are forgotten first. */
const REMEMBERED_MAX = 10_000;

interface Failures {
  readonly count: number;
  readonly at: Millis;
}

export class Guessing {
  private readonly failures = new Map<string, Failures>();

  /** Milliseconds to wait before the next answer to one of these. */
  delay(keys: readonly string[], now: Millis): Millis {
    return Math.max(0, ...keys.map((key) => pauseAfter(this.count(key, now))));
  }

  /** How often it was wrong in a row. */
  failed(keys: readonly string[], now: Millis): number {
    return Math.max(...keys.map((key) => this.add(key, now)));
  }

  succeeded(keys: readonly string[]): void {
    for (const key of keys) this.failures.delete(key);
  }

  private count(key: string, now: Millis): number {
    const found = this.failures.get(key);
    return found === undefined || now - found.at > FORGOTTEN_MS ? 0 : found.count;
  }

  private add(key: string, now: Millis): number {
    const count = this.count(key, now) + 1;
    this.failures.delete(key);
    this.failures.set(key, { count, at: now });
    const [oldest] = this.failures.keys();
    if (this.failures.size > REMEMBERED_MAX && oldest !== undefined) this.failures.delete(oldest);
    return count;
  }
}

function pauseAfter(count: number): Millis {
  return count < FREE ? 0 : Math.min(LONGEST_MS, FIRST_MS * 2 ** (count - FREE));
}
