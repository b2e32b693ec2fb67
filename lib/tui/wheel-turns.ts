/** Tells the wheel from the arrow keys: on the alternate screen most terminals send several arrows for each notch. */
import type { InputEvent } from './input-event.js';

/** So many equal arrows at once are the wheel: terminals send three or more for a notch. */
const WHEEL_RUN = 3;

/** Milliseconds within which all arrows of a notch arrive, and no two presses of a key: that repeats after 25 or more. */
export const TURN_MS = 10;

export class WheelTurns {
  /** One or two equal arrows, the last that came: a key, unless more follow at once. */
  #held: readonly InputEvent[] = [];
  /** The last that came was the wheel: more of the same belong to it. */
  #turning: 'up' | 'down' | null = null;

  /** What has come, with one turn in the place of many arrows or reports; the end of it may be held back. */
  take(events: readonly InputEvent[]): readonly InputEvent[] {
    if (events.length === 0) return [];
    const all = [...this.#held, ...events];
    const taken: InputEvent[] = [];
    this.#held = [];
    for (let at = 0; at < all.length;) {
      const direction = arrowOf(all[at]);
      const run = arrowRun(all, at);
      const isTurn = direction !== null && (run >= WHEEL_RUN || direction === this.#turning);
      this.#turning = isTurn ? direction : null;
      if (direction !== null && !isTurn && at + run === all.length) {
        this.#held = all.slice(at);
        break;
      }
      add(taken, isTurn ? { kind: 'wheel', direction, count: run } : all[at]);
      at += isTurn ? run : 1;
    }
    return taken;
  }

  /** Nothing followed for `TURN_MS`: what was held back were keys. */
  flush(): readonly InputEvent[] {
    const held = this.#held;
    this.#held = [];
    this.#turning = null;
    return held;
  }

  get pending(): boolean {
    return this.#held.length > 0 || this.#turning !== null;
  }
}

/** Turns in one direction become one. */
function add(events: InputEvent[], event: InputEvent | undefined): void {
  const last = events.at(-1);
  if (event?.kind === 'wheel' && last?.kind === 'wheel' && last.direction === event.direction) {
    events[events.length - 1] = { ...last, count: last.count + event.count };
  } else if (event !== undefined) {
    events.push(event);
  }
}

function arrowRun(events: readonly InputEvent[], start: number): number {
  const direction = arrowOf(events[start]);
  if (direction === null) return 0;
  let end = start + 1;
  while (arrowOf(events[end]) === direction) end += 1;
  return end - start;
}

function arrowOf(event: InputEvent | undefined): 'up' | 'down' | null {
  if (event?.kind !== 'key' || event.ctrl || event.alt || event.shift) return null;
  return event.name === 'up' || event.name === 'down' ? event.name : null;
}
