/** Tells connections whose other end has fallen silent from those where it only has nothing to say. */
import { SILENT_END_MS } from '../base/limits.js';
import type { Millis } from '../base/result.js';
import type { Transmissions } from './transmissions.js';

/** So many tries in a row without an answer are no lost packet any more, however bad the network: two seconds or more. */
const TRIES = 3;

/**
 * Milliseconds in which what was sent has been answered or tried again. Bytes that wait for longer wait for a reader
 * whose machine has no room for them, and says so whenever it is asked.
 */
const ANSWERED_MS = 3000;

/** What is known of an end that did not answer. */
interface Silence {
  /** Since when nothing has shown that it is still there. */
  readonly since: Millis;
  /** Since when nothing has had to be tried again; null while something has. */
  untriedSince: Millis | null;
}

export class SilentEnds {
  private readonly silences = new Map<string, Silence>();

  /** Those given up: nothing that was sent to them got an answer for `SILENT_END_MS`. To be called every second. */
  look(transmissions: Transmissions, now: Millis): readonly string[] {
    for (const end of this.silences.keys()) if (!transmissions.has(end)) this.silences.delete(end);
    const gone: string[] = [];
    for (const [end, { waiting, tries }] of transmissions) {
      const silence = this.silences.get(end) ?? { since: now, untriedSince: null };
      if (tries > 0) {
        silence.untriedSince = null;
        this.silences.set(end, silence);
        if (tries >= TRIES && now - silence.since >= SILENT_END_MS) gone.push(end);
        continue;
      }
      // What was sent just now says nothing yet, one way or the other.
      silence.untriedSince ??= now;
      if (waiting === 0 || now - silence.untriedSince >= ANSWERED_MS) this.silences.delete(end);
    }
    return gone;
  }
}
