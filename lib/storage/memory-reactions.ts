/** The reactions of the memory store, by the messages they are to. */
import { HISTORY_LENGTH, REACTIONS_TOTAL_MAX } from '../base/limits.js';
import type { Millis } from '../base/result.js';
import type { Conversation } from '../core/conversation.js';
import type { Entry } from '../core/kept.js';
import { withReaction, type KeptReaction } from './reactions.js';

type ByMessage = Map<string, readonly KeptReaction[]>;

export class MemoryReactions {
  private readonly places = new Map<Conversation, ByMessage>();
  private total = 0;

  /** `isThere`: messages that have made room since may be forgotten. */
  add(conversation: Conversation, reaction: KeptReaction, isThere: (id: string) => boolean): void {
    const of: ByMessage = this.places.get(conversation) ?? new Map<string, readonly KeptReaction[]>();
    this.places.set(conversation, of);
    if (of.size >= HISTORY_LENGTH) this.keepOnly(conversation, isThere);
    if (reaction.on && this.total >= REACTIONS_TOTAL_MAX) return;
    this.put(of, reaction.about, withReaction(of.get(reaction.about) ?? [], reaction));
  }

  private put(of: ByMessage, id: string, after: readonly KeptReaction[]): void {
    this.total += after.length - (of.get(id)?.length ?? 0);
    if (after.length === 0) of.delete(id);
    else of.set(id, after);
  }

  to(conversation: Conversation, id: string, since: Millis | null): readonly Entry[] {
    const found = this.places.get(conversation)?.get(id) ?? [];
    return found
      .filter(({ message }) => since === null || message.at >= since)
      .map(({ message }) => ({ conversation, happening: message }));
  }

  /** The id of the message that the reaction of that id is to. */
  messageOf(conversation: Conversation, reaction: string): string | null {
    for (const [id, found] of this.places.get(conversation) ?? [])
      if (found.some(({ message }) => message.id === reaction)) return id;
    return null;
  }

  removeOne(conversation: Conversation, reaction: string): void {
    const of = this.places.get(conversation);
    const id = this.messageOf(conversation, reaction);
    if (of === undefined || id === null) return;
    const left = (of.get(id) ?? []).filter(({ message }) => message.id !== reaction);
    this.put(of, id, left);
  }

  forget(conversation: Conversation, id: string): void {
    const of = this.places.get(conversation);
    if (of !== undefined) this.put(of, id, []);
  }

  keepOnly(conversation: Conversation, isThere: (id: string) => boolean): void {
    const of = this.places.get(conversation);
    for (const id of of?.keys() ?? []) if (!isThere(id)) this.forget(conversation, id);
  }

  drop(conversation: Conversation): void {
    this.keepOnly(conversation, () => false);
    this.places.delete(conversation);
  }

  move(from: Conversation, to: Conversation): void {
    const of = this.places.get(from);
    this.drop(to);
    if (of === undefined) return;
    this.places.delete(from);
    this.places.set(to, of);
  }
}
