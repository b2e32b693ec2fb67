/** A small chatroom for tests of the core: people come in and act by plain function calls. */
import { nothingKept } from '../../lib/core/kept.js';
import { createWorld } from '../../lib/core/restore.js';
import { nodeId, sessionId, type SessionId } from '../../lib/base/ids.js';
import type { Millis } from '../../lib/base/result.js';
import type { AdminCommand } from '../../lib/core/admin-command.js';
import { command, type CommandArgs, type Verb } from '../../lib/core/command.js';
import type { Effect } from '../../lib/core/effect.js';
import type { Registration } from '../../lib/core/event.js';
import type { Reply } from '../../lib/core/reply.js';
import { step } from '../../lib/core/step.js';
import { type DialectName, type Settings, type World } from '../../lib/core/world.js';

export const NOON: Millis = Date.UTC(2026, 0, 2, 12);

export interface Newcomer extends Partial<Registration> {
  readonly dialect?: DialectName;
  readonly address?: string;
}

export class Scene {
  readonly world: World;
  now = NOON;
  private next = 1;

  constructor(settings: Partial<Settings> = {}) {
    const all: Settings = {
      chatroom: 'lanchat',
      server: 'lanchat.lan',
      version: 'test',
      mainRoom: '#lobby',
      password: null,
      maxClients: 1000,
      accounts: true,
      claimDays: 30,
      history: 'open',
      ...settings,
    };
    this.world = createWorld(all, nothingKept(nodeId(1)), [], NOON);
  }

  /** Tries to come in; returns the id it would have and what came of it. */
  arrive(
    name: string,
    { dialect = 'irc', address = '10.0.0.1:5000', ...rest }: Newcomer = {},
  ): {
    readonly id: SessionId;
    readonly effects: readonly Effect[];
  } {
    const id = sessionId(this.next);
    this.next += 1;
    const registration = {
      name,
      user: '',
      realName: '',
      password: null,
      resumeToken: null,
      away: null,
      enter: dialect === 'plain',
      ...rest,
    };
    const event = {
      kind: 'register',
      session: id,
      address,
      dialect,
      resumeToken: `t${id}`,
      registration,
    } as const;
    return { id, effects: step(this.world, event, this.now) };
  }

  enter(name: string, newcomer: Newcomer = {}): SessionId {
    return this.arrive(name, newcomer).id;
  }

  /** Somebody in these rooms. */
  member(name: string, ...rooms: readonly string[]): SessionId {
    const id = this.enter(name);
    for (const room of rooms) this.act(id, 'join', { room, key: '', move: false });
    return id;
  }

  /** As if the session had proved the account before it came. */
  owns(session: SessionId, account: string): SessionId {
    const found = this.world.sessions.get(session);
    if (found !== undefined) found.person = { ...found.person, account };
    return session;
  }

  act<V extends Verb>(session: SessionId, verb: V, args: CommandArgs[V]): readonly Effect[] {
    return step(this.world, { kind: 'command', session, command: command(verb, args) }, this.now);
  }

  admin(admin: AdminCommand): readonly Effect[] {
    return step(this.world, { kind: 'admin', command: admin }, this.now);
  }

  say(session: SessionId, target: string, text: string): readonly Effect[] {
    return this.act(session, 'post', {
      as: 'message',
      target,
      text,
      tags: new Map(),
      clientId: null,
      again: false,
    });
  }
}

export function repliesIn(effects: readonly Effect[]): readonly Reply[] {
  return effects.flatMap((effect) => (effect.kind === 'reply' ? [effect.reply] : []));
}

/** Why things were refused, in order. */
export function refusalsIn(effects: readonly Effect[]): readonly string[] {
  return effects.flatMap((effect) => {
    if (effect.kind === 'name-refused') return [effect.refusal.problem];
    return effect.kind === 'reply' && effect.reply.kind === 'refused' ? [effect.reply.refusal.why] : [];
  });
}
