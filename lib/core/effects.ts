/** Short makers for the effects that nearly every command returns. */
import type { SessionId } from '../base/ids.js';
import type { Effect } from './effect.js';
import type { Refusal } from './refusal.js';
import type { Reply } from './reply.js';
import type { Vouched } from './vouch.js';
import type { Session } from './world.js';

export function reply(to: Session, answer: Reply): Effect {
  return { kind: 'reply', to: to.id, reply: answer };
}

export function refuse(to: Session, refusal: Refusal): readonly Effect[] {
  return [reply(to, { kind: 'refused', refusal })];
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
