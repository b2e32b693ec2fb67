/** PART: leaves a room (RFC 2812 section 3.2.2). */
import type { CommandSpec } from '../command.js';
import { refuse } from '../effects.js';
import { mayKnow } from '../policy.js';
import { leaveRoom, partingWords } from '../rooms.js';
import { findRoom } from '../world.js';

export const part: CommandSpec<'part'> = {
  activity: true,
  run({ world, from, now }, args) {
    const room = findRoom(world, args.room);
    if (room === undefined || !mayKnow(room, from)) {
      return refuse(from, { why: 'no-such-room', room: args.room });
    }
    if (!room.members.has(from)) return refuse(from, { why: 'not-in-room', room: room.name });
    return leaveRoom(world, from, room, partingWords(world, from, room, args.reason, now), now);
  },
};
