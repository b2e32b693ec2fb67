/** Modern IRC, "JOIN", "PART", "KICK" and "TOPIC message" (RFC 2812 section 3.2): several at once, and what is refused how. */
import { describe, expect, test } from '@jest/globals';
import { Chatroom } from '../support/chat-server.js';
import { ask, only } from '../support/irc-client.js';

const S = ':lanchat.lan';

describe('JOIN', () => {
  test('several rooms and their keys, in order; a room named twice in any case is entered once', async () => {
    const room = await Chatroom.start();
    const op = await room.irc('op', { join: ['#a', '#b', '#c'] });
    await ask(op, 'MODE #a +k one', 'MODE #c +k three');
    const bo = await room.irc('bo');
    const lines = await ask(bo, 'JOIN #a,#b,#A,#c,#new one,,,three', 'JOIN #B');
    expect(only(lines, 'JOIN', '366', '475')).toEqual(
      ['#a', '#b', '#c', '#new'].flatMap((name) => [
        `:bo!bo@lan JOIN ${name}`,
        `${S} 366 bo ${name} :End of /NAMES list`,
      ]),
    );
  });

  test('476 for what is no name of a room, and the others are entered; 461 without any', async () => {
    const room = await Chatroom.start();
    const bo = await room.irc('bo');
    const text = "A room's name is # and up to 49 letters, digits or signs";
    const lines = await ask(bo, `JOIN games,#,#x:y,#${'x'.repeat(50)},0,#ok`, 'JOIN');
    expect(only(lines, '476', '403', '461', 'JOIN')).toEqual([
      `${S} 476 bo games :${text}`,
      `${S} 476 bo # :${text}`,
      `${S} 476 bo #x:y :${text}`,
      `${S} 476 bo #${'x'.repeat(50)} :${text}`,
      `${S} 476 bo 0 :${text}`,
      ':bo!bo@lan JOIN #ok',
      `${S} 461 bo JOIN :Not enough parameters`,
    ]);
  });

  test('405 beyond CHANLIMIT', async () => {
    const room = await Chatroom.start({ floodControl: false });
    const bo = await room.irc('bo', { join: Array.from({ length: 50 }, (_, index) => `#r${index}`) });
    expect(await ask(bo, 'JOIN #more')).toEqual([`${S} 405 bo #more :You have joined too many channels`]);
  });

  test('0 leaves all rooms, with a PART for each', async () => {
    const room = await Chatroom.start();
    const bo = await room.irc('bo', { join: ['#a', '#b'] });
    expect(await ask(bo, 'JOIN 0', 'JOIN 0')).toEqual([':bo!bo@lan PART #a', ':bo!bo@lan PART #b']);
  });

  test('332 and 333 come between JOIN and the names, nothing where there is no topic', async () => {
    const room = await Chatroom.start();
    const op = await room.irc('op', { join: ['#a', '#b'] });
    await ask(op, 'TOPIC #a :Chess');
    const bo = await room.irc('bo');
    const codes = (await ask(bo, 'JOIN #a,#b')).map((line) => line.split(' ')[1]);
    expect(codes).toEqual(['JOIN', '332', '333', '353', '366', 'JOIN', '353', '366']);
  });
});

test('PART: several with one reason, each named once; 442, 403 and 461', async () => {
  const room = await Chatroom.start();
  await room.irc('op', { join: ['#c'] });
  const bo = await room.irc('bo', { join: ['#a', '#b'] });
  expect(await ask(bo, 'PART #a,#A,#b,#c,#d :bye all', 'PART')).toEqual([
    ':bo!bo@lan PART #a :bye all',
    ':bo!bo@lan PART #b :bye all',
    `${S} 442 bo #c :You're not on that channel`,
    `${S} 403 bo #d :No such channel`,
    `${S} 461 bo PART :Not enough parameters`,
  ]);
});

describe('KICK', () => {
  test('several, a line for each; 441 for those not there; each named once; up to TARGMAX', async () => {
    const room = await Chatroom.start();
    const op = await room.irc('op', { join: ['#a'] });
    const bo = await room.irc('bo', { join: ['#a'] });
    await room.irc('cy', { join: ['#a'] });
    await room.irc('dee');
    await op.roundtrip();
    await bo.roundtrip();
    expect(await ask(op, 'KICK #A bo,BO,dee,nobody,Cy,op :enough')).toEqual([
      ':op!op@lan KICK #a bo :enough',
      `${S} 441 op dee #a :They aren't on that channel`,
      `${S} 441 op nobody #a :They aren't on that channel`,
      ':op!op@lan KICK #a cy :enough',
    ]);
    expect(await bo.roundtrip()).toEqual([':op!op@lan KICK #a bo :enough']);
    expect(await ask(bo, 'PRIVMSG #a :hi')).toHaveLength(1);
  });

  test('several rooms take as many names, the first for the first; 461 for another number of them', async () => {
    const room = await Chatroom.start();
    const op = await room.irc('op', { join: ['#a', '#b'] });
    const bo = await room.irc('bo', { join: ['#a', '#b'] });
    await op.roundtrip();
    expect(await ask(op, 'KICK #a,#b bo,op :enough', 'KICK #a,#nowhere cy,bo', 'KICK #a,#b bo')).toEqual([
      ':op!op@lan KICK #a bo :enough',
      ':op!op@lan KICK #b op :enough',
      `${S} 441 op cy #a :They aren't on that channel`,
      `${S} 403 op #nowhere :No such channel`,
      `${S} 461 op KICK :Not enough parameters`,
    ]);
    expect(await bo.roundtrip()).toEqual([':op!op@lan KICK #a bo :enough', ':op!op@lan KICK #b op :enough']);
  });

  test('403, 442 and 482 once, however many are named; 461 without a name', async () => {
    const room = await Chatroom.start();
    await room.irc('op', { join: ['#a'] });
    const bo = await room.irc('bo', { join: ['#a'] });
    const cy = await room.irc('cy');
    expect(await ask(bo, 'KICK #nowhere op,cy', 'KICK #a op,cy', 'KICK #a')).toEqual([
      `${S} 403 bo #nowhere :No such channel`,
      `${S} 482 bo #a :You're not channel operator`,
      `${S} 461 bo KICK :Not enough parameters`,
    ]);
    expect(await ask(cy, 'KICK #a op,bo')).toEqual([`${S} 442 cy #a :You're not on that channel`]);
  });

  test('the last one out by their own hand is told', async () => {
    const room = await Chatroom.start();
    const op = await room.irc('op', { join: ['#a'] });
    expect(await ask(op, 'KICK #a op,op2')).toEqual([
      ':op!op@lan KICK #a op :op',
      `${S} 441 op op2 #a :They aren't on that channel`,
    ]);
  });
});

test('TOPIC: 331 without one, 332 with 333 who and when; cleared by an empty one; 442, 482, 403, 461', async () => {
  const room = await Chatroom.start();
  const op = await room.irc('op', { join: ['#a'] });
  const bo = await room.irc('bo', { join: ['#a'] });
  const cy = await room.irc('cy');
  await op.roundtrip();
  expect(await ask(op, 'TOPIC #a', 'TOPIC #A :Chess', 'TOPIC #a')).toEqual([
    `${S} 331 op #a :No topic is set`,
    ':op!op@lan TOPIC #a :Chess',
    `${S} 332 op #a :Chess`,
    expect.stringMatching(/^:lanchat\.lan 333 op #a op \d{10}$/),
  ]);
  expect(await bo.roundtrip()).toEqual([':op!op@lan TOPIC #a :Chess']);
  expect(await ask(bo, 'TOPIC #a :mine', 'TOPIC #nowhere :x', 'TOPIC')).toEqual([
    `${S} 482 bo #a :You're not channel operator`,
    `${S} 403 bo #nowhere :No such channel`,
    `${S} 461 bo TOPIC :Not enough parameters`,
  ]);
  expect(await ask(cy, 'TOPIC #a :mine')).toEqual([`${S} 442 cy #a :You're not on that channel`]);
  expect(await ask(op, 'TOPIC #a :', 'TOPIC #a')).toEqual([
    ':op!op@lan TOPIC #a :',
    `${S} 331 op #a :No topic is set`,
  ]);
});

test('a person whom the host has muted sets no topic either: 482, as 404 is of messages', async () => {
  const room = await Chatroom.start();
  const op = await room.irc('op', { join: ['#a'] });
  room.console('/mute op');
  expect(await ask(op, 'TOPIC #a :new')).toEqual([
    `${S} 482 op #a :Cannot change the topic: the host has muted you`,
  ]);
});
