/** A token bucket over a time that is given to it: a burst at once, then a steady rate. */
import type { Millis } from './result.js';

export interface TokenBucket {
  readonly capacity: number;
  readonly perSecond: number;
  tokens: number;
  filledAt: Millis;
}

export function tokenBucket(capacity: number, perSecond: number, now: Millis): TokenBucket {
  return { capacity, perSecond, tokens: capacity, filledAt: now };
}

/** Takes one token and tells whether there was one. */
export function take(bucket: TokenBucket, now: Millis): boolean {
  refill(bucket, now);
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}

/** Milliseconds until the next token; 0 when there is one. */
export function waitFor(bucket: TokenBucket, now: Millis): Millis {
  refill(bucket, now);
  if (bucket.tokens >= 1) return 0;
  return Math.ceil(((1 - bucket.tokens) * 1000) / bucket.perSecond);
}

function refill(bucket: TokenBucket, now: Millis): void {
  // A clock that was set back must not take tokens away.
  const elapsed = Math.max(0, now - bucket.filledAt);
  bucket.tokens = Math.min(bucket.capacity, bucket.tokens + (elapsed * bucket.perSecond) / 1000);
  bucket.filledAt = now;
}
