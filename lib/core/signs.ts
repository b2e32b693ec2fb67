/** Signs: "is typing" and reactions, which cost nobody a thought to send, and everybody's program a line to hear. */
import { take, tokenBucket } from '../base/bucket.js';
import { SIGNS_BURST, SIGNS_PER_SECOND } from '../base/limits.js';
import type { Millis } from '../base/result.js';
import type { Post } from './happening.js';
import type { Session } from './world.js';

export type Sign = 'typing' | 'reaction';

/** What a message of tags alone is a sign of; null where it is none, a receipt for one. */
function signOf({ as, tags }: Pick<Post, 'as' | 'tags'>): Sign | null {
  if (as !== 'tags') return null;
  const names = Array.from(tags.keys(), (key) => key.replace(/^\+(draft\/)?/, ''));
  if (names.includes('typing')) return 'typing';
  return names.some((name) => /^((un)?react|reply)$/.test(name)) ? 'reaction' : null;
}

/** The sign, where its sender makes more of them than anybody needs; null where it may go on. */
export function signTooMany(from: Session, post: Post, now: Millis): Sign | null {
  const sign = signOf(post);
  if (sign === null) return null;
  from.signs ??= tokenBucket(SIGNS_BURST, SIGNS_PER_SECOND, now);
  return take(from.signs, now) ? null : sign;
}
