/** Up to when somebody has read a conversation: an account's own business, or a session's that has none. */
import { fold, sameName } from '../base/casefold.js';
import { READ_MARKERS_MAX } from '../base/limits.js';
import { nameProblem } from '../base/names.js';
import type { Millis } from '../base/result.js';
import type { Account } from './account.js';
import { privateConversation, roomConversation, type Conversation } from './conversation.js';
import type { Effect } from './effect.js';
import { reply } from './effects.js';
import type { Change } from './kept.js';
import { accountUnder } from './history.js';
import { findPerson, findRoom, type Room, type Session, type World } from './world.js';

/** What somebody marks as read. */
export interface Marked {
  readonly conversation: Conversation;
  readonly name: string;
  /** The account that it is kept with; null where it is the session's alone. */
  readonly keeper: Account | null;
}

/** Null where there is nothing by that name to read. */
export function markedAs(world: World, reader: Session, target: string): Marked | null {
  const account = accountOf(world, reader);
  if (target.startsWith('#')) {
    const room = findRoom(world, target);
    if (room?.members.has(reader) !== true) return null;
    return { conversation: roomConversation(room.name), name: room.name, keeper: account };
  }
  const other = accountUnder(world, target);
  if (account !== null && other !== null) {
    const conversation = privateConversation(account.name, other.account);
    return { conversation, name: other.name, keeper: account };
  }
  if (nameProblem(target, world.settings.chatroom) !== null) return null;
  const name = findPerson(world, target)?.person.name ?? target;
  return { conversation: privateConversation(reader.person.name, target), name, keeper: null };
}

function accountOf(world: World, { person }: Session): Account | null {
  return person.account === null ? null : (world.accounts.get(fold(person.account)) ?? null);
}

export function readAt(reader: Session, { conversation, keeper }: Marked): Millis | null {
  return (keeper === null ? reader.read : keeper.read).get(conversation) ?? null;
}

/** Up to when the room was read that the session enters. */
export function readUpTo(world: World, reader: Session, room: Room): Millis | null {
  const keeper = accountOf(world, reader);
  return readAt(reader, { conversation: roomConversation(room.name), name: room.name, keeper });
}

/** Moves the mark on, keeps it, and tells the other sessions of the same account. */
export function mark(world: World, reader: Session, marked: Marked, at: Millis): readonly Effect[] {
  const { conversation, name, keeper } = marked;
  if (keeper === null) {
    put(reader.read, conversation, at);
    return [];
  }
  const read = new Map(keeper.read);
  const account = keeper.name;
  const forgotten = put(read, conversation, at);
  world.accounts.set(fold(account), { ...keeper, read });
  const others = Array.from(world.sessions.values()).filter(
    (one) => one !== reader && one.person.account !== null && sameName(one.person.account, keeper.name),
  );
  const changes: Change[] = [{ kind: 'read', account, conversation, at }];
  if (forgotten !== null) changes.push({ kind: 'unread', account, conversation: forgotten });
  return [
    { kind: 'keep', changes },
    ...others.map((one) => reply(one, { kind: 'read-marker', target: name, at, asked: false })),
  ];
}

/** Where there is no place for one more, what was read longest ago is forgotten: which one, or null. */
function put(read: Map<Conversation, Millis>, conversation: Conversation, at: Millis): Conversation | null {
  const forgotten = read.has(conversation) || read.size < READ_MARKERS_MAX ? null : readFirst(read);
  if (forgotten !== null) read.delete(forgotten);
  read.set(conversation, at);
  return forgotten;
}

function readFirst(read: ReadonlyMap<Conversation, Millis>): Conversation | null {
  let oldest: [Conversation, Millis] | null = null;
  for (const entry of read) if (oldest === null || entry[1] < oldest[1]) oldest = entry;
  return oldest?.[0] ?? null;
}
