/** Short makers for the effects that nearly every command returns. */
import type { SessionId } from '../base/ids.js';
import type { Effect } from './effect.js';
import type { Happening } from './happening.js';
import type { Refusal } from './refusal.js';
import type { Reply } from './reply.js';
import type { Vouched } from './vouch.js';
import type { Room, Session } from './world.js';

export function reply(to: Session, answer: Reply): Effect {
  return { kind: 'reply', to: to.id, reply: answer };
}

export function refuse(to: Session, refusal: Refusal): readonly Effect[] {
  return [reply(to, { kind: 'refused', refusal })];
}

/** Told to a room by somebody who may not be in it: an operator of the host's, or where anybody may speak. */
export function publishIn(room: Room, happening: Happening, from: Session): readonly Effect[] {
  if (room.members.has(from)) return [{ kind: 'publish', rooms: [room], happening, by: from.id }];
  return [
    { kind: 'publish', rooms: [room], happening, by: null },
    { kind: 'tell', to: from.id, happening, by: from.id },
  ];
}

/** To be put around the effects of whatever was asked for; null is the console. */
export function vouched(
  to: SessionId | null,
  what: Vouched | null,
  effects: readonly Effect[],
): readonly Effect[] {
  const keeps = effects.some((effect) => effect.kind === 'keep' && effect.changes.length > 0);
  return keeps ? [...effects, { kind: 'vouch', to, what }] : effects;
}
