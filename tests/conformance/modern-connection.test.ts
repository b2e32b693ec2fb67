/** Modern IRC, "Connection Messages" after registration (RFC 2812 section 3.1): QUIT, PING, and parameters that are not there. */
import { expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { ask } from '../support/irc-client.js';

const S = ':lanchat.lan';

test('QUIT: others read "Quit: " before the reason, also where there is none ("QUIT message")', async () => {
  const room = await Chatroom.start();
  const ann = await room.member('ann');
  for (const [line, told] of [
    ['QUIT :good night', 'Quit: good night'],
    ['QUIT', 'Quit: '],
  ] as const) {
    const bo = await room.member('bo');
    await ann.roundtrip();
    bo.send(line);
    expect((await bo.untilEnd()).at(-1)).toMatch(/^ERROR :Closing link: Quit: /);
    expect(await ann.roundtrip()).toEqual([`:bo!bo@lan QUIT :${told}`]);
  }
});

test('a connection that ends without QUIT is told without "Quit: " ("QUIT message")', async () => {
  const room = await Chatroom.start();
  const ann = await room.member('ann');
  const bo = await room.member('bo');
  await ann.roundtrip();
  await bo.close();
  expect(await ann.expectLine(/ QUIT /)).toMatch(/^:bo!bo@lan QUIT :(?!Quit: ).+/);
});

test('PING is answered with the server and the same token; 409 without one ("PING message", "ERR_NOORIGIN")', async () => {
  const room = await Chatroom.start();
  const ann = await room.irc('ann');
  expect(await ask(ann, 'PING :two words', 'PING x', 'PING', 'PING :')).toEqual([
    `${S} PONG lanchat.lan :two words`,
    `${S} PONG lanchat.lan :x`,
    `${S} 409 ann :No origin specified`,
    `${S} 409 ann :No origin specified`,
  ]);
});

test('461 names the command, also where a parameter is there with nothing in it ("ERR_NEEDMOREPARAMS")', async () => {
  const room = await Chatroom.start();
  const ann = await room.irc('ann', { join: ['#a'] });
  const lines = [
    'join :',
    'JOIN ,',
    'PART ,,',
    'KICK #a ,',
    'MODE :',
    'TOPIC :',
    'OPER x',
    'USERHOST :',
    'ISON :',
  ];
  expect(await ask(ann, ...lines)).toEqual(
    lines.map((line) => `${S} 461 ann ${line.split(' ')[0]?.toUpperCase() ?? ''} :Not enough parameters`),
  );
});
