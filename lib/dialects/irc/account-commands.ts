/** AUTHENTICATE, REGISTER, PASSWORD and DEVICE (IRCv3 sasl-3.1, draft/account-registration; docs/protocol.md). */
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '../../base/limits.js';
import { CAP_ACCOUNT_REGISTRATION, CAP_SASL } from '../../protocol/caps.js';
import type { Action } from '../dialect.js';
import { fail } from './account-replies.js';
import { numeric } from './answer.js';
import { ask, type Asked, type Row } from './rows.js';
import { answering } from './visitor.js';

export const ACCOUNT_COMMANDS: Readonly<Record<string, Row>> = {
  AUTHENTICATE: {
    min: 1,
    before: true,
    needs: CAP_SASL,
    run: ({ visitor, params }) => [
      { kind: 'authenticate', text: params[0] ?? '', password: visitor.password },
    ],
  },
  DEVICE: { min: 1, run: device },
  PASSWORD: {
    min: 1,
    run(asked) {
      const password = asked.params[0] ?? '';
      const problem = passwordProblem(asked, 'PASSWORD', password);
      return problem ?? [ask('set-password', { password })];
    },
  },
  REGISTER: {
    min: 3,
    before: true,
    needs: CAP_ACCOUNT_REGISTRATION,
    run(asked) {
      const [name = '*', , password = ''] = asked.params;
      const to = answering(asked.visitor, asked.me);
      if (asked.me === null) {
        const text = 'Come in first, then register the name you have';
        return [send(fail(to, 'REGISTER', 'COMPLETE_CONNECTION_REQUIRED', [], text))];
      }
      const problem = passwordProblem(asked, 'REGISTER', password);
      return problem ?? [ask('register-account', { name, password })];
    },
  },
};

function send(lines: readonly string[]): Action {
  return { kind: 'send', lines };
}

function passwordProblem({ visitor, me }: Asked, name: string, password: string): readonly Action[] | null {
  const to = answering(visitor, me);
  if (password.length < PASSWORD_LENGTH_MIN) {
    const text = `A password has at least ${PASSWORD_LENGTH_MIN} characters`;
    return [send(fail(to, name, 'WEAK_PASSWORD', [], text))];
  }
  if (password.length <= PASSWORD_LENGTH_MAX) return null;
  const text = `A password has at most ${PASSWORD_LENGTH_MAX} characters`;
  return [send(fail(to, name, 'UNACCEPTABLE_PASSWORD', [], text))];
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
