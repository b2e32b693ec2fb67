/** Tells connections whose other end has fallen silent from those where it only has nothing to say. */
import { SILENT_END_MS } from '../base/limits.js';
import type { Millis } from '../base/result.js';
import type { Transmissions } from './transmissions.js';

/** So many tries in a row without an answer are no lost packet any more, however bad the network: two seconds or more. */
const TRIES = 3;

export class SilentEnds {
  /** Since when nothing has shown that they are still there. */
  private readonly since = new Map<string, Millis>();

  /** Those given up: nothing that was sent to them got an answer for `SILENT_END_MS`. To be called every second. */
  look(transmissions: Transmissions, now: Millis): readonly string[] {
    for (const end of this.since.keys()) if (!transmissions.has(end)) this.since.delete(end);
    const gone: string[] = [];
    for (const [end, { waiting, tries }] of transmissions) {
      // What was sent just now says nothing yet, one way or the other.
      if (tries === 0 && waiting === 0) this.since.delete(end);
      if (tries === 0) continue;
      const since = this.since.get(end) ?? now;
      this.since.set(end, since);
      if (tries >= TRIES && now - since >= SILENT_END_MS) gone.push(end);
    }
    return gone;
  }
}
