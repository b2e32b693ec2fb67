/** What the client's session tells its user interface, in no interface's words. */
import type { Millis } from '../base/result.js';
import type { Snippet } from '../protocol/snippet.js';

/** How a text was meant: said, done (`/me`), noted by a program, or announced by the chatroom itself. */
export type SpeechKind = 'message' | 'action' | 'notice' | 'announcement';

export interface Speech {
  readonly kind: 'speech';
  readonly how: SpeechKind;
  /** The room, or the other person of a private conversation. */
  readonly place: string;
  readonly from: string;
  readonly own: boolean;
  readonly text: string;
  /** When it was said: the server's time where it tells. */
  readonly at: Millis;
  /** The server's id; empty where it gives none. */
  readonly id: string;
  /** The id of the message that it answers; empty where it answers none. */
  readonly replyTo: string;
  /** It is a part of a long paste, which is shown as one line until it is opened. */
  readonly snippet?: Snippet;
  /** Said before we came; shown on entry. */
  readonly earlier: boolean;
  /** The others have it, but who comes later will not find it. */
  readonly unkept?: true;
}

export interface Page {
  readonly kind: 'page';
  readonly place: string;
  readonly why: 'entry' | 'missed' | 'before' | 'after' | 'around';
  readonly messages: readonly Speech[];
  /** There is nothing more in that direction. */
  readonly end: boolean;
  /** There is more between these and what was told before: the server would not tell it, or it is too much to be told. */
  readonly gap: 'none' | 'refused' | 'too-much';
  /** The message they are before, after or around; empty where there is none. */
  readonly id: string;
}

/** `owned`: an account has it. `password`: that was not the account's. */
export type NameTrouble = 'illegal' | 'taken' | 'owned' | 'password';

export type TypingState = 'active' | 'paused' | 'done';

/** Somebody writes, or has stopped. */
interface TypingEvent {
  readonly kind: 'typing';
  readonly place: string;
  readonly who: string;
  readonly state: TypingState;
}

/** Somebody has reacted to a message, or has taken that back. */
export interface Reacted {
  readonly kind: 'reacted';
  readonly place: string;
  readonly who: string;
  readonly own: boolean;
  /** Of the message. */
  readonly id: string;
  /** Of the reaction itself, by which some programs take it back; empty where there is none. */
  readonly reaction: string;
  /** An emoji, or a few letters. */
  readonly text: string;
  readonly on: boolean;
  /** Part of what was said before, not done just now. */
  readonly earlier: boolean;
}

/** A message was taken back, by who said it or by somebody who runs the room. */
export interface TakenBack {
  readonly kind: 'taken-back';
  readonly place: string;
  readonly who: string;
  readonly own: boolean;
  /** Of the message. */
  readonly id: string;
  readonly reason: string;
  readonly at: Millis;
  /** While the connection was lost, or longer ago: it may have been told already. */
  readonly earlier: boolean;
}

export type ClientEvent =
  | Speech
  | Page
  | TypingEvent
  | Reacted
  | TakenBack
  /** These messages, told before, are as they were; who reacts to them now is told next. */
  | { readonly kind: 'looked-again'; readonly place: string; readonly ids: readonly string[] }
  /** A message of ours has come to somebody's screen. */
  | { readonly kind: 'delivered'; readonly who: string; readonly id: string }
  /** What a search has found, oldest first; `more`: there may be older ones. */
  | {
      readonly kind: 'found';
      readonly place: string;
      readonly words: string;
      readonly messages: readonly Speech[];
      readonly more: boolean;
    }
  /** The server did not answer a question about earlier messages, or refused to. */
  | {
      readonly kind: 'not-told';
      readonly place: string;
      readonly why: Page['why'] | 'search';
      readonly text: string;
      readonly at: Millis;
    }
  /** How far one has read there, here or with another device; null: nothing yet. */
  | { readonly kind: 'read-until'; readonly place: string; readonly until: Millis | null }
  /** Registered: the chatroom may have given another name than the one asked for. */
  | { readonly kind: 'welcome'; readonly name: string; readonly network: string }
  | {
      readonly kind: 'name-refused';
      readonly name: string;
      readonly trouble: NameTrouble;
      readonly text: string;
      readonly suggestion: string | null;
      /** Whoever knows the account's password may type it. */
      readonly mayProve?: boolean;
    }
  | { readonly kind: 'entered'; readonly room: string; readonly at: Millis }
  | { readonly kind: 'joined'; readonly room: string; readonly who: string; readonly at: Millis }
  /** `own`: it was us who left; the room is no longer ours. */
  | {
      readonly kind: 'left';
      readonly room: string;
      readonly who: string;
      readonly own: boolean;
      readonly reason: string;
      readonly at: Millis;
    }
  | {
      readonly kind: 'quit';
      readonly who: string;
      readonly rooms: readonly string[];
      readonly reason: string;
      readonly at: Millis;
    }
  | {
      readonly kind: 'kicked';
      readonly room: string;
      readonly who: string;
      readonly by: string;
      readonly own: boolean;
      readonly reason: string;
      readonly at: Millis;
    }
  | {
      readonly kind: 'renamed';
      readonly from: string;
      readonly to: string;
      readonly rooms: readonly string[];
      readonly own: boolean;
      readonly at: Millis;
    }
  | {
      readonly kind: 'topic';
      readonly room: string;
      readonly text: string;
      /** Null when it is told on entry. */
      readonly by: string | null;
      readonly at: Millis;
    }
  | {
      readonly kind: 'modes';
      readonly room: string;
      readonly by: string;
      readonly text: string;
      readonly at: Millis;
    }
  | {
      readonly kind: 'invited';
      readonly room: string;
      readonly who: string;
      readonly by: string;
      readonly at: Millis;
    }
  /** The list of people is complete, or has been completed with who is away. */
  | { readonly kind: 'people'; readonly room: string }
  /** An answer of the server to show; `place` is where it belongs, null where one is now. */
  | { readonly kind: 'info'; readonly place: string | null; readonly text: string; readonly at: Millis }
  /** Something asked for was not done. */
  | { readonly kind: 'refused'; readonly place: string | null; readonly text: string; readonly at: Millis }
  /** What was typed did not reach anybody. */
  | {
      readonly kind: 'undelivered';
      readonly place: string;
      readonly text: string;
      readonly why: string;
      readonly at: Millis;
    }
  /** The server has answered all that was sent before our PING with this token. */
  | { readonly kind: 'caught-up'; readonly token: string }
  /** The server is about to close the link; `code` as in docs/protocol.md, empty where it gives none. */
  | { readonly kind: 'closing'; readonly code: string; readonly text: string };

/** How it stands with the connection. */
export type LinkStatus =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  /** Lost; the next try is at `until`. */
  | { readonly kind: 'waiting'; readonly until: Millis }
  /** The server would not wait for a name; it is called again when there is one. */
  | { readonly kind: 'idle' }
  /** Not to be tried again by itself. */
  | { readonly kind: 'closed'; readonly code: string; readonly text: string };
