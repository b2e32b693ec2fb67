/** REGISTER, PASSWORD and DEVICE: what an owner does with an account (docs/protocol.md, "Names that belong to somebody"). */
import { fold, sameName } from '../../base/casefold.js';
import { LINK_CODE_MS, LINK_CODES_MAX } from '../../base/limits.js';
import type { Millis } from '../../base/result.js';
import type { Account, PasswordProof, ProvedDevice } from '../account.js';
import { accountOf, freeName, loggedIn, logOut, saveAccount, withDevice } from '../accounts.js';
import type { CommandSpec } from '../command.js';
import type { Effect } from '../effect.js';
import { refuse, reply, vouched } from '../effects.js';
import { applicantOf, askForAccount, makeAccount } from '../registering.js';
import type { Session, World } from '../world.js';

/** Makes one's name an account's. */
export const registerAccount: CommandSpec<'register-account'> = {
  activity: true,
  run({ world, from, now }, { name, password }) {
    return askForAccount(world, applicantOf(from), { account: name, password }, now);
  },
};

/** Sets or changes the password of the account one is logged in to. */
export const setPassword: CommandSpec<'set-password'> = {
  activity: true,
  run({ world, from }, { password }) {
    if (accountOf(world, from) === null) return refuse(from, { why: 'not-logged-in', command: 'PASSWORD' });
    return [{ kind: 'hash-password', session: from.id, password, newcomer: null }];
  },
};

/** The hash is ready: for the account of the session, or for a new one of its name. */
export function passwordHashed(
  world: World,
  from: Session,
  proof: PasswordProof | null,
  now: Millis,
): readonly Effect[] {
  const account = accountOf(world, from);
  if (account === null) return makeAccount(world, applicantOf(from), proof, now);
  if (proof === null) return refuse(from, { why: 'too-busy', command: 'PASSWORD', name: account.name });
  return vouched(from.id, 'set-password', [
    ...saveAccount(world, { ...account, password: proof }),
    reply(from, { kind: 'password-set' }),
    ...logOut(world, account.name, (id, { device }) => id !== from.id && !isDeviceOf(account, device)),
  ]);
}

/** Those who came by the old password have to prove the new one. */
function isDeviceOf({ devices }: Account, device: ProvedDevice | null): boolean {
  return device !== null && devices.some(({ key }) => key === device.key);
}

export const devices: CommandSpec<'devices'> = {
  activity: false,
  run({ world, from }) {
    const account = accountOf(world, from);
    if (account === null) return refuse(from, { why: 'not-logged-in', command: 'DEVICE' });
    return [reply(from, { kind: 'devices', devices: account.devices })];
  },
};

/** Asks for a code by which another device becomes the account's too. */
export const linkCode: CommandSpec<'link-code'> = {
  activity: true,
  run({ world, from }) {
    if (accountOf(world, from) === null) return refuse(from, { why: 'not-logged-in', command: 'DEVICE' });
    return [{ kind: 'make-code', session: from.id }];
  },
};

export function codeMade(world: World, from: Session, code: string, now: Millis): readonly Effect[] {
  const account = accountOf(world, from);
  if (account === null) return refuse(from, { why: 'not-logged-in', command: 'DEVICE' });
  // A new code takes the place of the one before: nobody fills the table alone.
  for (const [known, { account: owner, until }] of world.linkCodes)
    if (until <= now || sameName(owner, account.name)) world.linkCodes.delete(known);
  if (world.linkCodes.size >= LINK_CODES_MAX) return refuse(from, { why: 'too-many-codes' });
  world.linkCodes.set(code, { account: account.name, until: now + LINK_CODE_MS });
  return [reply(from, { kind: 'link-code', code })];
}

/** Uses a code: the device that this connection has proved becomes the account's. */
export const linkDevice: CommandSpec<'link-device'> = {
  activity: true,
  vouches: 'link-device',
  run({ world, from, now }, { account: name, code }) {
    const device = world.proved.get(from.id)?.device ?? null;
    if (device === null) return refuse(from, { why: 'no-device' });
    const account = world.accounts.get(fold(name));
    if (account === undefined || !takeCode(world, name, code, now))
      return refuse(from, { why: 'bad-code', name });
    if (account.suspended) return refuse(from, { why: 'bad-code', name });
    const linked = withDevice(account, device, now);
    if (linked === null) return refuse(from, { why: 'too-many-devices', name });
    return [
      ...saveAccount(world, linked),
      { kind: 'log', text: `Another device is ${account.name}'s now, from ${from.address}` },
      ...loggedIn(world, from.id, linked),
      reply(from, { kind: 'device-linked', account: account.name }),
    ];
  },
};

/** A code is good once, and a wrong one costs nothing but the try: there are 10^12 of them, for ten minutes. */
function takeCode(world: World, name: string, code: string, now: Millis): boolean {
  const found = world.linkCodes.get(code.toLowerCase());
  if (found === undefined || found.until <= now || !sameName(found.account, name)) return false;
  return world.linkCodes.delete(code.toLowerCase());
}

export const removeDevice: CommandSpec<'remove-device'> = {
  activity: true,
  vouches: 'remove-device',
  run({ world, from }, { fingerprint }) {
    const account = accountOf(world, from);
    if (account === null) return refuse(from, { why: 'not-logged-in', command: 'DEVICE' });
    const left = account.devices.filter((one) => one.fingerprint !== fingerprint);
    const isKnown = left.length < account.devices.length;
    if (!isKnown) return refuse(from, { why: 'no-such-device', fingerprint });
    // An account that nothing proves would be nobody's for good.
    if (left.length === 0 && account.password === null)
      return refuse(from, { why: 'last-proof', name: freeName(world, account.name, from.activeAt) });
    return [
      ...saveAccount(world, { ...account, devices: left }),
      reply(from, { kind: 'device-removed', fingerprint }),
      // Whoever has it in hand now is its owner's no more.
      ...logOut(
        world,
        account.name,
        (id, { device }) => id !== from.id && device?.fingerprint === fingerprint,
      ),
    ];
  },
};
