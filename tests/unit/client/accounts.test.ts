/** /account, /password, /devices and /link: what they ask for, and how the answers are told. */
import { describe, expect, it } from '@jest/globals';
import { maySayPassword } from '../../../lib/client/account-commands.js';
import { passwordLine, passwordProblem } from '../../../lib/client/account-lines.js';
import { actsOf } from '../../../lib/client/commands.js';
import { disconnected, type Session } from '../../../lib/client/session.js';
import { feed, inLobby, OUR_CAPS } from '../../support/client-session.js';

/** Ann, on a server that has proved its key and keeps accounts. */
function withAccounts(account: string | null): Session {
  const session = inLobby({}, `${OUR_CAPS} sasl`);
  session.login.mechanisms = new Set(['LANCHAT-DEVICE', 'SCRAM-SHA-256']);
  session.login.serverProved = true;
  session.login.fingerprint = '0123456789abcdef';
  if (account !== null) feed(session, `:lan 900 ann ann!ann@lan ${account} :You are logged in`);
  session.login.how = account === null ? null : 'device';
  return session;
}

function acts(session: Session, typed: string): unknown {
  return actsOf(session, '#lobby', typed);
}

function told(session: Session, typed: string): string {
  const [act] = actsOf(session, '#lobby', typed);
  return act?.kind === 'tell' ? act.text : '';
}

describe('what is asked for', () => {
  it.each([
    ['/password', [{ kind: 'new-password' }]],
    ['/devices', [{ kind: 'send', line: 'DEVICE LIST' }]],
    ['/devices remove 0123456789ABCDEF', [{ kind: 'send', line: 'DEVICE REMOVE 0123456789abcdef' }]],
    ['/link', [{ kind: 'send', line: 'DEVICE LINK' }]],
    ['/link bo ab12cd34', [{ kind: 'send', line: 'DEVICE LINK bo ab12cd34' }]],
    [
      '/account',
      [
        { kind: 'tell', text: "The name ann is yours, proved by this device's key 0123456789abcdef." },
        { kind: 'send', line: '@label=account DEVICE LIST' },
      ],
    ],
  ])('by %s', (typed, expected) => {
    expect(acts(withAccounts('ann'), typed)).toEqual(expected);
  });

  it("with the server's certificate, for the host to compare, also where there are no accounts", () => {
    const session = inLobby();
    session.certificate = 'AB:CD';
    expect(acts(session, '/account')).toMatchObject([
      { kind: 'tell', text: expect.stringContaining('keeps no accounts') },
      { kind: 'tell', text: expect.stringMatching(/host's log: AB:CD$/) },
    ]);
  });

  it('is told to be of no use for a guest, on servers without accounts, and without a connection', () => {
    const guest = withAccounts(null);
    expect(told(guest, '/account')).toMatch(/a guest/);
    expect(told(guest, '/devices')).toMatch(/a guest/);
    expect(told(guest, '/link')).toMatch(/a guest/);
    expect(acts(guest, '/link bo ab12cd34')).toMatchObject([{ kind: 'send' }]);
    expect(told(inLobby(), '/password')).toMatch(/keeps no accounts/);
    expect(told(inLobby(), '/account')).toMatch(/keeps no accounts/);
    const unproved = withAccounts(null);
    unproved.login.serverProved = false;
    expect(told(unproved, '/password')).toMatch(/gets no password/);
    const offline = withAccounts('ann');
    disconnected(offline);
    expect(told(offline, '/password')).toMatch(/Not connected/);
  });

  it.each(['/devices remove', '/devices remove xyz', '/devices everything', '/link bo', '/link bo a b'])(
    'says how to type %s',
    (typed) => {
      expect(told(withAccounts('ann'), typed)).toMatch(/^Type it like this: \//);
    },
  );
});

describe('a password', () => {
  it('is not taken with the command, nor remembered', () => {
    expect(told(withAccounts('ann'), '/password hunter2')).toMatch(/alone.*sent nowhere/);
    for (const typed of ['/password hunter2', '/passwd x', '/pasword hunter2', '/PASSWORD x'])
      expect(maySayPassword(typed)).toBe(true);
    for (const typed of ['/join x', 'password', '//password x', 'hello'])
      expect(maySayPassword(typed)).toBe(false);
  });

  it('makes a guest an account, or is the new one of the account', () => {
    expect(passwordLine(withAccounts(null), 'two words')).toBe('REGISTER * * :two words');
    expect(passwordLine(withAccounts('ann'), 'e\u0301')).toBe('PASSWORD \u00e9');
    expect(passwordProblem('x'.repeat(300))).toBeNull();
    expect(passwordProblem('\u00e9'.repeat(151))).toMatch(/too long/);
  });
});

describe('what the server says', () => {
  it('of devices becomes rows', () => {
    const session = withAccounts('ann');
    const { events } = feed(
      session,
      'NOTE DEVICE LIST 0123456789abcdef 2026-01-01 2026-01-02 :A device',
      'NOTE DEVICE LIST fedcba9876543210 2026-01-01 2026-01-02 :A device',
      'NOTE DEVICE LIST_END :2 devices',
    );
    expect(events.map((event) => ('text' in event ? event.text : ''))).toEqual([
      '0123456789abcdef  added 2026-01-01  used 2026-01-02  (this one)',
      'fedcba9876543210  added 2026-01-01  used 2026-01-02',
      '2 devices',
    ]);
  });

  it('is counted for /account', () => {
    const session = withAccounts('ann');
    const { events } = feed(
      session,
      '@label=account BATCH +1 labeled-response',
      '@batch=1 NOTE DEVICE LIST 0123456789abcdef 2026-01-01 2026-01-02 :A device',
      '@batch=1 NOTE DEVICE LIST_END :1 device',
      'BATCH -1',
    );
    expect(events).toMatchObject([{ kind: 'info', text: expect.stringMatching(/^1 device proves/) }]);
  });

  it('of a code says what to type on the other device', () => {
    const { events } = feed(withAccounts('ann'), 'NOTE DEVICE LINK_CODE ab12cd34 :Good once');
    expect(events).toMatchObject([{ text: expect.stringContaining('type: /link ann ab12cd34') }]);
  });

  it('of a device that was linked makes it take the name', () => {
    const session = withAccounts(null);
    expect(feed(session, 'NOTE DEVICE LINKED dee :This device proves dee now').lines).toEqual(['NICK dee']);
    expect(session.login).toMatchObject({ account: 'dee', how: 'device' });
  });

  it('of a device that was linked leaves the name where its owner is with it just now', () => {
    const session = withAccounts(null);
    const { lines, events } = feed(session, 'NOTE DEVICE LINKED bo :This device proves bo now');
    expect(lines).toEqual([]);
    expect(events).toMatchObject([
      { text: 'This device proves bo now' },
      { text: expect.stringMatching(/you stay ann\. \/nick bo takes/) },
    ]);
    expect(session.login).toMatchObject({ account: 'bo', how: 'device' });
  });

  it('of refusals is shown', () => {
    expect(feed(withAccounts('ann'), 'FAIL DEVICE BAD_CODE bo :That code is not good').events).toMatchObject([
      { kind: 'refused', text: 'That code is not good' },
    ]);
    expect(feed(withAccounts(null), 'REGISTER SUCCESS ann :ok').events).toMatchObject([
      { kind: 'info', text: expect.stringMatching(/ann is yours now/) },
    ]);
  });
});
