/** One person of the crash test: the real client without a screen, that talks, loses its link, and comes back. */
import { randomBytes } from 'node:crypto';
import type { ClientEvent } from '../../lib/client/event.js';
import { createSession } from '../../lib/client/session.js';
import { DEFAULT_SETTINGS } from '../../lib/client/settings.js';
import { Link, type Where } from '../../lib/cli/join-link.js';
import { createModel, type Model } from '../../lib/tui/model.js';
import { update } from '../../lib/tui/update.js';
import { findWindow } from '../../lib/tui/windows.js';

export const ROOM = '#lobby';

const LONG_EVERY = 7;

export class Talker {
  /** Texts whose echo came, in that order: the server has acknowledged them. */
  readonly acknowledged: string[] = [];
  said = 0;
  private readonly link: Link;
  private readonly model: Model;

  constructor(
    readonly name: string,
    port: () => number,
  ) {
    const newKey = (): string => randomBytes(16).toString('base64url');
    const session = createSession({ newKey, historyOnEntry: 0 }, Date.now());
    const whereTo = (): Promise<Where> => Promise.resolve({ host: '127.0.0.1', port: port() });
    this.link = new Link(whereTo, session, `127.0.0.1:${port()}`);
    this.model = createModel({
      session,
      address: '',
      settings: DEFAULT_SETTINGS,
      status: { kind: 'connecting' },
      size: { columns: 80, rows: 24 },
      now: Date.now(),
      offeredName: null,
    });
    this.link.listen({
      onEvents: (events) => this.hear(events),
      onStatus: (status) => {
        update(this.model, { kind: 'status', status }, Date.now());
      },
    });
  }

  async come(): Promise<void> {
    await this.link.connect();
    this.link.introduce(this.name);
  }

  private hear(events: readonly ClientEvent[]): void {
    for (const event of events) {
      if (event.kind === 'speech' && event.own && !event.earlier) this.acknowledged.push(event.text);
    }
    for (const request of update(this.model, { kind: 'events', events }, Date.now())) {
      if (request.kind === 'send') this.link.send([request.line]);
      else if (request.kind === 'send-later') this.link.tell([request.line]);
      else if (request.kind === 'say') this.link.say(request);
    }
  }

  /** Now and then a message of several lines. */
  speak(): void {
    this.said += 1;
    const more = this.said % LONG_EVERY === 0 ? '\nand more of it' : '';
    this.link.say({ target: ROOM, how: 'message', text: `${this.name} ${this.said}${more}` });
  }

  get isHere(): boolean {
    return this.link.status.kind === 'connected' && this.link.session.chat.rooms.size > 0;
  }

  /** Messages that nobody has acknowledged. */
  get waiting(): number {
    return this.link.session.queue.items.length;
  }

  /** What the person sees in the room, oldest first. */
  get seen(): readonly string[] {
    const timeline = findWindow(this.model, ROOM)?.timeline;
    if (timeline === undefined) return [];
    const texts: string[] = [];
    for (let index = timeline.length - 1; index >= 0; index -= 1) {
      const entry = timeline.fromEnd(index);
      if (entry?.kind === 'message') texts.push(entry.text);
    }
    return texts;
  }

  async leave(): Promise<void> {
    await this.link.leave('');
  }
}
