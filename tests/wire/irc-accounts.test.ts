/** Names that belong to somebody, over real sockets (docs/protocol.md; IRCv3 sasl-3.1, draft/account-registration). */
import { describe, expect, test } from '@jest/globals';
import { CLAIM_DAYS } from '../../lib/base/limits.js';
import { isPassword } from '../../lib/server/auth/passwords.js';
import { Chatroom } from '../support/chat-server.js';
import { plainLogin, scramLogin, TestDevice, untilVerdict } from '../support/device-client.js';
import { IrcClient, only } from '../support/irc-client.js';

const CAPS = ['sasl', 'standard-replies', 'draft/account-registration'];
const DAY_MS = 86_400_000;

/** A connection that has said everything but CAP END. */
async function arriving(room: Chatroom, name: string): Promise<IrcClient> {
  const client = await IrcClient.connect(room.port, name);
  client.send('CAP LS 302', `CAP REQ :${CAPS.join(' ')}`, `NICK ${name}`, `USER ${name} 0 * :${name}`);
  await client.expectLine(/ ACK /);
  return client;
}

function addressOf(room: Chatroom): string {
  return `127.0.0.1:${room.port}`;
}

/** Comes in with the device's key; returns the client and what was said of the proof. */
async function enter(room: Chatroom, name: string, device: TestDevice) {
  const client = await arriving(room, name);
  const verdict = await device.prove(client, name, addressOf(room));
  client.send('CAP END');
  return { client, verdict };
}

async function registered(room: Chatroom, name: string, password: string): Promise<IrcClient> {
  const client = await room.irc(name, { caps: CAPS });
  client.send(`REGISTER * * ${password}`);
  await client.expectLine(`:lanchat.lan REGISTER SUCCESS ${name} :The name is yours`);
  return client;
}

/** In the chatroom under a name, logged in to ann's account. */
async function loggedIn(room: Chatroom, name: string, password: string): Promise<IrcClient> {
  const client = await arriving(room, name);
  await plainLogin(client, 'ann', password);
  client.send('CAP END');
  await client.expectLine(/ 001 /);
  return client;
}

describe('a device', () => {
  test('claims the name that it is the first to use, and has it again', async () => {
    const room = await Chatroom.start();
    const device = new TestDevice();
    const first = await enter(room, 'ann', device);
    expect(first.verdict).toEqual([
      ':lanchat.lan 900 * *!*@* ann :You are now logged in as ann',
      ':lanchat.lan 903 * :SASL authentication successful',
    ]);
    await first.client.expectLine(/ 001 ann /);
    first.client.send('QUIT');
    await first.client.untilEnd();
    const again = await enter(room, 'ann', device);
    expect(again.verdict.at(-1)).toContain(' 903 ');
    await again.client.expectLine(/ 001 ann /);
  });

  test('takes its name back from a ghost of its own', async () => {
    const room = await Chatroom.start();
    const device = new TestDevice();
    const ghost = await enter(room, 'ann', device);
    await ghost.client.expectLine(/ 001 /);
    const again = await enter(room, 'ann', device);
    await again.client.expectLine(/ 001 ann /);
    expect((await ghost.client.untilEnd()).join('\n')).toContain('FAIL * REPLACED');
  });

  test('is told all that matters when the name is another device’s, with a free name', async () => {
    const room = await Chatroom.start();
    const owner = await enter(room, 'ann', new TestDevice());
    await owner.client.expectLine(/ 001 /);
    owner.client.send('QUIT');
    await owner.client.untilEnd();
    const other = await enter(room, 'ann', new TestDevice());
    expect(other.verdict).toEqual([
      `:lanchat.lan FAIL AUTHENTICATE NAME_IN_USE ann ann2 :The name ann belongs to another device: /link there lets this one in; the host can reset it; unused for ${CLAIM_DAYS} days it is free. Free now: ann2`,
      ':lanchat.lan 904 * :SASL authentication failed',
    ]);
    expect(await other.client.expectLine(/ 433 /)).toContain(' ann :That name belongs to somebody');
    other.client.send('NICK ann2');
    await other.client.expectLine(/ 001 ann2 /);
  });

  test('claims three names and no more', async () => {
    const room = await Chatroom.start();
    const device = new TestDevice();
    for (const name of ['a1', 'a2', 'a3']) {
      const { client } = await enter(room, name, device);
      await client.expectLine(/ 001 /);
    }
    const fourth = await enter(room, 'a4', device);
    expect(fourth.verdict[0]).toContain('FAIL AUTHENTICATE TOO_MANY_CLAIMS');
    // It may come in all the same, as anybody may.
    await fourth.client.expectLine(/ 001 a4 /);
  });

  test('loses a claim that nobody has used for long', async () => {
    const room = await Chatroom.start();
    const owner = await enter(room, 'ann', new TestDevice());
    await owner.client.expectLine(/ 001 /);
    owner.client.send('QUIT');
    await owner.client.untilEnd();
    room.advance(CLAIM_DAYS * DAY_MS + 1000);
    const heir = await enter(room, 'ann', new TestDevice());
    expect(heir.verdict.at(-1)).toContain(' 903 ');
  });

  test('proves nothing with an address that is not the server’s, nor with another’s signature', async () => {
    const room = await Chatroom.start();
    const device = new TestDevice();
    const client = await arriving(room, 'ann');
    const relayed = await device.prove(client, 'ann', '10.9.9.9:1060');
    expect(relayed.map((line) => line.split(' ')[1])).toEqual(['FAIL', '904']);
    expect(relayed[0]).toContain('WRONG_ADDRESS');
    client.send('AUTHENTICATE LANCHAT-DEVICE');
    await client.expectLine('AUTHENTICATE +');
    client.send(`AUTHENTICATE ${Buffer.from(`n=ann,c=${'A'.repeat(22)}`).toString('base64')}`);
    await client.expectLine(/^AUTHENTICATE /);
    const forged = `k=${device.text},a=${addressOf(room)},s=${'A'.repeat(86)}`;
    client.send(`AUTHENTICATE ${Buffer.from(forged).toString('base64')}`);
    expect(await untilVerdict(client)).toEqual([':lanchat.lan 904 * :SASL authentication failed']);
  });

  test('lets a second one in by a short code, good once', async () => {
    const room = await Chatroom.start();
    const laptop = new TestDevice();
    const phone = new TestDevice();
    const ann = await enter(room, 'ann', laptop);
    await ann.client.expectLine(/ 001 /);
    ann.client.send('DEVICE LINK');
    const code = /LINK_CODE (\S+) /.exec(await ann.client.expectLine(/ NOTE DEVICE LINK_CODE /))?.[1] ?? '';
    expect(code).toMatch(/^[a-z2-9]{8}$/);
    const other = await enter(room, 'ann-phone', phone);
    await other.client.expectLine(/ 001 /);
    other.client.send('DEVICE LINK ann wrong123', `DEVICE LINK ann ${code}`, `DEVICE LINK ann ${code}`);
    await other.client.expectLine(/ FAIL DEVICE BAD_CODE ann /);
    await other.client.expectLine(/ 900 ann-phone \S+ ann /);
    await other.client.expectLine(":lanchat.lan NOTE DEVICE LINKED ann :This device is ann's now");
    await other.client.expectLine(/ FAIL DEVICE BAD_CODE ann /);
    other.client.send('NICK ann');
    await other.client.expectLine(/ NICK ann$/);
    expect((await ann.client.untilEnd()).join('\n')).toContain('FAIL * REPLACED');
    other.client.send('DEVICE LIST');
    const list = only(await other.client.roundtrip(), 'NOTE').map((line) =>
      line.split(' ').slice(3, 5).join(' '),
    );
    expect(list).toEqual([`LIST ${laptop.fingerprint}`, `LIST ${phone.fingerprint}`, 'LIST_END :']);
    other.client.send(`DEVICE REMOVE ${laptop.fingerprint}`, `DEVICE REMOVE ${phone.fingerprint}`);
    await other.client.expectLine(/ NOTE DEVICE REMOVED /);
    await other.client.expectLine(/ FAIL DEVICE LAST_PROOF /);
  });
});

describe('a password', () => {
  test('makes a name its owner’s: PLAIN and SCRAM-SHA-256 let them in, and nobody else', async () => {
    const room = await Chatroom.start();
    const ann = await registered(room, 'ann', 'correct-horse');
    ann.send('QUIT');
    await ann.untilEnd();
    const stranger = await room.irc('zed', { caps: CAPS });
    stranger.send('NICK ann');
    expect(await stranger.expectLine(/ 433 /)).toContain('That name belongs to somebody');
    for (const login of [plainLogin, scramLogin]) {
      const client = await arriving(room, 'ann');
      expect(await login(client, 'ann', 'wrong-horse')).toEqual([
        ':lanchat.lan 904 * :SASL authentication failed',
      ]);
      expect((await login(client, 'ANN', 'correct-horse')).map((line) => line.split(' ')[1])).toEqual([
        '900',
        '903',
      ]);
      client.send('CAP END');
      await client.expectLine(/ 001 ann /);
      client.send('QUIT');
      await client.untilEnd();
    }
  });

  test('says no to names without an account as it does to wrong passwords', async () => {
    const room = await Chatroom.start();
    const client = await arriving(room, 'ann');
    for (const login of [plainLogin, scramLogin]) {
      expect(await login(client, 'nobody', 'whatever')).toEqual([
        ':lanchat.lan 904 * :SASL authentication failed',
      ]);
    }
  });

  test('is answered later and later when it is guessed, and never locked out', async () => {
    const room = await Chatroom.start();
    const ann = await registered(room, 'ann', 'correct-horse');
    ann.send('QUIT');
    await ann.untilEnd();
    const client = await arriving(room, 'ann');
    const took: number[] = [];
    for (let guess = 0; guess < 5; guess += 1) {
      const before = performance.now();
      await plainLogin(client, 'ann', `guess-${guess}`);
      took.push(performance.now() - before);
    }
    expect(took[4]).toBeGreaterThan(900);
    expect((await plainLogin(client, 'ann', 'correct-horse')).at(-1)).toContain(' 903 ');
    expect(room.log.some((line) => /^Wrong proof for ann from \S+ \(5 in a row\)$/.test(line))).toBe(true);
  });

  test('is refused when it is too short, and changed by its owner only', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann', { caps: CAPS });
    ann.send('REGISTER * * short', 'PASSWORD something-else', 'REGISTER bo * long-enough');
    expect(only(await ann.roundtrip(), 'FAIL').map((line) => line.split(' ').slice(2, 4).join(' '))).toEqual([
      'REGISTER WEAK_PASSWORD',
      'PASSWORD ACCOUNT_REQUIRED',
      'REGISTER ACCOUNT_NAME_MUST_BE_NICK',
    ]);
    ann.send('REGISTER ann * long-enough');
    await ann.expectLine(/REGISTER SUCCESS ann/);
    ann.send('PASSWORD even-longer', 'REGISTER * * again-and-again');
    await ann.expectLine(/ NOTE PASSWORD SET /);
    await ann.expectLine(/ FAIL REGISTER ALREADY_AUTHENTICATED /);
    ann.send('QUIT');
    await ann.untilEnd();
    const back = await arriving(room, 'ann');
    expect((await plainLogin(back, 'ann', 'long-enough')).at(-1)).toContain(' 904 ');
    expect((await plainLogin(back, 'ann', 'even-longer')).at(-1)).toContain(' 903 ');
  });
});

describe('the host', () => {
  test('lists accounts, resets and suspends them', async () => {
    const room = await Chatroom.start();
    const ann = await registered(room, 'ann', 'correct-horse');
    expect(room.console('/accounts')).toEqual([expect.stringMatching(/^ann {2}password {2}made \d/)]);
    room.console('/suspend ann');
    expect((await ann.untilEnd()).join('\n')).toContain('FAIL * KICKED');
    const back = await arriving(room, 'ann');
    expect((await plainLogin(back, 'ann', 'correct-horse'))[0]).toContain('ACCOUNT_SUSPENDED');
    room.console('/unsuspend ann');
    expect((await plainLogin(back, 'ann', 'correct-horse')).at(-1)).toContain(' 903 ');
    room.console('/reset ann');
    expect(room.console('/accounts')).toEqual(['Nobody has an account yet.']);
  });
});

test('a ban of a name is one of its account too: another name does not help', async () => {
  const room = await Chatroom.start();
  const ann = await registered(room, 'ann', 'correct-horse');
  ann.send('NICK other');
  await ann.roundtrip();
  room.console('/ban ann');
  expect((await ann.untilEnd()).join()).toContain('FAIL * BANNED');
  const back = await arriving(room, 'third');
  await plainLogin(back, 'ann', 'correct-horse');
  back.send('CAP END');
  expect((await back.untilEnd()).join()).toContain('FAIL * BANNED');
});

describe('what keeps proofs honest', () => {
  test('a right password waits as long as a wrong one would', async () => {
    const room = await Chatroom.start();
    const owner = await registered(room, 'ann', 'correct-horse');
    const client = await arriving(room, 'bo');
    for (let count = 0; count < 4; count += 1) await scramLogin(client, 'ann', 'wrong-horse');
    const before = performance.now();
    expect((await scramLogin(client, 'ann', 'correct-horse')).at(-1)).toContain(' 903 ');
    expect(performance.now() - before).toBeGreaterThan(900);
    await owner.close();
  });

  test('an exchange left open proves nothing when the password has changed meanwhile', async () => {
    const room = await Chatroom.start();
    const owner = await registered(room, 'ann', 'correct-horse');
    const client = await room.irc('bo', { caps: CAPS });
    const verdict = await scramLogin(client, 'ann', 'correct-horse', async () => {
      owner.send('PASSWORD battery-staple');
      await owner.expectLine(/ PASSWORD SET /);
    });
    expect(verdict).toEqual([':lanchat.lan 904 bo :SASL authentication failed']);
  });

  test('are made by so many at a time, and who is put off is written down', async () => {
    const room = await Chatroom.start();
    await registered(room, 'ann', 'correct-horse');
    const client = await arriving(room, 'bo');
    const many = Array.from({ length: 70 }, () => isPassword('x', null, '127.0.0.1').catch(() => false));
    expect((await plainLogin(client, 'ann', 'correct-horse')).join()).toMatch(
      / TEMPORARILY_UNAVAILABLE .* 904 /,
    );
    expect(
      room.log.some((line) => /^Too many passwords to compare at once: \S+ was put off$/.test(line)),
    ).toBe(true);
    await Promise.all(many);
    expect((await plainLogin(client, 'ann', 'correct-horse')).at(-1)).toContain(' 903 ');
  });

  test('do not open a door that has a password of its own', async () => {
    const room = await Chatroom.start();
    await registered(room, 'ann', 'correct-horse');
    room.server.world.settings.password = 'sesame';
    const outside = await arriving(room, 'ann2');
    expect((await plainLogin(outside, 'ann', 'correct-horse')).at(-1)).toContain(' 903 ');
    outside.send('CAP END');
    expect((await outside.untilEnd()).join()).toContain('FAIL * PASSWORD');
    const inside = await arriving(room, 'ann2');
    await plainLogin(inside, 'ann', 'correct-horse');
    inside.send('PASS sesame', 'CAP END');
    await inside.expectLine(/ 001 ann2 /);
  });

  test('coming in aborts an exchange that is under way', async () => {
    const room = await Chatroom.start();
    const client = await arriving(room, 'ann');
    client.send('AUTHENTICATE PLAIN', 'CAP END');
    await client.expectLine('AUTHENTICATE +');
    expect(await client.nextLine()).toBe(':lanchat.lan 906 * :SASL authentication aborted');
    await client.expectLine(/ 001 ann /);
  });

  test('names are claimed by those alone who know the password of the chatroom', async () => {
    const room = await Chatroom.start({ password: 'sesame' });
    const device = new TestDevice();
    const client = await arriving(room, 'ann');
    const refused = await device.prove(client, 'ann', addressOf(room));
    expect(refused[0]).toContain('FAIL AUTHENTICATE TEMPORARILY_UNAVAILABLE :Names are kept for those');
    expect(room.server.world.accounts.size).toBe(0);
    client.send('PASS sesame');
    expect((await device.prove(client, 'ann', addressOf(room))).at(-1)).toContain(' 903 ');
  });
});

test('/operator gives an account a say in every room, now and at each login; /unoperator takes it back', async () => {
  const room = await Chatroom.start();
  const bo = await room.irc('bo', { join: ['#club'] });
  const ann = await registered(room, 'ann', 'correct-horse');
  expect(room.console('/operator nobody')).toEqual(['There is no account nobody. /accounts lists them.']);
  expect(room.console('/operator ANN')).toEqual([
    'ann has a say in every room from now on. /unoperator ann ends it.',
  ]);
  await ann.expectLine(/ 381 ann /);
  ann.send('MODE #club +m');
  expect(await bo.expectLine(/MODE/)).toBe(':ann!ann@lan MODE #club +m');
  ann.send('QUIT');
  await ann.untilEnd();
  const again = await arriving(room, 'ann');
  await plainLogin(again, 'ann', 'correct-horse');
  again.send('CAP END');
  await again.expectLine(/ 381 ann /);
  expect(room.console('/accounts')[0]).toMatch(/^ann .* {2}operator$/);
  room.console('/unoperator ann');
  await again.expectLine(':ann MODE ann :-o');
  expect(room.console('/unoperator ann')).toEqual(['ann is no operator.']);
});

describe('a login ends', () => {
  test('with the password that it was made by, everywhere but where it was changed', async () => {
    const room = await Chatroom.start();
    const ann = await registered(room, 'ann', 'correct-horse');
    const other = await loggedIn(room, 'ann2', 'correct-horse');
    ann.send('PASSWORD battery-staple');
    await ann.expectLine(/NOTE PASSWORD SET/);
    await other.expectLine(/ 901 ann2 /);
    expect((await ann.roundtrip()).join('')).not.toContain(' 901 ');
    const again = await arriving(room, 'ann3');
    expect((await plainLogin(again, 'ann', 'correct-horse')).at(-1)).toContain(' 904 ');
  });

  test('with the device that is removed', async () => {
    const room = await Chatroom.start();
    const device = new TestDevice();
    const lost = (await enter(room, 'ann', device)).client;
    await lost.expectLine(/ 001 /);
    lost.send('PASSWORD correct-horse', 'DEVICE LIST');
    const fingerprint = / LIST (\S+) /.exec(await lost.expectLine(/NOTE DEVICE LIST/))?.[1] ?? '';
    const ann = await loggedIn(room, 'ann2', 'correct-horse');
    ann.send(`DEVICE REMOVE ${fingerprint}`);
    await ann.expectLine(/NOTE DEVICE REMOVED/);
    await lost.expectLine(/ 901 ann /);
    expect((await ann.roundtrip()).join('')).not.toContain(' 901 ');
  });

  test('and with it the say that the account had in every room', async () => {
    const room = await Chatroom.start();
    const ann = await registered(room, 'ann', 'correct-horse');
    room.console('/operator ann');
    const other = await loggedIn(room, 'ann2', 'correct-horse');
    await other.expectLine(/ 381 /);
    ann.send('PASSWORD battery-staple');
    await other.expectLine(':ann2 MODE ann2 :-o');
    await ann.roundtrip();
    room.console('/reset ann');
    await ann.expectLine(':ann MODE ann :-o');
  });
});

test('a proof whose connection has ended meanwhile leaves nothing behind', async () => {
  const room = await Chatroom.start();
  const ann = await registered(room, 'ann', 'correct-horse');
  const gone = await arriving(room, 'bo');
  gone.send('AUTHENTICATE PLAIN');
  await gone.expectLine('AUTHENTICATE +');
  gone.send(`AUTHENTICATE ${Buffer.from('\0ann\0correct-horse').toString('base64')}`);
  await gone.wire.destroy();
  // Compared one after the other: when these are done, so is the one before.
  for (const name of ['cy', 'di', 'ed']) await loggedIn(room, name, 'correct-horse');
  await ann.roundtrip();
  expect(room.server.world.proved.size).toBe(4);
});
