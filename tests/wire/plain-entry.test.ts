/** Coming in with `nc`, telnet or a shell script (docs/protocol.md, "Dialects" and "The plain dialect"). */
import { describe, expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { PlainClient } from '../support/plain-client.js';

const NAME_PROMPT = 'Your name: ';

const WELCOME_ZEYU =
  'Welcome, zeyu! Type a message and press Enter. /help lists the commands. Leave anytime by typing QUIT.\r\n';

describe('the greeting', () => {
  test('comes after about a second of silence, with who is here and the prompt', async () => {
    const room = await Chatroom.start();
    await room.plain('ann');
    const start = performance.now();
    const zeyu = await PlainClient.connect(room.port);
    const text = await zeyu.expectText(NAME_PROMPT);
    expect(text).toBe('Welcome to lanchat. 1 person is here: ann.\r\nYour name: ');
    expect(performance.now() - start).toBeGreaterThan(800);
    zeyu.type('zeyu');
    expect(await zeyu.expectText('QUIT.\r\n')).toBe(WELCOME_ZEYU);
  });

  test('says that nobody is here yet', async () => {
    const room = await Chatroom.start({ chatroom: 'Room 12' });
    const ann = await PlainClient.connect(room.port);
    expect(await ann.expectText(NAME_PROMPT)).toBe(
      'Welcome to Room 12. Nobody else is here yet.\r\nYour name: ',
    );
  });

  test('names at most twenty and counts the others', async () => {
    const room = await Chatroom.start();
    const names = Array.from({ length: 22 }, (_, index) => `p${index}`);
    for (const name of names) await room.member(name);
    const zeyu = await PlainClient.connect(room.port);
    expect(await zeyu.expectText(NAME_PROMPT)).toContain(
      `22 people are here: ${names.slice(0, 20).join(', ')} and 2 more.\r\n`,
    );
  });

  test('comes at once after a bare Enter', async () => {
    const room = await Chatroom.start();
    const ann = await PlainClient.connect(room.port);
    ann.type('');
    expect(await ann.expectText(NAME_PROMPT)).toBe(
      'Welcome to lanchat. Nobody else is here yet.\r\nYour name: ',
    );
    ann.type('ann');
    await ann.expectText('Welcome, ann!');
  });

  test('comes at once to a telnet program that introduces itself', async () => {
    const room = await Chatroom.start();
    const ann = await PlainClient.connect(room.port);
    // Its bytes alone bring the greeting: a name that came first would have left it out.
    ann.write(Buffer.concat([Uint8Array.of(0xff, 0xfd, 0x03, 0xff, 0xfb, 0x18), Buffer.from('ann\n')]));
    await ann.expectText(NAME_PROMPT);
    await ann.expectText('Welcome, ann!');
  });

  test('is left out for a shell script that sends its name at once', async () => {
    const room = await Chatroom.start();
    const zeyu = await PlainClient.connect(room.port);
    zeyu.type('zeyu');
    expect(await zeyu.expectText('QUIT.\r\n')).toBe(WELCOME_ZEYU);
  });
});

describe('after the name', () => {
  test('a person reads the rules, the message of the day, where they are, and who is there', async () => {
    const room = await Chatroom.start({ motd: ['Homework is due on Friday.'] });
    await room.plain('ann');
    room.console('/topic Chemistry');
    const zeyu = await PlainClient.connect(room.port);
    zeyu.type('zeyu');
    const lines = (await zeyu.expectText(/Topic: .*\r\n/)).split('\r\n').slice(1, -1);
    expect(lines).toEqual([
      'Everyone on this network can read #lobby, and what is said there is kept for newcomers.',
      'Homework is due on Friday.',
      'You are in #lobby. 2 people are here: ann, zeyu.',
      'Topic: Chemistry',
    ]);
  });

  test('the others read that a person has joined and has left, word for word', async () => {
    const room = await Chatroom.start();
    const ann = await room.plain('ann');
    const zeyu = await room.plain('zeyu');
    expect(await ann.roundtrip()).toEqual(['Server: zeyu has joined the chat. Say hi!']);
    zeyu.type('QUIT');
    expect(await zeyu.untilEnd()).toBe('Goodbye!\r\n');
    expect(await ann.expectText(/\r\n/)).toBe('Server: zeyu has left the chat.\r\n');
  });

  test('a line that drops without a word is a leaving too', async () => {
    const room = await Chatroom.start();
    const ann = await room.plain('ann');
    const zeyu = await room.plain('zeyu');
    await ann.roundtrip();
    zeyu.wire.socket.resetAndDestroy();
    expect(await ann.expectText(/\r\n/)).toBe('Server: zeyu has left the chat.\r\n');
  });

  test('the last messages are shown, each with its time and marked as earlier', async () => {
    const room = await Chatroom.start();
    const ann = await room.plain('ann');
    const said = Array.from({ length: 12 }, (_, index) => `message ${index}`);
    await ann.ask(...said, '/me waves');
    const zeyu = await PlainClient.connect(room.port);
    zeyu.type('zeyu');
    await zeyu.expectText(/You are in .*\r\n/);
    const lines = await zeyu.roundtrip();
    expect(lines).toHaveLength(10);
    expect(lines[0]).toMatch(/^\(earlier, [0-2][0-9]:[0-5][0-9]\) ann: message 3$/);
    expect(lines[9]).toMatch(/^\(earlier, [0-2][0-9]:[0-5][0-9]\) \* ann waves$/);
  });
});

describe('a name that cannot be had', () => {
  const cases = [
    ['ANN', 'The name ANN is taken. Press Enter for ANN2, or type another name.', 'ANN2'],
    ['anna.smith', 'without spaces. Press Enter for anna_smith, or type another name.', 'anna_smith'],
    ['Zoë', 'A name has only letters, digits and - _ without spaces. Press Enter for Zoe,', 'Zoe'],
    ['María José', 'Press Enter for Maria_Jose, or type another name.', 'Maria_Jose'],
    ['漢字', 'Press Enter for guest, or type another name.', 'guest'],
    ['sErVeR', 'The name sErVeR belongs to the chatroom itself. Press Enter for sErVeR2,', 'sErVeR2'],
    ['Console', 'The name Console belongs to the chatroom itself.', 'Console2'],
    ['you', 'The name you belongs to the chatroom itself.', 'you2'],
    ['me', 'The name me belongs to the chatroom itself.', 'me2'],
    ['everyone', 'The name everyone belongs to the chatroom itself.', 'everyone2'],
    ['lanchat', 'The name lanchat belongs to the chatroom itself.', 'lanchat2'],
    ['a'.repeat(31), 'A name has at most 30 letters. Press Enter for', 'a'.repeat(30)],
  ] as const;

  test.each(cases)('%s is explained, and Enter takes the suggestion', async (wanted, words, suggestion) => {
    const room = await Chatroom.start();
    await room.plain('ann');
    const visitor = await PlainClient.connect(room.port);
    visitor.type(wanted);
    const answer = await visitor.expectText(NAME_PROMPT);
    expect(answer).toContain(words);
    expect(answer).toMatch(/^[^\r\n]+\r\nYour name: $/);
    visitor.type('');
    await visitor.expectText(`Welcome, ${suggestion}!`);
    await visitor.roundtrip();
  });

  test('another name can be typed instead', async () => {
    const room = await Chatroom.start();
    await room.plain('ann');
    const visitor = await PlainClient.connect(room.port);
    visitor.type('ann');
    await visitor.expectText(NAME_PROMPT);
    visitor.type('bo');
    await visitor.expectText('Welcome, bo!');
  });

  test('the full form is kept as the real name', async () => {
    const room = await Chatroom.start();
    const ann = await room.irc('ann');
    const visitor = await PlainClient.connect(room.port);
    visitor.type('María José', '');
    await visitor.expectText('Welcome, Maria_Jose!');
    ann.send('WHOIS Maria_Jose');
    await ann.expectLine(':lanchat.lan 311 ann Maria_Jose Maria_Jose lan * :María José');
  });

  test('the tenth wrong name ends the connection with a reason', async () => {
    const room = await Chatroom.start();
    const visitor = await PlainClient.connect(room.port);
    visitor.type(...Array.from({ length: 10 }, () => 'a b'));
    expect(await visitor.untilEnd()).toMatch(/Server: too many tries: connect again\r\n$/);
  });

  test('digits may come first, and a person may be called Nick, PING-pong or Pass', async () => {
    const room = await Chatroom.start();
    for (const name of ['4711anna', 'Nick', 'nick', 'PING-pong', 'Pass']) {
      const visitor = await PlainClient.connect(room.port);
      visitor.type(name);
      await visitor.expectText(name === 'nick' ? 'The name nick is taken' : `Welcome, ${name}!`);
    }
  });
});

describe('leaving before there is a name', () => {
  test('QUIT at the prompt says goodbye', async () => {
    const room = await Chatroom.start();
    const visitor = await PlainClient.connect(room.port);
    await visitor.expectText(NAME_PROMPT);
    visitor.type('QUIT');
    expect(await visitor.untilEnd()).toBe('Goodbye!\r\n');
  });

  test('the end of the line ends the connection', async () => {
    const room = await Chatroom.start();
    const visitor = await PlainClient.connect(room.port);
    visitor.wire.end();
    await visitor.untilEnd();
  });
});

describe('half-closed, as printf … | nc leaves it', () => {
  test('everything sent before is handled, and the answers come', async () => {
    const room = await Chatroom.start();
    const ann = await room.member('ann');
    const script = await PlainClient.connect(room.port, { halfOpen: true });
    script.write('bot\nhello from a script\n/who\nlast words without a line end');
    script.wire.end();
    await ann.expectLine(':bot!bot@lan PRIVMSG #lobby :hello from a script');
    await ann.expectLine(':bot!bot@lan PRIVMSG #lobby :last words without a line end');
    await ann.expectLine(/^:bot!bot@lan QUIT /);
    const text = await script.untilEnd();
    expect(text).toContain('Welcome, bot!');
    expect(text).toContain('2 people are here: ann, bot.\r\n');
    expect(text).toMatch(/Goodbye!\r\n$/);
  });

  test('a name alone, without a line end, is still a visit', async () => {
    const room = await Chatroom.start();
    const script = await PlainClient.connect(room.port, { halfOpen: true });
    script.write('bot');
    script.wire.end();
    expect(await script.untilEnd()).toContain('Welcome, bot!');
  });
});

describe('a chatroom with a password', () => {
  test('tells nothing before it is given, and explains a wrong one', async () => {
    const room = await Chatroom.start({ password: 'sesame' });
    await room.irc('ann', { pass: 'sesame', join: ['#lobby'] });
    const visitor = await PlainClient.connect(room.port);
    expect(await visitor.expectText('Password: ')).toBe('Welcome to lanchat.\r\nPassword: ');
    visitor.type('wrong');
    expect(await visitor.expectText('Password: ')).toBe(
      'That is not the password. Ask the host for it.\r\nPassword: ',
    );
    visitor.type('sesame');
    expect(await visitor.expectText(NAME_PROMPT)).toBe(
      'Welcome to lanchat. 1 person is here: ann.\r\nYour name: ',
    );
    visitor.type('zeyu');
    await visitor.expectText('Welcome, zeyu!');
  });

  test('a script sends the password first and the name second', async () => {
    const room = await Chatroom.start({ password: 'sesame' });
    const script = await PlainClient.connect(room.port);
    script.type('sesame', 'bot');
    await script.expectText('Welcome, bot!');
  });

  test('guessing ends after ten tries', async () => {
    const room = await Chatroom.start({ password: 'sesame' });
    const visitor = await PlainClient.connect(room.port);
    visitor.type(...Array.from({ length: 10 }, (_, index) => `guess${index}`));
    const text = await visitor.untilEnd();
    expect(text).not.toContain('people');
    expect(text).toMatch(/Server: too many tries: connect again\r\n$/);
  });
});
