/** Where things are said and read again: rooms, and pairs of accounts. */
import type { Brand } from '../base/result.js';
import { fold } from '../base/casefold.js';

/** Where things are said: a room, or between the owners of two accounts. */
export type Conversation = Brand<string, 'Conversation'>;

export function roomConversation(room: string): Conversation {
  return fold(room) as string as Conversation;
}

/** The same whoever of the two asks; no name has a space in it, and no room is without its #. */
export function privateConversation(account: string, other: string): Conversation {
  return [fold(account), fold(other)].sort().join(' ') as Conversation;
}

export function isPrivate(conversation: Conversation): boolean {
  return !conversation.startsWith('#');
}
