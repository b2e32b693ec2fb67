/** The lines by which our client manages its account (docs/protocol.md, "Names that belong to somebody"). */
import { CAP_LABELED_RESPONSE } from '../protocol/caps.js';
import { formatLine, NO_TAGS } from '../protocol/line.js';
import { has, type Session } from './session.js';

/** On a DEVICE LIST that is to be counted, not shown. Messages have numbers for labels. */
export const ACCOUNT_LABEL = 'account';

/** Sets the password of the account we are logged in to, or makes our name an account with it. */
export function passwordLine(session: Session, password: string): string {
  return session.login.account === null
    ? formatLine({ command: 'REGISTER', params: ['*', '*', password] })
    : formatLine({ command: 'PASSWORD', params: [password] });
}

export function deviceListLine(): string {
  return 'DEVICE LIST';
}

/** Null where an answer could not be told from one to `/devices`. */
export function deviceCountLine(session: Session): string | null {
  if (!has(session, CAP_LABELED_RESPONSE)) return null;
  const tags = new Map([...NO_TAGS, ['label', ACCOUNT_LABEL]]);
  return formatLine({ tags, command: 'DEVICE', params: ['LIST'] });
}

export function deviceRemoveLine(fingerprint: string): string {
  return formatLine({ command: 'DEVICE', params: ['REMOVE', fingerprint] });
}

export function linkCodeLine(): string {
  return 'DEVICE LINK';
}

export function linkLine(account: string, code: string): string {
  return formatLine({ command: 'DEVICE', params: ['LINK', account, code] });
}
