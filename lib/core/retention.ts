/** What is forgotten of each room: the chatroom's rule, or one of the room's own. */
import { roomConversation, type Conversation } from './conversation.js';
import type { RetentionRule } from './kept.js';
import type { Retention, World } from './world.js';

export const KEEP_ALL: Retention = { days: null, messages: null };

/** Null when nothing is to be forgotten anywhere. */
export function retentionRule(world: World, everywhere: Retention): RetentionRule | null {
  const own = new Map<Conversation, Retention>();
  for (const { name, retention } of world.rooms.values()) {
    if (retention !== null) own.set(roomConversation(name), retention);
  }
  const forgets = [everywhere, ...own.values()].some((rule) => !keepsAll(rule));
  return forgets ? { everywhere, own } : null;
}

function keepsAll({ days, messages }: Retention): boolean {
  return days === null && messages === null;
}

/** As the host reads it: `the last 30 days, and of these the last 500 messages`. */
export function retentionWords(rule: Retention): string {
  const { days, messages } = rule;
  if (keepsAll(rule)) return 'everything';
  const byAge = days === null ? [] : [`the last ${days === 1 ? 'day' : `${days} days`}`];
  const byCount =
    messages === null ? [] : [`the last ${messages === 1 ? 'message' : `${messages} messages`}`];
  return [...byAge, ...byCount].join(', and of these ');
}
