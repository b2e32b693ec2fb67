/** Random visits to the core: whatever people do, in whatever order, the world stays consistent. A failure prints its seed. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fold } from '../../lib/base/casefold.js';
import { nameProblem } from '../../lib/base/names.js';
import { sessionId, type SessionId } from '../../lib/base/ids.js';
import { accountNamed } from '../../lib/core/accounts.js';
import type { AdminCommand } from '../../lib/core/admin-command.js';
import { command, type Command } from '../../lib/core/command.js';
import type { Effect } from '../../lib/core/effect.js';
import type { CoreEvent } from '../../lib/core/event.js';
import { step } from '../../lib/core/step.js';
import { findPerson, isMainRoom, type Room } from '../../lib/core/world.js';
import type { Answering } from '../../lib/dialects/irc/answer.js';
import type { ServerCap } from '../../lib/dialects/irc/caps.js';
import { namesLines } from '../../lib/dialects/irc/names.js';
import { prefixOf } from '../../lib/dialects/irc/who-replies.js';
import { Scene } from '../support/scene.js';

type Move =
  | {
      readonly kind: 'arrive';
      readonly name: string;
      readonly plain: boolean;
      readonly resumes: number | null;
    }
  | { readonly kind: 'do'; readonly who: number; readonly command: Command }
  | { readonly kind: 'gone'; readonly who: number }
  | { readonly kind: 'admin'; readonly command: AdminCommand }
  | { readonly kind: 'prove'; readonly who: number; readonly name: string; readonly device: number | null }
  | { readonly kind: 'wait'; readonly milliseconds: number };

const name = fc.constantFrom('ann', 'ANN', 'bo', 'cy', 'dee', 'eve', 'Server', 'x y', '');
const room = fc.constantFrom('#lobby', '#LOBBY', '#a', '#A', '#b', '#c', '#d:', 'a', '');
const text = fc.constantFrom('', 'hi', '\u2615', 'x'.repeat(600));
const key = fc.constantFrom('', 'k', 'sesame');
const changes = fc.stringMatching(/^[-+bCeIiklmnostvX]{0,6}$/);
const params = fc.array(fc.oneof(name, key, fc.constantFrom('1', '2', 'ann!*@*', 'm:bo', '*')), {
  maxLength: 4,
});

const doing: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ room, key, move: fc.boolean() }).map((args) => command('join', args)) },
  { weight: 3, arbitrary: fc.record({ room, reason: text }).map((args) => command('part', args)) },
  {
    weight: 6,
    arbitrary: fc
      .record({ as: fc.constantFrom('message', 'notice', 'tags'), target: fc.oneof(room, name), text })
      .map((args) =>
        command('post', { ...args, tags: new Map([['+x', '1']]), clientId: null, again: false }),
      ),
  },
  { weight: 4, arbitrary: fc.record({ room, changes, params }).map((args) => command('mode', args)) },
  {
    weight: 2,
    arbitrary: fc
      .record({ room, names: fc.array(name, { maxLength: 4 }), reason: text })
      .map((args) => command('kick', args)),
  },
  { weight: 2, arbitrary: fc.record({ room, name }).map((args) => command('invite', args)) },
  { weight: 2, arbitrary: fc.record({ name }).map((args) => command('rename', args)) },
  { weight: 1, arbitrary: fc.record({ name, reason: text }).map((args) => command('kill', args)) },
  {
    weight: 2,
    arbitrary: fc.constant(command('register-account', { name: '*', password: 'correct-horse' })),
  },
  { weight: 1, arbitrary: fc.constant(command('oper', { name: 'root', password: 'x' })) },
  { weight: 1, arbitrary: fc.record({ reason: text }).map((args) => command('quit', args)) },
  { weight: 1, arbitrary: fc.record({ reason: text }).map((args) => command('part-all', args)) },
  { weight: 1, arbitrary: fc.record({ message: text }).map((args) => command('away', args)) },
  { weight: 1, arbitrary: fc.record({ room, text: fc.option(text) }).map((args) => command('topic', args)) },
  {
    weight: 1,
    arbitrary: fc
      .record({ target: room, limit: fc.integer(), events: fc.boolean(), reactions: fc.boolean() })
      .map((args) => command('history-page', { ...args, which: { kind: 'latest', after: null } })),
  },
  {
    weight: 2,
    arbitrary: fc.record({ room, to: room, reason: text }).map((args) => command('rename-room', args)),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({
        verb: fc.constantFrom('monitor-add' as const, 'monitor-remove' as const),
        names: fc.array(name),
      })
      .map(({ verb, names }) => command(verb, { names })),
  },
  { weight: 1, arbitrary: fc.record({ realName: text }).map((args) => command('set-name', args)) },
  {
    weight: 1,
    arbitrary: fc
      .record({ target: fc.oneof(room, name), msgid: fc.constant('x'), reason: text })
      .map((args) => command('redact', args)),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ name, changes: fc.stringMatching(/^[-+iwBox]{0,5}$/) })
      .map((args) => command('user-mode', args)),
  },
  { weight: 1, arbitrary: name.map((asked) => command('whois', { names: [asked], asked })) },
  {
    weight: 1,
    arbitrary: fc
      .record({ mask: fc.oneof(name, room) })
      .map((args) => command('who', { ...args, operators: false, fields: null })),
  },
  {
    weight: 1,
    arbitrary: fc
      .array(room)
      .map((masks) =>
        command('list', { conditions: masks.map((mask) => ({ kind: 'mask', mask, isNot: false })) }),
      ),
  },
  { weight: 1, arbitrary: fc.record({ rooms: fc.array(room) }).map((args) => command('names', args)) },
);

const PROOF = { scrypt: 'scrypt', scram: 'scram' };

const minutes = fc.constantFrom(null, 1);

const ordering: fc.Arbitrary<AdminCommand> = fc.oneof(
  fc.record({ verb: fc.constant('kick' as const), name, reason: text }),
  fc.record({ verb: fc.constant('ban' as const), target: name, minutes, reason: text }),
  fc.record({ verb: fc.constant('unban' as const), target: name }),
  fc.record({ verb: fc.constant('mute' as const), name, minutes }),
  fc.record({ verb: fc.constant('unmute' as const), name }),
  fc.record({ verb: fc.constant('close' as const), room }),
  fc.record({ verb: fc.constant('say' as const), text }),
  fc.record({ verb: fc.constant('topic' as const), room, text: fc.option(text) }),
  fc.record({ verb: fc.constantFrom('reset' as const, 'suspend' as const, 'unsuspend' as const), name }),
  fc.constantFrom<AdminCommand>({ verb: 'lock' }, { verb: 'unlock' }, { verb: 'bans' }, { verb: 'rooms' }),
);

const who = fc.nat(30);

const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('arrive' as const),
      name,
      plain: fc.boolean(),
      resumes: fc.option(who),
    }),
  },
  { weight: 16, arbitrary: fc.record({ kind: fc.constant('do' as const), who, command: doing }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('gone' as const), who }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('admin' as const), command: ordering }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('prove' as const),
      who,
      name,
      device: fc.option(fc.nat(2)),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'wait' as const, milliseconds: 31 * 86_400_000 }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), milliseconds: fc.nat(90_000) }) },
);

/** What the killed still read, although they are gone: KILL, and their own QUIT. */
const GOODBYES: ReadonlySet<string> = new Set(['killed', 'quit']);

/** Plays moves, performs the effects as the runtime would, and checks the world after each. */
class Simulation {
  private readonly scene = new Scene({ maxClients: 5 });
  private readonly ids: SessionId[] = [];
  /** Who has proved which account, ever. */
  private readonly owners = new Set<string>();
  private readonly hears = new Map<SessionId, Set<Room>>();
  private readonly caps = new Set<ServerCap>(['multi-prefix']);

  play(one: Move): void {
    this.perform(this.effectsOf(one));
    this.check();
  }

  private effectsOf(one: Move): readonly Effect[] {
    const { scene } = this;
    switch (one.kind) {
      case 'arrive': {
        const resumeToken = one.resumes === null ? null : `t${this.idOf(one.resumes) ?? 0}`;
        const dialect = one.plain ? 'plain' : 'irc';
        const { id, effects } = scene.arrive(one.name, { dialect, resumeToken });
        this.ids.push(id);
        return effects;
      }
      case 'do': {
        const session = this.idOf(one.who);
        if (session === undefined) return [];
        return step(scene.world, { kind: 'command', session, command: one.command }, scene.now);
      }
      case 'gone': {
        const session = this.idOf(one.who);
        if (session === undefined) return [];
        return step(
          scene.world,
          { kind: 'gone', session, code: 'QUIT', reason: 'lost', leaving: 'lost' },
          scene.now,
        );
      }
      case 'admin':
        return scene.admin(one.command);
      case 'prove':
        return this.prove(one);
      case 'wait':
        scene.now += one.milliseconds;
        return [];
    }
  }

  /** Of somebody who is here, or of the next who comes in; only who has an account can know its password. */
  private prove({ who, name, device }: Extract<Move, { kind: 'prove' }>): readonly Effect[] {
    const { world, now } = this.scene;
    const session = who % 2 === 0 ? this.idOf(who) : sessionId(this.ids.length + 1);
    if (session === undefined) return [];
    if (device === null && (world.accounts.get(fold(name))?.password ?? null) === null) return [];
    const key = { key: `k${device ?? 0}`, fingerprint: `f${device ?? 0}` };
    const by = device === null ? ({ kind: 'password' } as const) : ({ kind: 'device', device: key } as const);
    const door = { address: '10.0.0.1:1', password: null };
    return step(world, { kind: 'prove', session, name, by, door }, now);
  }

  private idOf(index: number): SessionId | undefined {
    return this.ids[index % Math.max(1, this.ids.length)];
  }

  private perform(effects: readonly Effect[]): void {
    const { world } = this.scene;
    for (const effect of effects) {
      switch (effect.kind) {
        case 'subscribe':
          expect(this.heardBy(effect.session).has(effect.room)).toBe(false);
          this.heardBy(effect.session).add(effect.room);
          break;
        case 'unsubscribe':
          expect(this.heardBy(effect.session).delete(effect.room)).toBe(true);
          break;
        case 'publish':
          this.checkAudience(effect);
          break;
        case 'reply':
          this.checkReply(effect);
          break;
        case 'hash-password':
          this.answer({
            kind: 'password-hashed',
            session: effect.session,
            proof: PROOF,
            newcomer: effect.newcomer,
          });
          break;
        case 'check-operator': {
          const { session, name: root } = effect;
          this.answer({ kind: 'operator-checked', session, name: root, outcome: 'right' });
          break;
        }
        case 'tell':
        case 'ask-store':
          if (effect.kind === 'tell' && GOODBYES.has(effect.happening.kind)) break;
          // Nothing but a goodbye is addressed to somebody who is not here.
          expect(world.sessions.has(effect.to)).toBe(true);
          break;
        case 'name-refused':
          expect(world.sessions.has(effect.to)).toBe(false);
          expect(nameProblem(effect.refusal.suggestion, world.settings.chatroom)).toBeNull();
          expect(world.names.has(fold(effect.refusal.suggestion))).toBe(false);
          break;
        case 'close':
          expect(world.sessions.has(effect.session)).toBe(false);
          expect(this.heardBy(effect.session).size).toBe(0);
          break;
        case 'keep':
          for (const change of effect.changes) {
            if (change.kind === 'room-gone') expect(world.rooms.has(fold(change.name))).toBe(false);
          }
          break;
        case 'make-code':
        case 'read-files':
        case 'find-message':
        case 'look-up':
          break;
        case 'vouch':
        case 'console':
        case 'log':
          break;
      }
    }
  }

  private answer(event: CoreEvent): void {
    this.perform(step(this.scene.world, event, this.scene.now));
  }

  /** Whoever is not in yet hears of logins alone. */
  private checkReply({ to, reply }: Extract<Effect, { kind: 'reply' }>): void {
    const isLogin = reply.kind === 'logged-in' || reply.kind === 'login-refused';
    if (!isLogin) expect(this.scene.world.sessions.has(to)).toBe(true);
    if (reply.kind === 'logged-in') this.owners.add(`${to} ${fold(reply.account)}`);
  }

  /** Nobody gets a message of a room that they are not in, and none comes in that the room does not let in. */
  private checkAudience({ rooms, happening }: Extract<Effect, { kind: 'publish' }>): void {
    const { world } = this.scene;
    if (happening.kind !== 'message') return;
    for (const [id, heard] of this.hears) {
      const session = world.sessions.get(id);
      for (const one of rooms) {
        if (heard.has(one)) expect(session !== undefined && one.members.has(session)).toBe(true);
      }
    }
    // `by` tells who hears it as an echo: not whoever is outside.
    const author = findPerson(world, happening.who.name);
    if (author?.operator === true) return; // The host's operators speak anywhere.
    for (const one of rooms) {
      const member = author === undefined ? undefined : one.members.get(author);
      if (member === undefined) expect(one.modes.noOutside).toBe(false);
      if (one.modes.moderated) expect(member?.operator === true || member?.voice === true).toBe(true);
    }
  }

  private heardBy(id: SessionId): Set<Room> {
    let rooms = this.hears.get(id);
    if (rooms === undefined) this.hears.set(id, (rooms = new Set()));
    return rooms;
  }

  /** The list that is kept of a room is that of those who are in it. */
  private checkNames(room: Room): void {
    const { settings } = this.scene.world;
    const surroundings = { settings, tlsCap: null, strangers: () => 0, isHere: () => true, now: () => 0 };
    const to = { surroundings, me: 'ann', caps: this.caps };
    const entries = Array.from(room.members, ([{ person }, rank]) => prefixOf(to, rank) + person.name);
    expect(namesIn(room, to)).toEqual(entries);
  }

  private check(): void {
    const { world } = this.scene;
    expect(world.names.size).toBe(world.sessions.size);
    expect(world.resumable.size).toBe(world.sessions.size);
    expect(world.sessions.size).toBeLessThanOrEqual(world.settings.maxClients);
    expect(world.peak).toBeGreaterThanOrEqual(world.sessions.size);
    for (const [id, session] of world.sessions) {
      expect(session.id).toBe(id);
      expect(world.names.get(fold(session.person.name))).toBe(session);
      expect(world.resumable.get(session.resumeToken)).toBe(session);
      expect(nameProblem(session.person.name, world.settings.chatroom)).toBeNull();
      // A name that is somebody's is had by nobody who has not proved it.
      const owned = accountNamed(world, session.person.name, this.scene.now);
      if (owned !== null) expect(this.owners.has(`${id} ${fold(owned.name)}`)).toBe(true);
      if (session.person.account !== null)
        expect(world.accounts.has(fold(session.person.account))).toBe(true);
      expect(this.heardBy(id)).toEqual(session.rooms);
      for (const one of session.rooms) expect(one.members.has(session)).toBe(true);
    }
    for (const [folded, one] of world.rooms) {
      expect(fold(one.name)).toBe(folded);
      expect(one.members.size > 0 || one.isUsed || isMainRoom(world, one)).toBe(true);
      expect(one.members.size > 0).toBe(one.emptySince === 0);
      for (const member of one.members.keys()) {
        expect(world.sessions.get(member.id)).toBe(member);
        expect(member.rooms.has(one)).toBe(true);
      }
      this.checkNames(one);
      for (const guest of one.invited.keys()) expect(world.sessions.get(guest.id)).toBe(guest);
    }
    expect(world.rooms.has(fold(world.settings.mainRoom))).toBe(true);
    for (const [folded, watchers] of world.watchers) {
      expect(watchers.size).toBeGreaterThan(0);
      for (const one of watchers) {
        expect(world.sessions.get(one.id)).toBe(one);
        expect(one.watched.has(folded)).toBe(true);
      }
    }
    for (const session of world.sessions.values()) {
      for (const folded of session.watched.keys())
        expect(world.watchers.get(folded)?.has(session)).toBe(true);
    }
  }
}

/** What somebody reads of a room, in one line each. */
function namesIn(room: Room, to: Answering): readonly string[] {
  const lines = namesLines(to, room.name, room).slice(0, -1);
  return lines.flatMap((line) => line.slice(line.indexOf(' :') + 2).split(' '));
}

test('the world is consistent after every event, and effects say all that has changed', () => {
  fc.assert(
    fc.property(fc.array(move, { minLength: 20, maxLength: 120 }), (moves) => {
      const simulation = new Simulation();
      for (const one of moves) simulation.play(one);
    }),
    { numRuns: 150 },
  );
}, 60_000);
