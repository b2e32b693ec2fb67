/** The contract between the server and a dialect: lines in, what was meant out; what happened in, lines out. */
import type { Command } from '../core/command.js';
import type { CloseCode } from '../core/effect.js';
import type { Registration } from '../core/event.js';
import type { Happening, Message } from '../core/happening.js';
import type { NameRefused } from '../core/refusal.js';
import type { Reply } from '../core/reply.js';
import type { Vouched } from '../core/vouch.js';
import type { DialectName, Settings } from '../core/world.js';
import type { Millis } from '../base/result.js';

/** Lines for one visitor, without their line ends. */
export type Lines = readonly string[];

export type Action =
  | { readonly kind: 'register'; readonly registration: Registration }
  | { readonly kind: 'command'; readonly command: Command }
  /** An answer that needs no knowledge of the chatroom. */
  | { readonly kind: 'send'; readonly lines: Lines }
  /** Text without a line end, such as a prompt. */
  | { readonly kind: 'prompt'; readonly text: string }
  /** The visitor's `wireClass` has changed. */
  | { readonly kind: 'reclass' }
  /** One parameter of AUTHENTICATE (IRCv3 sasl-3.1), and the chatroom's password as it was given so far. */
  | { readonly kind: 'authenticate'; readonly text: string; readonly password: string | null }
  /** The name asked for is somebody's: whether it is the newcomer's is to be found out, and then to register. */
  | { readonly kind: 'log-in'; readonly registration: Registration; readonly accountPassword: string }
  /** Before coming in: an account of the name given so far is asked for (IRCv3 draft/account-registration). */
  | {
      readonly kind: 'register-account';
      readonly name: string;
      readonly account: string;
      readonly accountPassword: string;
      /** The chatroom's, as it was given so far. */
      readonly password: string | null;
    }
  /** A name is given, and more is still to come; `mayProve`: among it the proof of whose it is. */
  | { readonly kind: 'try-name'; readonly name: string; readonly mayProve: boolean }
  | { readonly kind: 'close'; readonly code: CloseCode; readonly text: string };

export interface Received {
  readonly actions: readonly Action[];
  /** What the program called this command; its whole answer goes back under that name (IRCv3 labeled-response). */
  readonly label: string | null;
}

export const NOTHING: Received = { actions: [], label: null };

/** Visitors of one class get the very same bytes for a happening, so that it is encoded once for all of them. */
export interface WireClass {
  readonly key: string;
  /** Whole lines with their ends; null where this class is not told of it. */
  readonly encode: (happening: Happening) => string | null;
}

/** How one's own doing comes back: as everyone gets it, not at all, or in words of its own. */
export type OwnEcho = 'share' | 'skip' | Lines;

export type LineProblem = 'not-utf8' | 'too-long';

export type LoginFailure = 'wrong' | 'busy' | 'suspended';

export interface Dialect {
  readonly name: DialectName;
  readonly wireClass: WireClass;
  /** Milliseconds a newcomer has until there is a name. */
  readonly namedWithin: Millis;
  /** One line without its end. */
  readonly receive: (line: string) => Received;
  /** `lossy` is what can be read of a line that is not UTF-8. */
  readonly receiveBad: (problem: LineProblem, lossy?: string) => Received;
  /** `me` is the visitor's name, or null before there is one. */
  readonly reply: (reply: Reply, me: string | null) => Lines;
  /** A newcomer's name was refused: say why, and let it be tried again. */
  readonly nameRefused: (refusal: NameRefused) => readonly Action[];
  /** The password of an owned name was not taken: say why, and let it be tried again. */
  readonly loginFailed: (why: LoginFailure) => readonly Action[];
  readonly own: (happening: Happening) => OwnEcho;
  /** Others have read what one said, but it could not be kept: `why` in the host's words, where they are known. */
  readonly notKept: (message: Message, why: string | null) => Lines;
  /** What one has changed holds, but may not outlive the server. */
  readonly changeNotKept: (what: Vouched, why: string | null) => Lines;
  /** For whoever comes in while nothing is kept. */
  readonly nothingKept: (why: string) => Lines;
  /** For programs: whether what is said is kept has changed. */
  readonly keeping: (isKept: boolean) => Lines;
  /** Puts the whole answer to a labelled command under its label. */
  readonly labelled: (label: string, lines: Lines) => Lines;
  /** The last words before the connection closes; `quit` is what the others read of it, where that is another text. */
  readonly closing: (code: CloseCode, text: string, quit?: string) => Lines;
  /** A sign of life to ask for, or null where nobody could answer. */
  readonly ping: () => Lines | null;
}

/** What dialects know of the chatroom. */
export interface Surroundings {
  readonly settings: Settings;
  /** What a program that came without TLS is told of it: the name of a capability, or null where there is none. */
  readonly tlsCap: string | null;
  /** Connections that have not said who they are. */
  readonly strangers: () => number;
  /** Whether somebody of that name is here. */
  readonly isHere: (name: string) => boolean;
  /** The wall clock, for the few answers that carry a time of their own. */
  readonly now: () => Millis;
}

/** What a person may know before giving a name. */
export interface Greeting {
  readonly names: readonly string[];
  readonly total: number;
}
