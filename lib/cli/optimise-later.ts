/** Has V8 wait longer before it optimises a function: most are called too seldom in a chat to be worth it. */
import { setFlagsFromString } from 'node:v8';

/**
 * Work done by a function before V8 thinks of optimising it, in bytes of its code that have run; 132 KB when left out.
 * Without this a quarter of the processor time in a slow room is the compiler's; a flood is as fast (docs/performance.md).
 */
const BUDGET = 300_000;

/** The V8 of Node 20, for which it was measured: later ones count otherwise, and complain where they do not know the option. */
const MEASURED = '11.';

/** For functions that have not run yet. */
export function optimiseLater(): void {
  if (process.versions.v8.startsWith(MEASURED)) setFlagsFromString(`--interrupt-budget=${BUDGET}`);
}
