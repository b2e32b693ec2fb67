/** Words marked as code, strong or stressed: seen as such, with their signs, and nothing else. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { codeLines, markedUp } from '../../../lib/tui/markup.js';
import { span } from '../../../lib/tui/wrap.js';
import { screenInLobby } from '../../support/screen.js';

/** The parts that look different, each with how. */
function marks(text: string): readonly string[] {
  return markedUp([span(text)]).flatMap(({ text: part, style }) => {
    const look = style.fg === 'info' ? 'code' : style.bold === true ? 'strong' : 'stressed';
    return Object.keys(style).length === 0 ? [] : [`${look} ${part}`];
  });
}

describe('marked words', () => {
  it.each([
    ['run `npm test` and `ls`', ['code `npm test`', 'code `ls`']],
    ['that is *really* good', ['strong *really*']],
    ['(*two words*), _so_!', ['strong *two words*', 'stressed _so_']],
    ['`a*b*c` is code', ['code `a*b*c`']],
    ['2 * 3 * 4, a*b*c, 5* and *6', []],
    ['a_long_name, __init__ and _ alone', []],
    ['** and ``', []],
    ['no signs', []],
  ])('%s', (text, wanted) => expect(marks(text)).toEqual(wanted));

  it('lose no letter, and a link in them stays one', () => {
    const link = { link: 'http://lan/a_b_c' };
    const spans = [span('see *', {}), span('http://lan/a_b_c', link), span('*')];
    expect(markedUp(spans)).toEqual(spans);
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', '*', '_', ' ', 'a', '1', '.') }), (text) => {
        expect(
          markedUp([span(text)])
            .map((one) => one.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  it('cost no more than their length, whoever wrote them', () => {
    for (const one of ['`', '*', '_', '*a', ' *a', ' _a', '`a', '*a ']) {
      const text = one.repeat(20_000);
      const started = performance.now();
      markedUp([span(text)]);
      expect(performance.now() - started).toBeLessThan(500);
    }
  });
});

it('lines between three backticks are code, to the end where nothing closes them', () => {
  expect(codeLines(['a', '```js', 'b', '```', 'c', ' ```', 'd'])).toEqual([
    false,
    true,
    true,
    true,
    false,
    true,
    true,
  ]);
});

it('they are seen in what people write, and not in what lanchat says', () => {
  const screen = screenInLobby(100);
  const look = (text: string): unknown =>
    screen
      .frame()
      .rows.flat()
      .findLast((one) => one.text.includes(text))?.style;
  screen.receive(':bo!b@lan PRIVMSG #lobby :type `ls` *now*', ':bo!b@lan TOPIC #lobby :all about *tea*');
  expect(look('`ls`')).toEqual({ fg: 'info' });
  expect(look('*now*')).toEqual({ bold: true });
  expect(look('about *tea*')).toEqual({ dim: true });
});
