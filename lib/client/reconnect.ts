/** When to try again after a lost connection; time and chance are arguments. */
import type { Millis } from '../base/result.js';

/** Milliseconds until the first try: a restarted server is back by then, a pulled cable is not noticed. */
const FIRST_MS = 500;

/** Milliseconds of the longest pause: a person who watches the countdown can bear it. */
const LONGEST_MS = 15_000;

/** The part of a pause that chance decides, so that a room full of clients does not return in one instant. */
const JITTER = 0.5;

/** Codes of `FAIL * CODE` after which somebody meant us to be gone, so that trying again by itself would be rude. */
const MEANT_SO: ReadonlySet<string> = new Set(['KICKED', 'BANNED', 'REPLACED', 'PASSWORD', 'SERVER_CHANGED']);

export function mayReconnect(closingCode: string): boolean {
  return !MEANT_SO.has(closingCode);
}

/** The pause before try number `failures` + 1; `chance` is from 0 up to 1. */
export function pauseBefore(failures: number, chance: number): Millis {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 10));
  return Math.round(full * (1 - JITTER + JITTER * chance));
}
