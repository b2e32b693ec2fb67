/** What /account, /password, /devices and /link ask for, and when they cannot be done. */
import { sameName } from '../base/casefold.js';
import { parseSlash } from '../protocol/slash.js';
import { deviceCountLine, deviceRemoveLine, linkLine, DEVICE_LIST, LINK_CODE } from './account-lines.js';
import { hasAccounts } from './login.js';
import type { Session } from './session.js';

/** A line is sent only while there is a connection. */
export type AccountAct =
  | { readonly kind: 'tell'; readonly text: string }
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'new-password' };

type Acts = readonly AccountAct[];

/** Whose the name is, and what to compare with the host, who has it in the log. */
export function accountActs(session: Session): Acts {
  return [...nameActs(session), ...certificateActs(session)];
}

function nameActs(session: Session): Acts {
  const { account, how, fingerprint } = session.login;
  if (!hasAccounts(session)) return tell(NO_ACCOUNTS);
  const { me } = session.chat;
  if (account === null)
    return tell(`You are ${me}, a guest: nobody owns that name. /password makes it yours, if it is free.`);
  const proof = how === 'device' ? `this device's key ${fingerprint}` : 'its password';
  const other = sameName(account, me) ? '' : ` Here you are called ${me}.`;
  const count = deviceCountLine(session);
  return [
    { kind: 'tell', text: `The name ${account} is yours, proved by ${proof}.${other}` },
    ...(count === null ? [] : [{ kind: 'line' as const, line: count }]),
  ];
}

function certificateActs({ certificate }: Session): Acts {
  if (certificate === null) return [];
  return tell(`The server's TLS fingerprint, to compare with the host's log: ${certificate}`);
}

/** No password goes to a server that has not proved its key. */
export function passwordActs(session: Session): Acts {
  if (session.phase !== 'ready') return tell('Not connected to the server now; try that again later.');
  if (!hasAccounts(session)) return tell(NO_ACCOUNTS);
  return session.login.serverProved
    ? [{ kind: 'new-password' }]
    : tell('The server has not proved its key to us, so it gets no password.');
}

export function deviceActs(session: Session, rest: string): Acts {
  if (!hasAccounts(session)) return tell(NO_ACCOUNTS);
  if (session.login.account === null) return tell(GUEST);
  if (rest === '') return [{ kind: 'line', line: DEVICE_LIST }];
  const [, fingerprint] = /^remove +([0-9a-f]{16})$/i.exec(rest) ?? [];
  return fingerprint === undefined
    ? tell('Type it like this: /devices remove FINGERPRINT, with the 16 digits that /devices shows.')
    : [{ kind: 'line', line: deviceRemoveLine(fingerprint.toLowerCase()) }];
}

/** Without parameters on the device that has the name, with them on the one that is to have it too. */
export function linkActs(session: Session, name?: string, code?: string): Acts {
  if (!hasAccounts(session)) return tell(NO_ACCOUNTS);
  if (name === undefined)
    return session.login.account === null ? tell(GUEST) : [{ kind: 'line', line: LINK_CODE }];
  if (code === undefined || !/^[A-Za-z0-9-]+$/.test(code))
    return tell('Type it like this: /link NAME CODE, with the code that /link shows on your other device.');
  return [{ kind: 'line', line: linkLine(name, code) }];
}

/** Whether a typed line may hold a password, and so is not to be remembered. */
export function maySayPassword(typed: string): boolean {
  const input = parseSlash(typed, 'client');
  return input.kind === 'verb'
    ? input.verb === 'password'
    : input.kind === 'unknown' && input.nearest === 'password';
}

const NO_ACCOUNTS = 'This chatroom keeps no accounts: a name is whoever has it at the moment.';
const GUEST =
  'You are a guest here: first make a name yours with /password, or bring this device in with /link NAME CODE.';

function tell(text: string): Acts {
  return [{ kind: 'tell', text }];
}
