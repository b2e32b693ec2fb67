/** People whom the host has given a say in every room (RFC 2812 sections 3.1.4 and 3.7.1). */
import { expect, test } from '@jest/globals';
import { parseOperators, type Operators } from '../../lib/server/auth/operators.js';
import { scryptOf } from '../../lib/server/auth/passwords.js';
import { Chatroom } from '../support/chat-server.js';
import { only } from '../support/irc-client.js';

async function named(): Promise<Operators> {
  const operators = parseOperators(['# of this house', '', `Root:${await scryptOf('open-sesame')}`]);
  if ('badLine' in operators) throw new Error(`line ${operators.badLine}`);
  return operators;
}

async function operatorIn(room: Chatroom) {
  const client = await room.irc('ann');
  client.send('OPER root open-sesame');
  expect(await client.expectLine(/ 381 /)).toBe(':lanchat.lan 381 ann :You are now an IRC operator');
  expect(await client.nextLine()).toBe(':ann MODE ann :+o');
  return client;
}

test('a wrong password is 464 and written down; without operators it is 491', async () => {
  const room = await Chatroom.start({ operators: await named() });
  const client = await room.irc('ann');
  client.send('OPER root closed-sesame', 'OPER', 'OPER nobody open-sesame');
  await client.expectLine(':lanchat.lan 464 ann :Password incorrect');
  await client.expectLine(/ 461 ann OPER /);
  await client.expectLine(':lanchat.lan 464 ann :Password incorrect');
  expect(room.log.filter((line) => line.startsWith('Wrong proof for operator '))).toHaveLength(2);
  const other = await Chatroom.start();
  const bo = await other.irc('bo');
  bo.send('OPER root open-sesame');
  await bo.expectLine(/ 491 bo /);
});

test('an operator is shown as one, and can lay it down', async () => {
  const room = await Chatroom.start({ operators: await named() });
  const ann = await operatorIn(room);
  const bo = await room.irc('bo');
  bo.send('WHOIS ann');
  await bo.expectLine(':lanchat.lan 313 bo ann :is an IRC operator');
  // Its modes do not change by being named again (Modern IRC, "OPER message").
  ann.send('OPER root open-sesame');
  await ann.expectLine(/ 381 ann /);
  ann.send('MODE ann', 'MODE ann -o', 'KILL bo :why not');
  expect(await ann.nextLine()).toBe(':lanchat.lan 221 ann +o');
  await ann.expectLine(':ann MODE ann :-o');
  await ann.expectLine(/ 481 ann /);
});

test('an operator sees and does in every room what a room’s operator may', async () => {
  const room = await Chatroom.start({ operators: await named() });
  const bo = await room.member('bo', { join: ['#club'] });
  bo.send('MODE #club +isk key');
  await bo.roundtrip();
  const ann = await operatorIn(room);
  ann.send('LIST', 'MODE #club +m', 'TOPIC #club :order', 'KICK #club bo :out', 'JOIN #club');
  await ann.expectLine(/ 322 ann #club /);
  // From outside, too, what was done comes back as the sign that it was.
  await ann.expectLine(':ann!ann@lan MODE #club +m');
  await ann.expectLine(':ann!ann@lan TOPIC #club :order');
  await ann.expectLine(':ann!ann@lan KICK #club bo :out');
  await bo.expectLine(/ TOPIC #club :order$/);
  await bo.expectLine(/ KICK #club bo :out$/);
});

test('KILL puts somebody out of the chatroom; nobody else can', async () => {
  const room = await Chatroom.start({ operators: await named() });
  const bo = await room.member('bo');
  const cy = await room.member('cy');
  cy.send('KILL bo :because');
  expect(only(await cy.roundtrip(), '481')).toHaveLength(1);
  const ann = await operatorIn(room);
  ann.send('KILL nobody :x', 'KILL lanchat.lan :x', 'KILL bo :spam');
  await ann.expectLine(/ 401 ann nobody /);
  await ann.expectLine(':lanchat.lan 483 ann :You cannot kill a server');
  // Modern IRC, "KILL message": the one who goes hears from whom, and with the others why.
  expect((await bo.untilEnd()).slice(-3)).toEqual([
    ':ann!ann@lan KILL bo :spam',
    ':bo!bo@lan QUIT :Killed (ann (spam))',
    'ERROR :Closing link: lanchat.lan (Killed (ann (spam)))',
  ]);
  await cy.expectLine(':bo!bo@lan QUIT :Killed (ann (spam))');
  expect(room.log).toContain('ann has removed bo: spam');
});

test.each([
  ['no colon', ['ann']],
  ['a password as it is', ['ann:open-sesame']],
  ['a cost that nobody can pay', ['', `ann:scrypt$1048576$8$1$c2FsdA$${'A'.repeat(43)}`]],
])('a file with %s names its first bad line', (_what, lines) => {
  expect(parseOperators(lines)).toEqual({ badLine: lines.length });
});
