/** What somebody in several rooms makes of comings, goings and new names, however they waited for each other. */
import type { Socket } from 'node:net';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { sessionId, type SessionId } from '../../lib/base/ids.js';
import { command, type Command } from '../../lib/core/command.js';
import type { Effect } from '../../lib/core/effect.js';
import type { Happening } from '../../lib/core/happening.js';
import { step } from '../../lib/core/step.js';
import type { WireClass } from '../../lib/dialects/dialect.js';
import { Outbox } from '../../lib/net/outbox.js';
import type { ClassLog, Listener } from '../../lib/server/fan-out.js';
import { Publisher } from '../../lib/server/publisher.js';
import { Scene } from '../support/scene.js';

/** Longer than anything may wait. */
const QUIET_MS = 1000;

const AS_JSON: WireClass = { key: 'json', encode: (happening) => `${JSON.stringify(happening)}\n` };

type Move =
  | { readonly kind: 'come'; readonly name: string }
  | { readonly kind: 'do'; readonly who: number; readonly command: Command }
  | { readonly kind: 'wait'; readonly milliseconds: number };

const name = fc.constantFrom('ann', 'bo', 'cy', 'dee');
const room = fc.constantFrom('#a', '#b', '#c');
const who = fc.nat(5);

const doing: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: room.map((one) => command('join', { room: one, key: '', move: false })) },
  { weight: 3, arbitrary: room.map((one) => command('part', { room: one, reason: '' })) },
  { weight: 3, arbitrary: name.map((wanted) => command('rename', { name: wanted })) },
  { weight: 1, arbitrary: fc.constant(command('quit', { reason: '' })) },
  {
    weight: 1,
    arbitrary: fc.tuple(room, name).map(([one, gone]) => command('kick', { room: one, names: [gone], reason: '' })),
  },
  {
    weight: 2,
    arbitrary: room.map((target) =>
      command('post', { as: 'message', target, text: 'hi', tags: new Map(), clientId: null, again: false }),
    ),
  },
); // prettier-ignore

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 3, arbitrary: name.map((wanted) => ({ kind: 'come', name: wanted }) as const) },
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('do' as const), who, command: doing }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(0, 1, 25).map((milliseconds) => ({ kind: 'wait', milliseconds }) as const),
  },
);

/** Is in all rooms, and believes what it hears. */
class Watcher implements Listener {
  readonly wireClass = AS_JSON;
  readonly hears = new Set<ClassLog>();
  readonly marks = new Map<ClassLog, number>();
  readonly outbox: Outbox;
  /** Names by room. */
  readonly seen = new Map<string, Set<string>>();

  constructor() {
    const write = (bytes: Buffer): boolean => {
      for (const line of bytes.toString().split('\n').slice(0, -1)) this.hear(JSON.parse(line) as Happening);
      return true;
    };
    this.outbox = new Outbox({ writable: true, writableLength: 0, write } as unknown as Socket, 0);
  }

  fellBehind(): void {
    throw new Error('nobody falls behind here');
  }

  private hear(happening: Happening): void {
    const { kind, who: by } = happening;
    if (kind === 'joined') this.namesIn(happening.room).add(by.name);
    else if (kind === 'left') this.namesIn(happening.room).delete(by.name);
    else if (kind === 'kicked') this.namesIn(happening.room).delete(happening.name);
    else if (kind === 'quit') for (const names of this.seen.values()) names.delete(by.name);
    else if (kind === 'renamed')
      for (const names of this.seen.values()) if (names.delete(by.name)) names.add(happening.to);
  }

  private namesIn(where: string): Set<string> {
    let names = this.seen.get(where);
    if (names === undefined) this.seen.set(where, (names = new Set()));
    return names;
  }
}

class Model {
  readonly scene = new Scene();
  readonly watcher = new Watcher();
  private readonly publisher: Publisher;
  private readonly id: SessionId;
  private readonly ids: SessionId[] = [];

  constructor(crowd: number) {
    this.publisher = new Publisher(() => crowd);
    this.id = this.scene.enter('watcher');
    for (const one of ['#a', '#b', '#c']) {
      this.perform(this.scene.act(this.id, 'join', { room: one, key: '', move: false }));
    }
  }

  play(one: Move): void {
    if (one.kind === 'wait') {
      jest.advanceTimersByTime(one.milliseconds);
    } else if (one.kind === 'come') {
      const { id, effects } = this.scene.arrive(one.name);
      this.ids.push(id);
      this.perform(effects);
      for (const one of ['#a', '#b'])
        this.perform(this.scene.act(id, 'join', { room: one, key: '', move: false }));
    } else {
      const session = this.ids.at(-1 - one.who) ?? sessionId(0);
      const event = { kind: 'command', session, command: one.command } as const;
      this.perform(step(this.scene.world, event, this.scene.now));
    }
  }

  private perform(effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.kind === 'publish') this.publisher.publish(effect.rooms, effect.happening, null);
      if (effect.kind === 'subscribe' && effect.session === this.id)
        this.publisher.subscribe(this.watcher, effect.room);
    }
  }

  check(): void {
    jest.advanceTimersByTime(QUIET_MS);
    for (const { name: where, members } of this.scene.world.rooms.values()) {
      const names = Array.from(members.keys(), ({ person }) => person.name);
      expect(Array.from(this.watcher.seen.get(where) ?? []).sort()).toEqual(names.sort());
    }
    expect(jest.getTimerCount()).toBe(0);
  }
}

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

test('whoever hears several rooms knows, when it is quiet, who is in each and under which name', () => {
  fc.assert(
    fc.property(fc.constantFrom(3, 100), fc.array(move, { minLength: 30, maxLength: 60 }), (crowd, moves) => {
      const model = new Model(crowd);
      for (const one of moves) model.play(one);
      model.check();
    }),
    { numRuns: 500 },
  );
}, 60_000);
