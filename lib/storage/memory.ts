/** The store that keeps the last entries of each conversation in memory and nothing beyond the process. */
import type { NodeId } from '../base/ids.js';
import { DAY_MS, type Millis } from '../base/result.js';
import { fold } from '../base/casefold.js';
import { HISTORY_LENGTH, HISTORY_TOTAL_MAX } from '../base/limits.js';
import { ownCopy } from '../base/own-copy.js';
import { Ring } from '../base/ring.js';
import type { Happening, Message, Redacted } from '../core/happening.js';
import { isPrivate, roomConversation, type Conversation } from '../core/conversation.js';
import { nothingKept, type Change, type Entry, type Kept, type RetentionRule } from '../core/kept.js';
import type { Retention } from '../core/world.js';
import type { PageQuestion, SearchQuestion, TargetRow, TargetsQuestion } from '../core/question.js';
import { saidText } from '../core/told.js';
import { withSmallTags } from './lasting.js';
import { MemoryReactions } from './memory-reactions.js';
import { keptReaction } from './reactions.js';
import { foundIn, orderedTargets, pageOf } from './page.js';
import type { Store } from './store.js';

export class MemoryStore implements Store {
  readonly durable: boolean = false;
  /** Those spoken in last come last. */
  private readonly conversations = new Map<Conversation, Ring<Entry>>();
  /** The last of them: a busy room is spoken in again and again. */
  private newest: Conversation | null = null;
  private total = 0;
  private readonly reactions = new MemoryReactions();

  /** There is nothing from before. */
  load(node: NodeId): Promise<Kept> {
    return Promise.resolve(nothingKept(node));
  }

  commit(changes: readonly Change[]): Promise<void> {
    for (const change of changes) this.apply(change);
    return Promise.resolve();
  }

  /** All but what was said is in the core's own state, which lives as long as this store. */
  private apply(change: Change): void {
    if (change.kind === 'entry' && isLasting(change.entry)) this.keep(change.entry);
    else if (change.kind === 'entry') this.react(change.entry);
    else if (change.kind === 'room-gone') this.drop(roomConversation(change.name));
    else if (change.kind === 'room-renamed') this.move(change.from, change.room.name);
    else if (change.kind === 'redact') this.redact(change.conversation, change.redacted);
    else if (change.kind === 'account-gone') this.dropPrivate(change.name);
  }

  private keep({ conversation, happening }: Entry): void {
    const ring = this.ringNowOf(conversation);
    const before = ring.length;
    ring.push({ conversation, happening: lasting(happening) });
    this.total += ring.length - before;
    if (this.total > HISTORY_TOTAL_MAX) this.drop(this.quietest());
  }

  private ringNowOf(conversation: Conversation): Ring<Entry> {
    const ring = this.conversations.get(conversation);
    if (ring !== undefined && conversation === this.newest) return ring;
    const last = ring ?? new Ring<Entry>(HISTORY_LENGTH);
    this.conversations.delete(conversation);
    this.conversations.set(conversation, last);
    this.newest = conversation;
    return last;
  }

  private react(entry: Entry): void {
    const reaction = keptReaction(entry);
    if (reaction === null) return;
    const isSaid = this.all(entry.conversation).some(
      ({ happening }) => happening.id === reaction.about && saidText(happening) !== null,
    );
    if (isSaid) this.reactions.add(entry.conversation, reaction, (id) => this.has(entry.conversation, id));
  }

  private messageOf(conversation: Conversation, id: string): string {
    return this.has(conversation, id) ? id : (this.reactions.messageOf(conversation, id) ?? id);
  }

  private has(conversation: Conversation, id: string): boolean {
    return this.all(conversation).some(({ happening }) => happening.id === id);
  }

  private quietest(): Conversation | undefined {
    const [key] = this.conversations.keys();
    return key;
  }

  private drop(conversation: Conversation | undefined): void {
    if (conversation === undefined) return;
    this.total -= this.conversations.get(conversation)?.length ?? 0;
    this.conversations.delete(conversation);
    this.reactions.drop(conversation);
  }

  private move(from: string, to: string): void {
    const [before, after] = [roomConversation(from), roomConversation(to)];
    const ring = this.conversations.get(before);
    if (ring === undefined || before === after) return;
    this.drop(after);
    this.conversations.delete(before);
    this.conversations.set(after, ring);
    this.newest = after;
    this.reactions.move(before, after);
  }

  private redact(conversation: Conversation, redacted: Redacted): void {
    const entries = this.all(conversation);
    if (!entries.some(({ happening }) => happening.id === redacted.of)) {
      this.reactions.removeOne(conversation, redacted.of);
      return;
    }
    this.reactions.forget(conversation, redacted.of);
    const after = entries.map((entry) =>
      entry.happening.id === redacted.of ? { conversation, happening: redacted } : entry,
    );
    this.conversations.set(conversation, ringOf(after));
  }

  private dropPrivate(account: string): void {
    for (const conversation of this.conversations.keys()) {
      if (isOf(conversation, account)) this.drop(conversation);
    }
  }

  page(question: PageQuestion): Promise<readonly Entry[]> {
    const { conversation, reactions, since } = question;
    const entries = pageOf(this.all(conversation), question, (id) => this.messageOf(conversation, id));
    if (reactions !== true) return Promise.resolve(entries);
    const to = ({ happening }: Entry): readonly Entry[] =>
      this.reactions.to(conversation, happening.id, since);
    return Promise.resolve(entries.flatMap((entry) => [entry, ...to(entry)]));
  }

  search(question: SearchQuestion): Promise<readonly Entry[]> {
    return Promise.resolve(foundIn(this.all(question.conversation), question));
  }

  private all(conversation: Conversation): readonly Entry[] {
    return this.conversations.get(conversation)?.last(HISTORY_LENGTH) ?? [];
  }

  targets(question: TargetsQuestion): Promise<readonly TargetRow[]> {
    const { rooms, account } = question;
    const rows: TargetRow[] = [];
    for (const conversation of this.conversations.keys()) {
      const mine = account !== null && isOf(conversation, account);
      if (!mine && !rooms.includes(conversation)) continue;
      const last = this.all(conversation).findLast(({ happening }) => saidText(happening) !== null);
      if (last !== undefined) rows.push({ conversation, at: last.happening.at });
    }
    return Promise.resolve(orderedTargets(rows, question));
  }

  /** The newest, should it have been given twice. */
  sent(clientId: string): Promise<Message | null> {
    let found: Message | null = null;
    for (const conversation of this.conversations.keys()) {
      for (const { happening } of this.all(conversation)) {
        if (happening.kind !== 'message' || happening.clientId !== clientId) continue;
        if (found === null || happening.id > found.id) found = happening;
      }
    }
    return Promise.resolve(found);
  }

  retain({ everywhere, own }: RetentionRule, now: Millis): Promise<number> {
    let count = 0;
    for (const [conversation, ring] of this.conversations) {
      const rule = own.get(conversation) ?? everywhere;
      const entries = this.all(conversation);
      const left = entriesWithin(entries, rule, now);
      if (left.length === entries.length) continue;
      count += entries.length - left.length;
      this.total -= ring.length - left.length;
      this.conversations.set(conversation, ringOf(left));
      this.reactions.keepOnly(conversation, (id) => this.has(conversation, id));
    }
    return Promise.resolve(count);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

function ringOf(entries: readonly Entry[]): Ring<Entry> {
  const ring = new Ring<Entry>(HISTORY_LENGTH);
  for (const entry of entries) ring.push(entry);
  return ring;
}

function entriesWithin(
  entries: readonly Entry[],
  { days, messages }: Retention,
  now: Millis,
): readonly Entry[] {
  const since = days === null ? 0 : now - days * DAY_MS;
  let said = 0;
  let first = entries.length;
  for (const { happening } of entries.toReversed()) {
    if (happening.at < since || said === messages) break;
    if (saidText(happening) !== null) said += 1;
    first -= 1;
  }
  return entries.slice(first);
}

function isOf(conversation: Conversation, account: string): boolean {
  return isPrivate(conversation) && conversation.split(' ').includes(fold(account));
}

/** As it is kept, with a text of its own. */
function lasting(happening: Happening): Happening {
  if (happening.kind !== 'message') return happening;
  const { kind, id, at, who, as, target, toRoom, tags, clientId, joints } = withSmallTags(happening);
  const text = ownCopy(happening.text);
  const kept: Message = { kind, id, at, who, as, target, toRoom, text, tags, clientId };
  return joints === undefined ? kept : { ...kept, joints };
}

/** A thousand who come and go must not push out what was said. */
function isLasting({ happening }: Entry): boolean {
  const { kind } = happening;
  return saidText(happening) !== null || kind === 'topic' || kind === 'kicked';
}
