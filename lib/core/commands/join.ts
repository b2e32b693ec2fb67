/** JOIN: comes into a room, creating it where it is not there yet (RFC 2812 section 3.2.1). */
import { ROOMS_MAX } from '../../base/limits.js';
import { isRoomName } from '../../base/names.js';
import type { CommandSpec } from '../command.js';
import { refuse } from '../effects.js';
import { dropEmptiest, enterRoom, entryRefusal, leaveRoom } from '../rooms.js';
import { addRoom, findRoom } from '../world.js';

export const join: CommandSpec<'join'> = {
  activity: true,
  run({ world, from, now }, { room: name, key, move }) {
    if (!isRoomName(name)) return refuse(from, { why: 'bad-room-name', room: name });
    const existing = findRoom(world, name);
    if (existing?.members.has(from) === true) return [];
    const isFull = existing === undefined && world.rooms.size >= ROOMS_MAX;
    const refusal = entryRefusal(existing ?? null, name, from, key);
    if (refusal !== null) return refuse(from, refusal);
    const dropped = isFull ? dropEmptiest(world) : [];
    if (dropped === null) return refuse(from, { why: 'server-full-of-rooms', room: name });
    const room = existing ?? addRoom(world, name, from.person.account, now);
    const left = move ? Array.from(from.rooms).flatMap((old) => leaveRoom(world, from, old, '', now)) : [];
    return [...dropped, ...left, ...enterRoom(world, from, room, now)];
  },
};
