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

/** Answers that wait for one address: a class behind one router passes, a thousand connections of one guesser do not. */
const WAITING_MAX = 64;

interface Failures {
  readonly count: number;
  readonly at: Millis;
}

/** One try, from when it is made until it is answered. */
export interface Try {
  readonly address: string;
  /** Null where it is no password that could be guessed, or nobody's. */
  readonly account: string | null;
}

export class Guessing {
  private readonly failures = new Map<string, Failures>();
  private readonly waiting = new Map<string, number>();

  /**
   * Milliseconds to wait before the answer, or null where too many wait already. Tries at the same time count as if
   * they had failed: else a thousand connections would be a thousand free guesses.
   */
  begin(one: Try, now: Millis): Millis | null {
    const address = addressKey(one);
    const account = accountKey(one);
    if (this.pending(address) >= WAITING_MAX) return null;
    const pauses = [pauseAfter(this.count(address, now))];
    if (account !== null) pauses.push(pauseAfter(this.count(account, now) + this.pending(account)));
    for (const key of keysOf(one)) this.waiting.set(key, this.pending(key) + 1);
    return Math.max(...pauses);
  }

  /** Once for each `begin` that was not refused. */
  end(one: Try): void {
    for (const key of keysOf(one)) {
      const left = this.pending(key) - 1;
      if (left > 0) this.waiting.set(key, left);
      else this.waiting.delete(key);
    }
  }

  /** How often it was wrong in a row. */
  failed(one: Try, now: Millis): number {
    return Math.max(...keysOf(one).map((key) => this.add(key, now)));
  }

  /** The address is not forgiven: a guesser has an account too. */
  succeeded(one: Try): void {
    const account = accountKey(one);
    if (account !== null) this.failures.delete(account);
  }

  private pending(key: string): number {
    return this.waiting.get(key) ?? 0;
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

function addressKey({ address }: Try): string {
  return `address ${address}`;
}

function accountKey({ account }: Try): string | null {
  return account === null ? null : `account ${account}`;
}

function keysOf(one: Try): readonly string[] {
  const account = accountKey(one);
  return account === null ? [addressKey(one)] : [addressKey(one), account];
}

function pauseAfter(count: number): Millis {
  return count < FREE ? 0 : Math.min(LONGEST_MS, FIRST_MS * 2 ** (count - FREE));
}
