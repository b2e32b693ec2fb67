/** What the outer rings tell the core. */
import type { Newcomer, PasswordProof, ProvedDevice } from './account.js';
import type { SessionId } from '../base/ids.js';
import type { Command } from './command.js';
import type { Conversation } from './conversation.js';
import type { Message, Post, Redact } from './happening.js';
import type { AdminCommand } from './admin-command.js';
import type { Leaving } from './leaving.js';
import type { CloseCode } from './effect.js';
import type { DialectName } from './world.js';

/** A visitor who has said everything a newcomer must say. */
export interface Registration {
  readonly name: string;
  /** Empty: made from the name. */
  readonly user: string;
  readonly realName: string;
  readonly password: string | null;
  /** Said before coming in (IRCv3 draft/pre-away); null when nothing was, or that one is there. */
  readonly away: string | null;
  /** What it says of itself, and the keys it wants to be told of (IRCv3 draft/metadata-3). */
  readonly metadata?: ReadonlyMap<string, string>;
  readonly subscribed?: readonly string[];
  /** From an earlier visit, to take the name back from a connection that broke; null without. */
  readonly resumeToken: string | null;
  /** Whether to enter the main room at once: a plain visitor has no word for joining yet. */
  readonly enter: boolean;
}

/** What a newcomer has shown so far. */
export interface AtTheDoor {
  readonly address: string;
  /** The chatroom's, as the newcomer gave it. */
  readonly password: string | null;
}

export type OperatorCheck = 'right' | 'wrong' | 'none' | 'busy';

export type CoreEvent =
  | {
      readonly kind: 'register';
      readonly session: SessionId;
      readonly address: string;
      readonly dialect: DialectName;
      /** A fresh secret for this visit. */
      readonly resumeToken: string;
      readonly registration: Registration;
      /** Over TLS. */
      readonly secure?: boolean;
    }
  | { readonly kind: 'command'; readonly session: SessionId; readonly command: Command }
  | { readonly kind: 'admin'; readonly command: AdminCommand }
  /** A connection, in the chatroom or on its way in, knows the password or has the key. */
  | {
      readonly kind: 'prove';
      readonly session: SessionId;
      readonly name: string;
      readonly by: { readonly kind: 'password' } | { readonly kind: 'device'; readonly device: ProvedDevice };
      readonly door: AtTheDoor;
    }
  /** Null where there was too much to do. */
  | {
      readonly kind: 'password-hashed';
      readonly session: SessionId;
      readonly proof: PasswordProof | null;
      /** As it was in the question. */
      readonly newcomer: Newcomer | null;
    }
  /** A newcomer wants an account of the name given so far. */
  | {
      readonly kind: 'register-account';
      readonly session: SessionId;
      readonly name: string;
      /** The name of the account as it was asked for; `*` is the same one. */
      readonly account: string;
      readonly password: string;
      readonly door: AtTheDoor;
    }
  /** A newcomer has given a name; `mayProve`: that it is the owner's may still be proved. */
  | {
      readonly kind: 'try-name';
      readonly session: SessionId;
      readonly name: string;
      readonly mayProve: boolean;
    }
  /** `none`: the host has named no operators. */
  | {
      readonly kind: 'operator-checked';
      readonly session: SessionId;
      readonly name: string;
      readonly outcome: OperatorCheck;
    }
  | { readonly kind: 'code-made'; readonly session: SessionId; readonly code: string }
  /** The connection is gone, and all it has proved. */
  | { readonly kind: 'forget-proof'; readonly session: SessionId }
  /** Once in a while: what nobody came back for goes. */
  | { readonly kind: 'tidy' }
  /** The answer to `look-up`: the message as it was kept, or that it is not known. */
  | {
      readonly kind: 'looked-up';
      readonly session: SessionId;
      readonly args: Post;
      readonly found: Message | null;
    }
  /** The answer to `find-message`. */
  | {
      readonly kind: 'message-found';
      readonly session: SessionId;
      readonly args: Redact;
      readonly conversation: Conversation;
      readonly found: Message | null;
    }
  /** The connection is gone, or is to be closed for `code`. */
  | {
      readonly kind: 'gone';
      readonly session: SessionId;
      readonly code: CloseCode;
      readonly reason: string;
      readonly leaving: Leaving;
    };
