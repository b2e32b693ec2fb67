/** Every limit closes or refuses the one who passes it, with a reason, and nobody else notices (lib/base/limits.ts). */
import { describe, expect, test } from '@jest/globals';
import {
  FLOOD_BURST_LINES,
  NAME_PROMPT_MS,
  PING_ANSWER_MS,
  PING_IDLE_MS,
  REGISTRATION_MS,
  SILENT_END_MS,
  UNENDED_LINE_BYTES_MAX,
} from '../../lib/base/limits.js';
import { Chatroom } from '../support/chat-server.js';
import { IrcClient } from '../support/irc-client.js';
import { PlainClient } from '../support/plain-client.js';
import { readTransmissions } from '../../lib/net/transmissions.js';
import { Wire } from '../support/wire.js';

const S = ':lanchat.lan';
const REASONS = { caps: ['standard-replies'] };

describe('a flood', () => {
  test('waits its turn after the burst: nothing is lost, nobody else waits', async () => {
    const room = await Chatroom.start();
    const ann = await room.member('ann');
    const bo = await room.member('bo');
    room.advance(60_000);
    // Both give a sign of life at the new time, so that nobody is asked for one.
    await ann.roundtrip();
    await bo.roundtrip();
    const start = performance.now();
    const count = FLOOD_BURST_LINES + 8;
    ann.send(...Array.from({ length: count }, (_, index) => `PRIVMSG #lobby :${index}`));
    await bo.expectLine(/ :20$/);
    const lines = [];
    for (let index = 21; index < count; index += 1) lines.push(await bo.nextLine());
    expect(lines).toEqual(
      Array.from({ length: count - 21 }, (_, index) => `:ann!ann@lan PRIVMSG #lobby :${index + 21}`),
    );
    expect(performance.now() - start).toBeGreaterThan(600);
  });

  test('with more than 64 KiB waiting is closed, told why, and its memory stays bounded', async () => {
    const room = await Chatroom.start();
    const bo = await room.member('bo');
    const ann = await room.member('ann', REASONS);
    await bo.roundtrip();
    const line = `PRIVMSG #lobby :${'x'.repeat(400)}\r\n`;
    for (let sent = 0; sent < 200; sent += 1) ann.wire.write(line.repeat(100));
    const last = await ann.untilEnd();
    expect(last.slice(-2)).toEqual([
      `${S} FAIL * FLOOD :you sent too much too fast`,
      'ERROR :Closing link: you sent too much too fast',
    ]);
    await bo.expectLine(':ann!ann@lan QUIT :you sent too much too fast');
    expect(room.log).toContainEqual(expect.stringMatching(/^ann \(127\.0\.0\.1:\d+\) floods the room/));
  });

  test('of empty lines costs others nothing', async () => {
    const room = await Chatroom.start();
    const bo = await room.member('bo');
    const wire = await Wire.open(room.port);
    wire.write('mallory\n');
    await bo.expectLine(/ JOIN #lobby$/);
    wire.write('\n'.repeat(1_000_000));
    await wire.untilEnd();
    await bo.roundtrip();
  });

  test('is let through with --no-flood-control', async () => {
    const room = await Chatroom.start({ floodControl: false });
    const ann = await room.member('ann');
    const bo = await room.member('bo');
    // Flood control would need a minute and a half, far beyond the deadline.
    ann.send(...Array.from({ length: 1000 }, (_, index) => `PRIVMSG #lobby :${index}`));
    await bo.expectLine(/ :999$/);
  });
});

describe('a line', () => {
  test.each(['irc', 'plain'])('without an end after 16 KiB closes the connection (%s)', async (dialect) => {
    const room = await Chatroom.start();
    const bo = await room.member('bo');
    const wire = await Wire.open(room.port);
    wire.write(dialect === 'irc' ? 'NICK ann\r\nUSER a 0 * :a\r\nJOIN #lobby\r\n' : 'ann\n');
    await bo.expectLine(/ JOIN #lobby$/);
    wire.write('x'.repeat(UNENDED_LINE_BYTES_MAX));
    await bo.roundtrip();
    expect(wire.isEnded).toBe(false);
    wire.write('y');
    expect(await wire.untilEnd()).toMatch(/that line never ended\r\n$/);
    await bo.expectLine(':ann!'.concat(dialect === 'irc' ? 'a' : 'ann', '@lan QUIT :that line never ended'));
  });

  test('that is whole but longer is the same', async () => {
    const room = await Chatroom.start();
    const ann = await room.member('ann', REASONS);
    ann.wire.write(`${'x'.repeat(UNENDED_LINE_BYTES_MAX + 1)}\r\nPING after\r\n`);
    expect(await ann.untilEnd()).toEqual([
      `${S} 417 ann :Input line was too long`,
      `${S} FAIL * LINE_TOO_LONG :that line never ended`,
      'ERROR :Closing link: that line never ended',
    ]);
  });
});

describe('silence', () => {
  test('a program that does not finish registering in 30 s is let go', async () => {
    const room = await Chatroom.start();
    const visitor = await IrcClient.connect(room.port);
    visitor.send('CAP LS 302', 'CAP REQ standard-replies');
    await visitor.roundtrip();
    room.advance(REGISTRATION_MS + 1);
    expect((await visitor.untilEnd()).slice(-2)).toEqual([
      `${S} FAIL * REGISTRATION_TIMEOUT :you did not give a name in time: connect again`,
      'ERROR :Closing link: you did not give a name in time: connect again',
    ]);
  });

  test('a person may sit at the prompt for five minutes', async () => {
    const room = await Chatroom.start();
    const person = await PlainClient.connect(room.port);
    await person.expectText('Your name: ');
    const atOurPrompt = await IrcClient.connect(room.port, 'ann');
    atOurPrompt.send('CAP LS 302', 'CAP REQ lanchat/ascii');
    await atOurPrompt.roundtrip();
    const program = await IrcClient.connect(room.port);
    program.send('NICK x');
    await program.roundtrip();
    room.advance(REGISTRATION_MS + 1);
    // By the time the program is let go, the server has looked at the person too.
    await program.untilEnd();
    // Behind our own client a person sits at a prompt too.
    atOurPrompt.send('NICK ann', 'USER ann 0 * ann', 'CAP END');
    await atOurPrompt.expectLine(/ 001 ann /);
    person.type('Server');
    await person.expectText('Your name: ');
    room.advance(NAME_PROMPT_MS);
    expect(await person.untilEnd()).toBe('Server: you did not give a name in time: connect again\r\n');
  });

  test('a program is pinged, and gone without an answer; people with nc are not pinged', async () => {
    const room = await Chatroom.start();
    const cy = await room.plain('cy');
    const ann = await room.member('ann', REASONS);
    await cy.roundtrip();
    // With the second that lies between two looks.
    expect(PING_IDLE_MS + PING_ANSWER_MS + 1000).toBeLessThan(20_000);
    room.advance(PING_IDLE_MS + 1);
    await ann.expectLine('PING :lanchat.lan');
    room.advance(PING_ANSWER_MS + 1);
    const last = await ann.untilEnd();
    expect(last[0]).toMatch(/^:lanchat\.lan FAIL \* PING_TIMEOUT :no sign of life for \d\d seconds$/);
    expect(await cy.expectText(/\r\n/)).toBe('Server: ann has left the chat.\r\n');
    expect(await cy.roundtrip()).toEqual([]);
  });

  test('a person with nc whose machine acknowledges nothing any more is given up too', async () => {
    let gone = '';
    let looked = (): void => undefined;
    const transmissions = (_: number, ends: ReadonlySet<string>) => {
      if (ends.has(gone)) setImmediate(looked);
      const tries = (end: string): number => (end === gone ? 5 : 0);
      return Promise.resolve(
        new Map([...ends].map((end) => [end, { waiting: tries(end), tries: tries(end) }])),
      );
    };
    const room = await Chatroom.start({ transmissions });
    const mo = await room.plain('mo');
    const zeyu = await room.plain('zeyu');
    gone = room.server.people().find(({ name }) => name === 'mo')?.address ?? '';
    mo.type('my last words');
    await zeyu.expectText('mo: my last words\r\n');
    await new Promise<void>((resolve) => (looked = resolve));
    room.advance(SILENT_END_MS);
    expect(await mo.untilEnd()).toContain('no sign of life for 8 seconds');
    await zeyu.expectText('Server: mo has left the chat.\r\n');
    expect(await zeyu.roundtrip()).toEqual([]);
  });

  test('any line is a sign of life', async () => {
    const room = await Chatroom.start();
    const ann = await room.member('ann');
    room.advance(PING_IDLE_MS + 1);
    await ann.expectLine('PING :lanchat.lan');
    ann.send('PONG :lanchat.lan');
    await ann.roundtrip();
    room.advance(PING_ANSWER_MS + 1);
    await ann.expectLine('PING :lanchat.lan');
    expect(room.server.people()).toHaveLength(1);
  });
});

describe('a reader that stalls', () => {
  test('is dropped, and slows nobody', async () => {
    const room = await Chatroom.start({ floodControl: false });
    const stalled = await room.member('stalled');
    const [ann, bo] = [await room.member('ann'), await room.member('bo')];
    await ann.roundtrip();
    stalled.wire.socket.pause();
    const text = 'x'.repeat(400);
    const count = 40_000;
    for (let index = 0; index < count; index += 1000) {
      ann.send(...Array.from({ length: 1000 }, (_, offset) => `PRIVMSG #lobby :${index + offset} ${text}`));
      await bo.expectLine(new RegExp(`#lobby :${index + 999} x`));
      // All three show that they are there: on a busy machine this takes longer than the patience with who does not.
      stalled.send('PONG here');
      await Promise.all([ann.roundtrip(), bo.roundtrip()]);
      if (room.server.connections < 3) break;
    }
    expect(room.log).toContainEqual(
      expect.stringMatching(/^stalled .* does not read what it is sent: connection dropped$/),
    );
    expect(room.server.people().map(({ name }) => name)).toEqual(['ann', 'bo']);
  }, 30_000);
});

test('who stops nc for a while is not taken for gone, also where their machine has no room for more', async () => {
  const waiting: number[] = [];
  let onLook = (): void => undefined;
  const transmissions = async (port: number, ends: ReadonlySet<string>) => {
    const seen = await readTransmissions(port, ends);
    waiting.push(...Array.from(seen.values(), (one) => one.waiting));
    // When the server has drawn its conclusions.
    setImmediate(() => onLook());
    return seen;
  };
  const room = await Chatroom.start({ floodControl: false, transmissions });
  const sleeper = await room.plain('sleeper');
  const ann = await room.member('ann');
  sleeper.wire.socket.pause();
  for (let count = 0; count < 3; count += 1) {
    ann.send(...Array.from({ length: 1000 }, () => `PRIVMSG #lobby :${'x'.repeat(400)}`));
    await ann.roundtrip();
    await new Promise<void>((resolve) => (onLook = resolve));
    // Less than ann's patience, and than that with bytes that nobody takes; more than that with a silent end.
    room.advance(8500);
  }
  await new Promise<void>((resolve) => (onLook = resolve));
  if (process.platform === 'linux') expect(Math.max(...waiting)).toBeGreaterThan(0);
  expect(room.server.people().map(({ name }) => name)).toEqual(['sleeper', 'ann']);
  ann.send('PRIVMSG #lobby :good morning');
  sleeper.wire.socket.resume();
  await sleeper.expectText('ann: good morning\r\n');
});

test('a goodbye that nobody reads is cut short', async () => {
  const room = await Chatroom.start();
  const stubborn = await room.member('stubborn');
  const ann = await room.member('ann');
  const { localPort } = stubborn.wire.socket;
  stubborn.wire.socket.pause();
  room.console('/kick stubborn');
  await ann.expectLine(/^:stubborn!\S+ QUIT /);
  expect(room.server.connections).toBe(2);
  const deadline = performance.now() + 6000;
  while (room.server.connections > 1 && performance.now() < deadline) {
    // The server looks around once a second: the clock goes on by less than ann's patience.
    room.advance(1);
    await ann.roundtrip();
  }
  expect(room.log).toContain(`stubborn has left: 127.0.0.1:${localPort ?? 0} has closed the connection`);
});

describe('the house is full', () => {
  test('beyond --max-clients newcomers are told so', async () => {
    const room = await Chatroom.start({ maxClients: 2 });
    const ann = await room.member('ann');
    await room.member('bo');
    const third = await Wire.open(room.port);
    expect(await third.untilEnd()).toBe('ERROR :Closing link: the chatroom is full (2): try again later\r\n');
    await ann.close();
    await expect(room.irc('cy').catch(() => room.irc('cy'))).resolves.toBeDefined();
  });
});
