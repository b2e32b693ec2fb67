/**
 * The index of words, which follows the messages (ADR 15): putting in a hundred together costs a tenth of putting them
 * in one by one, and nobody who says something waits for it.
 */
import type { Conversation } from '../../core/conversation.js';
import { saidText } from '../../core/told.js';
import { entryOf } from './rows.js';
import { indexed } from './search.js';
import type { Statements } from './statements.js';

/** Entries that are worth a transaction: a commit that comes meanwhile waits about 2 ms. */
const TOGETHER = 128;

/** Where this part of what waits is more than that, so much goes in at a time: a flood cannot leave the index behind. */
const PART = 1 / 8;

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

  /** Puts in what waits up to `last`, once it is worth it. Between its steps others may work, and add to it. */
  *follow(last: () => number): Generator<undefined, void> {
    for (let waiting = last() - this.end; waiting >= TOGETHER; waiting = last() - this.end) {
      this.step(last(), Math.max(TOGETHER, Math.ceil(waiting * PART)));
      yield;
    }
  }

  /** Puts in all that waits up to `last`. */
  catchUp(last: number): void {
    while (this.end < last) this.step(last, TOGETHER);
  }

  private step(last: number, most: number): void {
    const rows = this.statements.all('saidAfter', [this.end, most]);
    this.transaction(() => {
      for (const [seq = 0, id, conversation, ...columns] of rows) {
        const { happening } = entryOf(conversation as Conversation, columns);
        const words = indexed(Number(id), happening.who.name, saidText(happening) ?? '');
        this.statements.run('addWords', [seq, words]);
      }
    });
    this.end = rows.length < most ? last : Number(rows.at(-1)?.[0]);
  }
}
