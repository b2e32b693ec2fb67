/** Logging in, and what an account's owner is told (IRCv3 sasl-3.1, draft/account-registration; docs/protocol.md). */
import { encodeBase64 } from '../../base/base64.js';
import { unreachable } from '../../base/result.js';
import type { LoginRefused, Refusal } from '../../core/refusal.js';
import type { Reply, SaslEnd } from '../../core/reply.js';
import { SASL_MECHANISMS } from '../../protocol/caps.js';
import { failLine, middle, numeric, serverLine, type Answering } from './answer.js';
import { sourceOf } from './encode.js';

/** Characters of base64 in one AUTHENTICATE line (IRCv3 sasl-3.1, "The AUTHENTICATE Command"). */
export const SASL_CHUNK = 400;

type AccountReply = Extract<
  Reply,
  {
    kind:
      | 'logged-in'
      | 'logged-out'
      | 'login-refused'
      | 'registered'
      | 'password-set'
      | 'devices'
      | 'link-code'
      | 'device-linked'
      | 'device-removed'
      | 'sasl'
      | 'sasl-ended';
  }
>;

export function accountLines(to: Answering, reply: AccountReply): readonly string[] {
  switch (reply.kind) {
    case 'logged-in': {
      const { account, person } = reply;
      const source = person === null ? `${to.me}!*@*` : sourceOf(person);
      return [numeric(to, 'RPL_LOGGEDIN', [source, account], `You are now logged in as ${account}`)];
    }
    case 'logged-out':
      return [numeric(to, 'RPL_LOGGEDOUT', [sourceOf(reply.person)], 'You are now logged out')];
    case 'login-refused':
      return [
        ...loginRefused(to, reply.refusal),
        reply.refusal.why === 'suspended'
          ? numeric(to, 'ERR_NICKLOCKED', [], 'The host has suspended that account')
          : numeric(to, 'ERR_SASLFAIL', [], 'SASL authentication failed'),
      ];
    case 'registered':
      return [serverLine(to, 'REGISTER', ['SUCCESS', reply.account], 'The name is yours')];
    case 'password-set':
      return note(to, 'PASSWORD', 'SET', [], 'The password is set');
    case 'devices':
      return [
        ...reply.devices.flatMap(({ fingerprint, addedAt, usedAt }) =>
          note(to, 'DEVICE', 'LIST', [fingerprint, day(addedAt), day(usedAt)], 'A device of yours'),
        ),
        ...note(
          to,
          'DEVICE',
          'LIST_END',
          [],
          reply.devices.length === 0 ? 'No device of yours is known' : '',
        ),
      ];
    case 'link-code':
      return note(to, 'DEVICE', 'LINK_CODE', [reply.code], 'Good once, for ten minutes');
    case 'device-linked':
      return note(to, 'DEVICE', 'LINKED', [reply.account], `This device is ${reply.account}'s now`);
    case 'device-removed':
      return note(to, 'DEVICE', 'REMOVED', [reply.fingerprint], 'That device is not yours any more');
    case 'sasl':
      return saslLines(reply.text);
    case 'sasl-ended':
      return saslEnded(to, reply.how);
    default:
      return unreachable(reply);
  }
}

/** The client's side reads no prefix here. */
function saslLines(text: string): readonly string[] {
  const base64 = encodeBase64(text);
  const chunks: string[] = [];
  for (let at = 0; at < base64.length; at += SASL_CHUNK) chunks.push(base64.slice(at, at + SASL_CHUNK));
  if (base64.length % SASL_CHUNK === 0) chunks.push('+');
  return chunks.map((chunk) => `AUTHENTICATE ${chunk}`);
}

function saslEnded(to: Answering, how: SaslEnd): readonly string[] {
  const failed = numeric(to, 'ERR_SASLFAIL', [], 'SASL authentication failed');
  switch (how) {
    case 'good':
      return [numeric(to, 'RPL_SASLSUCCESS', [], 'SASL authentication successful')];
    case 'failed':
      return [failed];
    case 'busy':
      return [...fail(to, 'AUTHENTICATE', 'TEMPORARILY_UNAVAILABLE', [], 'Too busy: try again'), failed];
    case 'wrong-address': {
      const text =
        'You came by another address than this server knows as its own: ask the host about --address';
      return [...fail(to, 'AUTHENTICATE', 'WRONG_ADDRESS', [], text), failed];
    }
    case 'too-long':
      return [numeric(to, 'ERR_SASLTOOLONG', [], 'SASL message too long')];
    case 'aborted':
      return [numeric(to, 'ERR_SASLABORTED', [], 'SASL authentication aborted')];
    case 'unknown-mechanism':
      return [
        numeric(to, 'RPL_SASLMECHS', [SASL_MECHANISMS.join(',')], 'are available SASL mechanisms'),
        failed,
      ];
    default:
      return unreachable(how);
  }
}

function loginRefused(to: Answering, refusal: LoginRefused): readonly string[] {
  switch (refusal.why) {
    case 'name-in-use': {
      const { name, suggestion, lapses } = refusal;
      const claim =
        lapses === null
          ? 'somebody: log in with its password, or type /link on a device that has it; the host can reset it'
          : `another device: /link there lets this one in; the host can reset it; unused for ${lapses} days it is free`;
      const text = `The name ${name} belongs to ${claim}. Free now: ${suggestion}`;
      return fail(to, 'AUTHENTICATE', 'NAME_IN_USE', [middle(to, name), suggestion], text);
    }
    case 'suspended':
      return fail(
        to,
        'AUTHENTICATE',
        'ACCOUNT_SUSPENDED',
        [refusal.name],
        'The host has suspended that account: ask the host',
      );
    case 'bad-name':
      return fail(
        to,
        'AUTHENTICATE',
        'BAD_ACCOUNT_NAME',
        [middle(to, refusal.name)],
        'That cannot be a name here',
      );
    case 'not-let-in':
      return fail(
        to,
        'AUTHENTICATE',
        'TEMPORARILY_UNAVAILABLE',
        [],
        'Names are kept for those who may come in: give the password of the chatroom first, or ask the host',
      );
    case 'too-many-claims':
      return fail(
        to,
        'AUTHENTICATE',
        'TOO_MANY_CLAIMS',
        [],
        'This device has as many names as it may: the name is yours while you are here, and not kept for you',
      );
    case 'too-many-accounts':
      return fail(
        to,
        'AUTHENTICATE',
        'TEMPORARILY_UNAVAILABLE',
        [],
        'No more names are kept here: ask the host',
      );
    default:
      return unreachable(refusal);
  }
}

type AccountRefusal = Extract<
  Refusal,
  {
    why:
      | 'logged-in-already'
      | 'bad-account-name'
      | 'not-let-in'
      | 'not-logged-in'
      | 'not-your-name'
      | 'account-exists'
      | 'too-busy'
      | 'no-device'
      | 'no-such-device'
      | 'last-proof'
      | 'bad-code'
      | 'too-many-codes'
      | 'too-many-devices';
  }
>;

export function accountRefusal(to: Answering, refusal: AccountRefusal): readonly string[] {
  switch (refusal.why) {
    case 'logged-in-already':
      return fail(
        to,
        refusal.command,
        'ALREADY_AUTHENTICATED',
        [refusal.name],
        'Your name is yours already; PASSWORD sets a password',
      );
    case 'not-logged-in':
      return fail(to, refusal.command, 'ACCOUNT_REQUIRED', [], 'You are not logged in to an account');
    case 'not-your-name':
      return fail(
        to,
        'REGISTER',
        'ACCOUNT_NAME_MUST_BE_NICK',
        [middle(to, refusal.name)],
        'An account has the name you are here under',
      );
    case 'account-exists':
      return fail(to, 'REGISTER', 'ACCOUNT_EXISTS', [refusal.name], 'That name belongs to somebody');
    case 'bad-account-name':
      return fail(
        to,
        'REGISTER',
        'BAD_ACCOUNT_NAME',
        [middle(to, refusal.name)],
        'That cannot be a name here',
      );
    case 'not-let-in':
      return fail(
        to,
        'REGISTER',
        'TEMPORARILY_UNAVAILABLE',
        [middle(to, refusal.name)],
        'Names are kept for those who may come in: give the password of the chatroom first, or ask the host',
      );
    case 'too-busy':
      return fail(
        to,
        refusal.command,
        'TEMPORARILY_UNAVAILABLE',
        [refusal.name],
        'Too busy: try again in a moment',
      );
    case 'no-device':
      return fail(to, 'DEVICE', 'NO_DEVICE', [], 'This connection has shown no device key: use lanchat join');
    case 'no-such-device':
      return fail(
        to,
        'DEVICE',
        'NO_SUCH_DEVICE',
        [middle(to, refusal.fingerprint)],
        'No device of yours is called that: DEVICE LIST shows them',
      );
    case 'last-proof':
      return fail(
        to,
        'DEVICE',
        'LAST_PROOF',
        [],
        'It is all that makes the name yours: set a password first',
      );
    case 'bad-code':
      return fail(
        to,
        'DEVICE',
        'BAD_CODE',
        [middle(to, refusal.name)],
        'That code is not good, or not any more: ask for a new one with /link',
      );
    case 'too-many-codes':
      return fail(to, 'DEVICE', 'TEMPORARILY_UNAVAILABLE', [], 'Too many codes are waiting: try again later');
    case 'too-many-devices':
      return fail(
        to,
        'DEVICE',
        'TOO_MANY_DEVICES',
        [refusal.name],
        'That account has as many devices as it may',
      );
    default:
      return unreachable(refusal);
  }
}

/** Whoever uses these knows their standard replies (IRCv3 draft/account-registration, "Responses"). */
const KNOW_FAIL: ReadonlySet<string> = new Set(['REGISTER', 'VERIFY']);

/** A standard reply, or a notice for those who do not understand them: it must be said somehow. */
export function fail(
  to: Answering,
  command: string,
  code: string,
  context: readonly string[],
  text: string,
): readonly string[] {
  if (KNOW_FAIL.has(command)) return [serverLine(to, 'FAIL', [command, code, ...context], text)];
  const lines = failLine(to, command, code, context, text);
  return lines.length > 0 ? lines : [serverLine(to, 'NOTICE', [to.me], text)];
}

function note(
  to: Answering,
  command: string,
  code: string,
  context: readonly string[],
  text: string,
): readonly string[] {
  if (to.caps.has('standard-replies')) return [serverLine(to, 'NOTE', [command, code, ...context], text)];
  return [serverLine(to, 'NOTICE', [to.me], [command, code, ...context, text].join(' ').trim())];
}

/** `2026-11-23`. */
function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
