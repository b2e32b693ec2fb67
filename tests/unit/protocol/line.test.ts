/** IRC lines by example (Modern IRC, "Message Format"; IRCv3 message-tags). */
import { describe, expect, test } from '@jest/globals';
import { formatLine, parseLine } from '../../../lib/protocol/line.js';

const NO_TAGS = new Map<string, string>();

describe('parseLine', () => {
  test.each([
    ['PING', { tags: NO_TAGS, command: 'PING', params: [] }],
    ['foo bar baz', { tags: NO_TAGS, command: 'foo', params: ['bar', 'baz'] }],
    ['foo bar :baz asdf', { tags: NO_TAGS, command: 'foo', params: ['bar', 'baz asdf'] }],
    ['foo bar :', { tags: NO_TAGS, command: 'foo', params: ['bar', ''] }],
    ['foo bar ::asdf', { tags: NO_TAGS, command: 'foo', params: ['bar', ':asdf'] }],
    ['foo   bar   baz  ', { tags: NO_TAGS, command: 'foo', params: ['bar', 'baz'] }],
    [':coolguy foo b:ar', { tags: NO_TAGS, source: 'coolguy', command: 'foo', params: ['b:ar'] }],
    [':a!b@c  QUIT :x :y', { tags: NO_TAGS, source: 'a!b@c', command: 'QUIT', params: ['x :y'] }],
    [
      '@a=b;c;d=\\:\\s\\\\\\r\\n;+x/y.z=1 :s 001 me',
      {
        tags: new Map([
          ['a', 'b'],
          ['c', ''],
          ['d', '; \\\r\n'],
          ['+x/y.z', '1'],
        ]),
        source: 's',
        command: '001',
        params: ['me'],
      },
    ],
    ['@a=1;a=2;=3 X', { tags: new Map([['a', '2']]), command: 'X', params: [] }],
    ['@a=b=c X', { tags: new Map([['a', 'b=c']]), command: 'X', params: [] }],
  ])('%s', (line, parsed) => {
    expect(parseLine(line)).toEqual(parsed);
  });

  test.each(['', ' ', ':source', ':source ', '@tags', '@tags ', '@tags :source', ' PING'])(
    '%j has no command',
    (line) => {
      expect(parseLine(line)).toBeNull();
    },
  );
});

describe('formatLine', () => {
  test.each([
    [{ command: 'PING', params: [] }, 'PING'],
    [{ command: 'PING', params: [''] }, 'PING :'],
    [{ command: 'X', params: ['a', 'b'] }, 'X a b'],
    [{ command: 'X', params: ['a', 'b c'] }, 'X a :b c'],
    [{ command: 'X', params: [':a'] }, 'X ::a'],
    [{ source: 's', command: 'X', params: ['a'] }, ':s X a'],
    [
      {
        tags: new Map([
          ['a', '; x'],
          ['b', ''],
        ]),
        command: 'X',
        params: [],
      },
      '@a=\\:\\sx;b X',
    ],
  ])('%j', (line, text) => {
    expect(formatLine(line)).toBe(text);
  });
});
