/** Passwords on the full screen: never shown, never kept. */
import { describe, expect, it } from '@jest/globals';
import { hello, introduce } from '../../../lib/client/requests.js';
import { createSession, type SessionOptions } from '../../../lib/client/session.js';
import { NOON } from '../../support/client-session.js';
import { Screen, screenInLobby } from '../../support/screen.js';

function atTheDoor(options: SessionOptions = {}): Screen {
  const session = createSession(options, NOON);
  const screen = new Screen(session, { offeredName: 'ann' });
  introduce(session, 'ann');
  hello(session);
  return screen;
}

function inAccounts(): Screen {
  const screen = screenInLobby();
  screen.session.granted.add('sasl');
  screen.session.login.mechanisms = new Set(['LANCHAT-DEVICE', 'SCRAM-SHA-256']);
  screen.session.login.serverProved = true;
  return screen;
}

/** All that is anywhere in the model, but for the session's own. */
function everything(screen: Screen): string {
  const { session, ...rest } = screen.model;
  return JSON.stringify({ rest, requests: screen.requests, shown: screen.text(), me: session.chat.me });
}

describe('a new password', () => {
  it('is typed twice, not shown, and sent once', () => {
    const screen = inAccounts();
    screen.type('/password');
    screen.press('enter');
    expect(screen.text()).toContain('New password:');
    screen.type('hunter2');
    expect(screen.text()).toContain('New password: (not shown)');
    expect(screen.text()).not.toMatch(/hunter2|\*{3}/);
    screen.press('enter');
    expect(screen.text()).toMatch(/The same again: *$/m);
    screen.input({ kind: 'paste', text: 'hunter2\n' });
    expect(screen.press('enter')).toEqual([{ kind: 'send', line: 'REGISTER * * hunter2' }]);
    screen.requests.length = 0;
    for (const key of ['up', 'up', 'C-y', 'C-_']) screen.press(key);
    expect(everything(screen)).not.toContain('hunter2');
  });

  it('is given up with Escape or Ctrl-C, or by typing two', () => {
    for (const key of ['escape', 'C-c']) {
      const screen = inAccounts();
      screen.type('/password');
      screen.press('enter');
      screen.type('hunter2');
      expect(screen.press(key)).toEqual([]);
      expect(screen.text()).toContain('No password was set.');
      expect(everything(screen)).not.toContain('hunter2');
    }
    const screen = inAccounts();
    screen.type('/password');
    screen.press('enter');
    screen.type('hunter2');
    screen.press('enter');
    screen.type('hunter3');
    expect(screen.press('enter')).toEqual([]);
    expect(screen.text()).toContain('two different passwords');
  });

  it('typed behind the command is not sent, and not in the history of the input line', () => {
    const screen = inAccounts();
    screen.type('/password hunter2');
    expect(screen.press('enter')).toEqual([]);
    expect(screen.text()).toContain('Type /password alone');
    screen.press('up');
    expect(everything(screen)).not.toContain('hunter2');
  });
});

describe('the password of a name', () => {
  function refused(): Screen {
    const screen = atTheDoor();
    const event = {
      kind: 'name-refused',
      name: 'ann',
      trouble: 'owned',
      text: 'ann belongs to another device',
      suggestion: 'ann2',
      mayProve: true,
    } as const;
    screen.tell({ kind: 'events', events: [event] });
    return screen;
  }

  it.each([['tab'], ['/password']])('is asked for by %s', (how) => {
    const screen = refused();
    expect(screen.text()).toContain('Tab asks for the password of ann');
    if (how === 'tab') screen.press('tab');
    else {
      screen.press('C-u');
      screen.type(how);
      screen.press('enter');
    }
    expect(screen.text()).toContain('Password of ann:');
    screen.type('hunter2');
    expect(screen.text()).not.toContain('hunter2');
    expect(screen.press('enter')).toEqual([{ kind: 'prove', name: 'ann', password: 'hunter2' }]);
    expect(screen.text()).toContain('Going in...');
  });

  it('is asked for again where it was wrong, not for a name: whoever types on would tell it to everybody', () => {
    const screen = refused();
    screen.press('tab');
    screen.type('hunter3');
    screen.press('enter');
    const text = 'That is not the password of ann, or ann has none.';
    const wrong = { kind: 'name-refused', name: 'ann', trouble: 'password', text, suggestion: null } as const;
    screen.tell({ kind: 'events', events: [{ ...wrong, mayProve: true }] });
    expect(screen.text()).toContain(text);
    screen.type('hunter2');
    expect(screen.text()).not.toContain('hunter2');
    expect(screen.press('enter')).toEqual([{ kind: 'prove', name: 'ann', password: 'hunter2' }]);
  });

  it('is given up with Escape, for another name', () => {
    const screen = refused();
    screen.press('tab');
    screen.press('escape');
    expect(screen.text()).toContain('Your name: ann');
  });

  it('is not asked for before there is a name that has one', () => {
    const screen = atTheDoor();
    screen.press('C-u');
    screen.type('/password');
    expect(screen.press('enter')).toEqual([]);
    expect(screen.text()).toContain('First give your name');
  });
});

describe('the password of the chatroom', () => {
  const closed = { kind: 'closed', code: 'PASSWORD', text: 'wrong password' } as const;

  it('is asked for, again where it was wrong, and the server is called with it', () => {
    const screen = atTheDoor();
    screen.tell({ kind: 'status', status: closed });
    expect(screen.text()).toContain('Password of this chatroom:');
    screen.type('sesame');
    expect(screen.text()).not.toContain('sesame');
    expect(screen.press('enter')).toEqual([{ kind: 'room-password', password: 'sesame' }]);
    screen.session.password = 'sesame';
    screen.tell({ kind: 'status', status: closed });
    expect(screen.text()).toContain('That is not the password of this chatroom.');
    expect(screen.press('C-c')).toEqual([{ kind: 'quit', why: '' }]);
  });

  it('is not asked for where a file has it', () => {
    const screen = atTheDoor({ password: 'from a file' });
    screen.tell({ kind: 'status', status: closed });
    expect(screen.text()).not.toContain('Password of this chatroom');
  });
});
