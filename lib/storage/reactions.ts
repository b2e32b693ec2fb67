/** Which reactions a store keeps with a message: the rules of all stores. */
import { fold } from '../base/casefold.js';
import { REACTIONS_KEPT_MAX, TAGS_KEPT_MAX } from '../base/limits.js';
import type { Message } from '../core/happening.js';
import type { Entry } from '../core/kept.js';
import { reactionOf } from '../core/told.js';
import { tagsLength } from './lasting.js';

/** As it is told apart: one person may react in several ways, and in each of them once. */
export interface KeptReaction {
  /** The id of the message. */
  readonly about: string;
  /** The account, or the name of somebody without one; no name begins with `=`. */
  readonly who: string;
  readonly value: string;
  /** It comes, or is taken back. */
  readonly on: boolean;
  readonly message: Message;
}

/** Null for what is none, and for one that is larger than what people read of it. */
export function keptReaction({ happening }: Entry): KeptReaction | null {
  const reaction = reactionOf(happening);
  if (reaction === null || happening.kind !== 'message' || tagsLength(happening) >= TAGS_KEPT_MAX)
    return null;
  const { account, name } = happening.who;
  return { ...reaction, who: account === null ? fold(name) : `=${fold(account)}`, message: happening };
}

export function isSame(one: KeptReaction, other: KeptReaction): boolean {
  return one.who === other.who && one.value === other.value;
}

/** What is kept with a message after one more of them. */
export function withReaction(
  before: readonly KeptReaction[],
  reaction: KeptReaction,
): readonly KeptReaction[] {
  if (!reaction.on) return before.filter((one) => !isSame(one, reaction));
  const isThere = before.some((one) => isSame(one, reaction));
  return isThere || before.length >= REACTIONS_KEPT_MAX ? before : [...before, reaction];
}
