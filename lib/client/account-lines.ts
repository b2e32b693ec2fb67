/** The lines by which our client manages its account (docs/protocol.md, "Names that belong to somebody"). */
import { utf8Length } from '../base/utf8.js';
import { CAP_LABELED_RESPONSE } from '../protocol/caps.js';
import { formatLine } from '../protocol/line.js';
import { has, type Session } from './session.js';

/** On a DEVICE LIST that is to be counted, not shown. Messages have numbers for labels. */
export const ACCOUNT_LABEL = 'account';

/** UTF-8 bytes of a password: it fits one line of 512 with the command. */
const PASSWORD_BYTES_MAX = 300;

/** Why a new password cannot be sent, or null where it can; the server says what is too easy to guess. */
export function passwordProblem(typed: string): string | null {
  return utf8Length(typed.normalize('NFKC')) > PASSWORD_BYTES_MAX ? 'That password is too long.' : null;
}

/** Sets the password of the account we are logged in to, or makes our name an account with it. */
export function passwordLine(session: Session, typed: string): string {
  // The form in which it is compared, whatever keyboard it is typed on (SASLprep).
  const password = typed.normalize('NFKC');
  return session.login.account === null
    ? formatLine({ command: 'REGISTER', params: ['*', '*', password] })
    : formatLine({ command: 'PASSWORD', params: [password] });
}

export const DEVICE_LIST = 'DEVICE LIST';

/** Asks for a code that lets another device in. */
export const LINK_CODE = 'DEVICE LINK';

/** Null where an answer could not be told from one to `/devices`. */
export function deviceCountLine(session: Session): string | null {
  if (!has(session, CAP_LABELED_RESPONSE)) return null;
  const tags = new Map([['label', ACCOUNT_LABEL]]);
  return formatLine({ tags, command: 'DEVICE', params: ['LIST'] });
}

export function deviceRemoveLine(fingerprint: string): string {
  return formatLine({ command: 'DEVICE', params: ['REMOVE', fingerprint] });
}

export function linkLine(account: string, code: string): string {
  return formatLine({ command: 'DEVICE', params: ['LINK', account, code] });
}
