/** JOIN 0: leaves every room (RFC 2812 section 3.2.1). */
import type { CommandSpec } from '../command.js';
import { leaveRoom, partingWords } from '../rooms.js';

export const partAll: CommandSpec<'part-all'> = {
  activity: true,
  run: ({ world, from, now }, { reason }) =>
    Array.from(from.rooms).flatMap((room) =>
      leaveRoom(world, from, room, partingWords(world, from, room, reason, now), now),
    ),
};
