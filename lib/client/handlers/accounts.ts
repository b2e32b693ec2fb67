/** Logging in and out, and what the server says of accounts and devices (docs/protocol.md, "Names that belong to somebody"). */
import { sameName } from '../../base/casefold.js';
import { safeText } from '../../base/safe-text.js';
import { ACCOUNT_LABEL } from '../account-lines.js';
import type { Incoming } from '../incoming.js';
import * as login from '../login.js';
import type { Session, Step } from '../session.js';
import { renameLine } from '../requests.js';
import { isAround } from '../state.js';
import * as replies from './replies.js';

export function authenticate(session: Session, line: Incoming, step: Step): void {
  login.authenticate(session, line.params[0] ?? '', line.at, step);
}

/** 900: it also comes when a device was linked. */
export function loggedIn(session: Session, line: Incoming): void {
  session.login.account = line.params[2] ?? null;
}

export function loggedOut(session: Session): void {
  session.login.account = null;
  session.login.how = null;
}

export function proved(session: Session, line: Incoming, step: Step): void {
  login.succeeded(session, line.at, step);
}

export function notProved(session: Session, line: Incoming, step: Step): void {
  login.refusedProof(session, line.at, step);
}

/** `REGISTER SUCCESS account :text` (draft/account-registration). */
export function registered(session: Session, line: Incoming, step: Step): void {
  const [word = '', account = ''] = line.params;
  if (word.toUpperCase() !== 'SUCCESS') return;
  session.login.account = account;
  session.login.how = 'password';
  const text = `The name ${safeText(account)} is yours now: from another device you come in with it by its password.`;
  step.events.push({ kind: 'info', place: null, text, at: line.at });
}

/** What is said of a proof under way belongs to its numeric. */
export function fail(session: Session, line: Incoming, step: Step): void {
  const [command = '', code = '', ...rest] = line.params;
  if (command.toUpperCase() !== 'AUTHENTICATE') {
    replies.fail(session, line, step);
    return;
  }
  const text = safeText(rest.at(-1) ?? '');
  const suggestion = rest.length > 2 ? (rest[1] ?? null) : null;
  if (session.login.exchange !== null) session.login.advice = { code, text, suggestion };
  else if (session.phase === 'registering') session.nameAdvice = { text, suggestion };
  else replies.fail(session, line, step);
}

export function note(session: Session, line: Incoming, step: Step): void {
  if (line.params[0] !== 'DEVICE' || !deviceNote(session, line, step)) replies.note(session, line, step);
}

/** False for what is best told in the server's own words. */
function deviceNote(session: Session, line: Incoming, step: Step): boolean {
  const [, code, ...rest] = line.params;
  const counting = line.label === ACCOUNT_LABEL;
  switch (code) {
    case 'LIST':
      if (counting) session.login.devices += 1;
      else tell(step, line, deviceRow(session, rest));
      return true;
    case 'LIST_END':
      if (counting) tell(step, line, countSentence(session.login.devices));
      session.login.devices = 0;
      return counting || rest.at(-1) === '';
    case 'LINK_CODE':
      tell(step, line, linkSentence(session, rest[0] ?? ''));
      return true;
    case 'LINKED':
      replies.note(session, line, step);
      linked(session, rest[0] ?? '', line, step);
      return true;
    default:
      return false;
  }
}

function deviceRow(session: Session, [fingerprint = '', added = '', used = '']: readonly string[]): string {
  const here = fingerprint !== '' && fingerprint === session.login.fingerprint ? '  (this one)' : '';
  return `${fingerprint}  added ${added}  used ${used}${here}`;
}

function countSentence(count: number): string {
  if (count === 0) return 'No device is known by its key: only the password proves the name.';
  return count === 1
    ? '1 device proves the name without a password; /devices shows it.'
    : `${count} devices prove the name without a password; /devices lists them.`;
}

function linkSentence(session: Session, code: string): string {
  const name = session.login.account ?? session.chat.me;
  return `On the other device, come in with any name and type: /link ${name} ${code}   (good once, for 10 minutes)`;
}

/** This device is the account's now, and takes its name, unless the other device is here with it. */
function linked(session: Session, account: string, line: Incoming, step: Step): void {
  const { login, chat } = session;
  login.account = account;
  login.how = 'device';
  if (sameName(account, chat.me)) return;
  if (!isAround(chat, account)) {
    step.lines.push(renameLine(account));
    return;
  }
  const text = `${account} is here with your other device, so on this one you stay ${chat.me}. /nick ${account} takes the name over.`;
  tell(step, line, text);
}

function tell(step: Step, line: Incoming, text: string): void {
  step.events.push({ kind: 'info', place: null, text: safeText(text), at: line.at });
}
