/** Answers for one session alone, as data; each dialect says them in its own words. */
import type { Millis } from '../base/result.js';
import type { Common, Happening } from './happening.js';
import type { Entry } from './kept.js';
import type { ListMode } from './modes.js';
import type { PageQuestion, Question, SearchQuestion, TargetRow } from './question.js';
import type { Device } from './account.js';
import type { LoginRefused, Refusal } from './refusal.js';
import type { ListedMask, Membership, PastPerson, Person, Room, Topic } from './world.js';

export interface Counts {
  readonly people: number;
  readonly invisible: number;
  readonly operators: number;
  readonly rooms: number;
  readonly peak: number;
}

/** One row of WHO and WHOIS. */
export interface PersonRow {
  readonly person: Person;
  readonly operator: boolean;
  readonly secure: boolean;
  readonly realName: string;
  readonly away: string | null;
  readonly idleSeconds: number;
  readonly since: Millis;
}

export type Reply =
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | {
      readonly kind: 'welcome';
      readonly person: Person;
      readonly resumeToken: string;
      readonly startedAt: Millis;
      readonly counts: Counts;
      readonly motd: readonly string[];
      /** What the account says of itself. */
      readonly metadata: ReadonlyMap<string, string>;
    }
  /** The asker is in the room now. Rooms are live: what is not encoded before the next step has changed. */
  | {
      readonly kind: 'entered';
      readonly room: Room;
      /** Up to when the asker has read the room; null where that is not known. */
      readonly readAt: Millis | null;
    }
  /** A room that is not there, or not for the asker's eyes, has no people. */
  | {
      readonly kind: 'names';
      readonly name: string;
      readonly room: Room | null;
      /** Whether those who are invisible are left out: for whoever is not in the room. */
      readonly isOutside: boolean;
    }
  | { readonly kind: 'topic'; readonly room: string; readonly topic: Topic | null }
  | { readonly kind: 'rooms'; readonly rows: readonly RoomRow[] }
  /** `fields` are the columns asked for; null for those of RFC 2812. */
  | {
      readonly kind: 'who';
      readonly mask: string;
      readonly fields: WhoFields | null;
      readonly rows: readonly WhoRow[];
    }
  | {
      readonly kind: 'whois';
      readonly row: PersonRow;
      readonly rooms: readonly string[];
      readonly address: string | null;
    }
  /** Ends the answer to a WHOIS; `asked` is as it was typed. */
  | { readonly kind: 'whois-end'; readonly asked: string }
  | { readonly kind: 'motd'; readonly lines: readonly string[] }
  | { readonly kind: 'lusers'; readonly counts: Counts }
  /** `person` is null before the chatroom was entered. */
  | { readonly kind: 'logged-in'; readonly account: string; readonly person: Person | null }
  | { readonly kind: 'logged-out'; readonly person: Person }
  | { readonly kind: 'login-refused'; readonly refusal: LoginRefused }
  | { readonly kind: 'registered'; readonly account: string }
  | { readonly kind: 'password-set' }
  | { readonly kind: 'devices'; readonly devices: readonly Device[] }
  | { readonly kind: 'link-code'; readonly code: string }
  | { readonly kind: 'device-linked'; readonly account: string }
  | { readonly kind: 'device-removed'; readonly fingerprint: string }
  /** The server's next message of a SASL exchange; null ends it well. */
  | { readonly kind: 'sasl'; readonly text: string }
  | { readonly kind: 'sasl-ended'; readonly how: SaslEnd }
  | { readonly kind: 'version' }
  | { readonly kind: 'time'; readonly now: Millis }
  | {
      readonly kind: 'room-modes';
      readonly room: string;
      readonly changes: string;
      readonly params: readonly string[];
      readonly createdAt: Millis;
    }
  | {
      readonly kind: 'room-list';
      readonly room: string;
      readonly list: ListMode;
      readonly masks: readonly ListedMask[];
    }
  | { readonly kind: 'user-modes'; readonly modes: string }
  /** What has changed of one's own modes, such as `+i-w`. */
  | { readonly kind: 'user-modes-changed'; readonly changes: string }
  /** What somebody, or a room, says of itself. `isBatch`: as many rows as there are; else what has changed. */
  | {
      readonly kind: 'metadata';
      readonly target: string;
      readonly rows: readonly MetadataRow[];
      readonly isBatch: boolean;
    }
  /** There is so much that it is to be asked for; `*ALL` is everybody. */
  | { readonly kind: 'metadata-later'; readonly target: string }
  | {
      readonly kind: 'metadata-subscriptions';
      readonly what: 'added' | 'removed' | 'all';
      readonly keys: readonly string[];
    }
  | { readonly kind: 'monitored'; readonly online: readonly Person[]; readonly offline: readonly string[] }
  | { readonly kind: 'monitor-list'; readonly names: readonly string[] }
  | { readonly kind: 'monitor-full'; readonly limit: number; readonly names: readonly string[] }
  /** Told to each who is in the room, and to whoever did it. */
  | {
      readonly kind: 'room-renamed';
      readonly isMember: boolean;
      readonly before: string;
      readonly room: Room;
      readonly reason: string;
      /** Whose doing it was, and when. */
      readonly by: Common;
      /** The same for those who do not know such a thing: that they leave, and that they enter. */
      readonly left: Happening;
      readonly joined: Happening;
      /** Up to when they have read the room; null where that is not known. */
      readonly readAt: Millis | null;
    }
  /** The room asked for has another name now, and is entered under that. */
  | { readonly kind: 'redirected'; readonly room: string; readonly to: string }
  /** `asked` is as it was typed; `unknown`: the names of it that nobody had. */
  | {
      readonly kind: 'whowas';
      readonly asked: string;
      readonly found: readonly PastPerson[];
      readonly unknown: readonly string[];
    }
  | { readonly kind: 'stats'; readonly query: string; readonly upSeconds: number | null }
  | { readonly kind: 'rehashing' }
  /** What came of that; null: all of it holds now. */
  | { readonly kind: 'rehashed'; readonly problem: string | null }
  /** The host's say in every room is given; `again`: it had that before. */
  | { readonly kind: 'made-operator'; readonly again?: boolean }
  | { readonly kind: 'away'; readonly isAway: boolean }
  /** Told to the sender of a private message to somebody who is away. */
  | { readonly kind: 'they-are-away'; readonly name: string; readonly message: string }
  | { readonly kind: 'inviting'; readonly name: string; readonly room: string }
  | { readonly kind: 'invitations'; readonly rooms: readonly string[] }
  | { readonly kind: 'userhost'; readonly rows: readonly PersonRow[] }
  | { readonly kind: 'ison'; readonly names: readonly string[] }
  | {
      readonly kind: 'history';
      readonly question: PageQuestion | SearchQuestion;
      /** The room or the person asked about. */
      readonly target: string;
      /** Whether it is part of entering the room. */
      readonly onEntry: boolean;
      readonly entries: readonly Entry[];
      /** It is known that a question for the next ones would find none. */
      readonly isLast: boolean;
    }
  | {
      readonly kind: 'history-targets';
      readonly rows: readonly NamedTarget[];
      readonly isLast: boolean;
    }
  /** The store could not answer. */
  | { readonly kind: 'history-failed'; readonly question: Question; readonly target: string }
  /** Up to when a conversation was read; null where that is not known. */
  | {
      readonly kind: 'read-marker';
      readonly target: string;
      readonly at: Millis | null;
      /** Whether this session asked, and not another one of the same account. */
      readonly asked: boolean;
    };

export interface MetadataValue {
  readonly target: string;
  readonly key: string;
  readonly value: string;
}

export type MetadataRow =
  | ({ readonly kind: 'value' } & MetadataValue)
  | { readonly kind: 'not-set'; readonly target: string; readonly key: string }
  | { readonly kind: 'bad-key'; readonly key: string };

/** Columns of a WHO in letters, and the word that comes back with each row (IRCv3 WHOX). */
export interface WhoFields {
  readonly letters: string;
  readonly token: string;
}

/** A conversation as the asker calls it: by the room's name, or by the other account's. */
export interface NamedTarget extends TargetRow {
  readonly name: string;
}

/** How a SASL exchange ended (IRCv3 sasl-3.1, "Numerics"). */
export type SaslEnd =
  'good' | 'failed' | 'too-long' | 'aborted' | 'unknown-mechanism' | 'busy' | 'wrong-address';

export interface RoomRow {
  readonly room: string;
  readonly people: number;
  readonly topic: string;
}

export interface WhoRow extends PersonRow {
  readonly room: string | null;
  readonly membership: Membership | null;
}
