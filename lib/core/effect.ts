/** What the core asks the outer rings to do, in order. One effect per audience, never one per member. */
import type { SessionId } from '../base/ids.js';
import type { Conversation } from './conversation.js';
import type { Newcomer } from './account.js';
import type { Happening, Post, Redact } from './happening.js';
import type { Change } from './kept.js';
import type { Question } from './question.js';
import type { NameRefused } from './refusal.js';
import type { Reply } from './reply.js';
import type { Vouched } from './vouch.js';
import type { Room } from './world.js';

/** Why the server ends a connection; clients that reconnect by themselves go by it (docs/protocol.md). */
export type CloseCode =
  | 'QUIT'
  | 'KICKED'
  | 'BANNED'
  | 'REPLACED'
  | 'SHUTDOWN'
  | 'SLOW_READER'
  | 'FLOOD'
  | 'PING_TIMEOUT'
  | 'REGISTRATION_TIMEOUT'
  | 'LINE_TOO_LONG'
  | 'ROOM_FULL'
  | 'LOCKED'
  | 'PASSWORD'
  | 'BUG';

export type Effect =
  /** From now on the session hears what is published in the room. */
  | { readonly kind: 'subscribe'; readonly session: SessionId; readonly room: Room }
  | { readonly kind: 'unsubscribe'; readonly session: SessionId; readonly room: Room }
  /** Everyone who hears one of the rooms gets it once. `by` is whose doing it is. */
  | {
      readonly kind: 'publish';
      readonly rooms: readonly Room[];
      readonly happening: Happening;
      readonly by: SessionId | null;
    }
  /** For one session; when it is `by` itself, it is an echo. */
  | {
      readonly kind: 'tell';
      readonly to: SessionId;
      readonly happening: Happening;
      readonly by: SessionId | null;
    }
  | { readonly kind: 'reply'; readonly to: SessionId; readonly reply: Reply }
  /** The name that a newcomer asked for cannot be had; the newcomer may ask for another. */
  | { readonly kind: 'name-refused'; readonly to: SessionId; readonly refusal: NameRefused }
  /** To be kept; whatever is told after it is told when it is (docs/architecture.md, "What is kept"). */
  | { readonly kind: 'keep'; readonly changes: readonly Change[] }
  /** Whoever asked for what was kept last is told, should it not be; null is the console. */
  | { readonly kind: 'vouch'; readonly to: SessionId | null; readonly what: Vouched | null }
  /** A question to the store; the reply goes to the session, whose later commands wait for it. */
  | {
      readonly kind: 'ask-store';
      readonly to: SessionId;
      readonly question: Question;
      /** The room or the person asked about, as others read it. */
      readonly target: string;
      /** Whether it is part of entering the room. */
      readonly onEntry: boolean;
    }
  /** Slow work for the outside; the answers are the events `password-hashed`, `operator-checked` and `code-made`. */
  | {
      readonly kind: 'hash-password';
      readonly session: SessionId;
      readonly password: string;
      /** Who wants an account before coming in; null for somebody who is here. */
      readonly newcomer: Newcomer | null;
    }
  | {
      readonly kind: 'check-operator';
      readonly session: SessionId;
      readonly name: string;
      readonly password: string;
    }
  | { readonly kind: 'make-code'; readonly session: SessionId }
  /** What the command line names as files is to be read again, and the session told what came of it. */
  | { readonly kind: 'read-files'; readonly session: SessionId }
  /** The message with that id is to be found; the answer is the event `message-found`. */
  | {
      readonly kind: 'find-message';
      readonly session: SessionId;
      readonly args: Redact;
      readonly conversation: Conversation;
    }
  /** Whether the message came before is to be found out; the answer is the event `looked-up`. */
  | { readonly kind: 'look-up'; readonly session: SessionId; readonly args: Post }
  /**
   * The session is no longer in the world: say why, then close its connection. `quit`: what the others read of it, where
   * that is another text.
   */
  | {
      readonly kind: 'close';
      readonly session: SessionId;
      readonly code: CloseCode;
      readonly text: string;
      readonly quit?: string;
    }
  /** The answer to a command of the console. */
  | { readonly kind: 'console'; readonly lines: readonly string[] }
  | { readonly kind: 'log'; readonly text: string };

export type EffectOf<K extends Effect['kind']> = Extract<Effect, { kind: K }>;
