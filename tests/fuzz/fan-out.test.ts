/** The fan-out against a model of it: everyone gets what they heard, once, whole, and in order, however turns are cut. */
import type { Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { messageId, nodeId } from '../../lib/base/ids.js';
import type { Happening } from '../../lib/core/happening.js';
import type { Room } from '../../lib/core/world.js';
import type { WireClass } from '../../lib/dialects/dialect.js';
import { Outbox } from '../../lib/net/outbox.js';
import { FanOut, type ClassLog, type Listener } from '../../lib/server/fan-out.js';

/** Everyone of a class gets the same; the second class is not told of comings and goings, and says things longer. */
const CLASSES: readonly WireClass[] = [
  { key: 'all', encode: (happening) => `${idOf(happening)}\n` },
  {
    key: 'talk',
    encode: (happening) =>
      happening.kind === 'message' ? `${idOf(happening)} ${'\u2615'.repeat(3000)}\n` : null,
  },
];

function idOf(happening: Happening): string {
  return happening.kind === 'message' ? happening.text : happening.kind === 'left' ? happening.reason : '?';
}

const ROOMS = ['#a', '#b', '#c'].map((name) => ({ name }) as Room);
const PEOPLE = 5;

/** A line as it should arrive: in its room, or for one person alone. */
interface Expected {
  readonly line: string;
  readonly rooms: readonly Room[];
  readonly alone: boolean;
}

class Person implements Listener {
  readonly hears = new Set<ClassLog>();
  readonly marks = new Map<ClassLog, number>();
  readonly outbox: Outbox;
  readonly rooms = new Set<Room>();
  readonly expected: Expected[] = [];
  writes = 0;
  private received = '';

  constructor(public wireClass: WireClass) {
    const socket = {
      writable: true,
      writableLength: 0,
      write: (bytes: Buffer) => {
        this.writes += 1;
        this.received += bytes.toString('utf8');
        return true;
      },
    };
    this.outbox = new Outbox(socket as unknown as Socket, 0);
  }

  fellBehind(): void {
    throw new Error('nobody falls behind here');
  }

  get lines(): readonly string[] {
    return this.received.split('\n').slice(0, -1);
  }
}

type Move =
  | { readonly kind: 'join' | 'part' | 'send' | 'reclass'; readonly who: number; readonly room: number }
  | { readonly kind: 'say' | 'go'; readonly rooms: readonly number[]; readonly except: number | null }
  | { readonly kind: 'flush' | 'flush-all' };

const who = fc.nat(PEOPLE - 1);
const room = fc.nat(ROOMS.length - 1);
const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constantFrom('join', 'part', 'send', 'reclass'), who, room }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom('say', 'go'),
      rooms: fc.uniqueArray(room, { minLength: 1, maxLength: 3 }),
      except: fc.option(who),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('flush', 'flush-all') }) },
);

function happening(kind: 'say' | 'go', id: string): Happening {
  const common = {
    id: messageId(nodeId(1), 0, 0),
    at: 0,
    who: { name: 'x', user: 'x', host: 'lan', account: null },
  };
  return kind === 'say'
    ? {
        ...common,
        kind: 'message',
        as: 'message',
        target: '#a',
        toRoom: true,
        text: id,
        tags: new Map(),
        clientId: null,
      }
    : { ...common, kind: 'left', room: '#a', reason: id };
}

class Model {
  readonly people = Array.from({ length: PEOPLE }, (_, index) => new Person(this.classAt(index)));
  private readonly fanOut = new FanOut();
  private next = 0;

  play(one: Move): void {
    switch (one.kind) {
      case 'flush':
        this.fanOut.flush();
        return;
      case 'flush-all':
        this.fanOut.flushAll();
        return;
      case 'say':
      case 'go':
        this.publish(one.kind, one.rooms, one.except);
        return;
      default:
        this.act(one.kind, this.at(this.people, one.who), this.at(ROOMS, one.room));
    }
  }

  private act(kind: 'join' | 'part' | 'send' | 'reclass', person: Person, where: Room): void {
    if (kind === 'join' && !person.rooms.has(where)) {
      person.rooms.add(where);
      this.fanOut.subscribe(person, where);
    } else if (kind === 'part' && person.rooms.delete(where)) {
      this.fanOut.unsubscribe(person, where);
    } else if (kind === 'send') {
      const line = this.id();
      person.expected.push({ line, rooms: [], alone: true });
      this.fanOut.send(person, Buffer.from(`${line}\n`));
    } else if (kind === 'reclass') {
      this.fanOut.reclass(person, () => {
        person.wireClass = this.classAt(person.wireClass === CLASSES[0] ? 1 : 0);
      });
    }
  }

  private publish(kind: 'say' | 'go', rooms: readonly number[], except: number | null): void {
    const where = rooms.map((index) => this.at(ROOMS, index));
    const what = happening(kind, this.id());
    const skipped = except === null ? null : this.at(this.people, except);
    for (const person of this.people) {
      if (person === skipped || !where.some((one) => person.rooms.has(one))) continue;
      const text = person.wireClass.encode(what);
      if (text !== null) person.expected.push({ line: text.slice(0, -1), rooms: where, alone: false });
    }
    this.fanOut.publish(where, what, skipped);
  }

  finish(): void {
    this.fanOut.flushAll();
    for (const { lines, expected } of this.people) {
      expect(lines.toSorted()).toEqual(expected.map(({ line }) => line).toSorted());
      expect(firstOutOfOrder(lines, expected)).toBeNull();
    }
    const before = this.people.map(({ writes }) => writes);
    this.fanOut.flushAll();
    expect(this.people.map(({ writes }) => writes)).toEqual(before);
  }

  private id(): string {
    this.next += 1;
    return `line${this.next}`;
  }

  private classAt(index: number): WireClass {
    return this.at(CLASSES, index % CLASSES.length);
  }

  private at<T>(list: readonly T[], index: number): T {
    const found = list[index];
    if (found === undefined) throw new RangeError(`nothing at ${index}`);
    return found;
  }
}

/** Two lines of one room keep their order; a line for one person alone keeps its place among all. */
function firstOutOfOrder(lines: readonly string[], expected: readonly Expected[]): string | null {
  const place = new Map(lines.map((line, index) => [line, index]));
  for (const [index, one] of expected.entries()) {
    for (const other of expected.slice(index + 1)) {
      const related = one.alone || other.alone || one.rooms.some((room) => other.rooms.includes(room));
      if (related && (place.get(one.line) ?? 0) > (place.get(other.line) ?? 0))
        return `${other.line} before ${one.line}`;
    }
  }
  return null;
}

test('everyone gets each line they heard once, whole, in the order of its room', () => {
  fc.assert(
    fc.property(fc.array(move, { minLength: 10, maxLength: 80 }), (moves) => {
      const model = new Model();
      for (const one of moves) model.play(one);
      model.finish();
    }),
    { numRuns: 500 },
  );
}, 60_000);
