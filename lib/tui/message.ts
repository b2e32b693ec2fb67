/** What the full screen is told, and what it asks for in return. */
import type { Act } from '../client/commands.js';
import type { Ask } from '../client/past.js';
import type { ClientEvent, LinkStatus } from '../client/event.js';
import type { Outgoing } from '../client/send-queue.js';
import type { SettingChange } from '../client/settings.js';
import type { Size } from './frame.js';
import type { InputEvent } from './input-event.js';

/** What is typed in a window and not sent. */
export interface Draft {
  readonly place: string;
  readonly text: string;
}

export type Message =
  | { readonly kind: 'input'; readonly event: InputEvent }
  | { readonly kind: 'resize'; readonly size: Size }
  | { readonly kind: 'events'; readonly events: readonly ClientEvent[] }
  | { readonly kind: 'status'; readonly status: LinkStatus }
  /** What was typed and not sent when one left the last time. */
  | { readonly kind: 'drafts'; readonly drafts: readonly Draft[] }
  /** What became of something asked for: shown until the next key. */
  | { readonly kind: 'word'; readonly text: string }
  /** Text of a file, to be dealt with as a paste; null: `trouble` says why there is none. */
  | { readonly kind: 'file'; readonly path: string; readonly text: string | null; readonly trouble: string }
  /** The paths that begin with what was typed, for Tab. */
  | { readonly kind: 'paths'; readonly typed: string; readonly found: readonly string[] }
  /** The person's own editor has ended; null: what was typed there stays as it was. */
  | {
      readonly kind: 'edited';
      readonly place: string;
      readonly text: string | null;
      readonly trouble: string;
    }
  /** Time has passed; the countdown shows it. */
  | { readonly kind: 'tick' };

export type Request =
  | Extract<Act, { kind: 'send' | 'say' }>
  /** A line that nobody answers, and that may wait until the frame is out. */
  | { readonly kind: 'send-later'; readonly line: string }
  | { readonly kind: 'introduce'; readonly name: string }
  /** The password of the account whose name is wanted. */
  | { readonly kind: 'prove'; readonly name: string; readonly password: string }
  /** The chatroom's own password. */
  | { readonly kind: 'room-password'; readonly password: string }
  | { readonly kind: 'remember'; readonly name: string }
  /** To the server, about earlier messages. */
  | { readonly kind: 'ask'; readonly ask: Ask }
  /** They are not to be sent any more. */
  | { readonly kind: 'drop-unsent'; readonly items: readonly Outgoing[] }
  | { readonly kind: 'quit'; readonly why: string }
  /** To the clipboard, as far as the terminal takes it. */
  | { readonly kind: 'copy'; readonly text: string }
  /** Where the person sits, or else to the clipboard. */
  | { readonly kind: 'open-link'; readonly url: string }
  | { readonly kind: 'try-now' }
  /** In the person's own editor; answered with `edited`. */
  | { readonly kind: 'edit'; readonly place: string; readonly text: string }
  /** Answered with `file`. */
  | { readonly kind: 'read-file'; readonly path: string }
  /** Answered with `paths`. */
  | { readonly kind: 'list-paths'; readonly typed: string }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'redraw' }
  | { readonly kind: 'mouse'; readonly on: boolean }
  /** Changed already in the model; to be kept, and to be done outside. */
  | { readonly kind: 'set'; readonly change: SettingChange }
  /** Write down all settings, and tell where. */
  | { readonly kind: 'settings-file' };
