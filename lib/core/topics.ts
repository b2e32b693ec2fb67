/** Setting a topic, by a member or by the console. */
import type { SessionId } from '../base/ids.js';
import type { Millis } from '../base/result.js';
import type { Effect } from './effect.js';
import { keepRoom } from './rooms.js';
import { nextMessageId, type Person, type Room, type World } from './world.js';

/** An empty text takes the topic away. */
export function setTopic(
  world: World,
  room: Room,
  text: string,
  who: Person,
  by: SessionId | null,
  now: Millis,
): readonly Effect[] {
  room.topic = text === '' ? null : { text, by: who.name, at: now };
  const id = nextMessageId(world, now);
  const happening = { kind: 'topic', id, at: now, who, room: room.name, text } as const;
  return [...keepRoom(room), { kind: 'publish', rooms: [room], happening, by }];
}
