/** What the core asks of the store about the past; the answers come back as replies or as events. */
import type { Millis } from '../base/result.js';
import type { Conversation } from './conversation.js';

/** A place in a conversation: at an entry, also by the id of a reaction to it, or between those before a time and those from it on. */
export type Position =
  { readonly by: 'id'; readonly id: string } | { readonly by: 'time'; readonly at: Millis };

/** Which entries of a conversation; all answers come oldest first (IRCv3 draft/chathistory, "Subcommands"). */
export type Which =
  /** The newest; with `after`, of those behind that place. */
  | { readonly kind: 'latest'; readonly after: Position | null }
  /** The newest of those before the place, without the entry there. */
  | { readonly kind: 'before'; readonly at: Position }
  /** The oldest of those behind the place, without the entry there. */
  | { readonly kind: 'after'; readonly at: Position }
  /** Half of them before the place; the entry there is among them. */
  | { readonly kind: 'around'; readonly at: Position }
  /** Those nearest to `from`, which may be earlier or later than `to`; neither entry is among them. */
  | { readonly kind: 'between'; readonly from: Position; readonly to: Position };

export interface PageQuestion {
  readonly kind: 'page';
  readonly conversation: Conversation;
  readonly which: Which;
  readonly limit: number;
  /** Whether to give comings, goings, topics and modes too, and not only what was said. */
  readonly events: boolean;
  /** Whether the reactions to each message come right after it, beyond the limit. */
  readonly reactions?: boolean;
  /** Nothing from before that time: what the asker may not know. */
  readonly since: Millis | null;
}

/** Newest first is how it is found; the answer is oldest first as any other. */
export interface SearchQuestion {
  readonly kind: 'search';
  readonly conversation: Conversation;
  /** Each must begin a word of the text, without regard to case and accents; the empty string takes every text. */
  readonly words: string;
  /** Of that person alone; null of everyone. */
  readonly from: string | null;
  readonly after: Millis | null;
  readonly before: Millis | null;
  readonly limit: number;
  readonly since: Millis | null;
}

/** Conversations in which the last thing was said between two times, exclusive. */
export interface TargetsQuestion {
  readonly kind: 'targets';
  /** Those that may be among them: rooms the asker is in. */
  readonly rooms: readonly Conversation[];
  /** Whose private conversations; null of nobody's. */
  readonly account: string | null;
  readonly from: Millis;
  readonly to: Millis;
  /** Counted and answered from the one that has been quiet longest, instead of from the latest. */
  readonly oldestFirst: boolean;
  readonly limit: number;
}

export type Question = PageQuestion | SearchQuestion | TargetsQuestion;

export interface TargetRow {
  readonly conversation: Conversation;
  /** When the last thing was said. */
  readonly at: Millis;
}
