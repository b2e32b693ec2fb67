/** Membership: coming into a room and going out of it. */
import { fold, sameName } from '../base/casefold.js';
import { EMPTY_ROOM_MS, REASON_BYTES_MAX, ROOMS_PER_SESSION_MAX } from '../base/limits.js';
import type { Millis } from '../base/result.js';
import { cutUtf8 } from '../base/utf8.js';
import type { Effect } from './effect.js';
import type { Happening } from './happening.js';
import type { Leaving } from './leaving.js';
import { isAlwaysInvited, isBannedFromRoom } from './masks.js';
import { metadataOnEntry } from './metadata.js';
import { ownWords } from './mutes.js';
import { speechBar } from './policy.js';
import { askOnEntry } from './history.js';
import { readUpTo } from './read-markers.js';
import type { Refusal } from './refusal.js';
import { roomChange } from './restore.js';
import { isMainRoom, nextMessageId, type Membership, type Room, type Session, type World } from './world.js';

/**
 * Why the session may not come in, or null where it may. An invitation opens a closed door, and an operator's lets in
 * whom the room has banned (RFC 2811 section 4.3.1).
 * A null room is still to be made.
 */
export function entryRefusal(
  room: Room | null,
  wanted: string,
  session: Session,
  key: string,
): Refusal | null {
  if (session.rooms.size >= ROOMS_PER_SESSION_MAX) return { why: 'too-many-rooms', room: wanted };
  if (room === null || session.operator) return null;
  const { name, modes } = room;
  const invitation = room.invited.get(session);
  const invited = invitation !== undefined;
  if (invitation?.byOperator !== true && isBannedFromRoom(room, session))
    return { why: 'banned-from-room', room: name };
  if (modes.key !== null && modes.key !== key && !invited) return { why: 'wrong-key', room: name };
  if (modes.inviteOnly && !invited && !isAlwaysInvited(room, session))
    return { why: 'invite-only', room: name };
  if (modes.limit !== null && room.members.size >= modes.limit && !invited) {
    return { why: 'room-full', room: name };
  }
  return null;
}

/** Puts the session into the room. Whoever creates a room is its operator; the main room belongs to the server. */
export function enterRoom(world: World, session: Session, room: Room, now: Millis): readonly Effect[] {
  room.members.set(session, rankOnEntry(world, session, room, now));
  room.emptySince = 0;
  room.invited.delete(session);
  session.rooms.add(room);
  const happening = {
    kind: 'joined',
    id: nextMessageId(world, now),
    at: now,
    who: session.person,
    room: room.name,
    realName: session.realName,
  } as const;
  const effects: Effect[] = [
    { kind: 'subscribe', session: session.id, room },
    { kind: 'publish', rooms: [room], happening, by: session.id },
    {
      kind: 'reply',
      to: session.id,
      reply: { kind: 'entered', room, readAt: readUpTo(world, session, room) },
    },
  ];
  if (session.away !== null)
    effects.push({ kind: 'publish', rooms: [room], happening: awayNow(world, session, now), by: session.id });
  effects.push(...metadataOnEntry(world, session, room));
  // IRC clients ask for history themselves; bots would answer old lines that are not marked as old.
  if (session.dialect === 'plain') effects.push(...askOnEntry(world, session, room));
  return effects;
}

/** Its founder runs a room, and so does whoever makes one; the main room belongs to the server. */
function rankOnEntry(world: World, { person, ranksBefore }: Session, room: Room, now: Millis): Membership {
  const before = ranksBefore.get(room);
  // Whoever then leaves and comes again is a newcomer as any other.
  ranksBefore.delete(room);
  if (before !== undefined) return { ...before };
  if (isMainRoom(world, room)) return { operator: false, voice: false, since: now };
  const isFounder =
    room.founder !== null && person.account !== null && sameName(room.founder, person.account);
  return { operator: isFounder || (room.members.size === 0 && !room.isUsed), voice: false, since: now };
}

/** That the session is away, or back. */
export function awayNow(world: World, session: Session, now: Millis): Happening {
  const id = nextMessageId(world, now);
  return { kind: 'away', id, at: now, who: session.person, message: session.away };
}

/** What somebody says on leaving: nothing where it could not have been said in the room. */
export function partingWords(
  world: World,
  session: Session,
  room: Room,
  reason: string,
  now: Millis,
): string {
  return speechBar(room, session) === null ? ownWords(world, session, reason, now) : '';
}

export function leaveRoom(
  world: World,
  session: Session,
  room: Room,
  reason: string,
  now: Millis,
): readonly Effect[] {
  const forgotten = dropMember(world, session, room, 'meant', now);
  const happening = {
    kind: 'left',
    id: nextMessageId(world, now),
    at: now,
    who: session.person,
    room: room.name,
    reason: cutUtf8(reason, REASON_BYTES_MAX),
  } as const;
  return [
    { kind: 'publish', rooms: [room], happening, by: session.id },
    { kind: 'unsubscribe', session: session.id, room },
    ...forgotten,
  ];
}

/** Takes the member out without a word; the caller tells, and then does what is returned. */
export function dropMember(
  world: World,
  session: Session,
  room: Room,
  leaving: Leaving,
  now: Millis,
): readonly Effect[] {
  room.members.delete(session);
  room.memberChanges += 1;
  session.rooms.delete(room);
  if (room.members.size > 0) return [];
  room.emptySince = now;
  if (isMainRoom(world, room)) return [];
  const stays = room.isUsed && (room.founder !== null || leaving === 'lost');
  return stays ? [] : dropRoom(world, room);
}

export function dropRoom(world: World, room: Room): readonly Effect[] {
  if (!world.rooms.delete(fold(room.name))) return [];
  return room.isUsed ? [{ kind: 'keep', changes: [{ kind: 'room-gone', name: room.name }] }] : [];
}

/** There is something in the room now that is to be found again. */
export function useRoom(room: Room): readonly Effect[] {
  if (room.isUsed) return [];
  room.isUsed = true;
  return keepRoom(room);
}

/** After a change of the room itself. */
export function keepRoom(room: Room): readonly Effect[] {
  room.isUsed = true;
  return [{ kind: 'keep', changes: [roomChange(room)] }];
}

/** Rooms that nobody made their own, and to which nobody has come back. */
export function dropAbandoned(world: World, now: Millis): readonly Effect[] {
  const abandoned = Array.from(world.rooms.values()).filter(
    (room) => isAbandoned(world, room) && now - room.emptySince > EMPTY_ROOM_MS,
  );
  return abandoned.flatMap((room) => dropRoom(world, room));
}

/** Makes room for a new one: the one that has been empty longest goes. Null where all are in use. */
export function dropEmptiest(world: World): readonly Effect[] | null {
  const [emptiest] = Array.from(world.rooms.values())
    .filter((room) => isAbandoned(world, room))
    .sort((one, other) => one.emptySince - other.emptySince);
  return emptiest === undefined ? null : dropRoom(world, emptiest);
}

function isAbandoned(world: World, room: Room): boolean {
  return room.members.size === 0 && room.founder === null && !isMainRoom(world, room);
}
