/** A store in memory that calls itself durable, and whose commits end when and as a test says. */
import type { Change } from '../../lib/core/kept.js';
import { MemoryStore } from '../../lib/storage/memory.js';
import { StoreError } from '../../lib/storage/store.js';

interface Pending {
  readonly changes: readonly Change[];
  readonly keep: () => void;
  readonly fail: (why: string) => void;
}

export class HeldStore extends MemoryStore {
  override readonly durable: boolean = true;
  /** Commits that have begun and not ended, in their order. */
  readonly pending: Pending[] = [];
  /** Those that ended well. */
  readonly kept: Change[] = [];
  /** Until then, commits end well by themselves. */
  isHolding = false;
  private waiting: (() => void)[] = [];

  override commit(changes: readonly Change[]): Promise<void> {
    if (!this.isHolding) {
      this.kept.push(...changes);
      return super.commit(changes);
    }
    const ended = new Promise<void>((resolve, reject) => {
      this.pending.push({
        changes,
        keep: () => {
          this.kept.push(...changes);
          void super.commit(changes);
          resolve();
        },
        fail: (why) => reject(new StoreError('full', why)),
      });
    });
    for (const resolve of this.waiting.splice(0)) resolve();
    return ended;
  }

  /** Ends what is held well, and whatever comes. */
  letGo(): void {
    this.isHolding = false;
    for (const { keep } of this.pending.splice(0)) keep();
  }

  /** The next commit that begins, or has begun. */
  async next(): Promise<Pending> {
    for (;;) {
      const pending = this.pending.shift();
      if (pending !== undefined) return pending;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }
}
