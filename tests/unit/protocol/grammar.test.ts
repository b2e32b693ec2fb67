/** What the tests hold every line of the server to. */
import { expect, test } from '@jest/globals';
import { wrongWith } from '../../support/grammar.js';

test.each([
  ':a PRIVMSG #b :c: d',
  '@a=b;+c/d;e.f/g=h :a!b@c TAGMSG #d',
  'PING :a',
  ':a 303 b :',
  `:a 005 b ${Array.from({ length: 13 }, (_, n) => `T${n}`).join(' ')} :c`,
  `:a NOTICE b :${'x'.repeat(512 - ':a NOTICE b :\r\n'.length)}`,
])('nothing is wrong with %s', (line) => {
  expect(wrongWith(line)).toBeNull();
});

test.each([
  ['NUL, CR or LF inside of it', ':a PRIVMSG #b :c\rd'],
  ['more than 512 bytes', `:a NOTICE b :${'é'.repeat(250)}`],
  ['more than 8191 bytes of tags', `@a=${'b'.repeat(8190)} :a NOTICE b :c`],
  ['a tag twice', '@a=1;a=2 :a NOTICE b :c'],
  ['a tag with a name that is none', '@a_b=1 :a NOTICE b :c'],
  ['a tag with an equals sign and no value', '@a=;b :a NOTICE b :c'],
  ['not the grammar of a message', ':a NOTICE  b :c'],
  ['not the grammar of a message', ':a NOTICE b '],
  ['not the grammar of a message', ':a notice b'],
  ['more than 15 parameters', `:a 005 b ${'T '.repeat(14)}:c`],
  ['a numeric not from a server', ':a!b@c 303 d :'],
  ['a numeric not from a server', '303 d :'],
  ['a numeric to nobody', ':a 303 :d'],
])('%s: %s', (wrong, line) => {
  expect(wrongWith(line)).toBe(wrong);
});
