/** What was said of late and no store has: sent again it is still the same message (docs/protocol.md, "Sent once"). */
import { UNKEPT_SENT_MAX } from '../base/limits.js';
import type { Message } from '../core/happening.js';

export class Unkept {
  /** By its client's own name for it, the oldest first. */
  private readonly sent = new Map<string, Message>();
  /** Those of them that should have been kept. */
  private readonly lost = new WeakSet<Message>();

  /** `isLost`: the disk failed; otherwise it was not to be kept. */
  note(message: Message, isLost: boolean): void {
    const { clientId } = message;
    if (clientId === null) return;
    if (isLost) this.lost.add(message);
    this.sent.set(clientId, message);
    const [oldest] = this.sent.keys();
    if (this.sent.size > UNKEPT_SENT_MAX && oldest !== undefined) this.sent.delete(oldest);
  }

  find(clientId: string): Message | null {
    return this.sent.get(clientId) ?? null;
  }

  isLost(message: Message): boolean {
    return this.lost.has(message);
  }
}
