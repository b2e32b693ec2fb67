/** What the host may do with accounts from the console. */
import { fold } from '../base/casefold.js';
import type { Millis } from '../base/result.js';
import type { Account } from './account.js';
import { dropAccount, isLoggedInTo, logOut, saveAccount } from './accounts.js';
import type { AdminCommand } from './admin-command.js';
import type { Effect } from './effect.js';
import { reply } from './effects.js';
import { endSession } from './sessions.js';
import { makeOperator, type World } from './world.js';

/** Accounts shown at once: more than fit a screen are no help. */
const ACCOUNTS_SHOWN_MAX = 200;

type AccountCommand = Extract<
  AdminCommand,
  { verb: 'accounts' | 'operator' | 'reset' | 'suspend' | 'unsuspend' }
>;

export function runAccountAdmin(world: World, command: AccountCommand, now: Millis): readonly Effect[] {
  if (command.verb === 'accounts') return answer(listAccounts(world));
  const account = world.accounts.get(fold(command.name));
  if (account === undefined) return answer([`There is no account ${command.name}. /accounts lists them.`]);
  const { name } = account;
  switch (command.verb) {
    case 'reset':
      return [
        ...dropAccount(world, name),
        { kind: 'log', text: `The host has reset the account ${name}` },
        ...answer([`The name ${name} is free again: the next to use it has it.`]),
      ];
    case 'operator':
      return operatorAccount(world, account, command.on);
    case 'suspend':
      return [
        ...suspend(world, account, now),
        ...answer([`Nobody can log in as ${name} until /unsuspend ${name}.`]),
      ];
    case 'unsuspend':
      return [
        ...saveAccount(world, { ...account, suspended: false }),
        ...answer([`${name} can log in again.`]),
      ];
  }
}

function answer(lines: readonly string[]): readonly Effect[] {
  return [{ kind: 'console', lines }];
}

/** From now on, and whenever its owner logs in. */
function operatorAccount(world: World, account: Account, on: boolean): readonly Effect[] {
  const { name } = account;
  if ((account.operator ?? false) === on) {
    return answer([on ? `${name} is an operator already.` : `${name} is no operator.`]);
  }
  const sessions = Array.from(world.sessions.values()).filter((session) => isLoggedInTo(session, name));
  const told = sessions.flatMap((session): Effect[] => {
    if (session.operator === on) return [];
    if (on) makeOperator(world, session);
    else session.operator = false;
    return [reply(session, on ? { kind: 'made-operator' } : { kind: 'user-modes-changed', changes: '-o' })];
  });
  const words = on
    ? `${name} has a say in every room from now on. /unoperator ${name} ends it.`
    : `${name} has no more say than others.`;
  const log = on ? `The host has made ${name} an operator` : `The host has taken ${name}'s say in every room`;
  return [
    ...saveAccount(world, { ...account, operator: on }),
    ...told,
    { kind: 'log', text: log },
    ...answer([words]),
  ];
}

function suspend(world: World, account: Account, now: Millis): readonly Effect[] {
  const { name } = account;
  const sessions = Array.from(world.sessions.values()).filter((session) => isLoggedInTo(session, name));
  return [
    ...saveAccount(world, { ...account, suspended: true }),
    { kind: 'log', text: `The host has suspended the account ${name}` },
    ...sessions.flatMap((session) =>
      endSession(world, session, 'KICKED', 'the host has suspended your account', 'meant', now),
    ),
    ...logOut(world, name),
  ];
}

function listAccounts(world: World): readonly string[] {
  const accounts = Array.from(world.accounts.values()).sort((one, other) => other.usedAt - one.usedAt);
  if (accounts.length === 0) return ['Nobody has an account yet.'];
  const rows = accounts.slice(0, ACCOUNTS_SHOWN_MAX).map((account) => {
    const { name, createdAt, usedAt, password, devices, suspended } = account;
    const proofs = [
      ...(password === null ? [] : ['password']),
      ...(devices.length === 0 ? [] : [`${devices.length} device${devices.length === 1 ? '' : 's'}`]),
    ];
    const state = `${account.operator === true ? '  operator' : ''}${suspended ? '  suspended' : ''}`;
    return `${name}  ${proofs.join(', ')}  made ${day(createdAt)}, last used ${day(usedAt)}${state}`;
  });
  const more = accounts.length - rows.length;
  return more === 0 ? rows : [...rows, `and ${more} more`];
}

/** `2026-11-23`. */
function day(at: Millis): string {
  return new Date(at).toISOString().slice(0, 10);
}
