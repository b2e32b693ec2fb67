/** Setting a topic, by a member or by the console. */
import type { Millis } from '../base/result.js';
import type { Effect } from './effect.js';
import { publishIn } from './effects.js';
import { keepRoom } from './rooms.js';
import { nextMessageId, serverPerson, type Room, type Session, type World } from './world.js';

/** An empty text takes the topic away. `from` is null for the console. */
export function setTopic(
  world: World,
  room: Room,
  text: string,
  from: Session | null,
  now: Millis,
): readonly Effect[] {
  const who = from?.person ?? serverPerson(world);
  room.topic = text === '' ? null : { text, by: who.name, at: now };
  const id = nextMessageId(world, now);
  const happening = { kind: 'topic', id, at: now, who, room: room.name, text } as const;
  const told: readonly Effect[] =
    from === null
      ? [{ kind: 'publish', rooms: [room], happening, by: null }]
      : publishIn(room, happening, from);
  return [...keepRoom(room), ...told];
}
