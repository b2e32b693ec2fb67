/** RENAME: another name for a room, with all that is in it (IRCv3 draft/channel-rename). */
import { fold, sameName } from '../../base/casefold.js';
import { REASON_BYTES_MAX, RENAMED_MAX, RENAMED_MS } from '../../base/limits.js';
import { isRoomName } from '../../base/names.js';
import type { Millis } from '../../base/result.js';
import { cutUtf8 } from '../../base/utf8.js';
import type { CommandSpec } from '../command.js';
import { roomConversation } from '../conversation.js';
import type { Effect } from '../effect.js';
import { refuse, reply } from '../effects.js';
import type { Change } from '../kept.js';
import { isOperator, mayKnow } from '../policy.js';
import { readUpTo } from '../read-markers.js';
import { roomOf } from '../restore.js';
import {
  findRoom,
  isMainRoom,
  nextMessageId,
  type Person,
  type Room,
  type Session,
  type World,
} from '../world.js';

export const renameRoom: CommandSpec<'rename-room'> = {
  activity: true,
  vouches: 'rename-room',
  run({ world, from, now }, args) {
    const room = findRoom(world, args.room);
    if (room === undefined || !mayKnow(room, from))
      return refuse(from, { why: 'no-such-room', room: args.room });
    if (!room.members.has(from) && !from.operator)
      return refuse(from, { why: 'not-in-room', room: room.name });
    if (!isOperator(room, from)) return refuse(from, { why: 'not-operator', room: room.name });
    const { name: before } = room;
    const after = args.to;
    if (isMainRoom(world, room) || !isRoomName(after) || before === after)
      return refuse(from, { why: 'cannot-rename', room: before, to: after });
    const other = findRoom(world, after);
    if (other !== undefined && other !== room)
      return refuse(from, { why: 'room-name-in-use', room: before, to: after });
    room.name = after;
    world.rooms.delete(fold(before));
    world.rooms.set(fold(after), room);
    const reason = cutUtf8(args.reason, REASON_BYTES_MAX);
    if (!sameName(before, after)) moveMarkers(world, before, after);
    if (!sameName(before, after)) leaveName(world, before, after, room, now);
    const told = toldOfNewName(world, from, room, before, reason, now);
    const moved: Change = { kind: 'room-renamed', from: before, room: roomOf(room) };
    const kept: Effect[] = room.isUsed ? [{ kind: 'keep', changes: [moved] }] : [];
    return [...kept, ...told, { kind: 'log', text: `${from.person.name} has renamed ${before} to ${after}` }];
  },
};

/**
 * To each who is in the room; those who do not know such a thing leave it and enter it ("Fallback"). An operator of the
 * host's who does it from outside is told too.
 */
function toldOfNewName(
  world: World,
  from: Session,
  room: Room,
  before: string,
  reason: string,
  now: Millis,
): readonly Effect[] {
  const common = (who: Person) => ({ id: nextMessageId(world, now), at: now, who });
  const by = common(from.person);
  return Array.from(new Set([...room.members.keys(), from]), (hearer) => {
    const { person, realName } = hearer;
    return reply(hearer, {
      ...{ kind: 'room-renamed', isMember: room.members.has(hearer), before, room, reason, by },
      left: { ...common(person), kind: 'left', room: before, reason },
      joined: { ...common(person), kind: 'joined', room: room.name, realName },
      readAt: readUpTo(world, hearer, room),
    });
  });
}

/** For a while whoever asks for the old name is sent on; a name that is used again means the room that has it. */
function leaveName(world: World, before: string, after: string, room: Room, now: Millis): void {
  const { renamed } = world;
  renamed.delete(fold(after));
  renamed.delete(fold(before));
  renamed.set(fold(before), { room, until: now + RENAMED_MS });
  for (const [name] of renamed) {
    if (renamed.size <= RENAMED_MAX) return;
    renamed.delete(name);
  }
}

/** The name that the room has now which was called that a while ago; null where there is none the asker may know of. */
export function newNameOf(world: World, before: string, asker: Session, now: Millis): string | null {
  const found = world.renamed.get(fold(before));
  if (found === undefined) return null;
  const { room, until } = found;
  const isThere = findRoom(world, room.name) === room;
  return isThere && until > now && mayKnow(room, asker) ? room.name : null;
}

/** Up to where people have read goes with the room. */
function moveMarkers(world: World, before: string, after: string): void {
  const [from, to] = [roomConversation(before), roomConversation(after)];
  for (const { read } of world.sessions.values()) {
    const at = read.get(from);
    if (at !== undefined && read.delete(from)) read.set(to, at);
  }
  for (const [key, account] of world.accounts) {
    const at = account.read.get(from);
    if (at === undefined) continue;
    const read = new Map(account.read);
    read.delete(from);
    world.accounts.set(key, { ...account, read: read.set(to, at) });
  }
}
