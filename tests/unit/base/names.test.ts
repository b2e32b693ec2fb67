/** What people and rooms may be called, and the nearest legal name (docs/protocol.md, "Names and rooms"). */
import { describe, expect, test } from '@jest/globals';
import { isRoomName, nameProblem, serverName, suggestName } from '../../../lib/base/names.js';

const anyone = (): boolean => true;

describe('names', () => {
  test.each(['ann', '4711', 'a-b_c', '[]\\^{|}`~', 'x'.repeat(30), 'Nick'])('%s is legal', (name) => {
    expect(nameProblem(name, 'lanchat')).toBeNull();
  });

  test.each([
    ['', 'empty'],
    ['x'.repeat(31), 'too-long'],
    ['a b', 'illegal'],
    ['a.b', 'illegal'],
    ['ann!', 'illegal'],
    ['#ann', 'illegal'],
    ['Zo\u00eb', 'illegal'],
    ['ann\n', 'illegal'],
    ['SERVER', 'reserved'],
    ['console', 'reserved'],
    ['You', 'reserved'],
    ['me', 'reserved'],
    ['everyone', 'reserved'],
    ['Room_12', 'reserved'],
  ])('%j: %s', (name, problem) => {
    expect(nameProblem(name, 'Room 12')).toBe(problem);
  });

  test.each([
    ['anna.smith', 'anna_smith'],
    ['Zo\u00eb', 'Zoe'],
    ['Mar\u00eda Jos\u00e9', 'Maria_Jose'],
    ['  ann  ', 'ann'],
    ['Stra\u00dfe', 'Strasse'],
    ['\u0141ukasz', 'Lukasz'],
    ['ann...smith', 'ann_smith'],
    ['ann.', 'ann'],
    ['\u6f22\u5b57', 'guest'],
    ['', 'guest'],
    ['me', 'me2'],
    ['lanchat', 'lanchat2'],
    ['x'.repeat(99), 'x'.repeat(30)],
  ])('for %j it suggests %s', (wanted, suggestion) => {
    expect(suggestName(wanted, 'lanchat', anyone)).toBe(suggestion);
  });

  test('a taken one gets the first free number, within the length', () => {
    const taken = new Set(['ann', 'ann2', 'ann3']);
    expect(suggestName('ann', 'lanchat', (name) => !taken.has(name))).toBe('ann4');
    let asked = 0;
    const fromTenThousandUp = (name: string): boolean => {
      asked += 1;
      return Number(name.slice(3)) > 10_000;
    };
    expect(suggestName('ann', 'lanchat', fromTenThousandUp)).toMatch(/^ann[0-9]{5}$/);
    expect(asked).toBeLessThan(50);
    const long = 'x'.repeat(30);
    expect(suggestName(long, 'lanchat', (name) => name !== long)).toBe(`${'x'.repeat(29)}2`);
  });
});

describe('rooms', () => {
  test.each(['#a', '#Games', "#\\u'2615'", '#+!*?@', `#${'x'.repeat(49)}`, '##'])('%s is legal', (name) => {
    expect(isRoomName(name)).toBe(true);
  });

  test.each(['', '#', 'a', '&a', '#a b', '#a,b', '#a:b', '#\u00e9', '#a\u0007', `#${'x'.repeat(50)}`])(
    '%j is not',
    (name) => {
      expect(isRoomName(name)).toBe(false);
    },
  );
});

describe('the server’s name', () => {
  test.each([
    ['lanchat', 'lanchat.lan'],
    ['Room 12', 'room-12.lan'],
    ['Caf\u00e9 \u2615', 'cafe.lan'],
    ['\u6f22\u5b57', 'lanchat.lan'],
    ['chat.school.example', 'chat.school.example'],
    ['dotted. name', 'dotted-name.lan'],
  ])('%s: %s', (chatroom, server) => {
    expect(serverName(chatroom)).toBe(server);
  });
});
