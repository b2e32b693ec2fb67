/** KICK: an operator puts members out of a room (RFC 2812 section 3.2.8). */
import { REASON_BYTES_MAX } from '../../base/limits.js';
import { cutUtf8 } from '../../base/utf8.js';
import type { CommandSpec } from '../command.js';
import { refuse } from '../effects.js';
import { ownWords } from '../mutes.js';
import { isOperator, mayKnow } from '../policy.js';
import { removeMember } from '../removal.js';
import { findPerson, findRoom } from '../world.js';

export const kick: CommandSpec<'kick'> = {
  activity: true,
  run({ world, from, now }, args) {
    const room = findRoom(world, args.room);
    if (room === undefined || !mayKnow(room, from)) {
      return refuse(from, { why: 'no-such-room', room: args.room });
    }
    if (!room.members.has(from) && !from.operator)
      return refuse(from, { why: 'not-in-room', room: room.name });
    if (!isOperator(room, from)) return refuse(from, { why: 'not-operator', room: room.name });
    const said = ownWords(world, from, args.reason, now);
    const reason = cutUtf8(said === '' ? from.person.name : said, REASON_BYTES_MAX);
    return args.names.flatMap((name) => {
      const target = findPerson(world, name);
      return target === undefined || !room.members.has(target)
        ? refuse(from, { why: 'they-are-not-in-room', name, room: room.name })
        : removeMember(world, room, target, from, reason, now);
    });
  },
};
