/** So many of something for each key within a time. */
import type { Millis } from './result.js';

interface Used {
  readonly count: number;
  readonly since: Millis;
}

export class Quota {
  private readonly used = new Map<string, Used>();

  constructor(
    private readonly most: number,
    private readonly within: Millis,
  ) {}

  hasLeft(key: string, now: Millis): boolean {
    return this.countOf(key, now) < this.most;
  }

  take(key: string, now: Millis): void {
    const count = this.countOf(key, now) + 1;
    this.used.set(key, { count, since: count === 1 ? now : (this.used.get(key)?.since ?? now) });
  }

  /** Whose time is over costs no memory. */
  tidy(now: Millis): void {
    for (const key of this.used.keys()) if (this.countOf(key, now) === 0) this.used.delete(key);
  }

  private countOf(key: string, now: Millis): number {
    const used = this.used.get(key);
    return used === undefined || now - used.since >= this.within ? 0 : used.count;
  }
}
