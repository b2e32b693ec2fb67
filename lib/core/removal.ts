/** Putting a member out of a room, by an operator or by the console. */
import type { SessionId } from '../base/ids.js';
import type { Millis } from '../base/result.js';
import type { Effect } from './effect.js';
import { dropMember } from './rooms.js';
import { nextMessageId, type Person, type Room, type Session, type World } from './world.js';

export function removeMember(
  world: World,
  room: Room,
  target: Session,
  who: Person,
  by: SessionId | null,
  reason: string,
  now: Millis,
): readonly Effect[] {
  const forgotten = dropMember(world, target, room, 'meant', now);
  const id = nextMessageId(world, now);
  const name = target.person.name;
  return [
    {
      kind: 'publish',
      rooms: [room],
      happening: { kind: 'kicked', id, at: now, who, room: room.name, name, reason },
      by,
    },
    { kind: 'unsubscribe', session: target.id, room },
    ...forgotten,
  ];
}
