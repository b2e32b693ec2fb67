/** What the irc dialect remembers of one visitor between its lines. */
import type { Caps, ServerCap } from './caps.js';
import type { Answering } from './answer.js';
import type { ClientTags, Post } from '../../core/happening.js';
import type { Surroundings } from '../dialect.js';

/** A batch that is open: there is one at a time. */
export interface Multiline {
  readonly reference: string;
  readonly target: string;
  readonly tags: ClientTags;
  readonly once: Pick<Post, 'clientId' | 'again'>;
  /** Of the line that opened it: the answer to all of it goes under that. */
  label: string | null;
  as: 'message' | 'notice' | null;
  text: string;
  /** As of `Post`. */
  joints: readonly number[];
  lines: number;
  /** It was refused, and its lines are passed over until it ends. */
  failed: boolean;
}

export interface Visitor {
  readonly surroundings: Surroundings;
  /** It came by TLS. */
  readonly secure: boolean;
  caps: Set<ServerCap>;
  /** CAP LS or REQ came before the end of registration, which now waits for CAP END. */
  negotiating: boolean;
  /** The number the program gave to CAP LS; 302 and above may be sent values and news. */
  capVersion: number;
  registered: boolean;
  /** It has proved whose account it is, and is not logged out. */
  isLoggedIn: boolean;
  /** It has said that it is a program (IRCv3 bot-mode). */
  isBot: boolean;
  /** A registration is on its way to the core; the name is known when it answers. */
  nick: string | null;
  user: string | null;
  realName: string;
  password: string | null;
  resumeToken: string | null;
  /** A message of several lines that is coming in. */
  multiline: Multiline | null;
  /** Said before registration. */
  away: string | null;
  readonly metadata: Map<string, string>;
  readonly subscribed: Set<string>;
}

export function newVisitor(surroundings: Surroundings, secure: boolean): Visitor {
  return {
    surroundings,
    secure,
    caps: new Set(),
    negotiating: false,
    capVersion: 301,
    registered: false,
    isLoggedIn: false,
    isBot: false,
    nick: null,
    user: null,
    realName: '',
    password: null,
    resumeToken: null,
    multiline: null,
    away: null,
    metadata: new Map(),
    subscribed: new Set(),
  };
}

/** How to speak to the visitor; `me` is its registered name. */
export function answering(visitor: Visitor, me: string | null): Answering {
  const caps: Caps = visitor.caps;
  const answered = { surroundings: visitor.surroundings, me: me ?? '*', caps };
  return visitor.isBot && caps.has('message-tags') ? { ...answered, bot: true } : answered;
}
