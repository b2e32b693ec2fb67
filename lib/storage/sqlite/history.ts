/** What was said and what happened: written in the order in which it is given, and asked for page by page. */
import { fold } from '../../base/casefold.js';
import type { Millis } from '../../base/result.js';
import { isPrivate, type Conversation } from '../../core/conversation.js';
import type { Message, Redacted } from '../../core/happening.js';
import type { Entry } from '../../core/kept.js';
import type {
  PageQuestion,
  Position,
  SearchQuestion,
  TargetRow,
  TargetsQuestion,
} from '../../core/question.js';
import { isForTheMoment } from '../lasting.js';
import { END, orderedTargets, readPage, type Place, type Shelf } from '../page.js';
import { keptReaction } from '../reactions.js';
import type { Row } from './driver.js';
import { KeptReactions } from './reactions.js';
import { entryOf, rowOf } from './rows.js';
import { matchExpression } from './search.js';
import type { Statements } from './statements.js';

export class History {
  private nextSeq: number;
  private readonly reactions: KeptReactions;

  constructor(private readonly statements: Statements) {
    this.reactions = new KeptReactions(statements);
    this.nextSeq = 1 + Number(statements.get('last', [])?.[0] ?? 0);
  }

  /** The place of what was kept last, in this run or before. */
  get lastSeq(): number {
    return this.nextSeq - 1;
  }

  lastAt(): Millis {
    return Number(this.statements.get('last', [])?.[1] ?? 0);
  }

  /** One that is there already is not kept twice. */
  add(entry: Entry): void {
    const { conversation, happening } = entry;
    if (isForTheMoment(happening)) {
      this.react(entry);
      return;
    }
    const id = this.find(conversation) ?? this.addConversation(conversation);
    if (happening.kind === 'message' && happening.clientId !== null) {
      this.statements.run('takeClientId', [happening.clientId, id, happening.id]);
    }
    if (this.statements.run('addMessage', [this.nextSeq, id, ...rowOf(entry)]) > 0) this.nextSeq += 1;
  }

  private react(entry: Entry): void {
    const reaction = keptReaction(entry);
    const id = reaction === null ? null : this.find(entry.conversation);
    if (reaction !== null && id !== null) this.reactions.add(id, reaction);
  }

  /** The message stands there no longer, nor its words; that it was taken back does. Of a reaction nothing is left. */
  redact(conversation: Conversation, redacted: Redacted): void {
    const id = this.find(conversation);
    if (id === null) return;
    const seq = this.seqOf(id, redacted.of);
    if (seq === null) {
      this.reactions.removeOne(id, redacted.of);
      return;
    }
    this.reactions.remove(id, redacted.of);
    this.statements.run('removeWords', [seq]);
    this.statements.run('removeMessage', [seq]);
    this.statements.run('addMessage', [seq, id, ...rowOf({ conversation, happening: redacted })]);
  }

  renameConversation(from: Conversation, to: Conversation): void {
    if (from === to) return;
    this.loseConversation(to);
    this.statements.run('renameConversation', [to, from]);
  }

  /** Nobody finds it from now on; its messages are taken out little by little (`Forgetting`). */
  loseConversation(conversation: Conversation): void {
    this.statements.run('loseConversation', [conversation]);
  }

  loseConversationsOf(account: string): void {
    this.statements.run('loseConversationsOf', [fold(account)]);
  }

  page({ conversation, which, limit, events, reactions, since }: PageQuestion): readonly Entry[] {
    const id = this.find(conversation);
    if (id === null) return [];
    const first = since === null ? 0 : this.firstFrom(id, since);
    const read = (name: 'newest' | 'oldest', from: number, to: number, count: number): Entry[] =>
      this.statements
        .all(events ? name : `${name}Said`, [id, Math.max(from, first), to, Math.max(0, count)])
        .map((row) => entryOf(conversation, row));
    const shelf: Shelf<Entry> = {
      placeOf: (position) => this.placeOf(id, position),
      newest: (from, to, count) => read('newest', from, to, count).reverse(),
      oldest: (from, to, count) => read('oldest', from, to, count),
    };
    const entries = readPage(shelf, which, limit);
    if (reactions !== true) return entries;
    const to = ({ happening }: Entry): readonly Entry[] =>
      this.reactions.to(id, conversation, happening.id, since);
    return entries.flatMap((entry) => [entry, ...to(entry)]);
  }

  search({ conversation, words, from, after, before, limit, since }: SearchQuestion): readonly Entry[] {
    const id = this.find(conversation);
    const expression = id === null ? null : matchExpression(id, words, from);
    if (id === null || expression === null) return [];
    const behind = after === null ? 0 : this.firstAfter(id, after);
    const first = since === null ? 0 : this.firstFrom(id, since);
    const end = before === null ? END : this.firstFrom(id, before);
    const rows = this.statements.all('search', [
      expression,
      Math.max(behind, first),
      end,
      Math.max(0, limit),
    ]);
    return rows.map((row) => entryOf(conversation, row)).reverse();
  }

  targets(question: TargetsQuestion): readonly TargetRow[] {
    const found: TargetRow[] = [];
    for (const [id, conversation] of this.candidates(question.rooms, question.account)) {
      const at = this.statements.get('lastSaid', [id])?.[0];
      if (typeof at === 'number') found.push({ conversation, at });
    }
    return orderedTargets(found, question);
  }

  sent(clientId: string): Message | null {
    const row = this.statements.get('sent', [clientId]);
    if (row === undefined) return null;
    const [conversation, ...columns] = row;
    const { happening } = entryOf(conversation as Conversation, columns);
    return happening.kind === 'message' ? happening : null;
  }

  private candidates(rooms: readonly Conversation[], account: string | null): [number, Conversation][] {
    const found = account === null ? [] : this.statements.all('conversationsOf', [fold(account)]).map(pair);
    for (const room of new Set(rooms)) {
      const id = this.find(room);
      if (id !== null && !found.some(([other]) => other === id)) found.push([id, room]);
    }
    return found;
  }

  private find(conversation: Conversation): number | null {
    const id = this.statements.get('conversation', [conversation])?.[0];
    return typeof id === 'number' ? id : null;
  }

  private addConversation(conversation: Conversation): number {
    const [one = null, other = null] = isPrivate(conversation) ? conversation.split(' ') : [];
    this.statements.run('addConversation', [conversation, one, other]);
    return this.find(conversation) ?? 0;
  }

  private placeOf(id: number, position: Position): Place | null {
    if (position.by === 'time') {
      return { end: this.firstFrom(id, position.at), start: this.firstAfter(id, position.at) };
    }
    const seq =
      this.seqOf(id, position.id) ?? this.seqOf(id, this.reactions.messageOf(id, position.id) ?? '');
    return seq === null ? null : { end: seq, start: seq + 1 };
  }

  private seqOf(id: number, msgid: string): number | null {
    const seq = this.statements.get('seqOfId', [id, msgid])?.[0];
    return typeof seq === 'number' ? seq : null;
  }

  /** Times never decrease within a conversation, so the first by its time is the first in order. */
  private firstFrom(id: number, at: Millis): number {
    return Number(this.statements.get('firstFrom', [id, at])?.[0] ?? END);
  }

  private firstAfter(id: number, at: Millis): number {
    return Number(this.statements.get('firstAfter', [id, at])?.[0] ?? END);
  }
}

function pair([id, name]: Row): [number, Conversation] {
  return [Number(id), name as Conversation];
}
