/** Accounts made with a password, by those who are here and by newcomers (IRCv3 draft/account-registration). */
import { sameName } from '../base/casefold.js';
import type { SessionId } from '../base/ids.js';
import type { Millis } from '../base/result.js';
import type { Account, PasswordProof } from './account.js';
import {
  accountNamed,
  accountOf,
  dropLapsed,
  isLetIn,
  loggedIn,
  saveAccount,
  takePlace,
} from './accounts.js';
import { vouched } from './effects.js';
import type { Effect } from './effect.js';
import type { CoreEvent } from './event.js';
import type { Refusal } from './refusal.js';
import { nameRefusal } from './sessions.js';
import type { Session, World } from './world.js';

/** Who wants an account of their name: somebody who is here, or a newcomer who has given no more than that name. */
export interface Applicant {
  readonly id: SessionId;
  readonly name: string;
  /** `host:port`. */
  readonly address: string;
  /** Null for a newcomer. */
  readonly session: Session | null;
}

export function applicantOf(session: Session): Applicant {
  return { id: session.id, name: session.person.name, address: session.address, session };
}

/** `account` is the name asked for; `*` is one's own. */
export function askForAccount(
  world: World,
  applicant: Applicant,
  { account, password }: { readonly account: string; readonly password: string },
  now: Millis,
): readonly Effect[] {
  const problem = problemWith(world, applicant, account, now);
  if (problem !== null) return refused(applicant, problem);
  const newcomer = applicant.session === null ? { name: applicant.name, address: applicant.address } : null;
  return [{ kind: 'hash-password', session: applicant.id, password, newcomer }];
}

/** Before the welcome: nobody gets by it what the door would not have let them have. */
export function registerAtTheDoor(
  world: World,
  { session: id, name, account, password, door }: Extract<CoreEvent, { kind: 'register-account' }>,
  now: Millis,
): readonly Effect[] {
  const applicant = { id, name, address: door.address, session: null };
  if (!isLetIn(world, id, name, door, now)) return refused(applicant, { why: 'not-let-in', name });
  return askForAccount(world, applicant, { account, password }, now);
}

function problemWith(
  world: World,
  { id, name, session }: Applicant,
  account: string,
  now: Millis,
): Refusal | null {
  const own =
    session === null ? (world.proved.get(id)?.account ?? null) : (accountOf(world, session)?.name ?? null);
  if (own !== null) return { why: 'logged-in-already', command: 'REGISTER', name: own };
  if (account !== '*' && !sameName(account, name)) return { why: 'not-your-name', name: account };
  if (accountNamed(world, name, now) !== null) return { why: 'account-exists', name };
  if (session !== null) return null;
  const refusal = nameRefusal(world, name, null, null, now);
  if (refusal === null) return null;
  return refusal.problem === 'taken' ? { why: 'account-exists', name } : { why: 'bad-account-name', name };
}

function refused({ id }: Applicant, refusal: Refusal): readonly Effect[] {
  return [{ kind: 'reply', to: id, reply: { kind: 'refused', refusal } }];
}

/** The hash is ready; null where there was no time to make it. */
export function makeAccount(
  world: World,
  applicant: Applicant,
  proof: PasswordProof | null,
  now: Millis,
): readonly Effect[] {
  const { id, name, address, session } = applicant;
  const tooBusy = { why: 'too-busy', command: 'REGISTER', name } as const;
  if (proof === null) return refused(applicant, tooBusy);
  // Somebody else may have proved it, or come in under it, meanwhile.
  const problem = problemWith(world, applicant, '*', now);
  if (problem !== null) return refused(applicant, problem);
  if (!takePlace(world, address, now)) return refused(applicant, tooBusy);
  const device = world.proved.get(id)?.device ?? null;
  const devices = device === null ? [] : [{ ...device, addedAt: now, usedAt: now }];
  const made: Account = {
    ...{ name, createdAt: now, usedAt: now, password: proof, devices, suspended: false },
    read: new Map(session?.read),
    ...(session === null || session.metadata.size === 0 ? {} : { metadata: session.metadata }),
  };
  return vouched(id, 'register-account', [
    ...dropLapsed(world, name, now),
    ...saveAccount(world, made),
    ...keptMarkers(made),
    { kind: 'log', text: `${name} has an account now` },
    { kind: 'reply', to: id, reply: { kind: 'registered', account: name } },
    ...loggedIn(world, id, made),
  ]);
}

/** What was read as a guest is the account's from now on. */
function keptMarkers({ name, read }: Account): readonly Effect[] {
  const changes = Array.from(read, ([conversation, at]) => {
    return { kind: 'read', account: name, conversation, at } as const;
  });
  return changes.length === 0 ? [] : [{ kind: 'keep', changes }];
}
