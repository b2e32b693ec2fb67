/** NAMES: who is in a room (RFC 2812 section 3.2.5). */
import type { CommandSpec } from '../command.js';
import { reply } from '../effects.js';
import { mayKnow } from '../policy.js';
import { findRoom } from '../world.js';

export const names: CommandSpec<'names'> = {
  activity: false,
  run({ world, from }, { rooms }) {
    return rooms.map((name) => {
      const room = findRoom(world, name);
      const known = room !== undefined && mayKnow(room, from) ? room : null;
      const isOutside = !from.operator && known?.members.has(from) === false;
      return reply(from, { kind: 'names', name: known?.name ?? name, room: known, isOutside });
    });
  },
};
