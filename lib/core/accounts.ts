/** Names that belong to somebody: who may have one, what proves it, and when a claim lapses (docs/protocol.md). */
import { fold, sameName } from '../base/casefold.js';
import { ACCOUNTS_MAX, CLAIMS_PER_DEVICE_MAX, DEVICES_PER_ACCOUNT_MAX } from '../base/limits.js';
import { nameProblem, suggestName } from '../base/names.js';
import { DAY_MS, type Millis } from '../base/result.js';
import type { SessionId } from '../base/ids.js';
import type { Account, Device, Proved, ProvedDevice } from './account.js';
import type { LoginRefused } from './refusal.js';
import { reply, vouched } from './effects.js';
import { toldOfPerson } from './monitor.js';
import { roomChange } from './restore.js';
import type { Effect } from './effect.js';
import type { AtTheDoor, CoreEvent } from './event.js';
import { banOn, hostOf } from './policy.js';
import { makeOperator, nextMessageId, type Session, type World } from './world.js';

/** How often the last use of an account is written down: more often would be a write for every visit. */
const USED_EVERY_MS = 3_600_000;

/** How full the table is when lapsed names are dropped. */
const NEARLY_FULL = 0.8;

/** The account of that name, if it is still somebody's. */
export function accountNamed(world: World, name: string, now: Millis): Account | null {
  const account = world.accounts.get(fold(name));
  return account === undefined || hasLapsed(world, account, now) ? null : account;
}

/** A claim by devices alone lapses when nobody has used it for long: machines are shared, and keys are lost. */
function hasLapsed(world: World, account: Account, now: Millis): boolean {
  const { claimDays } = world.settings;
  if (claimDays === null || account.password !== null || account.suspended) return false;
  if (now - account.usedAt <= claimDays * DAY_MS) return false;
  return !Array.from(world.sessions.values()).some((session) => isLoggedInTo(session, account.name));
}

export function isLoggedInTo({ person }: Session, account: string): boolean {
  return person.account !== null && sameName(person.account, account);
}

/** Whether the name is somebody else's than whoever is logged in to `account`. */
export function isOwnedByOther(world: World, name: string, account: string | null, now: Millis): boolean {
  const owner = accountNamed(world, name, now);
  return owner !== null && (account === null || !sameName(owner.name, account));
}

/** A connection has proved that it knows the password, or has the key. */
export function prove(
  world: World,
  { session: id, name, by, door }: Extract<CoreEvent, { kind: 'prove' }>,
  now: Millis,
): readonly Effect[] {
  const device = by.kind === 'device' ? by.device : (world.proved.get(id)?.device ?? null);
  // What it proved before counts no more, so that it can be told by this whether the new proof was taken.
  world.proved.set(id, { account: null, device });
  const account = accountNamed(world, name, now);
  if (account?.suspended === true) return refuse(id, { why: 'suspended', name: account.name });
  if (by.kind === 'password') {
    return account === null ? refuse(id, inUse(world, name, now)) : logIn(world, id, account, null, now);
  }
  if (account === null && !isLetIn(world, id, name, door, now)) return refuse(id, { why: 'not-let-in' });
  if (account === null) return vouched(id, 'claim', claim(world, id, name, by.device, door.address, now));
  const known = account.devices.some(({ key }) => key === by.device.key);
  return known ? logIn(world, id, account, by.device.key, now) : refuse(id, inUse(world, name, now));
}

/** Whoever is kept out at the door takes no name from those who may come in. */
export function isLetIn(world: World, id: SessionId, name: string, door: AtTheDoor, now: Millis): boolean {
  if (world.sessions.has(id)) return true;
  const { password } = world.settings;
  if (world.locked || (password !== null && door.password !== password)) return false;
  return banOn(world, name, door.address, now) === null;
}

function refuse(to: SessionId, refusal: LoginRefused): readonly Effect[] {
  return [{ kind: 'reply', to, reply: { kind: 'login-refused', refusal } }];
}

function inUse(world: World, name: string, now: Millis): LoginRefused {
  const account = world.accounts.get(fold(name));
  const lapses = account?.password === null ? world.settings.claimDays : null;
  return { why: 'name-in-use', name, suggestion: freeName(world, name, now), lapses };
}

/** A legal name like the one wanted that is nobody's and that nobody here has. */
export function freeName(world: World, wanted: string, now: Millis): string {
  return suggestName(
    wanted,
    world.settings.chatroom,
    (free) => !world.names.has(fold(free)) && accountNamed(world, free, now) === null,
  );
}

/** The first to use a name keeps it. */
function claim(
  world: World,
  id: SessionId,
  name: string,
  device: ProvedDevice,
  address: string,
  now: Millis,
): readonly Effect[] {
  if (nameProblem(name, world.settings.chatroom) !== null) return refuse(id, { why: 'bad-name', name });
  const holder = world.names.get(fold(name));
  if (holder !== undefined && holder.id !== id) return refuse(id, inUse(world, name, now));
  if (world.accounts.namesOf(device.key) >= CLAIMS_PER_DEVICE_MAX)
    return refuse(id, { why: 'too-many-claims' });
  if (!takePlace(world, address, now)) return refuse(id, { why: 'too-many-accounts' });
  const account = {
    name,
    createdAt: now,
    usedAt: now,
    password: null,
    devices: [{ ...device, addedAt: now, usedAt: now }],
    suspended: false,
    read: new Map(),
  };
  return [
    ...dropLapsed(world, name, now),
    ...saveAccount(world, account),
    { kind: 'log', text: `The name ${name} belongs to a device now` },
    ...loggedIn(world, id, account),
  ];
}

/** For one account more; false where there are too many, or the address has made too many of them. */
export function takePlace(world: World, address: string, now: Millis): boolean {
  return world.accounts.size < ACCOUNTS_MAX && world.newAccounts.take(hostOf(address), now);
}

/** Lapsed names are left to whoever may still come back, until their places are needed. */
export function dropAllLapsed(world: World, now: Millis): readonly Effect[] {
  world.newAccounts.tidy(now);
  if (world.accounts.size < ACCOUNTS_MAX * NEARLY_FULL) return [];
  return Array.from(world.accounts.values()).flatMap(({ name }) => dropLapsed(world, name, now));
}

function logIn(
  world: World,
  id: SessionId,
  account: Account,
  key: string | null,
  now: Millis,
): readonly Effect[] {
  const isDue = now - account.usedAt >= USED_EVERY_MS;
  const devices = account.devices.map((one) => (one.key === key && isDue ? { ...one, usedAt: now } : one));
  const used = { ...account, usedAt: now, devices };
  return [...(isDue ? saveAccount(world, used) : []), ...loggedIn(world, id, account)];
}

/** From now on the connection is the account's owner. */
export function loggedIn(world: World, id: SessionId, { name }: Account): readonly Effect[] {
  world.proved.set(id, { account: name, device: world.proved.get(id)?.device ?? null });
  const session = world.sessions.get(id);
  const told: Effect[] = [
    { kind: 'reply', to: id, reply: { kind: 'logged-in', account: name, person: session?.person ?? null } },
  ];
  if (session === undefined || isLoggedInTo(session, name)) return told;
  session.person = { ...session.person, account: name };
  if (isOperatorAccount(world, name) && !session.operator) {
    makeOperator(world, session);
    told.push(reply(session, { kind: 'made-operator' }));
  }
  return [...told, ...tellAccount(world, session)];
}

/** Whether the host has given it a say in every room. */
export function isOperatorAccount(world: World, name: string | null): boolean {
  return name !== null && world.accounts.get(fold(name))?.operator === true;
}

/** Those who share a room are told whose name it is (IRCv3 account-notify). */
function tellAccount(world: World, session: Session): readonly Effect[] {
  const id = nextMessageId(world, session.activeAt);
  return toldOfPerson(world, session, { kind: 'account', id, at: session.activeAt, who: session.person });
}

export function saveAccount(world: World, account: Account): readonly Effect[] {
  world.accounts.set(fold(account.name), account);
  return [{ kind: 'keep', changes: [{ kind: 'account', account }] }];
}

/** A name that has lapsed and is wanted is nobody's: what was its owner's must not be the next one's. */
export function dropLapsed(world: World, name: string, now: Millis): readonly Effect[] {
  const isKnown = world.accounts.has(fold(name));
  return isKnown && accountNamed(world, name, now) === null ? dropAccount(world, name) : [];
}

/** The name is free again, and whoever is logged in to it is not any more. */
export function dropAccount(world: World, name: string): readonly Effect[] {
  const out = logOut(world, name);
  world.accounts.delete(fold(name));
  const rooms = Array.from(world.rooms.values()).filter(
    ({ founder }) => founder !== null && sameName(founder, name),
  );
  for (const room of rooms) room.founder = null;
  const orphaned = rooms.filter(({ isUsed }) => isUsed).map(roomChange);
  return [{ kind: 'keep', changes: [{ kind: 'account-gone', name }, ...orphaned] }, ...out];
}

/** Ends the logins of an account: those of which `ends` says so, or all. */
export function logOut(
  world: World,
  name: string,
  ends: (id: SessionId, proved: Proved) => boolean = () => true,
): readonly Effect[] {
  const hadSay = isOperatorAccount(world, name);
  const told: Effect[] = [];
  for (const [id, proved] of world.proved) {
    const session = world.sessions.get(id);
    // Whoever was refused another name since is logged in all the same.
    const account = proved.account ?? session?.person.account ?? null;
    if (account === null || !sameName(account, name) || !ends(id, proved)) continue;
    world.proved.set(id, { ...proved, account: null });
    if (session === undefined) continue;
    session.person = { ...session.person, account: null };
    told.push(reply(session, { kind: 'logged-out', person: session.person }), ...tellAccount(world, session));
    if (!hadSay || !session.operator) continue;
    session.operator = false;
    told.push(reply(session, { kind: 'user-modes-changed', changes: '-o' }));
  }
  return told;
}

/** The account that the session is logged in to. */
export function accountOf(world: World, { person }: Session): Account | null {
  return person.account === null ? null : (world.accounts.get(fold(person.account)) ?? null);
}

/** Null where there are as many as may be. */
export function withDevice(account: Account, proved: ProvedDevice, now: Millis): Account | null {
  if (account.devices.some(({ key }) => key === proved.key)) return account;
  if (account.devices.length >= DEVICES_PER_ACCOUNT_MAX) return null;
  const device: Device = { ...proved, addedAt: now, usedAt: now };
  return { ...account, devices: [...account.devices, device] };
}
