/** Takes messages out in small transactions, so that those who speak meanwhile hardly wait. */
import { FORGET_BATCH } from '../../base/limits.js';
import { DAY_MS, type Millis } from '../../base/result.js';
import { END } from '../page.js';
import type { Conversation } from '../../core/conversation.js';
import type { RetentionRule } from '../../core/kept.js';
import type { Retention } from '../../core/world.js';
import type { Statements } from './statements.js';

/** One transaction of its own. */
type Transaction = <Result>(run: () => Result) => Result;

export class Forgetting {
  constructor(
    private readonly statements: Statements,
    private readonly transaction: Transaction,
  ) {}

  /** What is left of conversations that are gone. Between its steps others may work; the result is how many went. */
  *gone(): Generator<undefined, number> {
    let total = 0;
    for (;;) {
      const id = this.statements.get('lostConversation', [])?.[0];
      if (typeof id !== 'number') return total;
      total += yield* this.before(id, END);
      this.statements.run('removeConversation', [id]);
    }
  }

  /** What is older or more than wished for, in every conversation. */
  *beyond({ everywhere, own }: RetentionRule, now: Millis): Generator<undefined, number> {
    let total = 0;
    let id = 0;
    for (;;) {
      const [next, name] = this.statements.get('conversationAfter', [id]) ?? [];
      if (typeof next !== 'number') return total;
      id = next;
      const retention = own.get(name as Conversation) ?? everywhere;
      total += yield* this.before(id, this.bound(id, retention, now));
      yield;
    }
  }

  /** What comes before this is to go. */
  private bound(id: number, { days, messages }: Retention, now: Millis): number {
    const byAge = days === null ? 0 : this.seq('firstFrom', [id, now - days * DAY_MS], END);
    return Math.max(byAge, messages === null ? 0 : this.boundByCount(id, messages));
  }

  private boundByCount(id: number, messages: number): number {
    return messages <= 0 ? END : this.seq('newestSaidAt', [id, messages - 1], 0);
  }

  private seq(name: 'firstFrom' | 'newestSaidAt', values: readonly number[], otherwise: number): number {
    return Number(this.statements.get(name, values)?.[0] ?? otherwise);
  }

  private *before(id: number, end: number): Generator<undefined, number> {
    let total = 0;
    for (;;) {
      const count = this.transaction(() => this.removeSome(id, end));
      total += count;
      if (count < FORGET_BATCH) return total;
      yield;
    }
  }

  private removeSome(id: number, end: number): number {
    const rows = this.statements.all('oldestBefore', [id, end, FORGET_BATCH]);
    for (const [seq = 0, said, msgid = ''] of rows) {
      if (said === 1) {
        this.statements.run('removeWords', [seq]);
        this.statements.run('removeReactions', [id, msgid]);
      }
      this.statements.run('removeMessage', [seq]);
    }
    return rows.length;
  }
}
