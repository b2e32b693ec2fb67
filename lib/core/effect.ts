/** What the core asks the outer rings to do, in order. One effect per audience, never one per member. */
import type { SessionId } from '../base/ids.js';
import type { Happening } from './happening.js';
import type { NameRefused } from './refusal.js';
import type { Reply } from './reply.js';
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
  /** A question to the store; the reply goes to the session, whose later commands wait for it. */
  | { readonly kind: 'load-history'; readonly to: SessionId; readonly query: HistoryQuery }
  /** The last one has left the room: what was said there is for nobody who makes another of that name. */
  | { readonly kind: 'forget-history'; readonly room: string }
  /** The session is no longer in the world: say why, then close its connection. */
  | { readonly kind: 'close'; readonly session: SessionId; readonly code: CloseCode; readonly text: string }
  /** The answer to a command of the console. */
  | { readonly kind: 'console'; readonly lines: readonly string[] }
  | { readonly kind: 'log'; readonly text: string };

export interface HistoryQuery {
  readonly room: Room;
  readonly limit: number;
  /** Null asks for the newest; words must all be in the text. */
  readonly words: string | null;
  /** Whether it is part of entering the room. */
  readonly onEntry: boolean;
}
