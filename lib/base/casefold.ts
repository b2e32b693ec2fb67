/** Names and rooms compare without regard to case: CASEMAPPING=ascii (Modern IRC, "CASEMAPPING Parameter"). */
import type { Brand } from './result.js';

/** A name or room as it is compared; only `fold` makes one. */
export type Folded = Brand<string, 'Folded'>;

export function fold(name: string): Folded {
  // Mostly nothing is to be done, and names are short: looking is cheaper than a replacement that finds nothing.
  if (!hasCapital(name)) return name as Folded;
  return name.replace(/[A-Z]+/g, (upper) => upper.toLowerCase()) as Folded;
}

export function sameName(one: string, other: string): boolean {
  return one === other || (one.length === other.length && fold(one) === fold(other));
}

function hasCapital(name: string): boolean {
  for (let index = 0; index < name.length; index += 1) {
    const code = name.charCodeAt(index);
    if (code >= 65 && code <= 90) return true;
  }
  return false;
}
