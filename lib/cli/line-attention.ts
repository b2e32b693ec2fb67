/** What is meant for the one who reads line mode: the bell rings for it, and what was missed of it is counted. */
import type { Speech } from '../client/event.js';
import { isRoomTarget, type Session } from '../client/session.js';
import type { Settings } from '../client/settings.js';
import { names } from '../tui/entry.js';
import type { LineOutput } from './line-output.js';

export interface LineAttentionOptions {
  readonly session: Session;
  readonly out: LineOutput;
  readonly settings: () => Settings;
}

export class LineAttention {
  constructor(private readonly options: LineAttentionOptions) {}

  heard(message: Speech): void {
    if (!message.earlier && this.isForMe(message)) this.ring();
  }

  /** Said while the connection was lost; what it was comes after this. */
  missed(messages: readonly Speech[]): void {
    const others = messages.filter(({ own }) => !own);
    if (others.length === 0) return;
    const forMe = others.filter((message) => this.isForMe(message)).length;
    const mine = forMe === 0 ? '' : `, ${forMe} of them for you`;
    this.options.out.tell(`Said while the server was away: ${others.length}${mine}.`);
    if (forMe > 0) this.ring();
  }

  private isForMe({ place, own, how, text }: Speech): boolean {
    const { session } = this.options;
    if (own || how === 'announcement') return false;
    return !isRoomTarget(session, place) || names(text, session.chat.me);
  }

  private ring(): void {
    if (this.options.settings().bell === 'on') this.options.out.ring();
  }
}
