/** The store that keeps the last messages of each room in memory and nothing beyond the process. */
import { fold, type Folded } from '../base/casefold.js';
import { HISTORY_LENGTH, HISTORY_TOTAL_MAX } from '../base/limits.js';
import { Ring } from '../base/ring.js';
import type { Message } from '../core/happening.js';
import type { HistoryStore } from './store.js';

/** Words of a search that count: a line full of them would be looked for in every message. */
const SEARCH_WORDS_MAX = 20;

const NO_TAGS: Message['tags'] = new Map();

export class MemoryStore implements HistoryStore {
  /** Those spoken in last come last. */
  private readonly rooms = new Map<Folded, Ring<Message>>();
  private total = 0;

  append(messages: readonly Message[]): Promise<void> {
    for (const message of messages) this.keep(message);
    return Promise.resolve();
  }

  private keep(message: Message): void {
    const key = fold(message.target);
    const ring = this.rooms.get(key) ?? new Ring(HISTORY_LENGTH);
    this.rooms.delete(key);
    this.rooms.set(key, ring);
    const before = ring.length;
    ring.push(lasting(message));
    this.total += ring.length - before;
    if (this.total > HISTORY_TOTAL_MAX) this.drop(this.quietest());
  }

  private quietest(): Folded | undefined {
    const [key] = this.rooms.keys();
    return key;
  }

  private drop(key: Folded | undefined): void {
    if (key === undefined) return;
    this.total -= this.rooms.get(key)?.length ?? 0;
    this.rooms.delete(key);
  }

  forget(room: string): Promise<void> {
    this.drop(fold(room));
    return Promise.resolve();
  }

  latest(room: string, limit: number): Promise<readonly Message[]> {
    return Promise.resolve(this.rooms.get(fold(room))?.last(limit) ?? []);
  }

  search(room: string, words: string, limit: number): Promise<readonly Message[]> {
    const wanted = words
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '')
      .slice(0, SEARCH_WORDS_MAX);
    const all = this.rooms.get(fold(room))?.last(HISTORY_LENGTH) ?? [];
    const found = all.filter(({ text }) => {
      const lower = text.toLowerCase();
      return wanted.every((word) => lower.includes(word));
    });
    return Promise.resolve(found.slice(-limit));
  }
}

/**
 * The message without its tags, which nobody is shown later and which may be ten times its text; and with a text of
 * its own: a piece of a string keeps all of it in memory, here the 64 KiB that were read together.
 */
function lasting(message: Message): Message {
  return { ...message, text: ` ${message.text}`.slice(1), tags: NO_TAGS };
}
