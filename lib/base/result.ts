/** Small helpers for exhaustive unions and branded types. */

/** A type that only its own maker functions can produce. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name };

/** Milliseconds since the Unix epoch, UTC. */
export type Millis = number;

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

/** Ends a switch over a union: adding a member breaks the build here instead of failing at run time. */
export function unreachable(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
