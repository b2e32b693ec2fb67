/** The one interface between the chatroom and what it remembers. */
import type { NodeId } from '../base/ids.js';
import type { Millis } from '../base/result.js';
import type { Message } from '../core/happening.js';
import type { Change, Entry, Kept, RetentionRule } from '../core/kept.js';
import type { PageQuestion, SearchQuestion, TargetRow, TargetsQuestion } from '../core/question.js';

/** Why a store cannot do what it was asked. */
export type StoreProblem =
  | 'full'
  | 'read-only'
  | 'in-use'
  | 'damaged'
  /** Made by a newer lanchat, or by something else. */
  | 'unknown'
  | 'no-library'
  | 'nothing-there'
  | 'failed';

/** The message is one line for the host: what is wrong, and what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';

  constructor(
    readonly why: StoreProblem,
    message: string,
  ) {
    super(message);
  }
}

export interface Store {
  /** Whether it outlives the process: what `commit` promises. */
  readonly durable: boolean;
  /** `node` is taken by a store that has none yet. */
  readonly load: (node: NodeId) => Promise<Kept>;
  /**
   * Keeps all of the changes or none, in their order. Resolves when they will survive whatever the store promises to
   * survive; rejects with a `StoreError` when they will not, and can be asked again later. A message of tags alone is
   * not kept, nor are large tags; a reaction is, with its message, and goes with it.
   */
  readonly commit: (changes: readonly Change[]) => Promise<void>;
  readonly page: (question: PageQuestion) => Promise<readonly Entry[]>;
  readonly search: (question: SearchQuestion) => Promise<readonly Entry[]>;
  readonly targets: (question: TargetsQuestion) => Promise<readonly TargetRow[]>;
  /** The message that its sender's client gave this id, if it was kept. */
  readonly sent: (clientId: string) => Promise<Message | null>;
  /** Forgets what is older or more than wished for; resolves with how many entries went. */
  readonly retain: (rule: RetentionRule, now: Millis) => Promise<number>;
  readonly close: () => Promise<void>;
}
