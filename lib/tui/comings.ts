/** Comings and goings with nothing said between them, told in one line: who is here now that was not, and who is not. */
import { sameName } from '../base/casefold.js';
import { enumeration } from '../base/words.js';
import type { ClientEvent } from '../client/event.js';

export interface Comings {
  readonly came: readonly string[];
  readonly went: readonly string[];
}

/** Names beyond so many are a number. */
const NAMES_MAX = 8;

export const NO_COMINGS: Comings = { came: [], went: [] };

/** Who came or went, with those before; a person who does both cancels out. Null for what is no coming or going of somebody else. */
export function comingsOf(event: ClientEvent, before: Comings): Comings | null {
  const { came, went } = before;
  switch (event.kind) {
    case 'joined':
      return has(went, event.who)
        ? { came, went: without(went, event.who) }
        : { came: [...came, event.who], went };
    case 'left':
    case 'quit':
      if (event.kind === 'left' && event.own) return null;
      return has(came, event.who)
        ? { came: without(came, event.who), went }
        : { came, went: [...went, event.who] };
    default:
      return null;
  }
}

function has(names: readonly string[], who: string): boolean {
  return names.some((name) => sameName(name, who));
}

function without(names: readonly string[], who: string): readonly string[] {
  return names.filter((name) => !sameName(name, who));
}

export function comingsCount({ came, went }: Comings): number {
  return came.length + went.length;
}

/** Empty when all have cancelled out. `most`: names in a list, before the others are a number. */
export function comingsText({ came, went }: Comings, most = NAMES_MAX): string {
  const have = (names: readonly string[]): string => (names.length === 1 ? 'has' : 'have');
  return [
    came.length === 0 ? '' : `${list(came, most)} ${have(came)} joined the chat.`,
    went.length === 0 ? '' : `${list(went, most)} ${have(went)} left the chat.`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function list(names: readonly string[], most: number): string {
  const shown = names.length > most ? names.slice(0, most - 1) : names;
  const left = names.length - shown.length;
  const all = left === 0 ? shown : [...shown, `${left} more`];
  return enumeration(all);
}
