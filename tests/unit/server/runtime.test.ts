/** The runtime's keeping of connections: what goes leaves nothing behind, and a bug costs one connection only. */
import { Socket } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { nothingKept } from '../../../lib/core/kept.js';
import { nodeId, sessionId } from '../../../lib/base/ids.js';
import { findRoom } from '../../../lib/core/world.js';
import { PlainDialect } from '../../../lib/dialects/plain/dialect.js';
import { freshServerKey } from '../../../lib/server/auth/server-key.js';
import { Log } from '../../../lib/server/log.js';
import { Runtime } from '../../../lib/server/runtime.js';
import { Visitor } from '../../../lib/server/visitor.js';
import { MemoryStore } from '../../../lib/storage/memory.js';
import { settingsFrom } from '../../support/chat-server.js';
import { closeAfterTest } from '../../support/cleanup.js';
import { NOON } from '../../support/scene.js';

const NOTHING = (): void => undefined;

class House {
  readonly log: string[] = [];
  readonly runtime: Runtime;
  private next = 1;

  constructor() {
    const log = new Log();
    log.attach((line) => this.log.push(line));
    this.runtime = new Runtime({
      settings: settingsFrom(),
      motd: [],
      store: new MemoryStore(),
      kept: nothingKept(nodeId(1)),
      serverKey: freshServerKey(),
      addresses: [],
      log,
      now: () => NOON,
      onConsole: NOTHING,
    });
  }

  /** Somebody in the main room, whose socket goes nowhere. */
  person(name: string): Visitor {
    const socket = new Socket();
    closeAfterTest(() => socket.destroy());
    const dialect = new PlainDialect(
      { settings: settingsFrom(), now: () => NOON, tlsCap: null, strangers: () => 0, isHere: () => false },
      () => ({
        names: [],
        total: 0,
      }),
    );
    const events = { onLine: NOTHING, onFlood: NOTHING, onEnd: NOTHING, onSlow: NOTHING, onBug: NOTHING };
    const id = sessionId(this.next);
    this.next += 1;
    const address = `10.0.0.1:${id}`;
    const visitor = new Visitor({
      id,
      socket,
      address,
      dialect,
      floodControl: false,
      now: () => NOON,
      events,
    });
    this.runtime.add(visitor);
    this.runtime.receive(visitor, name);
    return visitor;
  }

  get names(): readonly string[] {
    return Array.from(this.runtime.world.sessions.values(), ({ person }) => person.name);
  }
}

describe('a connection that breaks without a word', () => {
  test('leaves no one who would still hear the room', () => {
    const house = new House();
    const ann = house.person('ann');
    house.person('bo');
    expect(ann.hears.size).toBe(1);
    house.runtime.lost(ann, 'connection lost');
    expect(ann.hears.size).toBe(0);
    expect(house.runtime.visitors.has(ann.id)).toBe(false);
    expect(house.names).toEqual(['bo']);
  });

  test('is ended once, however often it is said', () => {
    const house = new House();
    const ann = house.person('ann');
    house.runtime.end(ann, 'KICKED', 'out');
    house.runtime.end(ann, 'KICKED', 'out');
    house.runtime.lost(ann, 'connection closed');
    house.runtime.lost(ann, 'connection closed');
    expect(house.names).toEqual([]);
    expect(ann.hears.size).toBe(0);
  });
});

describe('a bug', () => {
  test('closes that one connection and is logged', () => {
    const house = new House();
    const ann = house.person('ann');
    const bo = house.person('bo');
    house.runtime.bug(ann, new Error('deliberate'));
    expect(house.names).toEqual(['bo']);
    expect(ann.closing).toBe(true);
    expect(ann.hears.size).toBe(0);
    expect(bo.closing).toBe(false);
    expect(house.log.filter((line) => line.includes('Bug'))).toEqual([
      expect.stringMatching(
        /^Bug in the connection of ann \(10\.0\.0\.1:1\), please report it: Error: deliberate/,
      ),
    ]);
  });

  test('halfway through a leaving leaves no one who would still hear the room', () => {
    const house = new House();
    const ann = house.person('ann');
    // As if the effects of leaving had broken off after the world had changed.
    house.runtime.world.sessions.delete(ann.id);
    house.runtime.bug(ann, new Error('deliberate'));
    house.runtime.lost(ann, 'connection closed');
    expect(ann.hears.size).toBe(0);
  });

  test('in a command of the console is logged, and nobody has to go', () => {
    const house = new House();
    const ann = house.person('ann');
    Object.defineProperty(house.runtime.world, 'sequence', {
      get: () => {
        throw new Error('deliberate');
      },
    });
    house.runtime.admin({ verb: 'say', text: 'hi' });
    expect(ann.closing).toBe(false);
    expect(house.log.filter((line) => line.startsWith("Bug in the console's /say"))).toHaveLength(1);
  });

  test.each(['bug', 'lost'] as const)('while a session is taken out (%s): it is out all the same', (way) => {
    const house = new House();
    const ann = house.person('ann');
    house.person('bo');
    const { world } = house.runtime;
    const room = findRoom(world, world.settings.mainRoom);
    const before = room?.memberChanges;
    let sequence = world.sequence;
    let isBroken = true;
    Object.defineProperty(world, 'sequence', {
      get: () => {
        if (isBroken) throw new Error('deliberate');
        return sequence;
      },
      set: (value: number) => (sequence = value),
    });
    if (way === 'bug') house.runtime.bug(ann, new Error('first'));
    else {
      expect(() => house.runtime.lost(ann, 'lost')).toThrow('deliberate');
      house.runtime.bug(ann, new Error('as the server does with what lost throws'));
    }
    isBroken = false;
    expect(ann.closing).toBe(true);
    expect(ann.hears.size).toBe(0);
    expect(house.names).toEqual(['bo']);
    const cy = house.person('cy');
    expect(cy.hears.size).toBe(1);
    // Or a list of names that was made before would still hold.
    expect(room?.memberChanges).not.toBe(before);
    expect(Array.from(world.rooms.values(), ({ members }) => members.size)).toEqual([2]);
  });
});
