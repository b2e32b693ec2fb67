/** The gate before delivery: nothing is told before it is kept, everything in order, and nobody waits for ever. */
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { COMMIT_PATIENCE_MS } from '../../../lib/base/limits.js';
import type { Change } from '../../../lib/core/kept.js';
import { CommitGate } from '../../../lib/server/commit-gate.js';
import { MemoryStore } from '../../../lib/storage/memory.js';
import { HeldStore } from '../../support/held-store.js';

const BAN: Change = { kind: 'ban', ban: { target: 'ann', reason: '', until: null } };
const UNBAN: Change = { kind: 'unban', target: 'ann' };

class Gate {
  readonly told: string[] = [];
  readonly gate: CommitGate;

  constructor(readonly store: HeldStore = new HeldStore()) {
    store.isHolding = true;
    this.gate = new CommitGate(store, {
      onTrouble: (why) => this.told.push(why === null ? 'fine' : `trouble: ${why}`),
      onBug: (error) => this.told.push(`bug: ${String(error)}`),
    });
  }

  deliver(what: string): void {
    this.gate.deliver((kept) => this.told.push(kept ? what : `${what} unkept`));
  }
}

/** Lets everything that is ready run. */
async function turn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

afterEach(() => {
  jest.useRealTimers();
});

describe('a delivery', () => {
  test('goes through at once where nothing waits to be kept', () => {
    const one = new Gate();
    one.deliver('a');
    expect(one.told).toEqual(['a']);
  });

  test('waits for the commit of what was to be kept before it, and all behind it wait too', async () => {
    const one = new Gate();
    one.gate.keep([BAN]);
    one.deliver('a');
    const first = await one.store.next();
    one.deliver('b');
    one.gate.keep([UNBAN]);
    one.deliver('c');
    expect(one.told).toEqual([]);
    first.keep();
    const second = await one.store.next();
    expect(one.told).toEqual(['a']);
    expect(second.changes).toEqual([UNBAN]);
    second.keep();
    await turn();
    expect(one.told).toEqual(['a', 'b', 'c']);
  });

  test('goes through at once where nothing is durable', () => {
    const told: string[] = [];
    const gate = new CommitGate(new MemoryStore(), { onTrouble: () => undefined, onBug: () => undefined });
    gate.keep([BAN]);
    gate.deliver(() => told.push('a'));
    expect(told).toEqual(['a']);
  });

  test('that throws keeps none of the others', async () => {
    const one = new Gate();
    one.gate.keep([BAN]);
    one.gate.deliver(() => {
      throw new Error('deliberate');
    });
    one.deliver('b');
    (await one.store.next()).keep();
    await turn();
    expect(one.told).toEqual(['bug: Error: deliberate', 'b']);
  });
});

describe('what nobody waits for', () => {
  test('holds nobody up, and goes along with the next commit', async () => {
    const one = new Gate();
    one.gate.keepLazily([BAN]);
    one.deliver('a');
    expect(one.told).toEqual(['a']);
    one.gate.keep([UNBAN]);
    expect((await one.store.next()).changes).toEqual([BAN, UNBAN]);
  });

  test('is kept at once, and before what comes after, where somebody wants to read it', async () => {
    const one = new Gate();
    one.gate.keepLazily([BAN]);
    one.gate.hurry();
    one.deliver('a');
    const commit = await one.store.next();
    expect(commit.changes).toEqual([BAN]);
    expect(one.told).toEqual([]);
    commit.keep();
    await turn();
    expect(one.told).toEqual(['a']);
  });

  test('holds nobody up who wants to read where there is none of it', () => {
    const one = new Gate();
    one.gate.hurry();
    one.deliver('a');
    expect(one.told).toEqual(['a']);
  });

  test('is kept by itself after a second', async () => {
    jest.useFakeTimers();
    const one = new Gate();
    one.gate.keepLazily([BAN]);
    jest.advanceTimersByTime(1000);
    expect((await one.store.next()).changes).toEqual([BAN]);
  });
});

describe('a disk that fails', () => {
  test('is told once, and what is delivered is known not to be kept', async () => {
    const one = new Gate();
    one.gate.keep([BAN]);
    one.deliver('a');
    (await one.store.next()).fail('the disk is full');
    await turn();
    expect(one.told).toEqual(['trouble: the disk is full', 'a unkept']);
    one.gate.keep([UNBAN]);
    one.deliver('b');
    const next = await one.store.next();
    // Bans and rooms are kept later; their order stays.
    expect(next.changes).toEqual([BAN, UNBAN]);
    next.keep();
    await turn();
    expect(one.told.slice(2)).toEqual(['fine', 'b']);
  });

  test('that fails again and hangs in between does not turn the order around', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'clearImmediate'] });
    const one = new Gate();
    const bans = ['one', 'two', 'three', 'four'].map((reason): Change => {
      return { kind: 'ban', ban: { target: 'ann', reason, until: null } };
    });
    const [first = BAN, second = BAN, third = BAN, fourth = BAN] = bans;
    one.gate.keep([first]);
    (await one.store.next()).fail('the disk is full');
    await turn();
    one.gate.keep([second]);
    const hung = await one.store.next();
    jest.advanceTimersByTime(COMMIT_PATIENCE_MS);
    one.gate.keep([third]);
    one.deliver('a');
    hung.fail('the disk is full');
    await turn();
    one.gate.keep([fourth]);
    expect((await one.store.next()).changes).toEqual(bans);
  });

  test('is given what it owes again, also when nothing else happens', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'clearImmediate'] });
    const one = new Gate();
    one.gate.keep([BAN]);
    (await one.store.next()).fail('the disk is full');
    await turn();
    const again = one.store.next();
    jest.advanceTimersByTime(5000);
    expect((await again).changes).toEqual([BAN]);
  });

  test('that does not answer is not waited for', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'clearImmediate'] });
    const one = new Gate();
    one.gate.keep([BAN]);
    one.deliver('a');
    const stuck = await one.store.next();
    one.gate.keep([UNBAN]);
    one.deliver('b');
    jest.advanceTimersByTime(COMMIT_PATIENCE_MS);
    expect(one.told).toEqual(['trouble: the disk does not answer', 'a unkept', 'b unkept']);
    one.gate.keep([UNBAN]);
    one.deliver('c');
    expect(one.told.at(-1)).toBe('c unkept');
    stuck.keep();
    await turn();
    expect(one.told.at(-1)).toBe('fine');
    one.gate.keep([BAN]);
    one.deliver('d');
    expect((await one.store.next()).changes).toEqual([BAN, UNBAN, UNBAN, BAN]);
  });
});

test('whatever happens in whatever order, everything is delivered once and in order', async () => {
  const move = fc.constantFrom('keep', 'lazy', 'deliver', 'turn', 'end', 'fail');
  await fc.assert(
    fc.asyncProperty(fc.array(move, { maxLength: 60 }), async (moves) => {
      const one = new Gate();
      let said = 0;
      for (const what of moves) {
        if (what === 'keep') one.gate.keep([BAN]);
        else if (what === 'lazy') one.gate.keepLazily([UNBAN]);
        else if (what === 'deliver') one.deliver(String((said += 1)));
        else if (what === 'turn') await turn();
        else if (what === 'end') one.store.pending.shift()?.keep();
        else one.store.pending.shift()?.fail('no');
      }
      const end = { isSettled: false };
      void one.gate.settled().then(() => (end.isSettled = true));
      while (!end.isSettled) {
        one.store.pending.shift()?.keep();
        await turn();
      }
      const numbers = one.told.filter((line) => /^\d/.test(line)).map((line) => parseInt(line, 10));
      expect(numbers).toEqual(Array.from({ length: said }, (_, index) => index + 1));
    }),
  );
});
