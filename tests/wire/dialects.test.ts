/** Who has come is told by their first line (docs/protocol.md, "Dialects"). */
import { describe, expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { IrcClient } from '../support/irc-client.js';
import { PlainClient } from '../support/plain-client.js';
import { Wire } from '../support/wire.js';

describe('a program', () => {
  test('gets no byte before it has said a line', async () => {
    const room = await Chatroom.start();
    const wire = await Wire.open(room.port);
    wire.write('NICK a');
    wire.write('nn\r\nUSER a 0 * :a\r\n');
    const text = await wire.until(() => (wire.text.includes('\r\n') ? wire.text : null), 'line');
    expect(text.startsWith(':lanchat.lan 001 ann :')).toBe(true);
  });

  test.each([
    ['CAP LS 302', / CAP \* LS (\* )?:/],
    ['CAP REQ :server-time', / CAP \* ACK :server-time$/],
    ['CAP LIST', / CAP \* LIST :$/],
    ['PING early', / PONG lanchat\.lan :early$/],
    ['PING', / 409 \* /],
    ['QUIT', /^ERROR :Closing link: /],
    ['QUIT :bye', /^ERROR :Closing link: Quit: bye$/],
    ['NICK Server', /^:lanchat\.lan 432 \* Server :/],
    ['PASS x\r\nJOIN #x', / 451 \* /],
    ['AUTHENTICATE PLAIN', / 451 \* /],
    ['RESUME token\r\nJOIN #x', / 451 \* /],
    ['USER a 0 * :a b\r\nNICK ann', / 001 ann /],
  ])('%s is answered as IRC', async (line, answer) => {
    const room = await Chatroom.start();
    const client = await IrcClient.connect(room.port);
    client.send(line);
    expect(await client.nextLine()).toMatch(answer);
  });

  test('that is slow and was greeted is still a program; the prompt line is ended first', async () => {
    const room = await Chatroom.start();
    const client = await IrcClient.connect(room.port, 'ann');
    await client.wire.until(() => (client.wire.text.endsWith('Your name: ') ? true : null), 'prompt');
    client.introduce();
    await client.expectLine('Your name: ');
    expect(await client.nextLine()).toBe(':lanchat.lan 001 ann :Welcome to lanchat, ann!ann@lan');
  });

  test('may even come after a refused name', async () => {
    const room = await Chatroom.start();
    const client = await IrcClient.connect(room.port, 'ann');
    client.send('Server');
    client.introduce();
    await client.expectLine(/^:lanchat\.lan 001 ann /);
  });
});

describe('a person', () => {
  test.each(['nick ann', 'Nick', 'cap', 'USER', 'NICK a b', 'PASS', 'user a 0 * :a', 'JOIN #lobby', 'hello'])(
    '%s is a name, or would be one',
    async (line) => {
      const room = await Chatroom.start();
      const person = await PlainClient.connect(room.port);
      person.type(line);
      await person.expectText(/(Welcome, |Press Enter for )/);
    },
  );

  test('stays a person: IRC verbs are words after the name', async () => {
    const room = await Chatroom.start();
    const ann = await room.plain('ann');
    const bo = await room.plain('bo');
    await ann.roundtrip();
    expect(await ann.ask('NICK server', 'PRIVMSG #lobby :hi', 'PING x')).toEqual([]);
    expect(await bo.roundtrip()).toEqual(['ann: NICK server', 'ann: PRIVMSG #lobby :hi', 'ann: PING x']);
  });
});

describe('a browser', () => {
  const REQUESTS = [
    'GET / HTTP/1.1\r\nHost: x\r\n\r\n',
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 30\r\n\r\nmallory\r\nI speak here\r\n',
    'OPTIONS * HTTP/1.1\r\n\r\n',
    'NICK /x HTTP/1.1\r\n\r\nmallory\r\nhello\r\n',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  ];

  test.each(REQUESTS)('that sends %j is turned away with 400', async (request) => {
    const room = await Chatroom.start();
    const bo = await room.plain('bo');
    const wire = await Wire.open(room.port);
    wire.write(request);
    const text = await wire.untilEnd();
    expect(text).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(text).toMatch(/\r\n\r\nThis is a chatroom, not a web page\./);
    expect(await bo.roundtrip()).toEqual([]);
    expect(room.server.world.sessions.size).toBe(1);
  });

  test('cannot speak through a connection that it opened ahead and used late', async () => {
    const room = await Chatroom.start();
    const bo = await room.plain('bo');
    const wire = await Wire.open(room.port);
    await wire.until(() => (wire.text.endsWith('Your name: ') ? true : null), 'prompt');
    wire.write('POST / HTTP/1.1\r\nHost: x\r\n\r\nmallory\r\nI speak here\r\n');
    expect(await wire.untilEnd()).toContain('HTTP/1.1 400');
    expect(await bo.roundtrip()).toEqual([]);
  });
});

describe('TLS', () => {
  test.each([[[0x16, 0x03, 0x01, 0x02, 0x00]], [[0x16, 0x03, 0x03]]])(
    '%p is answered with a fatal alert and the end (RFC 8446 section 6)',
    async (bytes) => {
      const room = await Chatroom.start();
      const wire = await Wire.open(room.port);
      wire.write(Uint8Array.from(bytes));
      await wire.until(() => (wire.isEnded || wire.bytes.length === 7 ? true : null), 'alert');
      expect(Array.from(wire.bytes)).toEqual([0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x28]);
      await wire.untilEnd();
    },
  );

  test('its bytes later in a line are no TLS', async () => {
    const room = await Chatroom.start();
    const wire = await Wire.open(room.port);
    const bo = await room.plain('bo');
    wire.write('an');
    await bo.roundtrip();
    wire.write(Uint8Array.from([0x16, 0x03]));
    await bo.roundtrip();
    wire.write('\b\bn\n');
    await wire.until(() => (wire.text.startsWith('Welcome, ann!') ? true : null), 'welcome');
  });
});
