/** Options of V8 that suit a chat: little is called often, and nearly all that is new is either kept or forgotten at once. */
import { setFlagsFromString } from 'node:v8';

/** The V8 of Node 20, for which they were measured: later ones count otherwise, and complain where they do not know one. */
const IS_MEASURED = process.versions.v8.startsWith('11.');

/**
 * Work done by a function before V8 thinks of optimising it, in bytes of its code that have run. With the 132 KB of V8 a
 * quarter of the processor time in a slow room is the compiler's; what comes in a flood is worth it.
 */
const SLOW_ROOM = '--interrupt-budget=1000000';
const FLOOD = '--interrupt-budget=135168';

/** The space for new objects stays at 1 MB instead of growing to twice 16: it is walked more often, and not longer. */
const SMALL_NEW_SPACE = '--semi-space-growth-factor=1';
const GROWING_NEW_SPACE = '--semi-space-growth-factor=2';

/** For functions that have not run yet; figures in docs/performance.md. */
export function tuneV8ForClient(): void {
  if (!IS_MEASURED) return;
  setFlagsFromString(SLOW_ROOM);
  setFlagsFromString(SMALL_NEW_SPACE);
}

/** Looks through that space within a second from which on it is worth its 16 MB. */
const BUSY = 100;

/**
 * Before anybody comes: people who are only there take half the memory. Where much is said the space grows as V8 has it
 * by itself, as looking through it often costs a flood a fifth.
 */
export function tuneV8ForServer(): void {
  if (!IS_MEASURED) return;
  setFlagsFromString(SMALL_NEW_SPACE);
  let looks: number[] = [];
  // Not imported: what is loaded with it takes the client's start 1 ms, and that loads this file too.
  const watch = new PerformanceObserver((list) => {
    looks = [...looks, ...list.getEntries().map(({ startTime }) => startTime)].slice(-BUSY);
    const [first = 0] = looks;
    if (looks.length < BUSY || performance.now() - first > 1000) return;
    setFlagsFromString(GROWING_NEW_SPACE);
    watch.disconnect();
  });
  watch.observe({ entryTypes: ['gc'] });
}

/** There is much to do: what is done often is optimised soon. */
export function tuneV8ForFlood(): void {
  if (IS_MEASURED) setFlagsFromString(FLOOD);
}
