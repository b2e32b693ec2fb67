/** What happened in the chatroom, told to everyone it concerns; each dialect says it in its own words. */
import type { MessageId } from '../base/ids.js';
import type { Millis } from '../base/result.js';
import type { Person } from './world.js';

export type PostKind = 'message' | 'notice' | 'tags';

/** Client-only tags (`+typing`, `+draft/reply`), opaque to the core. */
export type ClientTags = ReadonlyMap<string, string>;

/** What somebody wants to say. */
export interface Post {
  readonly as: PostKind;
  readonly target: string;
  readonly text: string;
  readonly tags: ClientTags;
  /** What its sender's client calls the message; null where it gives no such name. */
  readonly clientId: string | null;
  /** Whether it may have been sent before, on a connection that broke. */
  readonly again: boolean;
  /** It came as several lines, and may be longer than one (IRCv3 draft/multiline). */
  readonly isLong?: boolean;
  /** Where a line of it goes on with the one before: places in the text, in UTF-16 units, in order. */
  readonly joints?: readonly number[];
}

/** A message to be taken back. */
export interface Redact {
  readonly target: string;
  readonly msgid: string;
  readonly reason: string;
}

/** What all that happens has. */
export interface Common {
  readonly id: MessageId;
  /** When it happened: data, not the reader's clock. */
  readonly at: Millis;
  readonly who: Person;
  /** For those who watch the name and share no room with it (IRCv3 extended-monitor). */
  readonly forWatchers?: boolean;
}

export interface Message extends Common {
  readonly kind: 'message';
  readonly as: PostKind;
  /** The room's name as it is spelled, or the name of the person it is for. */
  readonly target: string;
  readonly toRoom: boolean;
  readonly text: string;
  readonly tags: ClientTags;
  /** What its sender's client calls it, so that it is taken once however often it is sent; never passed on. */
  readonly clientId: string | null;
  /** As of the post, where there are any. */
  readonly joints?: readonly number[];
}

/** A message was taken back. In history it stands where the message was, with its id and its time. */
export interface Redacted extends Common {
  readonly kind: 'redacted';
  readonly target: string;
  /** The id of the message. */
  readonly of: MessageId;
  readonly reason: string;
}

export type Happening =
  | Message
  | (Common & { readonly kind: 'joined'; readonly room: string; readonly realName: string })
  | (Common & { readonly kind: 'left'; readonly room: string; readonly reason: string })
  /** `own`: told to the one who goes, too. */
  | (Common & { readonly kind: 'quit'; readonly reason: string; readonly own?: true })
  | (Common & { readonly kind: 'renamed'; readonly to: string })
  | (Common & { readonly kind: 'topic'; readonly room: string; readonly text: string })
  | (Common & {
      readonly kind: 'modes';
      readonly room: string;
      /** Such as `+o-v`. */
      readonly changes: string;
      readonly params: readonly string[];
    })
  | (Common & {
      readonly kind: 'kicked';
      readonly room: string;
      readonly name: string;
      readonly reason: string;
    })
  /** `notice`: told to those in the room, not to the guest. */
  | (Common & {
      readonly kind: 'invited';
      readonly room: string;
      readonly name: string;
      readonly notice: boolean;
    })
  /** Somebody has logged in to an account, or out of it: `who` says which. */
  | (Common & { readonly kind: 'account' })
  | Redacted
  | (Common & { readonly kind: 'real-name'; readonly realName: string })
  /** An operator of the host's ends somebody's connection: told to them alone. */
  | (Common & { readonly kind: 'killed'; readonly name: string; readonly reason: string })
  /** Of an operator of the host's, to all who want to hear it. */
  | (Common & { readonly kind: 'wallops'; readonly text: string })
  | (Common & { readonly kind: 'away'; readonly message: string | null })
  /** Of the chatroom itself: to a room, or to a person who is in none. */
  | (Common & { readonly kind: 'announced'; readonly target: string; readonly text: string });
