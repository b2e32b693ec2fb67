/** What of a happening a store keeps for later readers. */
import { TAGS_KEPT_MAX } from '../base/limits.js';
import type { Happening, Message } from '../core/happening.js';

const NO_TAGS: Message['tags'] = new Map();

/** A message of tags alone (typing, for one) is for those who are there; a reaction stands with its message (reactions.ts). */
export function isForTheMoment(happening: Happening): boolean {
  return happening.kind === 'message' && happening.as === 'tags';
}

/** The message without its tags where those would take more room than what it says. */
export function withSmallTags(message: Message): Message {
  if (message.tags.size === 0) return message;
  return tagsLength(message) < TAGS_KEPT_MAX ? message : { ...message, tags: NO_TAGS };
}

/** In characters. */
export function tagsLength({ tags }: Message): number {
  let length = 0;
  for (const [key, value] of tags) length += key.length + value.length;
  return length;
}
