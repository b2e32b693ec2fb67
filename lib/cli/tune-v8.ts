/** Options of V8 that suit a chat: little is called often, and nearly all that is new is either kept or forgotten at once. */
import { setFlagsFromString } from 'node:v8';

/** The V8 of Node 20, for which they were measured: later ones count otherwise, and complain where they do not know one. */
const MEASURED = '11.';

const FLAGS = [
  /**
   * Work done by a function before V8 thinks of optimising it, in bytes of its code that have run; 132 KB when left out.
   * Without this a quarter of the processor time in a slow room is the compiler's; a flood is as fast.
   */
  '--interrupt-budget=300000',
  /** The space for new objects stays at 1 MB instead of growing to twice 16: it is walked more often, and not longer. */
  '--semi-space-growth-factor=1',
];

/** For functions that have not run yet; figures in docs/performance.md. */
export function tuneV8(): void {
  if (!process.versions.v8.startsWith(MEASURED)) return;
  for (const flag of FLAGS) setFlagsFromString(flag);
}
