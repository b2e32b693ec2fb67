/** When what was published is written: speech at the end of the turn, comings and goings when it is quiet. */
import type { Socket } from 'node:net';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { MessageId } from '../../../lib/base/ids.js';
import type { Happening } from '../../../lib/core/happening.js';
import type { Room } from '../../../lib/core/world.js';
import { Outbox } from '../../../lib/net/outbox.js';
import type { ClassLog, Listener } from '../../../lib/server/fan-out.js';
import { Publisher } from '../../../lib/server/publisher.js';

const [A, B] = ['#a', '#b'].map((name) => ({ name }) as Room) as [Room, Room];

function happening(what: object, name = 'ann'): Happening {
  const who = { name, user: name, host: 'lan', account: null };
  return { id: '' as MessageId, at: 0, who, ...what } as Happening;
}

const comes = (name: string): Happening => happening({ kind: 'joined', room: '#a', realName: '' }, name);
const says = (text: string): Happening => happening({ kind: 'message', as: 'message', target: '#a', text });
const quits = (name: string): Happening => happening({ kind: 'quit', reason: '' }, name);

class Reader implements Listener {
  readonly hears = new Set<ClassLog>();
  readonly marks = new Map<ClassLog, number>();
  readonly writes: string[] = [];
  readonly wireClass = {
    key: 'test',
    encode: ({ kind, ...more }: Happening) => `${'text' in more ? more.text : `${kind} ${more.who.name}`};`,
  };
  readonly outbox: Outbox;
  isSlow = false;

  constructor(readonly fellBehind: () => void = () => undefined) {
    const write = (bytes: Buffer): boolean => {
      this.writes.push(bytes.toString());
      return !this.isSlow;
    };
    const socket = { writable: true, write };
    Object.defineProperty(socket, 'writableLength', { get: () => (this.isSlow ? Infinity : 0) });
    this.outbox = new Outbox(socket as unknown as Socket, 0);
  }
}

function audience(crowd: number): { publisher: Publisher; reader: Reader } {
  const publisher = new Publisher(() => crowd);
  const reader = new Reader();
  publisher.subscribe(reader, A);
  publisher.subscribe(reader, B);
  return { publisher, reader };
}

/** One turn of the event loop. */
function turn(): void {
  jest.advanceTimersToNextTimer();
}

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

test('whoever comes is told of 20 ms after the last who came, and half a second after the first at the latest', () => {
  const { publisher, reader } = audience(9);
  publisher.publish([A], comes('bo'), null);
  jest.advanceTimersByTime(15);
  publisher.publish([A], comes('cy'), null);
  jest.advanceTimersByTime(15);
  expect(reader.writes).toEqual([]);
  jest.advanceTimersByTime(5);
  expect(reader.writes).toEqual(['joined bo;joined cy;']);
  for (let time = 0; time < 490; time += 10) {
    publisher.publish([A], comes(`n${time}`), null);
    jest.advanceTimersByTime(10);
  }
  expect(reader.writes).toHaveLength(1);
  publisher.publish([A], comes('dee'), null);
  jest.advanceTimersByTime(10);
  expect(reader.writes).toHaveLength(2);
  jest.advanceTimersByTime(1000);
  expect(reader.writes.slice(2)).toEqual([]);
  expect(jest.getTimerCount()).toBe(0);
});

test('what is said elsewhere is heard at once, and does not put off who has come', () => {
  const { publisher, reader } = audience(9);
  publisher.publish([A], comes('bo'), null);
  for (let time = 0; time < 30; time += 5) {
    publisher.publish([B], says(`${time}`), null);
    jest.advanceTimersByTime(5);
  }
  expect(reader.writes).toEqual(['0;', '5;', '10;', '15;', 'joined bo;', '20;', '25;']);
});

test('several who speak to a crowd are one write, up to 64 of them; who speaks alone waits for nobody', () => {
  const { publisher, reader } = audience(50);
  publisher.publish([A], says('alone'), null);
  turn();
  expect(reader.writes).toEqual(['alone;']);
  for (const text of ['1', '2']) publisher.publish([A], says(text), null);
  turn();
  expect(reader.writes).toHaveLength(1);
  publisher.publish([A], says('3'), null);
  turn();
  expect(reader.writes).toHaveLength(1);
  turn();
  expect(reader.writes.slice(1)).toEqual(['1;2;3;']);
  publisher.publish([A], says('4'), null);
  publisher.publish([A], says('5'), null);
  for (let count = 2; count < 64; count += 1) {
    turn();
    publisher.publish([A], says('x'), null);
  }
  expect(reader.writes).toHaveLength(2);
  turn();
  expect(reader.writes).toHaveLength(3);
});

test('among few nothing waits for the next turn', () => {
  const { publisher, reader } = audience(49);
  for (const text of ['1', '2']) publisher.publish([A], says(text), null);
  turn();
  expect(reader.writes).toEqual(['1;2;']);
});

test('who falls behind while comings are told leaves before somebody else has the name', () => {
  const { publisher, reader } = audience(2);
  const slow = new Reader(() => {
    publisher.forget(slow);
    publisher.publish([A], quits('slow'), null);
  });
  publisher.subscribe(slow, A);
  slow.isSlow = true;
  publisher.publish([A], comes('bo'), null);
  turn();
  publisher.flush();
  expect(reader.writes).toEqual(['joined bo;']);
  publisher.publish([B], comes('slow'), null);
  publisher.publish([B], says('hello'), null);
  jest.advanceTimersByTime(1000);
  expect(reader.writes.join('')).toBe('joined bo;quit slow;joined slow;hello;');
});
