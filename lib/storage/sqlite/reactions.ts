/** The reactions to each message: kept beside it, and gone with it. */
import { REACTIONS_KEPT_MAX } from '../../base/limits.js';
import type { Millis } from '../../base/result.js';
import type { Conversation } from '../../core/conversation.js';
import type { Message } from '../../core/happening.js';
import type { Entry } from '../../core/kept.js';
import type { KeptReaction } from '../reactions.js';
import type { Statements } from './statements.js';

export class KeptReactions {
  constructor(private readonly statements: Statements) {}

  /** `id` is the conversation's. */
  add(id: number, { about, who, value, on, message }: KeptReaction): void {
    // Whatever is in it, also what SQLite would not give back as it was.
    const key = [id, about, who, JSON.stringify(value)];
    if (!on) {
      this.statements.run('removeReaction', key);
      return;
    }
    if (this.statements.get('saidOfId', [id, about])?.[0] !== 1) return;
    const count = Number(this.statements.get('countReactions', [id, about])?.[0] ?? 0);
    if (count >= REACTIONS_KEPT_MAX) return;
    this.statements.run('addReaction', [...key, JSON.stringify({ ...message, tags: [...message.tags] })]);
  }

  /** Those to a message, in the order in which they came. */
  to(id: number, conversation: Conversation, about: string, since: Millis | null): readonly Entry[] {
    return this.statements
      .all('reactionsTo', [id, about])
      .map(([seq, json]) => ({ seq: Number(seq), message: readMessage(String(json)) }))
      .filter(({ message }) => since === null || message.at >= since)
      .sort((one, other) => one.seq - other.seq)
      .map(({ message }) => ({ conversation, happening: message }));
  }

  remove(id: number, about: string): void {
    this.statements.run('removeReactions', [id, about]);
  }

  /** The id of the message that the reaction of that id is to. */
  messageOf(id: number, reaction: string): string | null {
    const about = this.statements.get('aboutOfReaction', [id, reaction])?.[0];
    return typeof about === 'string' ? about : null;
  }

  removeOne(id: number, reaction: string): void {
    this.statements.run('removeReactionOfId', [id, reaction]);
  }
}

function readMessage(json: string): Message {
  const read = JSON.parse(json) as Omit<Message, 'tags'> & {
    readonly tags: readonly (readonly [string, string])[];
  };
  return { ...read, tags: new Map(read.tags) };
}
