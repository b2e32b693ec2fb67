/** AUTHENTICATE, REGISTER, PASSWORD and DEVICE (IRCv3 sasl-3.1, draft/account-registration; docs/protocol.md). */
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '../../base/limits.js';
import { CAP_SASL } from '../../protocol/caps.js';
import type { Action } from '../dialect.js';
import { fail } from './account-replies.js';
import { middle, numeric } from './answer.js';
import { CAP_302 } from './caps.js';
import { ask, type Asked, type Row } from './rows.js';
import { answering } from './visitor.js';

export const ACCOUNT_COMMANDS: Readonly<Record<string, Row>> = {
  AUTHENTICATE: { min: 1, before: true, needs: CAP_SASL, run: authenticate },
  DEVICE: { min: 1, run: device },
  PASSWORD: {
    min: 1,
    run(asked) {
      const password = asked.params[0] ?? '';
      const problem = passwordProblem(asked, 'PASSWORD', password, []);
      return problem ?? [ask('set-password', { password })];
    },
  },
  REGISTER: { min: 3, before: true, run: register },
  // Whoever is registered here is so at once: no code is ever sent.
  VERIFY: {
    min: 2,
    before: true,
    run({ visitor, params, me }) {
      const text = 'Nothing is to be verified here: REGISTER is enough';
      const to = answering(visitor, me);
      const context = [middle(to, params[0] ?? '*')];
      return [send(fail(to, 'VERIFY', 'INVALID_CODE', context, text))];
    },
  },
};

function authenticate({ visitor, params, me }: Asked): readonly Action[] {
  // IRCv3 sasl-3.2 lets whoever speaks version 302 prove to be somebody else; before it that was 907.
  if (visitor.isLoggedIn && visitor.capVersion < CAP_302) {
    const text = 'You have already authenticated using SASL';
    return [send([numeric(answering(visitor, me), 'ERR_SASLALREADY', [], text)])];
  }
  return [{ kind: 'authenticate', text: params[0] ?? '', password: visitor.password }];
}

/** Before the welcome too (`before-connect`): for the name that is to be one's own. */
function register(asked: Asked): readonly Action[] {
  const { visitor, params, me } = asked;
  const [account = '*', , accountPassword = ''] = params;
  const name = me ?? visitor.nick;
  const to = answering(visitor, me);
  if (!visitor.surroundings.settings.accounts) {
    const text = 'Names are not kept here: the chatroom lasts no longer than its server';
    return [send(fail(to, 'REGISTER', 'TEMPORARILY_UNAVAILABLE', [middle(to, account)], text))];
  }
  if (name === null)
    return [send(fail(to, 'REGISTER', 'NEED_NICK', ['*'], 'Say your name first, with NICK'))];
  const problem = passwordProblem(asked, 'REGISTER', accountPassword, [
    account === '*' ? middle(to, name) : middle(to, account),
  ]);
  if (problem !== null) return problem;
  if (me !== null) return [ask('register-account', { name: account, password: accountPassword })];
  return [{ kind: 'register-account', name, account, accountPassword, password: visitor.password }];
}

function send(lines: readonly string[]): Action {
  return { kind: 'send', lines };
}

/** `context`: whose password it would be. */
function passwordProblem(
  { visitor, me }: Asked,
  name: string,
  password: string,
  context: readonly string[],
): readonly Action[] | null {
  const to = answering(visitor, me);
  if (password.length < PASSWORD_LENGTH_MIN) {
    const text = `A password has at least ${PASSWORD_LENGTH_MIN} characters`;
    return [send(fail(to, name, 'WEAK_PASSWORD', context, text))];
  }
  if (password.length <= PASSWORD_LENGTH_MAX) return null;
  const text = `A password has at most ${PASSWORD_LENGTH_MAX} characters`;
  return [send(fail(to, name, 'UNACCEPTABLE_PASSWORD', context, text))];
}

function device({ visitor, params, me }: Asked): readonly Action[] {
  const [word = '', first, second] = params;
  switch (word.toUpperCase()) {
    case 'LIST':
      return [ask('devices', {})];
    case 'LINK':
      if (first === undefined) return [ask('link-code', {})];
      if (second !== undefined) return [ask('link-device', { account: first, code: second })];
      break;
    case 'REMOVE':
      if (first !== undefined) return [ask('remove-device', { fingerprint: first.toLowerCase() })];
      break;
    default:
  }
  const to = answering(visitor, me);
  return [
    send([
      numeric(
        to,
        'ERR_NEEDMOREPARAMS',
        ['DEVICE'],
        'DEVICE LIST, LINK, LINK name code, or REMOVE fingerprint',
      ),
    ]),
  ];
}
