/** Holds back what is to be delivered until the store has kept what came before it; nobody else waits meanwhile. */
import { COMMIT_PATIENCE_MS, UNKEPT_CHANGES_MAX } from '../base/limits.js';
import type { Change } from '../core/kept.js';
import { StoreError, type Store } from '../storage/store.js';

/** Tells whether all that was to be kept before it was kept. */
export type Delivery = (kept: boolean) => void;

export interface CommitGateEvents {
  /** From now on nothing is kept, and why, in words for the host; null: it is again. */
  readonly onTrouble: (why: string | null) => void;
  /** A delivery threw. */
  readonly onBug: (error: unknown) => void;
}

/** What one commit holds, and what waits for it. */
interface Batch {
  readonly changes: Change[];
  readonly deliveries: Delivery[];
  /** Whether somebody waits for the changes; comings and goings may wait for company. */
  urgent: boolean;
}

/** Milliseconds that comings and goings wait for something to be kept together with. */
const LAZY_MS = 1000;

/** Milliseconds until what could not be kept is tried again. */
const PAY_MS = 5000;

/**
 * Group commit: while one batch is on its way to the disk the next one gathers, so that the more is said, the less a
 * message costs. Without a durable store everything goes through at once.
 */
export class CommitGate {
  private gathering = newBatch();
  private isCommitting = false;
  /** The disk has not answered in time: until it does, nothing waits and nothing is kept. */
  private isStuck = false;
  private scheduled: NodeJS.Immediate | null = null;
  private payTimer: NodeJS.Timeout | null = null;
  private lazyTimer: NodeJS.Timeout | null = null;
  private trouble: string | null = null;
  /** Changes other than entries that could not be kept: they go before whatever is kept next. */
  private owed: Change[] = [];
  private readonly idlers: (() => void)[] = [];

  constructor(
    private readonly store: Store,
    private readonly events: CommitGateEvents,
  ) {}

  /** Whether a delivery would go through at once. */
  get isOpen(): boolean {
    return !this.isCommitting && this.gathering.deliveries.length === 0 && !this.gathering.urgent;
  }

  /** Why nothing is kept just now, in words for everybody; null where it is. */
  get whyNotKept(): string | null {
    return this.trouble;
  }

  /** What is delivered after this waits until it is kept. */
  keep(changes: readonly Change[]): void {
    if (changes.length === 0) return;
    if (!this.store.durable) {
      void this.store.commit(changes);
      return;
    }
    if (this.isStuck) {
      this.owe(changes);
      return;
    }
    this.gathering.changes.push(...changes);
    this.hurry();
  }

  /** What waits for company is kept now, before whatever is delivered after this. */
  hurry(): void {
    if (this.gathering.changes.length === 0) return;
    this.gathering.urgent = true;
    if (!this.isCommitting) this.scheduled ??= setImmediate(() => this.commit());
  }

  /** Nothing waits for it: it goes along with what is kept next, or by itself after a second. */
  keepLazily(changes: readonly Change[]): void {
    if (changes.length === 0) return;
    if (!this.store.durable || this.gathering.urgent || this.isStuck) {
      this.keep(changes);
      return;
    }
    this.gathering.changes.push(...changes);
    this.commitLater();
  }

  private commitLater(): void {
    this.lazyTimer ??= setTimeout(() => {
      this.lazyTimer = null;
      if (!this.isCommitting && !this.isStuck) this.commit();
    }, LAZY_MS).unref();
  }

  /** Runs the delivery when all that was given to `keep` before is kept, or could not be; in order, and at once where nothing waits. */
  deliver(delivery: Delivery): void {
    if (this.isOpen) delivery(!this.isStuck);
    else this.gathering.deliveries.push(delivery);
  }

  /** Resolves when nothing is on its way any more. */
  async settled(): Promise<void> {
    const hasSomething = this.gathering.changes.length > 0 || this.owed.length > 0;
    if (hasSomething && !this.isCommitting) this.commit();
    if (!this.isCommitting) return;
    await new Promise<void>((resolve) => this.idlers.push(resolve));
  }

  private commit(): void {
    if (this.scheduled !== null) clearImmediate(this.scheduled);
    if (this.lazyTimer !== null) clearTimeout(this.lazyTimer);
    this.scheduled = null;
    this.lazyTimer = null;
    const batch = this.gathering;
    this.gathering = newBatch();
    this.isCommitting = true;
    const owed = this.owed;
    this.owed = [];
    const patience = setTimeout(() => this.loseWith(batch), COMMIT_PATIENCE_MS).unref();
    this.store
      .commit(owed.length === 0 ? batch.changes : [...owed, ...batch.changes])
      .then(
        () => this.setTrouble(null),
        (error: unknown) => {
          // What was owed before comes before what has come since: the last word on anything must stay the last.
          const since = this.owed;
          this.owed = owed;
          if (!this.isStuck) this.owe(batch.changes);
          this.owe(since);
          this.setTrouble(error);
          this.payLater();
        },
      )
      .finally(() => {
        clearTimeout(patience);
        this.finish(batch);
      });
  }

  /** What is owed is tried again also when nobody says anything. */
  private payLater(): void {
    this.payTimer ??= setTimeout(() => {
      this.payTimer = null;
      if (this.owed.length > 0 && !this.isCommitting) this.commit();
    }, PAY_MS).unref();
  }

  private finish(batch: Batch): void {
    this.run(batch);
    this.isStuck = false;
    // What waits behind nothing that is to be kept waited only for its turn.
    this.runAll();
    this.isCommitting = false;
    const { urgent, changes } = this.gathering;
    if (urgent) {
      this.commit();
      return;
    }
    if (changes.length > 0) this.commitLater();
    for (const resolve of this.idlers.splice(0)) resolve();
  }

  /** The disk does not answer: the room goes on, and is told. */
  private loseWith(batch: Batch): void {
    this.isStuck = true;
    this.owe(batch.changes);
    this.setTrouble(new StoreError('failed', 'the disk does not answer'));
    this.run(batch);
    this.owe(this.gathering.changes.splice(0));
    this.gathering.urgent = false;
    this.runAll();
    this.isCommitting = false;
    for (const resolve of this.idlers.splice(0)) resolve();
  }

  /** Those that a delivery adds come last. */
  private runAll(): void {
    while (this.gathering.deliveries.length > 0 && !this.gathering.urgent) this.run(this.gathering);
  }

  /** Each delivery once, whatever the others do. */
  private run({ deliveries }: Batch): void {
    const kept = this.trouble === null;
    for (const delivery of deliveries.splice(0)) {
      try {
        delivery(kept);
      } catch (error) {
        this.events.onBug(error);
      }
    }
  }

  /** What was said is lost to history, and its author is told so; how rooms and bans are must not be. */
  private owe(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.kind !== 'entry' && this.owed.length < UNKEPT_CHANGES_MAX) this.owed.push(change);
    }
  }

  private setTrouble(error: unknown): void {
    const why = error === null ? null : reasonOf(error);
    if (why === this.trouble) return;
    const isNews = why === null || this.trouble === null;
    this.trouble = why;
    if (isNews) this.events.onTrouble(error === null ? null : messageOf(error));
  }
}

/** For everybody in the room: what the host reads names folders of theirs. */
function reasonOf(error: unknown): string {
  const why = error instanceof StoreError ? error.why : 'failed';
  if (why === 'full') return 'the disk is full';
  return why === 'read-only' ? 'the disk cannot be written' : 'the disk has failed';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function newBatch(): Batch {
  return { changes: [], deliveries: [], urgent: false };
}
