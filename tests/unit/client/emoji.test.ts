/** Emoji by their names: found, and put in their place in what is sent, but not in what only looks like a name. */
import { describe, expect, it } from '@jest/globals';
import { clusters } from '../../../lib/base/text-width.js';
import { safeText } from '../../../lib/base/safe-text.js';
import { emojiNamed, emojiStarting, withEmoji } from '../../../lib/client/emoji.js';
import { EMOJI_TABLE } from '../../../lib/client/emoji-table.js';

const TADA = '\u{1f389}';

describe('names of emoji', () => {
  it('are one word each, of one emoji that takes two columns at most', () => {
    const names = new Set<string>();
    for (const row of EMOJI_TABLE.trim().split('\n')) {
      const [emoji = '', ...own] = row.split(' ');
      expect(own.length).toBeGreaterThan(0);
      expect(clusters(safeText(emoji))).toHaveLength(1);
      expect(safeText(emoji)).toBe(emoji);
      for (const name of own) {
        expect(name).toMatch(/^[a-z0-9_+-]{1,40}$/);
        expect(names.has(name)).toBe(false);
        names.add(name);
      }
    }
    expect(names.size).toBeGreaterThan(400);
  });

  it('are found in any case and by their beginning, each emoji once', () => {
    expect(emojiNamed('TADA')).toBe(TADA);
    expect(emojiNamed('constructor')).toBeNull();
    expect(emojiStarting('heart', 9).map(({ name }) => name)).toEqual(['heart', 'heart_eyes']);
    expect(emojiStarting('s', 5)).toHaveLength(5);
  });
});

describe('what is sent', () => {
  it.each([
    [':tada:', TADA],
    ['done :tada::TADA:!', `done ${TADA}${TADA}!`],
    ['("(:tada:)")', `("(${TADA})")`],
    ['one\n:tada: two', `one\n${TADA} two`],
    ['\\:tada: is literal', ':tada: is literal'],
    [':nosuch: and :tada::nosuch:', ':nosuch: and :tada::nosuch:'],
    ['\\:nosuch:', '\\:nosuch:'],
    ['at 12:30:45, 1:100:3', 'at 12:30:45, 1:100:3'],
    ['std::x::y a[:x:] http://h:100:/', 'std::x::y a[:x:] http://h:100:/'],
    [':) :-) ::', ':) :-) ::'],
  ])('%j is said as %j', (typed, said) => {
    expect(withEmoji(typed)).toBe(said);
  });
});
