/** Tab: what it offers, and in which order. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { splitCells } from '../../../lib/tui/grapheme-cells.js';
import { nextCompletion, startCompletion } from '../../../lib/tui/completion.js';
import { screenInLobby } from '../../support/screen.js';

const CANDIDATES = {
  names: ['Bob', 'anna', '_Anton_', '[bot]', 'zoe'],
  commands: ['/join', '/me', '/msg'],
  rooms: ['#lan', '#lounge', '#art'],
};

/** What Tab shows, press by press, with | for the cursor. */
function presses(line: string, directions: readonly (1 | -1)[], candidates = CANDIDATES): readonly string[] {
  const [before = '', after = ''] = line.split('|');
  let completion = startCompletion(before + after, before.length, candidates);
  const seen: string[] = [];
  for (const direction of directions) {
    if (completion === null) return seen;
    const next = nextCompletion(completion, direction);
    const cells = splitCells(next.text);
    seen.push(`${cells.slice(0, next.cursor).join('')}|${cells.slice(next.cursor).join('')}`);
    completion = next.completion;
  }
  return seen;
}

describe('Completion', () => {
  it.each([
    ['a name at the start of the line', 'b|', ['Bob: |', '[bot]: |', 'b|']],
    ['a name elsewhere', 'hi a|', ['hi anna |', 'hi _Anton_ |', 'hi a|']],
    ['exactly as typed before undecorated', '_a|', ['_Anton_: |', 'anna: |', '_a|']],
    ['case', 'ANN|', ['anna: |', 'ANN|']],
    ['a mention', 'hi @bo|', ['hi @Bob |', 'hi @[bot] |', 'hi @bo|']],
    ['before other text', 'z| there', ['zoe:| there', 'z| there']],
    ['before text without a space', 'z|!', ['zoe: |!', 'z|!']],
    ['nothing typed', 'hi |', ['hi Bob |', 'hi anna |', 'hi _Anton_ |', 'hi [bot] |', 'hi zoe |', 'hi |']],
    ['a command', '/m|', ['/me |', '/msg |', '/m|']],
    ['a name after a command', '/msg b|', ['/msg Bob |', '/msg [bot] |', '/msg b|']],
    ['a room', '/join #l|', ['/join #lan |', '/join #lounge |', '/join #l|']],
    ['a room at the start', '#A|', ['#art |', '#A|']],
    ['a room without its sign', '/join L|', ['/join #lan |', '/join #lounge |', '/join L|']],
    ['an emoji', 'so :tad|', ['so \u{1f389}|', 'so :tad|']],
    [
      'an emoji named in full, then those that go on',
      ':star:|',
      ['\u2b50|', '\u{1f929}|', '\u{1f31f}|', ':star:|'],
    ],
    ['on the second line', 'one\nb|', ['one\nBob |', 'one\n[bot] |', 'one\nb|']],
  ])('%s', (_, line, expected) => {
    expect(
      presses(
        line,
        Array.from(expected, () => 1),
      ),
    ).toEqual(expected);
  });

  it('starts over after what was typed, and goes back', () => {
    expect(presses('b|', [1, 1, 1, 1])).toEqual(['Bob: |', '[bot]: |', 'b|', 'Bob: |']);
    expect(presses('b|', [-1, -1, -1])).toEqual(['[bot]: |', 'Bob: |', 'b|']);
  });

  it.each(['x|', 'hi x|', ':)|', ':x|', ':nosuch|', '/x|', 'a /m|', '#x|', '_-|'])(
    'offers nothing for %s',
    (line) => {
      expect(
        startCompletion(line.replace('|', ''), line.length - 1, { ...CANDIDATES, names: ['Bob'] }),
      ).toBeNull();
    },
  );

  it('offers words without a slash as commands, where those are given so', () => {
    const consoleCommands = { names: ['kim'], commands: ['kick', 'say'], rooms: [] };
    expect(presses('k|', [1, 1, 1], consoleCommands)).toEqual(['kick |', 'kim: |', 'k|']);
    expect(presses('kick k|', [1, 1], consoleCommands)).toEqual(['kick kim |', 'kick k|']);
  });

  it('counts the cursor in clusters', () => {
    const completion = startCompletion('👩‍👧 z', 3, CANDIDATES);
    expect(completion && nextCompletion(completion, 1)).toMatchObject({ text: '👩‍👧 zoe ', cursor: 6 });
  });

  it('never loses what was typed', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(20), fc.boolean(), (line, cursor, back) => {
        const completion = startCompletion(line, cursor, CANDIDATES);
        let last = completion;
        for (let press = 0; press < (completion?.choices.length ?? 0); press += 1) {
          if (last === null) return;
          const next = nextCompletion(last, back ? -1 : 1);
          last = next.completion;
          if (press === last.choices.length - 1) expect(next.text).toBe(line);
        }
      }),
    );
  });
});

describe('a path after /file', () => {
  it('is asked for from outside, gone through, and a folder alone is entered', () => {
    const screen = screenInLobby();
    screen.type('/file my no');
    expect(screen.press('tab')).toEqual([{ kind: 'list-paths', typed: 'my no' }]);
    screen.tell({ kind: 'paths', typed: 'my no', found: ['my notes/', 'my nothing.txt'] });
    expect(screen.rows().slice(-2)).toEqual([' my notes/  my nothing.txt', 'ann> /file my notes/']);
    expect(screen.press('tab')).toEqual([]);
    expect(screen.rows().at(-1)).toBe('ann> /file my nothing.txt');
    screen.press('S-tab');
    screen.type('x');
    expect(screen.press('tab')).toEqual([{ kind: 'list-paths', typed: 'my notes/x' }]);
    screen.tell({ kind: 'paths', typed: 'my notes/x', found: ['my notes/xa/'] });
    expect(screen.press('tab')).toEqual([{ kind: 'list-paths', typed: 'my notes/xa/' }]);
    screen.tell({ kind: 'paths', typed: 'my notes/xa/', found: [] });
    expect(screen.rows().slice(-2)).toEqual([' No file begins like my notes/xa/', 'ann> /file my notes/xa/']);
    // The answer to what is not typed any more.
    screen.tell({ kind: 'paths', typed: 'my', found: ['mine'] });
    expect(screen.rows().at(-1)).toBe('ann> /file my notes/xa/');
  });
});
