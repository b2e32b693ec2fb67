/** What outlives the process, as plain data: what the core asks to be kept, and what it is given back at the start. */
import type { Millis } from '../base/result.js';
import type { NodeId } from '../base/ids.js';
import type { Account } from './account.js';
import type { Conversation } from './conversation.js';
import type { Happening, Redacted } from './happening.js';
import type { ListedMask, Retention, RoomModes, ServerBan, Topic } from './world.js';

/** One row of history. Its place in the store's order is the order in which everybody saw it. */
export interface Entry {
  readonly conversation: Conversation;
  readonly happening: Happening;
}

/** What is to be forgotten of each. */
export interface RetentionRule {
  readonly everywhere: Retention;
  /** Those that have their own rule instead. */
  readonly own: ReadonlyMap<Conversation, Retention>;
}

export interface KeptRoom {
  readonly name: string;
  readonly createdAt: Millis;
  readonly topic: Topic | null;
  readonly modes: RoomModes;
  readonly metadata: ReadonlyMap<string, string>;
  readonly bans: readonly ListedMask[];
  readonly exceptions: readonly ListedMask[];
  readonly inviteExceptions: readonly ListedMask[];
  /** The account that made it, and is its operator whenever it comes in; null where that was nobody's. */
  readonly founder: string | null;
  /** Its own rule instead of the chatroom's; null without one. */
  readonly retention: Retention | null;
}

export interface KeptMute {
  readonly name: string;
  readonly until: Millis | null;
}

/** One change to what is kept; those of one `keep` are kept together or not at all. */
export type Change =
  | { readonly kind: 'entry'; readonly entry: Entry }
  /** Made or changed: the whole of it. */
  | { readonly kind: 'room'; readonly room: KeptRoom }
  /** Gone, with all that was said in it. */
  | { readonly kind: 'room-gone'; readonly name: string }
  /** The whole of it under its new name; what was said in it, and up to where people have read it, goes along. */
  | { readonly kind: 'room-renamed'; readonly from: string; readonly room: KeptRoom }
  /** In place of the message with that id, and of its words. */
  | { readonly kind: 'redact'; readonly conversation: Conversation; readonly redacted: Redacted }
  | { readonly kind: 'ban'; readonly ban: ServerBan }
  | { readonly kind: 'unban'; readonly target: string }
  | { readonly kind: 'mute'; readonly mute: KeptMute }
  | { readonly kind: 'unmute'; readonly name: string }
  /** Made or changed: all but `read`. */
  | { readonly kind: 'account'; readonly account: Account }
  /** Gone, with its private conversations and what it had read. */
  | { readonly kind: 'account-gone'; readonly name: string }
  | {
      readonly kind: 'read';
      readonly account: string;
      readonly conversation: Conversation;
      readonly at: Millis;
    }
  | { readonly kind: 'unread'; readonly account: string; readonly conversation: Conversation };

/** What the store gives back when the server starts. */
export interface Kept {
  /** The same for as long as the data lasts; a new store takes the one it is given. */
  readonly node: NodeId;
  readonly rooms: readonly KeptRoom[];
  readonly bans: readonly ServerBan[];
  readonly mutes: readonly KeptMute[];
  readonly accounts: readonly Account[];
  /** When the last entry was made; 0 without one. */
  readonly lastAt: Millis;
}

export function nothingKept(node: NodeId): Kept {
  return { node, rooms: [], bans: [], mutes: [], accounts: [], lastAt: 0 };
}
