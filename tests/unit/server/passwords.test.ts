/** Passwords are hashed beside the event loop, and no more of them at a time than a machine bears. */
import { expect, test } from '@jest/globals';
import { isPassword, proofOf, TooBusy } from '../../../lib/server/auth/passwords.js';

/** Costs next to nothing. */
const CHEAP = `scrypt$2$1$1$c2FsdA$${'A'.repeat(43)}`;

test('while one is hashed or compared the room goes on, and what is stored does not hold it', async () => {
  const proof = await proofOf('correct-horse', '10.0.0.1');
  expect(JSON.stringify(proof)).not.toContain('correct-horse');
  expect(proof.scrypt).toMatch(/^scrypt\$16384\$8\$1\$/);
  for (const work of [
    () => proofOf('correct-horse', '10.0.0.1'),
    () => isPassword('correct-horse', proof.scrypt, '10.0.0.1'),
  ]) {
    const order: string[] = [];
    setImmediate(() => order.push('the room'));
    await work();
    order.push('the hash');
    expect(order).toEqual(['the room', 'the hash']);
  }
  expect(await isPassword('correct-horse', proof.scrypt, '10.0.0.1')).toBe(true);
  expect(await isPassword('battery-staple', proof.scrypt, '10.0.0.1')).toBe(false);
});

test('64 of one address wait, and others get their turn beside them', async () => {
  const compare = (address: string) => isPassword('x', CHEAP, address);
  const many = Array.from({ length: 100 }, () => compare('10.0.0.1').catch((error: unknown) => error));
  expect(await compare('10.0.0.2')).toBe(false);
  const outcomes = await Promise.all(many);
  // Two are under way.
  expect(outcomes.filter((outcome) => outcome === false)).toHaveLength(2 + 64);
  expect(outcomes.filter((outcome) => outcome instanceof TooBusy)).toHaveLength(34);
  expect(await compare('10.0.0.1')).toBe(false);
});

test('a thousand wait in all', async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 1100 }, (_, number) =>
      isPassword('x', CHEAP, `10.0.1.${number}`).catch((error: unknown) => error instanceof TooBusy),
    ),
  );
  expect(outcomes.filter((isBusy) => isBusy)).toHaveLength(1100 - 1000 - 2);
});
