/** LIST: the rooms with somebody in them (RFC 2812 section 3.2.6). */
import { ANSWER_ROWS_MAX } from '../../base/limits.js';
import type { CommandSpec } from '../command.js';
import { reply } from '../effects.js';
import { matchesMask } from '../masks.js';
import { mayKnow } from '../policy.js';

export const list: CommandSpec<'list'> = {
  activity: false,
  run({ world, from }, { masks }) {
    const rows = Array.from(world.rooms.values())
      .filter((room) => room.members.size > 0 && mayKnow(room, from))
      .filter((room) => masks.length === 0 || masks.some((mask) => matchesMask(room.name, mask)))
      .slice(0, ANSWER_ROWS_MAX)
      .map((room) => ({ room: room.name, people: room.members.size, topic: room.topic?.text ?? '' }));
    return [reply(from, { kind: 'rooms', rows })];
  },
};
