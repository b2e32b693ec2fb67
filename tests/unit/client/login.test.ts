/** Proving a name, against the server's side as the tests understand docs/protocol.md. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Prover } from '../../../lib/cli/keys/prover.js';
import type { ClientEvent } from '../../../lib/client/event.js';
import { answerLogin, provePassword } from '../../../lib/client/login.js';
import { receive } from '../../../lib/client/receive.js';
import { hello, introduce } from '../../../lib/client/requests.js';
import {
  createSession,
  disconnected,
  type Session,
  type SessionOptions,
  type Step,
} from '../../../lib/client/session.js';
import { sentence } from '../../../lib/client/words.js';
import { DeviceServer, ScramServer, serverKey, type ServerKey } from '../../support/device-server.js';
import { NOON } from '../../support/client-session.js';

const REMOTE = '10.0.0.5:1060';
const CAPS = 'standard-replies sasl=PLAIN,SCRAM-SHA-256,LANCHAT-DEVICE lanchat/ascii';
const ACKED = 'standard-replies sasl lanchat/ascii';

let home: string;
let before: string | undefined;
let key: ServerKey;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'lanchat-'));
  before = process.env['XDG_STATE_HOME'];
  process.env['XDG_STATE_HOME'] = home;
  key = serverKey();
});

afterEach(() => {
  if (before === undefined) delete process.env['XDG_STATE_HOME'];
  else process.env['XDG_STATE_HOME'] = before;
  rmSync(home, { recursive: true });
});

/** A session with its prover, and all that came of it so far. */
class Caller {
  readonly session: Session;
  readonly lines: string[] = [];
  readonly events: ClientEvent[] = [];
  readonly device: DeviceServer;
  hungUp = false;
  private readonly prover = new Prover('room:1060');

  constructor(options: SessionOptions = {}, serversKey = key) {
    this.session = createSession(options, NOON);
    this.device = new DeviceServer(serversKey);
  }

  /** Lines sent since the last call. */
  sent(): readonly string[] {
    return this.lines.splice(0);
  }

  begin(name = 'ann', caps = CAPS): void {
    introduce(this.session, name);
    this.lines.push(...hello(this.session));
    for (const line of [`CAP * LS :${caps}`, `CAP * ACK :${ACKED}`]) this.hearNow(line);
  }

  async hear(...lines: readonly string[]): Promise<void> {
    for (const line of lines) await this.take(receive(this.session, line, NOON));
  }

  private hearNow(line: string): void {
    const step = receive(this.session, line, NOON);
    this.keep(step);
  }

  private keep(step: Step): void {
    this.lines.push(...step.lines);
    this.events.push(...step.events);
  }

  private async take(step: Step): Promise<void> {
    this.keep(step);
    for (const ask of step.asks) {
      if (ask.kind === 'hang-up') this.hungUp = true;
      else if (ask.kind === 'secure') throw new Error('this server speaks no TLS');
      else await this.take(answerLogin(this.session, await this.prover.answer(ask, REMOTE), NOON));
    }
  }

  /** The exchange up to the third message, which is returned in base64. */
  async prove(): Promise<string> {
    this.sent();
    await this.hear('AUTHENTICATE +');
    await this.hear(`AUTHENTICATE ${this.device.challenge(payload(this.sent()))}`);
    return payload(this.lines);
  }

  /** The name is another's. */
  async refused(text = 'ann belongs to another device; unused for 30 days it is free again'): Promise<void> {
    await this.prove();
    this.sent();
    await this.hear(`FAIL AUTHENTICATE NAME_IN_USE ann ann2 :${text}`, ':lan 904 * :SASL failed');
  }
}

function payload(lines: readonly string[]): string {
  return (lines.at(-1) ?? '').replace(/^AUTHENTICATE /, '');
}

describe('a device key', () => {
  it('proves the name before the registration ends', async () => {
    const caller = new Caller();
    caller.begin();
    expect(caller.sent()).toEqual([
      'CAP LS 302',
      'NICK ann',
      'USER ann 0 * ann',
      'CAP REQ :standard-replies sasl lanchat/ascii',
      'AUTHENTICATE LANCHAT-DEVICE',
    ]);
    expect(caller.device.accepts(await caller.prove())).toBe(true);
    expect(caller.device.address).toBe(REMOTE);
    caller.sent();
    await caller.hear(':lan 900 * ann!ann@lan ann :You are logged in', ':lan 903 * :SASL succeeded');
    expect(caller.sent()).toEqual(['CAP END']);
    const { account, how, fingerprint } = caller.session.login;
    expect({ account, how, fingerprint }).toEqual({
      account: 'ann',
      how: 'device',
      fingerprint: caller.device.fingerprint,
    });
  });

  it('is the same on the next visit, and another one for another server', async () => {
    const keys: string[] = [];
    for (const serversKey of [key, key, serverKey()]) {
      const caller = new Caller({}, serversKey);
      rmSync(join(home, 'lanchat', 'servers'), { recursive: true, force: true });
      caller.begin();
      caller.device.accepts(await caller.prove());
      keys.push(caller.device.device);
    }
    expect(keys[0]).toBe(keys[1]);
    expect(keys[0]).not.toBe(keys[2]);
  });

  it('waits for a name', async () => {
    const caller = new Caller();
    hello(caller.session);
    await caller.hear(`CAP * LS :${CAPS}`, `CAP * ACK :${ACKED}`);
    caller.sent();
    expect(introduce(caller.session, 'ann')).toEqual([
      'NICK ann',
      'USER ann 0 * ann',
      'AUTHENTICATE LANCHAT-DEVICE',
    ]);
  });

  it('keeps a name that a server refuses before it is proved', async () => {
    const caller = new Caller();
    caller.begin();
    await caller.hear(':lan 433 * ann :Nickname is already in use');
    expect(caller.events).toEqual([]);
    await caller.prove();
    caller.sent();
    await caller.hear(':lan 903 * :ok');
    expect(caller.sent()).toEqual(['NICK ann', 'CAP END']);
  });

  it('proves a name that is taken with /nick, and takes it then', async () => {
    const caller = new Caller();
    caller.begin();
    await caller.prove();
    await caller.hear(':lan 903 * :ok', ':lan 001 ann :Welcome', ':lan 422 ann :no MOTD');
    caller.sent();
    await caller.hear(':lan 433 ann bo :Nickname is already in use');
    expect(caller.sent()).toEqual(['AUTHENTICATE LANCHAT-DEVICE']);
    await caller.prove();
    caller.sent();
    await caller.hear(':lan 903 ann :ok');
    expect(caller.sent()).toEqual(['NICK bo']);
    await caller.hear(':lan 433 ann bo :Nickname is already in use');
    expect(caller.events.at(-1)).toMatchObject({ kind: 'name-refused', name: 'bo', trouble: 'taken' });
  });

  it('comes in as a guest where the name is free and the device has claimed enough', async () => {
    const caller = new Caller();
    caller.begin();
    await caller.prove();
    caller.sent();
    await caller.hear('FAIL AUTHENTICATE TOO_MANY_NAMES ann :This device has three names', ':lan 904 * :no');
    expect(caller.sent()).toEqual(['CAP END']);
    expect(caller.events).toEqual([]);
    await caller.hear(':lan 001 ann :Welcome', ':lan 422 ann :no MOTD');
    expect(caller.events).toMatchObject([
      { kind: 'welcome' },
      { kind: 'info', text: 'This device has three names' },
    ]);
  });

  it('that is not looked at before the password of the chatroom is given is no trouble once it is', async () => {
    const caller = new Caller();
    caller.begin();
    await caller.prove();
    await caller.hear('FAIL AUTHENTICATE TEMPORARILY_UNAVAILABLE :The password first', ':lan 904 * :no');
    await caller.hear('FAIL * PASSWORD :wrong password', 'ERROR :wrong password');
    disconnected(caller.session);
    caller.begin();
    await caller.prove();
    await caller.hear(
      ':lan 900 ann * ann :ok',
      ':lan 903 ann :ok',
      ':lan 001 ann :Welcome',
      ':lan 422 ann :no MOTD',
    );
    expect(caller.events.map(({ kind }) => kind)).toEqual(['closing', 'welcome']);
  });
});

describe('a name of somebody else', () => {
  it('is told in one line, with what to do, and another one is proved', async () => {
    const caller = new Caller();
    caller.begin();
    await caller.refused();
    const [event] = caller.events;
    expect(caller.events).toHaveLength(1);
    expect(event).toMatchObject({ kind: 'name-refused', suggestion: 'ann2', mayProve: true });
    const text = event === undefined ? null : sentence(event);
    expect(text).toMatch(/another device; unused for 30 days/);
    expect(text).toMatch(/\/password here\. Try ann2\.$/);
    expect(caller.sent()).toEqual([]);
    expect(introduce(caller.session, 'ann2')).toEqual(['NICK ann2', 'AUTHENTICATE LANCHAT-DEVICE']);
  });

  it('is had with its password, and again after the connection was lost', async () => {
    const caller = new Caller();
    caller.begin();
    await caller.refused();
    for (const password of ['wrong', 'secret']) {
      const server = new ScramServer('secret');
      expect(provePassword(caller.session, 'ann', password)).toEqual(['AUTHENTICATE SCRAM-SHA-256']);
      await caller.hear('AUTHENTICATE +');
      await caller.hear(`AUTHENTICATE ${server.challenge(payload(caller.sent()))}`);
      const verdict = server.verdict(payload(caller.sent()));
      expect(verdict === null).toBe(password === 'wrong');
      if (verdict === null) await caller.hear(':lan 904 * :no');
      else await caller.hear(`AUTHENTICATE ${verdict}`);
    }
    expect(caller.events.at(-1)).toMatchObject({ trouble: 'password', mayProve: true });
    expect(caller.sent()).toEqual(['AUTHENTICATE +']);
    await caller.hear(':lan 900 * ann!ann@lan ann :in', ':lan 903 * :ok');
    expect(caller.sent()).toEqual(['NICK ann', 'CAP END']);
    expect(caller.session.login.password).toEqual({ name: 'ann', text: 'secret' });
    expect(caller.session.login.how).toBe('password');

    disconnected(caller.session);
    caller.lines.push(...hello(caller.session));
    await caller.hear(`CAP * LS :${CAPS}`, `CAP * ACK :${ACKED}`);
    await caller.refused();
    expect(caller.sent()).toEqual(['AUTHENTICATE SCRAM-SHA-256']);
    expect(caller.events.at(-1)).toMatchObject({ trouble: 'password' });
  });

  it('is not had by a server that says yes without knowing the password', async () => {
    const caller = new Caller();
    caller.begin();
    await caller.refused();
    provePassword(caller.session, 'ann', 'secret');
    await caller.hear('AUTHENTICATE +');
    const server = new ScramServer('something else');
    await caller.hear(`AUTHENTICATE ${server.challenge(payload(caller.sent()))}`);
    caller.sent();
    await caller.hear(`AUTHENTICATE ${Buffer.from(`v=${'A'.repeat(43)}=`).toString('base64')}`);
    expect(caller.sent()).toEqual(['AUTHENTICATE *']);
    await caller.hear(':lan 903 * :ok');
    expect(caller.sent()).toEqual([]);
    expect(caller.session.login.how).toBeNull();
  });

  it('is not proved by password where no server key was seen, or none that was proved', async () => {
    const strange = new Caller();
    strange.begin('ann', 'sasl=SCRAM-SHA-256');
    expect(provePassword(strange.session, 'ann', 'secret')).toEqual([]);
    const unproved = new Caller();
    unproved.begin('ann', 'sasl=SCRAM-SHA-256,LANCHAT-DEVICE');
    await unproved.hear('FAIL AUTHENTICATE NAME_IN_USE ann ann2 :No', ':lan 904 * :no');
    unproved.sent();
    expect(provePassword(unproved.session, 'ann', 'secret')).toEqual([]);
    expect(unproved.sent()).toEqual([]);
  });
});

describe('another server at a known address', () => {
  async function visitOnce(): Promise<void> {
    const first = new Caller();
    first.begin();
    await first.prove();
  }

  it('gets no proof and no password, and the person is told loudly', async () => {
    await visitOnce();
    const caller = new Caller({ knownServer: true, password: 'sesame' }, serverKey());
    caller.begin();
    expect(caller.lines.join(' ')).not.toContain('PASS');
    expect(await caller.prove()).toBe('');
    expect(caller.hungUp).toBe(true);
    expect(caller.events).toMatchObject([{ kind: 'closing', code: 'SERVER_CHANGED' }]);
    expect(JSON.stringify(caller.events)).toMatch(/STOP.*--new-server/);
    await caller.hear('AUTHENTICATE +', ':lan 903 * :ok', ':lan 001 ann :hi', ':lan 422 ann :no');
    expect(caller.sent()).toEqual([]);
    expect(caller.session.phase).not.toBe('ready');
  });

  it('is noticed where it does not offer to prove anything, or proves nothing', async () => {
    const lists = [
      ['CAP * LS :echo-message', 'CAP * ACK :echo-message'],
      [`CAP * LS :${CAPS}`, `CAP * ACK :${ACKED}`, ':lan 903 * :ok'],
      [`CAP * LS :${CAPS}`, `CAP * ACK :${ACKED}`, ':lan 904 * :no'],
      [`CAP * LS :${CAPS}`, 'CAP * NAK :everything'],
      [':lan 001 ann :Welcome', ':lan 422 ann :no MOTD'],
    ];
    for (const lines of lists) {
      const caller = new Caller({ knownServer: true, password: 'sesame' });
      introduce(caller.session, 'ann');
      caller.lines.push(...hello(caller.session));
      await caller.hear(...lines);
      expect(caller.hungUp).toBe(true);
      expect(caller.lines.join(' ')).not.toMatch(/PASS|CAP END/);
    }
  });

  it('is no other server when its key is the one known: then it gets the password of the room', async () => {
    await visitOnce();
    const caller = new Caller({ knownServer: true, password: 'sesame' });
    caller.begin();
    await caller.prove();
    expect(caller.sent()[0]).toBe('PASS sesame');
    await caller.hear(':lan 903 * :ok');
    expect(caller.sent()).toEqual(['CAP END']);
  });

  it('is not believed with a signature that is not its own', async () => {
    const caller = new Caller({}, { ...key, text: serverKey().text });
    caller.begin();
    expect(await caller.prove()).toBe('CAP END');
    expect(caller.lines).toEqual(['AUTHENTICATE *', 'CAP END']);
    expect(caller.events).toMatchObject([{ kind: 'info', text: expect.stringContaining('could not prove') }]);
  });
});
