/** What the outer rings tell the core. */
import type { SessionId } from '../base/ids.js';
import type { Command } from './command.js';
import type { Message, Post } from './happening.js';
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
  /** From an earlier visit, to take the name back from a connection that broke; null without. */
  readonly resumeToken: string | null;
  /** Whether to enter the main room at once: a plain visitor has no word for joining yet. */
  readonly enter: boolean;
}

export type CoreEvent =
  | {
      readonly kind: 'register';
      readonly session: SessionId;
      readonly address: string;
      readonly dialect: DialectName;
      /** A fresh secret for this visit. */
      readonly resumeToken: string;
      readonly registration: Registration;
    }
  | { readonly kind: 'command'; readonly session: SessionId; readonly command: Command }
  | { readonly kind: 'admin'; readonly command: AdminCommand }
  /** Once in a while: what nobody came back for goes. */
  | { readonly kind: 'tidy' }
  /** The answer to `look-up`: the message as it was kept, or that it is not known. */
  | {
      readonly kind: 'looked-up';
      readonly session: SessionId;
      readonly args: Post;
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
