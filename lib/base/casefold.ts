/** Names and rooms compare without regard to case: CASEMAPPING=ascii (Modern IRC, "CASEMAPPING Parameter"). */
import type { Brand } from './result.js';

/** A name or room as it is compared; only `fold` makes one. */
export type Folded = Brand<string, 'Folded'>;

export function fold(name: string): Folded {
  // Mostly nothing is to be done, and a test is cheaper than a replacement that finds nothing.
  if (!/[A-Z]/.test(name)) return name as Folded;
  return name.replace(/[A-Z]+/g, (upper) => upper.toLowerCase()) as Folded;
}

export function sameName(one: string, other: string): boolean {
  return fold(one) === fold(other);
}
