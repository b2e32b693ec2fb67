/** The store that keeps the last messages of each room in memory and nothing beyond the process. */
import { fold, type Folded } from '../base/casefold.js';
import { HISTORY_LENGTH } from '../base/limits.js';
import { Ring } from '../base/ring.js';
import type { Message } from '../core/happening.js';
import type { HistoryStore } from './store.js';

export class MemoryStore implements HistoryStore {
  private readonly rooms = new Map<Folded, Ring<Message>>();

  append(messages: readonly Message[]): Promise<void> {
    for (const message of messages) this.ringOf(message.target).push(message);
    return Promise.resolve();
  }

  forget(room: string): Promise<void> {
    this.rooms.delete(fold(room));
    return Promise.resolve();
  }

  latest(room: string, limit: number): Promise<readonly Message[]> {
    return Promise.resolve(this.rooms.get(fold(room))?.last(limit) ?? []);
  }

  search(room: string, words: string, limit: number): Promise<readonly Message[]> {
    const wanted = words
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    const all = this.rooms.get(fold(room))?.last(HISTORY_LENGTH) ?? [];
    const found = all.filter(({ text }) => {
      const lower = text.toLowerCase();
      return wanted.every((word) => lower.includes(word));
    });
    return Promise.resolve(found.slice(-limit));
  }

  private ringOf(room: string): Ring<Message> {
    const key = fold(room);
    let ring = this.rooms.get(key);
    if (ring === undefined) {
      ring = new Ring(HISTORY_LENGTH);
      this.rooms.set(key, ring);
    }
    return ring;
  }
}
