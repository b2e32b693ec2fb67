/** Who may read what of the past, and the questions to the store that follow from it. */
import type { Context } from './command.js';
import type { Effect } from './effect.js';
import { roomConversation } from './conversation.js';
import type { PageQuestion } from './question.js';
import type { Room } from './world.js';

interface Asked {
  readonly which: PageQuestion['which'];
  readonly limit: number;
  readonly events: boolean;
  readonly onEntry: boolean;
}

export function askPage({ from }: Context, room: Room, asked: Asked): readonly Effect[] {
  const { which, limit, events, onEntry } = asked;
  const conversation = roomConversation(room.name);
  const question = { kind: 'page', conversation, which, limit, events, since: null } as const;
  return [{ kind: 'ask-store', to: from.id, question, target: room.name, onEntry }];
}
