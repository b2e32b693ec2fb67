/** Putting a member out of a room, by an operator or by the console. */
import type { Millis } from '../base/result.js';
import type { Effect } from './effect.js';
import { publishIn } from './effects.js';
import { dropMember } from './rooms.js';
import { nextMessageId, serverPerson, type Room, type Session, type World } from './world.js';

/** `from` is null for the console. */
export function removeMember(
  world: World,
  room: Room,
  target: Session,
  from: Session | null,
  reason: string,
  now: Millis,
): readonly Effect[] {
  const who = from?.person ?? serverPerson(world);
  const id = nextMessageId(world, now);
  const happening = {
    kind: 'kicked',
    id,
    at: now,
    who,
    room: room.name,
    name: target.person.name,
    reason,
  } as const;
  // Whoever puts themselves out is still in.
  const told: readonly Effect[] =
    from === null
      ? [{ kind: 'publish', rooms: [room], happening, by: null }]
      : publishIn(room, happening, from);
  const forgotten = dropMember(world, target, room, 'meant', now);
  return [...told, { kind: 'unsubscribe', session: target.id, room }, ...forgotten];
}
