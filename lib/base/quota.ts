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

  /** False where nothing is left. */
  take(key: string, now: Millis): boolean {
    const used = this.current(key, now) ?? { count: 0, since: now };
    if (used.count >= this.most) return false;
    this.used.set(key, { ...used, count: used.count + 1 });
    return true;
  }

  /** Whose time is over costs no memory. */
  tidy(now: Millis): void {
    for (const key of this.used.keys()) if (this.current(key, now) === null) this.used.delete(key);
  }

  private current(key: string, now: Millis): Used | null {
    const used = this.used.get(key);
    return used === undefined || now - used.since >= this.within ? null : used;
  }
}
