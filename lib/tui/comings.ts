/** Comings and goings with nothing said between them, told in one line: who is here now that was not, and who is not. */
import { sameName } from '../base/casefold.js';
import { enumeration } from '../base/words.js';
import type { ClientEvent } from '../client/event.js';

export interface Comings {
  readonly came: readonly string[];
  readonly went: readonly string[];
  /** Came and went again, or went and came back. */
  readonly passed: readonly string[];
  readonly returned: readonly string[];
}

/** People in one line: nobody reads a longer one. */
const PEOPLE_MAX = 500;

/** Names beyond so many are a number. */
const NAMES_MAX = 8;

const NONE: Comings = { came: [], went: [], passed: [], returned: [] };

/** Null for what is no coming or going of somebody else. */
export function comingsOf(event: ClientEvent, before: Comings = NONE): Comings | null {
  if (event.kind === 'joined') return withArrival(before, event.who);
  if (event.kind === 'quit') return withLeaving(before, event.who);
  if (event.kind === 'left' && !event.own) return withLeaving(before, event.who);
  return null;
}

function withArrival({ came, went, passed, returned }: Comings, who: string): Comings {
  if (has(went, who)) return { came, went: without(went, who), passed, returned: [...returned, who] };
  return { came: [...came, who], went, passed: without(passed, who), returned };
}

function withLeaving({ came, went, passed, returned }: Comings, who: string): Comings {
  if (has(came, who)) return { came: without(came, who), went, passed: [...passed, who], returned };
  return { came, went: [...went, who], passed, returned: without(returned, who) };
}

function has(names: readonly string[], who: string): boolean {
  return names.some((name) => sameName(name, who));
}

function without(names: readonly string[], who: string): readonly string[] {
  return names.filter((name) => !sameName(name, who));
}

/** Whether a new line is better. */
export function isFull(comings: Comings): boolean {
  return comingsCount(comings) >= PEOPLE_MAX;
}

/** How many there are in it: one is told in the words of the event itself. */
export function comingsCount({ came, went, passed, returned }: Comings): number {
  return came.length + went.length + passed.length + returned.length;
}

export function comingsText({ came, went, passed, returned }: Comings): string {
  const have = (names: readonly string[]): string => (names.length === 1 ? 'has' : 'have');
  return [
    came.length === 0 ? '' : `${list(came)} ${have(came)} joined the chat.`,
    went.length === 0 ? '' : `${list(went)} ${have(went)} left the chat.`,
    passed.length === 0 ? '' : `${list(passed)} came and went.`,
    returned.length === 0 ? '' : `${list(returned)} went and came back.`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function list(names: readonly string[]): string {
  const shown = names.length > NAMES_MAX ? names.slice(0, NAMES_MAX - 1) : names;
  const left = names.length - shown.length;
  const all = left === 0 ? shown : [...shown, `${left} more`];
  return enumeration(all);
}
