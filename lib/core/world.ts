/** The state of the chatroom: who is here, which rooms there are, what the console has decided. */
import type { TokenBucket } from '../base/bucket.js';
import { fold, type Folded } from '../base/casefold.js';
import type { MessageId, NodeId, SessionId } from '../base/ids.js';
import { messageId } from '../base/ids.js';
import type { Proved } from './account.js';
import type { AccountTable } from './account-table.js';
import type { Quota } from '../base/quota.js';
import type { Conversation } from './conversation.js';
import type { Millis } from '../base/result.js';

/** How a person appears to others. Never changed in place, so that what was said keeps the name it was said under. */
export interface Person {
  readonly name: string;
  /** Empty for the server itself. */
  readonly user: string;
  readonly host: string;
  /** The account it was logged in to; null without one. */
  readonly account: string | null;
  /** A program (IRCv3 bot-mode). */
  readonly bot?: true;
}

/** `i`: not listed among strangers; `w`: is told what operators say to all; `B`: is a program. */
export type UserMode = 'i' | 'w' | 'B';

export type DialectName = 'irc' | 'plain';

export interface Session {
  readonly id: SessionId;
  person: Person;
  realName: string;
  /** What it has set of itself (Modern IRC, "User Modes"). */
  readonly modes: Set<UserMode>;
  /** Where the connection came from, as `address:port`; for the console and the log, never for other people. */
  readonly address: string;
  readonly dialect: DialectName;
  /** Over TLS. */
  readonly secure: boolean;
  readonly since: Millis;
  /** When the person last said or did something. */
  activeAt: Millis;
  away: string | null;
  /** Lets the same client take its name back after its connection broke. */
  readonly resumeToken: string;
  readonly rooms: Set<Room>;
  /** What it says of itself, where no account keeps that (IRCv3 draft/metadata-3). */
  metadata: ReadonlyMap<string, string>;
  /** Keys it wants to be told of. */
  readonly subscribed: Set<string>;
  /** Names it wants to hear of, as they were given (IRCv3 monitor). */
  readonly watched: Map<Folded, string>;
  /** Whether the host has given it a say in every room (RFC 2812 section 3.1.4). */
  operator: boolean;
  /** What it was in its rooms on the connection that broke, for the first time it comes in again. */
  readonly ranksBefore: Map<Room, Membership>;
  /** Up to when it has read conversations, where no account keeps that. */
  readonly read: Map<Conversation, Millis>;
  /** How many signs it may still make; null before the first. */
  signs: TokenBucket | null;
}

export interface Topic {
  readonly text: string;
  readonly by: string;
  readonly at: Millis;
}

/** What a member may do in a room beside speaking. */
export interface Membership {
  operator: boolean;
  voice: boolean;
  /** When the member came in, on this visit. */
  readonly since: Millis;
}

/** A mask such as `ann!*@*` that somebody put on a room's list. */
export interface ListedMask {
  readonly mask: string;
  readonly by: string;
  readonly at: Millis;
}

export interface Invitation {
  /** Only an operator's opens the door to whom the room has banned. */
  readonly byOperator: boolean;
}

export interface RoomModes {
  inviteOnly: boolean;
  moderated: boolean;
  noOutside: boolean;
  secret: boolean;
  topicByOperators: boolean;
  /** Nothing but words and /me: no questions from program to program. */
  noCtcp: boolean;
  key: string | null;
  limit: number | null;
}

/** What is to be forgotten of a conversation; null keeps all. */
export interface Retention {
  /** What is older. */
  readonly days: number | null;
  /** What was said before the last so many. */
  readonly messages: number | null;
}

export interface Room {
  /** As its first visitor spelled it, until it is renamed. */
  name: string;
  readonly createdAt: Millis;
  topic: Topic | null;
  readonly modes: RoomModes;
  metadata: ReadonlyMap<string, string>;
  readonly members: Map<Session, Membership>;
  /** Of who is here and as what, but for somebody coming: what was made of the members before can be gone on with. */
  memberChanges: number;
  /** The account that made it, and is its operator whenever it comes in; null where that was nobody's. */
  founder: string | null;
  /** Its own rule of what is forgotten, instead of the chatroom's; null without one. */
  retention: Retention | null;
  /** Whether there is anything in it to come back to: something was said, or it was kept from before. */
  isUsed: boolean;
  /** When the last one left, or the server started; 0 while somebody is in it. */
  emptySince: Millis;
  readonly bans: ListedMask[];
  /** Whom the bans do not mean, and for whom a closed door is open. */
  readonly exceptions: ListedMask[];
  readonly inviteExceptions: ListedMask[];
  /** The visitors themselves, so that an invitation is never for whoever has the name next. */
  readonly invited: Map<Session, Invitation>;
}

/** A ban of the console: of a name, or of an address without its port. */
export interface ServerBan {
  readonly target: string;
  readonly reason: string;
  /** Null never ends. */
  readonly until: Millis | null;
}

/** Somebody who has left, or goes by another name now (RFC 2812 section 3.6.3). */
export interface PastPerson {
  readonly person: Person;
  readonly realName: string;
  readonly at: Millis;
}

export type HistoryRule = 'open' | 'joined' | 'off';

export interface Settings {
  /** What people read: `Room 12`. */
  readonly chatroom: string;
  /** The IRC server name: `room-12.lan`. */
  readonly server: string;
  readonly version: string;
  readonly mainRoom: string;
  /** The host may give it another one (REHASH). */
  password: string | null;
  readonly maxClients: number;
  /** Whether names can belong to somebody: only where what is kept outlives the process. */
  readonly accounts: boolean;
  /** Days without use after which a name claimed by devices alone is free again; null never. */
  readonly claimDays: number | null;
  /** What of the past is shown: all to everyone in the room, only what came since they came in, or nothing. */
  readonly history: HistoryRule;
}

export interface World {
  readonly settings: Settings;
  readonly node: NodeId;
  readonly startedAt: Millis;
  readonly sessions: Map<SessionId, Session>;
  readonly names: Map<Folded, Session>;
  readonly rooms: Map<Folded, Room>;
  /** Names that rooms have laid down of late, the oldest first. */
  readonly renamed: Map<Folded, { readonly room: Room; readonly until: Millis }>;
  /** Who watches which name. */
  readonly watchers: Map<Folded, Set<Session>>;
  /** Who wants to be told of which key. */
  readonly subscribers: Map<string, Set<Session>>;
  readonly resumable: Map<string, Session>;
  readonly bans: Map<Folded, ServerBan>;
  readonly accounts: AccountTable;
  /** Accounts made from each address of late. */
  readonly newAccounts: Quota;
  /** What connections have proved, those that are not in yet among them. */
  readonly proved: Map<SessionId, Proved>;
  readonly linkCodes: Map<string, { readonly account: string; readonly until: Millis }>;
  /** Folded name to the time its mute ends; null never ends. */
  readonly mutes: Map<Folded, Millis | null>;
  /** Those with a user mode or a say in every room, few of all, so that they are counted at no cost; some have left. */
  readonly marked: Set<Session>;
  /** Who had which name, those who left last at the end; bounded. */
  readonly past: PastPerson[];
  motd: readonly string[];
  locked: boolean;
  /** Messages said since the start. */
  messages: number;
  /** The most people at once since the start. */
  peak: number;
  sequence: number;
}

/** The chatroom itself as the author of announcements and kicks. */
export function serverPerson(world: World): Person {
  return { name: world.settings.server, user: '', host: '', account: null };
}

/** Gives the session a say in every room. */
export function makeOperator(world: World, session: Session): void {
  session.operator = true;
  world.marked.add(session);
}

export function nextMessageId(world: World, now: Millis): MessageId {
  world.sequence += 1;
  return messageId(world.node, now, world.sequence);
}

export function findRoom(world: World, name: string): Room | undefined {
  return world.rooms.get(fold(name));
}

export function findPerson(world: World, name: string): Session | undefined {
  return world.names.get(fold(name));
}

export function isMainRoom(world: World, room: Room): boolean {
  return fold(room.name) === fold(world.settings.mainRoom);
}

/** Creates a room with the modes people expect: no messages from outside, topic by operators. */
export function addRoom(world: World, name: string, founder: string | null, now: Millis): Room {
  const room: Room = {
    name,
    createdAt: now,
    topic: null,
    modes: {
      inviteOnly: false,
      moderated: false,
      noOutside: true,
      secret: false,
      topicByOperators: true,
      noCtcp: false,
      key: null,
      limit: null,
    },
    metadata: new Map(),
    members: new Map(),
    founder,
    retention: null,
    isUsed: false,
    emptySince: now,
    memberChanges: 0,
    bans: [],
    exceptions: [],
    inviteExceptions: [],
    invited: new Map(),
  };
  world.rooms.set(fold(name), room);
  return room;
}

/** The people in a room as others read them, in the order they came. */
export function memberNames(room: Room): string[] {
  return Array.from(room.members.keys(), (session) => session.person.name);
}
