/** What is expected of a terminal by its name and the environment; that it is true is shown in tests/pty/every-terminal.test.ts. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asciiSign, signsFor, textInSigns } from '../../../lib/tui/ascii-signs.js';
import { InputDecoder } from '../../../lib/tui/input-decoder.js';
import { backgroundFrom, traitsOf } from '../../../lib/tui/terminal-traits.js';
import { textWidth } from '../../../lib/base/text-width.js';

const of = (env: Readonly<Record<string, string>>, platform = 'linux'): ReturnType<typeof traitsOf> =>
  traitsOf(env, platform);

describe('A terminal', () => {
  it.each([
    ['xterm-256color', true, true, 256],
    ['xterm', true, true, 8],
    ['rxvt-unicode-256color', true, true, 256],
    ['foot-extra', true, true, 256],
    ['konsole-direct', true, true, 256],
    ['newcomer-256color', true, true, 256],
    ['xterm-mono', true, true, 0],
    ['linux', true, false, 8],
    ['vt100', true, false, 0],
    ['vt220', true, false, 0],
    ['vt52', false, false, 0],
    ['dumb', false, false, 0],
    ['', false, false, 0],
    ['eterm-color', false, false, 0],
    ['ansi', false, false, 0],
  ])('called %s', (TERM, placesCursor, likeXterm, colours) => {
    expect(of({ TERM })).toMatchObject({ placesCursor, likeXterm, colours });
  });

  it('shows more colours when COLORTERM says so, and none with NO_COLOR; a dumb one stays dumb', () => {
    expect(of({ TERM: 'xterm', COLORTERM: 'truecolor' }).colours).toBe(256);
    expect(of({ TERM: 'newcomer', COLORTERM: 'truecolor' })).toMatchObject({
      placesCursor: true,
      colours: 256,
    });
    expect(of({ TERM: 'xterm-256color', COLORTERM: 'truecolor', NO_COLOR: '1' }).colours).toBe(0);
    expect(of({ TERM: 'xterm-256color', NO_COLOR: '' }).colours).toBe(256);
    expect(of({ TERM: 'xterm', XTERM_VERSION: 'XTerm(379)' }).colours).toBe(256);
    expect(of({ TERM: 'screen', XTERM_VERSION: 'XTerm(379)' }).colours).toBe(8);
    expect(of({ TERM: 'dumb', COLORTERM: 'truecolor' }).placesCursor).toBe(false);
    expect(of({ TERM: 'linux', COLORTERM: 'truecolor' }).colours).toBe(8);
  });

  it('on Windows has no name and can do all', () => {
    expect(of({}, 'win32')).toMatchObject({ placesCursor: true, likeXterm: true, colours: 256, utf8: true });
  });

  it.each([
    [{ TERM: 'xterm', LANG: 'de_DE.UTF-8' }, true],
    [{ TERM: 'xterm', LANG: 'de_DE.utf8' }, true],
    [{ TERM: 'xterm', LANG: 'de_DE' }, false],
    [{ TERM: 'xterm' }, false],
    [{ TERM: 'xterm', LANG: 'C.UTF-8', LC_ALL: 'C' }, false],
    [{ TERM: 'xterm', LANG: 'C', LC_CTYPE: 'UTF-8' }, true],
    [{ TERM: 'xterm-ghostty', LANG: 'C' }, true],
    [{ TERM: 'screen', LANG: 'C', TMUX: '/tmp/tmux' }, true],
    [{ TERM: 'screen', LANG: 'C' }, false],
    [{ TERM: 'xterm-256color', TERM_PROGRAM: 'Apple_Terminal' }, true],
    [{ TERM: 'vt220', LANG: 'C.UTF-8' }, false],
  ])('%j reads UTF-8: %s', (env, utf8) => {
    expect(of(env as Record<string, string>).utf8).toBe(utf8);
  });

  it('tells its background by COLORFGBG, or when it is asked', () => {
    const known = ['15;0', '0;15', '0;default;15', '12;8', '7;7', 'x', ''].map(
      (COLORFGBG) => of({ TERM: 'rxvt', COLORFGBG }).background,
    );
    expect(known).toEqual(['dark', 'light', 'light', 'dark', 'light', null, null]);
    const answers = [
      '11;rgb:0000/0000/0000',
      '11;rgb:ff/fa/f0',
      '11;rgba:2020/2020/2020/ffff',
      '11;rgb:f/f/f',
    ];
    expect(answers.map(backgroundFrom)).toEqual(['dark', 'light', 'dark', 'light']);
    expect(['10;rgb:0000/0000/0000', '11;?', '11;#ffffff', '', 'rgb:0/0/0'].map(backgroundFrom)).toEqual(
      Array(5).fill(null),
    );
  });

  it('is heard when it answers, whole or byte by byte, and what is typed around it is kept', () => {
    const input = 'a\u001b]11;rgb:1/2/3\u001b\\b\u001b]11;rgb:4/5/6\u0007c';
    for (const pieces of [[input], Array.from(input)]) {
      const answers: string[] = [];
      const decoder = new InputDecoder((answer) => answers.push(answer));
      const events = pieces.flatMap((piece) => decoder.push(piece));
      expect(answers).toEqual(['11;rgb:1/2/3', '11;rgb:4/5/6']);
      expect(events.map((event) => (event.kind === 'text' ? event.text : '?')).join('')).toBe('abc');
    }
    const long: string[] = [];
    new InputDecoder((answer) => long.push(answer)).push(`\u001b]52;${'x'.repeat(9000)}\u0007`);
    expect(long[0]?.length).toBeLessThan(100);
  });
});

describe('signs instead of others', () => {
  const shown = (TERM: string, letters: 'auto' | 'utf8' | 'ascii' = 'auto'): string => {
    const signs = signsFor(letters, of({ TERM, LANG: 'C.UTF-8' }));
    const text =
      'Zo\u00eb \u0436 \u2502\u2500 \u2192 \u00b7 \u201chi\u201d \u2026 \u4e2d \u2581\u2588 \u2713 \u{1f600}';
    return signs === null ? 'as it is' : textInSigns(text, signs);
  };

  it('are as wide, and in ASCII nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const inAscii = textInSigns(text.replace(/\n/g, ''), asciiSign);
        expect(inAscii).toMatch(/^[ -~]*$/);
        expect(inAscii.length).toBe(textWidth(text.replace(/\n/g, '')));
      }),
    );
  });

  it('are near to what they stand for', () => {
    expect(shown('vt100')).toBe('Zoe ? |- > - "hi" ~ ?  _# v ? ');
    expect(shown('xterm', 'ascii')).toBe(shown('vt100'));
  });

  it('stand for signs alone on the console of Linux: letters, lines and arrows are as they were', () => {
    expect(shown('linux')).toBe('Zo\u00eb \u0436 \u2502\u2500 \u2192 \u00b7 "hi" ~ \u4e2d _# v \u{1f600}');
  });

  it('are not needed elsewhere, nor where somebody says so', () => {
    expect([shown('xterm'), shown('linux', 'utf8'), shown('vt100', 'utf8')]).toEqual(
      Array(3).fill('as it is'),
    );
  });
});
