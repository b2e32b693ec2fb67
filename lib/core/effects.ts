/** Short makers for the effects that nearly every command returns. */
import type { Effect } from './effect.js';
import type { Refusal } from './refusal.js';
import type { Reply } from './reply.js';
import type { Session } from './world.js';

export function reply(to: Session, answer: Reply): Effect {
  return { kind: 'reply', to: to.id, reply: answer };
}

export function refuse(to: Session, refusal: Refusal): readonly Effect[] {
  return [reply(to, { kind: 'refused', refusal })];
}
