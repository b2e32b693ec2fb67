/** LIST: the rooms with somebody in them (RFC 2812 section 3.2.6; Modern IRC, "LIST" and ISUPPORT ELIST). */
import { ANSWER_ROWS_MAX } from '../../base/limits.js';
import { MINUTE_MS, type Millis } from '../../base/result.js';
import type { CommandSpec, ListCondition } from '../command.js';
import { reply } from '../effects.js';
import { matchesMask } from '../masks.js';
import { mayKnow } from '../policy.js';
import type { Room } from '../world.js';

export const list: CommandSpec<'list'> = {
  activity: false,
  run({ world, from, now }, { conditions }) {
    const rows = Array.from(world.rooms.values())
      .filter((room) => room.members.size > 0 && mayKnow(room, from))
      .filter((room) => fits(room, conditions, now))
      .slice(0, ANSWER_ROWS_MAX)
      .map((room) => ({ room: room.name, people: room.members.size, topic: room.topic?.text ?? '' }));
    return [reply(from, { kind: 'rooms', rows })];
  },
};

function fits(room: Room, conditions: readonly ListCondition[], now: Millis): boolean {
  const wanted = conditions.filter((one) => one.kind === 'mask' && !one.isNot);
  const others = conditions.filter((one) => !wanted.includes(one));
  const isWanted = wanted.length === 0 || wanted.some((one) => isTrue(room, one, now));
  return isWanted && others.every((one) => isTrue(room, one, now));
}

/** Times are minutes ago: `C<5` are rooms made less than five minutes ago. A room without a topic had it set never. */
function isTrue(room: Room, condition: ListCondition, now: Millis): boolean {
  if (condition.kind === 'mask') return matchesMask(room.name, condition.mask) !== condition.isNot;
  const { kind, more, than } = condition;
  if (kind === 'topic' && room.topic === null) return false;
  const since = kind === 'created' ? room.createdAt : (room.topic?.at ?? 0);
  const value = kind === 'people' ? room.members.size : (now - since) / MINUTE_MS;
  return more ? value > than : value < than;
}
