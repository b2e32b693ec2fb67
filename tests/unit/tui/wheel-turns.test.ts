/** Arrows that are the wheel, and arrows that are keys, by how they arrive. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InputDecoder, type InputEvent } from '../../../lib/tui/input-decoder.js';
import { WheelTurns } from '../../../lib/tui/wheel-turns.js';

const UP = '\u001b[A';
const DOWN = '\u001bOB';

function shown(events: readonly InputEvent[]): string {
  return events
    .map((event) => {
      if (event.kind === 'wheel') return `wheel ${event.direction} ${event.count}`;
      if (event.kind === 'text') return event.text;
      return event.kind === 'key' ? `${event.alt ? 'M-' : ''}${event.name}` : event.kind;
    })
    .join(', ');
}

/** What each read gives; null stands for a silence. */
function reads(...chunks: readonly (string | null)[]): readonly string[] {
  const decoder = new InputDecoder();
  const turns = new WheelTurns();
  return chunks.map((chunk) => shown(chunk === null ? turns.flush() : turns.take(decoder.push(chunk))));
}

describe('arrows', () => {
  it.each([
    ['three or more at once are the wheel', [UP.repeat(3), DOWN.repeat(5)], ['wheel up 3', 'wheel down 5']],
    ['one or two are keys, after a moment', [UP, null, DOWN + DOWN, null], ['', 'up', '', 'down, down']],
    ['a notch may come in two reads', [UP, UP + UP, null], ['', 'wheel up 3', '']],
    [
      'also with the most in the first',
      [UP.repeat(4), UP, null, UP, null],
      ['wheel up 4', 'wheel up 1', '', '', 'up'],
    ],
    ['another direction is no part of it', [UP.repeat(3), DOWN, null], ['wheel up 3', '', 'down']],
    ['what follows them at once lets them go', [`${UP}x`, `${UP}\r`], ['up, x', 'up, enter']],
    ['and so does what comes in the next read', [UP, 'x'], ['', 'up, x']],
    [
      'others are keys however many come',
      ['\u001b[C'.repeat(3), '\u001b[1;3A'.repeat(3)],
      ['right, right, right', 'M-up, M-up, M-up'],
    ],
    [
      'and a report of the wheel is itself',
      ['\u001b[<64;1;1M\u001b[<64;1;1M', UP, null],
      ['wheel up 6', '', 'up'],
    ],
  ])('%s', (_, chunks, expected) => {
    expect(reads(...chunks)).toEqual(expected);
  });

  it('are never lost, doubled or put in another order', () => {
    const chunk = fc.array(fc.constantFrom(UP, DOWN, 'x'), { maxLength: 6 }).map((keys) => keys.join(''));
    const silence = fc.constant(null);
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 4, arbitrary: chunk }, silence), { maxLength: 8 }),
        (chunks) => {
          const counted = (word: string): string =>
            word.replace(/wheel (\w+) (\d+)/g, (__, name: string, count: string) =>
              Array(Number(count)).fill(name).join(', '),
            );
          const told = reads(...chunks, null)
            .filter((part) => part !== '')
            .map(counted)
            .join(', ');
          const sent = chunks
            .join('')
            .replaceAll(UP, 'up, ')
            .replaceAll(DOWN, 'down, ')
            .replaceAll('x', 'x, ');
          expect(told.replace(/x+/g, (run) => Array.from(run).join(', '))).toBe(sent.replace(/, $/, ''));
        },
      ),
    );
  });
});
