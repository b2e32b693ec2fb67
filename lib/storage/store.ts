/** The one interface between the chatroom and what it remembers. */
import type { Message } from '../core/happening.js';

export interface HistoryStore {
  /** Resolves when the messages will survive whatever the store promises to survive. */
  readonly append: (messages: readonly Message[]) => Promise<void>;
  /** The newest messages of a room, oldest first. `room` is compared without regard to case. */
  readonly latest: (room: string, limit: number) => Promise<readonly Message[]>;
  /** Nobody will ask for what was said in this room any more. */
  readonly forget: (room: string) => Promise<void>;
  /** The newest messages of a room that have all the words in them, oldest first. */
  readonly search: (room: string, words: string, limit: number) => Promise<readonly Message[]>;
}
