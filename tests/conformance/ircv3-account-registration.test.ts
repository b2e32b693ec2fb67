/** Accounts made over IRC, before the welcome too (IRCv3 draft/account-registration). */
import { describe, expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { plainLogin } from '../support/device-client.js';
import { ask, IrcClient, only } from '../support/irc-client.js';

const S = ':lanchat.lan';
const PASSWORD = 'correct-horse';

/** A connection between CAP LS and CAP END. */
async function arriving(room: Chatroom, ...lines: readonly string[]): Promise<IrcClient> {
  const client = await IrcClient.connect(room.port);
  await ask(client, 'CAP LS 302', ...lines);
  return client;
}

async function registered(room: Chatroom, name: string): Promise<IrcClient> {
  const client = await room.irc(name);
  client.send(`REGISTER * * ${PASSWORD}`);
  await client.expectLine(/ REGISTER SUCCESS /);
  await client.roundtrip();
  return client;
}

test('the value of the capability is before-connect ("Capability")', async () => {
  const room = await Chatroom.start();
  const client = await IrcClient.connect(room.port);
  expect((await ask(client, 'CAP LS 302')).join(' ')).toContain(
    ' draft/account-registration=before-connect ',
  );
  const kept = await Chatroom.start({ accounts: false });
  const other = await IrcClient.connect(kept.port);
  expect((await ask(other, 'CAP LS 302')).join(' ')).not.toContain('account-registration');
});

describe('REGISTER', () => {
  test('makes an account of one\u2019s name, and logs in to it, as SASL would ("Responses")', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann', { caps: ['account-notify'], join: ['#r'] });
    const bo = await room.irc('bo', { caps: ['account-notify'], join: ['#r'] });
    await ann.roundtrip();
    ann.send(`REGISTER ANN * ${PASSWORD}`);
    expect(await ann.nextLine()).toBe(`${S} REGISTER SUCCESS ann :The name is yours`);
    expect(await ann.nextLine()).toBe(`${S} 900 ann ann!ann@lan ann :You are now logged in as ann`);
    expect(await bo.expectLine(/ ACCOUNT /)).toBe(':ann!ann@lan ACCOUNT ann');
  });

  test('each FAIL names the account, also to those who asked for no capability', async () => {
    const room = await Chatroom.start();
    const ann = await registered(room, 'ann');
    expect(await ask(ann, `REGISTER * * ${PASSWORD}`)).toEqual([
      `${S} FAIL REGISTER ALREADY_AUTHENTICATED ann :Your name is yours already; PASSWORD sets a password`,
    ]);
    const bo = await room.irc('bo');
    const long = 'x'.repeat(301);
    expect(
      await ask(bo, 'REGISTER * * x', `REGISTER bo * ${long}`, `REGISTER cy * ${PASSWORD}`, 'REGISTER bo'),
    ).toEqual([
      `${S} FAIL REGISTER WEAK_PASSWORD bo :A password has at least 6 characters`,
      `${S} FAIL REGISTER UNACCEPTABLE_PASSWORD bo :A password has at most 300 characters`,
      `${S} FAIL REGISTER ACCOUNT_NAME_MUST_BE_NICK cy :An account has the name you are here under`,
      `${S} 461 bo REGISTER :Not enough parameters`,
    ]);
    expect(await ask(bo, 'VERIFY bo 1234')).toEqual([
      `${S} FAIL VERIFY INVALID_CODE bo :Nothing is to be verified here: REGISTER is enough`,
    ]);
  });

  test('TEMPORARILY_UNAVAILABLE where nothing outlives the server', async () => {
    const room = await Chatroom.start({ accounts: false });
    const ann = await room.irc('ann');
    const [line = ''] = await ask(ann, `REGISTER * * ${PASSWORD}`);
    expect(line).toMatch(/ FAIL REGISTER TEMPORARILY_UNAVAILABLE \* :/);
    expect(room.server.world.accounts.size).toBe(0);
  });
});

describe('before-connect', () => {
  test('an account is made before the welcome, and the name is one\u2019s own from then on', async () => {
    const room = await Chatroom.start();
    const ann = await arriving(room, 'NICK ann');
    ann.send(`REGISTER ann * ${PASSWORD}`);
    await ann.expectLine(`${S} REGISTER SUCCESS ann :The name is yours`);
    await ann.expectLine(`${S} 900 * *!*@* ann :You are now logged in as ann`);
    const thief = await arriving(room, 'NICK ann', 'USER x 0 * :x');
    expect(only(await ask(thief, 'CAP END'), '433')).toHaveLength(1);
    ann.send('USER ann 0 * :ann', 'CAP END');
    await ann.expectLine(/ 001 ann /);
    expect(only(await ask(ann, 'WHOIS ann'), '330')).toEqual([`${S} 330 ann ann ann :is logged in as`]);
    ann.send('QUIT');
    await ann.untilEnd();
    const back = await arriving(room, 'CAP REQ sasl', 'NICK ann', 'USER ann 0 * :ann');
    expect((await plainLogin(back, 'ann', PASSWORD)).at(-1)).toContain(' 903 ');
  });

  test('NEED_NICK, BAD_ACCOUNT_NAME, ACCOUNT_EXISTS for what is owned and for what somebody has', async () => {
    const room = await Chatroom.start();
    await registered(room, 'ann');
    await room.irc('guest');
    const client = await arriving(room);
    const said = `* ${PASSWORD}`;
    expect(await ask(client, `REGISTER * ${said}`)).toEqual([
      `${S} FAIL REGISTER NEED_NICK * :Say your name first, with NICK`,
    ]);
    for (const name of ['ann', 'GUEST']) {
      expect(await ask(client, `NICK ${name}`, `REGISTER * ${said}`)).toEqual([
        `${S} FAIL REGISTER ACCOUNT_EXISTS ${name} :That name belongs to somebody`,
      ]);
    }
    // A name that nobody can have is refused already when it is given.
    const [refused = '', need = ''] = await ask(client, 'NICK a.b', `REGISTER * ${said}`);
    expect([refused, need]).toEqual([
      expect.stringContaining(' 432 * a.b :'),
      expect.stringContaining(' NEED_NICK '),
    ]);
  });

  test('nobody gets round the chatroom\u2019s password or a ban by it ("Server considerations")', async () => {
    const room = await Chatroom.start({ password: 'sesame' });
    const ann = await arriving(room, 'NICK ann');
    const register = `REGISTER * * ${PASSWORD}`;
    const unavailable = expect.stringMatching(/ FAIL REGISTER TEMPORARILY_UNAVAILABLE ann :/);
    expect(await ask(ann, register)).toEqual([unavailable]);
    room.console('/ban ann');
    expect(await ask(ann, 'PASS sesame', register)).toEqual([unavailable]);
    room.console('/unban ann');
    ann.send(register);
    await ann.expectLine(/ REGISTER SUCCESS ann /);
    expect(room.server.world.accounts.size).toBe(1);
  });

  test('whoever hangs up meanwhile leaves no login behind', async () => {
    const room = await Chatroom.start();
    const gone = await arriving(room, 'NICK gone');
    gone.send(`REGISTER * * ${PASSWORD}`);
    await gone.wire.destroy();
    for (const name of ['cy', 'di']) await registered(room, name);
    expect(room.server.world.proved.size).toBe(2);
  });
});
