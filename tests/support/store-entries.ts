/** Messages and questions for tests of a store. */
import { messageId, nodeId } from '../../lib/base/ids.js';
import { roomConversation } from '../../lib/core/conversation.js';
import type { Message } from '../../lib/core/happening.js';
import type { Change } from '../../lib/core/kept.js';
import type { PageQuestion } from '../../lib/core/question.js';
import { saidText } from '../../lib/core/told.js';
import type { Store } from '../../lib/storage/store.js';

let sequence = 0;

/** Each a millisecond after the one before. */
export function said(room: string, text: string, more: Partial<Message> = {}): Change {
  sequence += 1;
  const happening: Message = {
    kind: 'message',
    id: messageId(nodeId(1), sequence, sequence),
    at: sequence,
    who: { name: 'ann', user: 'ann', host: 'lan', account: null },
    as: 'message',
    target: room,
    toRoom: true,
    text,
    tags: new Map(),
    clientId: null,
    ...more,
  };
  return { kind: 'entry', entry: { conversation: roomConversation(room), happening } };
}

export function latest(room: string, limit: number): PageQuestion {
  const conversation = roomConversation(room);
  return {
    kind: 'page',
    conversation,
    which: { kind: 'latest', after: null },
    limit,
    events: true,
    since: null,
  };
}

export async function textsIn(store: Store, room: string, limit = 99): Promise<readonly (string | null)[]> {
  return (await store.page(latest(room, limit))).map(({ happening }) => saidText(happening));
}
