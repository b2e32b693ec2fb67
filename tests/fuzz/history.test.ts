/** The parameters of CHATHISTORY and SEARCH: whatever comes is read as asked, or refused; nothing in between. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Position, Which } from '../../lib/core/question.js';
import { parseHistory, parseTime, type HistoryAsked } from '../../lib/dialects/irc/history-params.js';
import { parseSearch } from '../../lib/dialects/irc/search.js';
import { escapeTagValue } from '../../lib/protocol/tags.js';
import { anyText } from './arbitraries.js';

const at = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) });
const position: fc.Arbitrary<Position> = fc.oneof(
  at.map((time) => ({ by: 'time', at: time }) as const),
  fc.stringMatching(/^[!-~]{1,40}$/).map((id) => ({ by: 'id', id }) as const),
);
const which: fc.Arbitrary<Which> = fc.oneof(
  fc.option(position).map((after) => ({ kind: 'latest', after }) as const),
  fc.record({ kind: fc.constantFrom('before', 'after', 'around'), at: position }),
  fc.record({ kind: fc.constant('between' as const), from: position, to: position }),
);
const limit = fc.integer({ min: 1, max: 1e8 });

/** As a program writes it, with the case of the subcommand as it likes. */
const request: fc.Arbitrary<{ asked: HistoryAsked; params: readonly string[] }> = fc.oneof(
  fc
    .record({ target: fc.stringMatching(/^#?[a-z]{1,9}$/), which, limit, lower: fc.boolean() })
    .map((page) => ({
      asked: { kind: 'page' as const, target: page.target, which: page.which, limit: page.limit },
      params: [
        page.lower ? page.which.kind : page.which.kind.toUpperCase(),
        page.target,
        ...selectors(page.which),
        String(page.limit),
      ],
    })),
  fc.record({ from: at, to: at, limit }).map((wanted) => ({
    asked: { kind: 'targets' as const, ...wanted },
    params: ['TARGETS', timestamp(wanted.from), timestamp(wanted.to), String(wanted.limit)],
  })),
);

function selectors(wanted: Which): string[] {
  switch (wanted.kind) {
    case 'latest':
      return [wanted.after === null ? '*' : selector(wanted.after)];
    case 'between':
      return [selector(wanted.from), selector(wanted.to)];
    default:
      return [selector(wanted.at)];
  }
}

function selector(place: Position): string {
  return place.by === 'id' ? `msgid=${place.id}` : timestamp(place.at);
}

function timestamp(time: number): string {
  return `timestamp=${new Date(time).toISOString()}`;
}

describe('CHATHISTORY', () => {
  test('what a program writes is read as it was meant', () => {
    fc.assert(fc.property(request, ({ asked, params }) => expect(parseHistory(params)).toEqual(asked)));
  });

  test('one parameter more or fewer, or anything in the place of one, is refused or another request', () => {
    fc.assert(
      fc.property(request, anyText, fc.nat(4), ({ params }, text, place) => {
        expect(parseHistory([...params, text]).kind).toBe('bad');
        expect(parseHistory(params.slice(0, -1)).kind).toBe('bad');
        const changed = params.map((param, index) => (index === place ? text : param));
        const asked = parseHistory(changed);
        if (asked.kind !== 'bad') expect(asked.limit).toBeGreaterThan(0);
      }),
    );
  });

  test.each([
    [[], 'Insufficient parameters'],
    [['FROB', '#a', '*', '5'], 'Unknown command'],
    [['LATEST', '#a', '*'], 'Insufficient parameters'],
    [['LATEST', '#a', '*', '0'], 'The limit is a number from 1 up'],
    [['LATEST', '#a', '*', '-5'], 'The limit is a number from 1 up'],
    [['BEFORE', '#a', '*', '5'], 'That is neither timestamp=YYYY-MM-DDThh:mm:ss.sssZ nor msgid=…'],
    [['BEFORE', '#a', 'msgid=', '5'], 'That is neither timestamp=YYYY-MM-DDThh:mm:ss.sssZ nor msgid=…'],
    [['TARGETS', 'msgid=a', 'msgid=b', '5'], 'Invalid timestamp'],
  ])('%j is refused', (params, text) => {
    expect(parseHistory(params)).toMatchObject({ kind: 'bad', text });
  });

  test('only times that there are', () => {
    expect(parseTime('2026-02-28T23:59:59.123Z')).toBe(Date.UTC(2026, 1, 28, 23, 59, 59, 123));
    expect(parseTime('2026-02-28T23:59:59Z')).toBe(Date.UTC(2026, 1, 28, 23, 59, 59));
    for (const text of [
      '2026-02-31T00:00:00.000Z',
      '2026-13-01T00:00:00.000Z',
      '2026-02-28T24:00:00.000Z',
      '2026-02-28',
      '0',
    ])
      expect(parseTime(text)).toBeNull();
  });
});

describe('SEARCH', () => {
  test('any words come through as they were written', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const words = text.replace(/[\0\r\n]/g, '').trim();
        const line = `in=#lobby;text=${escapeTagValue(words)};limit=5`;
        expect(parseSearch(line, (value) => value)).toMatchObject({ target: '#lobby', words, limit: 5 });
      }),
    );
  });

  test('whatever comes is a search in one place, or the name of what was wrong', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const found = parseSearch(text, (value) => value);
        if (typeof found !== 'string') expect(found.target).not.toBe('');
      }),
    );
    const name = (text: string) => parseSearch(text, (value) => value);
    expect([
      name(''),
      name('text=a'),
      name('in=#a;frob=1'),
      name('in=#a;limit=0'),
      name('in=#a;after=noon'),
    ]).toEqual(['in', 'in', 'frob', 'limit', 'after']);
  });
});
