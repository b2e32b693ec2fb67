/** JOIN: comes into a room, creating it where it is not there yet (RFC 2812 section 3.2.1). */
import { sameName } from '../../base/casefold.js';
import { ROOMS_MAX, ROOMS_PER_FOUNDER_MAX } from '../../base/limits.js';
import { isRoomName } from '../../base/names.js';
import type { CommandSpec } from '../command.js';
import { refuse, reply } from '../effects.js';
import { newNameOf } from './rename-room.js';
import { dropEmptiest, enterRoom, entryRefusal, leaveRoom } from '../rooms.js';
import { addRoom, findRoom, type Session, type World } from '../world.js';

export const join: CommandSpec<'join'> = {
  activity: true,
  run(context, args) {
    const { world, from, now } = context;
    const { room: name, key, move } = args;
    if (!isRoomName(name)) return refuse(from, { why: 'bad-room-name', room: name });
    const existing = findRoom(world, name);
    const to = existing === undefined ? newNameOf(world, name, from, now) : null;
    if (to !== null) {
      if (args.knowsRename === true) return refuse(from, { why: 'room-renamed', room: name, to });
      return [
        reply(from, { kind: 'redirected', room: name, to }),
        ...join.run(context, { ...args, room: to }),
      ];
    }
    if (existing?.members.has(from) === true) return [];
    const isFull = existing === undefined && world.rooms.size >= ROOMS_MAX;
    const refusal = entryRefusal(existing ?? null, name, from, key);
    if (refusal !== null) return refuse(from, refusal);
    const dropped = isFull ? dropEmptiest(world) : [];
    if (dropped === null) return refuse(from, { why: 'server-full-of-rooms', room: name });
    const room = existing ?? addRoom(world, name, founderOf(world, from), now);
    const left = move ? Array.from(from.rooms).flatMap((old) => leaveRoom(world, from, old, '', now)) : [];
    return [...dropped, ...left, ...enterRoom(world, from, room, now)];
  },
};

/** Rooms beyond what one account may have for good go when they are empty, as a guest's do. */
function founderOf(world: World, { person: { account } }: Session): string | null {
  if (account === null) return null;
  let count = 0;
  for (const { founder } of world.rooms.values())
    if (founder !== null && sameName(founder, account)) count += 1;
  return count < ROOMS_PER_FOUNDER_MAX ? account : null;
}
