/** Who has reacted to which message of a window, and how. */
import { sameName } from '../base/casefold.js';
import type { Reacted } from '../client/event.js';

export interface Reaction {
  readonly text: string;
  /** The first to react first. */
  readonly who: readonly string[];
  /** The ids of their reactions, in the same order. */
  readonly ids: readonly string[];
  readonly own: boolean;
}

/** By the id of the message; changed in place. */
export type Reactions = Map<string, readonly Reaction[]>;

/** Messages whose reactions are remembered; the first ones reacted to make room. */
const MESSAGES_MAX = 2000;

/** Different reactions to one message: one row of them. */
const KINDS_MAX = 12;

/** People of one reaction: a room that is full of them. */
const PEOPLE_MAX = 1000;

export function reactionsTo(reactions: Reactions, id: string): readonly Reaction[] {
  return id === '' ? [] : (reactions.get(id) ?? []);
}

/** True when that changed anything. */
export function addReaction(reactions: Reactions, event: Omit<Reacted, 'kind' | 'place'>): boolean {
  const before = reactionsTo(reactions, event.id);
  const known = before.find(({ text }) => text === event.text);
  const has = known?.who.some((name) => sameName(name, event.who)) === true;
  if (has === event.on) return false;
  const after = event.on ? withReaction(before, known, event) : withoutReaction(before, event);
  if (after === before) return false;
  if (after.length === 0) reactions.delete(event.id);
  else reactions.set(event.id, after);
  const [oldest] = reactions.keys();
  if (reactions.size > MESSAGES_MAX && oldest !== undefined) reactions.delete(oldest);
  return true;
}

/** By its own id (IRCv3 draft/message-redaction); true when it was there. */
export function removeReaction(reactions: Reactions, reaction: string, me: string): boolean {
  if (reaction === '') return false;
  for (const [id, found] of reactions) {
    const one = found.find(({ ids }) => ids.includes(reaction));
    if (one === undefined) continue;
    const who = one.who[one.ids.indexOf(reaction)] ?? '';
    const event = { id, reaction, text: one.text, who, own: sameName(who, me), on: false, earlier: false };
    return addReaction(reactions, event);
  }
  return false;
}

type What = Pick<Reacted, 'text' | 'who' | 'own' | 'reaction'>;

function withReaction(
  before: readonly Reaction[],
  known: Reaction | undefined,
  { text, who, own, reaction }: What,
): readonly Reaction[] {
  if (known === undefined)
    return before.length >= KINDS_MAX ? before : [...before, { text, who: [who], ids: [reaction], own }];
  if (known.who.length >= PEOPLE_MAX) return before;
  const [people, ids] = [
    [...known.who, who],
    [...known.ids, reaction],
  ];
  const more = { text, who: people, ids, own: known.own || own };
  return before.map((one) => (one === known ? more : one));
}

function withoutReaction(before: readonly Reaction[], { text, who, own }: What): readonly Reaction[] {
  return before
    .map((one) => (one.text === text ? without(one, who, own) : one))
    .filter((one) => one.who.length > 0);
}

function without(one: Reaction, who: string, own: boolean): Reaction {
  const stays = (index: number): boolean => !sameName(one.who[index] ?? '', who);
  return {
    text: one.text,
    who: one.who.filter((_, index) => stays(index)),
    ids: one.ids.filter((_, index) => stays(index)),
    own: one.own && !own,
  };
}
