/** How often the screen is painted for what arrives: one message at once, a stream no more often than an eye can follow it. */
import { take, tokenBucket, waitFor } from '../../base/bucket.js';
import type { Millis } from '../../base/result.js';

/** Milliseconds in which all that arrives is one frame. */
const TOGETHER_MS = 8;

/** Frames of an answer in several parts, or of some people who speak at once, before it counts as a stream. */
const AT_ONCE = 5;

/**
 * Frames a second of a stream: nobody reads ten lines a second, and each frame moves all that is on the screen. They are
 * more than the reads of a stream (lib/net/dial.ts), so that what has been read is painted at once, without a timer.
 */
const STREAM_PER_SECOND = 12;

export class Pace {
  readonly #frames = tokenBucket(AT_ONCE, STREAM_PER_SECOND, 0);
  #paintedAt: Millis = -Infinity;

  /** Until what has arrived may be painted; 0 or less is now. */
  waitFor(now: Millis): Millis {
    return Math.max(this.#paintedAt + TOGETHER_MS - now, waitFor(this.#frames, now));
  }

  /** The answer to a key is never kept waiting, and takes nothing from what arrives. */
  painted(now: Millis, isAnswer: boolean): void {
    this.#paintedAt = now;
    if (!isAnswer) take(this.#frames, now);
  }
}
