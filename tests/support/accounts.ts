/** Accounts without proofs, for tests of what they are good for. */
import { fold } from '../../lib/base/casefold.js';
import { findPerson, type World } from '../../lib/core/world.js';

export function addAccount(world: World, name: string): void {
  const account = { name, createdAt: 0, usedAt: 0, password: null, devices: [], suspended: false };
  world.accounts.set(fold(name), { ...account, read: new Map() });
}

/** Whoever is here under the name is logged in to the account, which is made where it is not there yet. */
export function logIn(world: World, name: string, account = name): void {
  if (!world.accounts.has(fold(account))) addAccount(world, account);
  const session = findPerson(world, name);
  if (session === undefined) throw new Error(`${name} is not here`);
  session.person = { ...session.person, account };
}
