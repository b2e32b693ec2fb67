/** A chatroom without sockets: lines in, lines out, through the real dialects and the real core. */
import { nothingKept } from '../../lib/core/kept.js';
import { createWorld } from '../../lib/core/restore.js';
import type { SessionId } from '../../lib/base/ids.js';
import type { Room, World } from '../../lib/core/world.js';
import { nodeId, sessionId } from '../../lib/base/ids.js';
import type { CoreEvent } from '../../lib/core/event.js';
import type { Effect } from '../../lib/core/effect.js';
import { step } from '../../lib/core/step.js';
import type { Action, Dialect, LineProblem, Lines } from '../../lib/dialects/dialect.js';
import { IrcDialect } from '../../lib/dialects/irc/dialect.js';
import { PlainDialect } from '../../lib/dialects/plain/dialect.js';
import { settingsFrom } from './chat-server.js';
import { NOON } from './scene.js';

export interface Guest {
  readonly id: SessionId;
  readonly dialect: Dialect;
  /** All that it was sent, without line ends. */
  readonly seen: string[];
  closed: boolean;
}

export class PureRoom {
  readonly world: World;
  readonly guests: Guest[] = [];
  private readonly surroundings = {
    settings: settingsFrom(),
    now: () => NOON,
    tlsCap: null,
    strangers: () => 0,
    isHere: () => false,
  };
  private readonly hears = new Map<Room, Set<Guest>>();

  constructor() {
    this.world = createWorld(this.surroundings.settings, nothingKept(nodeId(1)), [], NOON);
  }

  arrive(kind: 'irc' | 'plain'): Guest {
    const { surroundings } = this;
    const dialect =
      kind === 'irc'
        ? new IrcDialect(surroundings)
        : new PlainDialect(surroundings, () => ({ names: [], total: 0 }));
    const guest = { id: sessionId(this.guests.length + 1), dialect, seen: [], closed: false };
    this.guests.push(guest);
    return guest;
  }

  send(guest: Guest, line: string): void {
    if (guest.closed) return;
    const { actions, label } = guest.dialect.receive(line);
    const before = guest.seen.length;
    for (const action of actions) this.act(guest, action);
    if (label !== null && this.isOpen(guest))
      guest.seen.push(...guest.dialect.labelled(label, guest.seen.splice(before)));
  }

  private isOpen(guest: Guest): boolean {
    return !guest.closed;
  }

  sendBad(guest: Guest, problem: LineProblem): void {
    for (const action of guest.dialect.receiveBad(problem).actions) this.act(guest, action);
  }

  private act(guest: Guest, action: Action): void {
    if (guest.closed) return;
    switch (action.kind) {
      case 'authenticate':
      case 'log-in':
      case 'register-account':
      case 'try-name':
        return;
      case 'register':
        this.handle({
          kind: 'register',
          session: guest.id,
          address: '10.0.0.1:1',
          dialect: guest.dialect.name,
          resumeToken: `t${guest.id}`,
          registration: action.registration,
        });
        return;
      case 'command':
        this.handle({ kind: 'command', session: guest.id, command: action.command });
        return;
      case 'send':
        guest.seen.push(...action.lines);
        return;
      case 'prompt':
        guest.seen.push(action.text);
        return;
      case 'reclass':
        return;
      case 'close':
        this.hangUp(guest, guest.dialect.closing(action.code, action.text));
    }
  }

  private hangUp(guest: Guest, lines: Lines): void {
    guest.seen.push(...lines);
    guest.closed = true;
  }

  private handle(event: CoreEvent): void {
    for (const effect of step(this.world, event, NOON)) this.perform(effect);
  }

  private perform(effect: Effect): void {
    switch (effect.kind) {
      case 'subscribe':
        this.audience(effect.room).add(this.guest(effect.session));
        return;
      case 'unsubscribe':
        this.audience(effect.room).delete(this.guest(effect.session));
        return;
      case 'publish': {
        const told = new Set(effect.rooms.flatMap((room) => [...this.audience(room)]));
        for (const guest of told) this.tell(guest, effect);
        return;
      }
      case 'tell':
        this.tell(this.guest(effect.to), effect);
        return;
      case 'reply': {
        const guest = this.guest(effect.to);
        const me = this.world.sessions.get(effect.to)?.person.name ?? null;
        guest.seen.push(...guest.dialect.reply(effect.reply, me));
        return;
      }
      case 'name-refused': {
        const guest = this.guest(effect.to);
        for (const action of guest.dialect.nameRefused(effect.refusal)) this.act(guest, action);
        return;
      }
      case 'close': {
        const guest = this.guest(effect.session);
        this.hangUp(guest, guest.dialect.closing(effect.code, effect.text));
        return;
      }
      case 'keep':
      case 'ask-store':
      case 'hash-password':
      case 'make-code':
      case 'check-operator':
      case 'read-files':
      case 'find-message':
      case 'look-up':
      case 'vouch':
      case 'console':
      case 'log':
        return;
    }
  }

  private tell(guest: Guest, { happening, by }: Extract<Effect, { kind: 'publish' | 'tell' }>): void {
    const own = by === guest.id ? guest.dialect.own(happening) : 'share';
    if (own === 'skip') return;
    if (own !== 'share') guest.seen.push(...own);
    else {
      const text = guest.dialect.wireClass.encode(happening);
      if (text !== null) guest.seen.push(text.slice(0, -2));
    }
  }

  private audience(room: Room): Set<Guest> {
    let guests = this.hears.get(room);
    if (guests === undefined) this.hears.set(room, (guests = new Set()));
    return guests;
  }

  private guest(id: SessionId): Guest {
    const guest = this.guests[id - 1];
    if (guest === undefined) throw new Error(`no guest ${id}`);
    return guest;
  }
}
