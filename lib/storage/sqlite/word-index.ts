/**
 * The index of words, which follows the messages (ADR 15): putting in a hundred together costs a tenth of putting them
 * in one by one, and nobody who says something waits for it.
 */
import type { Conversation } from '../../core/conversation.js';
import { saidText } from '../../core/told.js';
import { entryOf } from './rows.js';
import { indexed } from './search.js';
import type { Statements } from './statements.js';

/** Entries from which it is worth a transaction, and the most in one: a commit that comes meanwhile waits about 2 ms. */
const TOGETHER = 128;

/** One transaction that need not outlive a power cut: what is lost of the index is made again from the messages. */
type Transaction = <Result>(run: () => Result) => Result;

export class WordIndex {
  /** What is said up to here is in the index, or is gone. */
  private end: number;

  constructor(
    private readonly statements: Statements,
    private readonly transaction: Transaction,
  ) {
    this.end = Number(statements.get('lastIndexed', [])?.[0] ?? 0);
  }

  /** Puts in what waits up to `last`, once it is worth it. Between its steps others may work. */
  *follow(last: number): Generator<undefined, void> {
    while (last - this.end >= TOGETHER) {
      this.step(last);
      yield;
    }
  }

  /** Puts in all that waits up to `last`. */
  catchUp(last: number): void {
    while (this.end < last) this.step(last);
  }

  private step(last: number): void {
    const rows = this.statements.all('saidAfter', [this.end, TOGETHER]);
    this.transaction(() => {
      for (const [seq = 0, id, conversation, ...columns] of rows) {
        const { happening } = entryOf(conversation as Conversation, columns);
        const words = indexed(Number(id), happening.who.name, saidText(happening) ?? '');
        this.statements.run('addWords', [seq, words]);
      }
    });
    this.end = rows.length < TOGETHER ? last : Number(rows.at(-1)?.[0]);
  }
}
