import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  parseSlash,
  SLASH_TABLE,
  slashArguments,
  slashSpecs,
  slashUsage,
} from '../../../lib/protocol/slash.js';

describe('parseSlash', () => {
  it.each([
    ['hello', { kind: 'say', text: 'hello' }],
    ['//shrug', { kind: 'say', text: '/shrug' }],
    [' /shrug', { kind: 'say', text: '/shrug' }],
    ['  indented', { kind: 'say', text: '  indented' }],
    ['/usr/bin/ls is there', { kind: 'say', text: '/usr/bin/ls is there' }],
    ['/me waves', { kind: 'verb', verb: 'me', rest: 'waves' }],
    ['/ME  waves ', { kind: 'verb', verb: 'me', rest: 'waves' }],
    ['/leave', { kind: 'verb', verb: 'part', rest: '' }],
    ['QUIT', { kind: 'verb', verb: 'quit', rest: '' }],
    ['QUIT now', { kind: 'say', text: 'QUIT now' }],
    ['/tpoic x', { kind: 'unknown', word: '/tpoic', nearest: 'topic' }],
    ['/xyzzy secret', { kind: 'unknown', word: '/xyzzy' }],
    ['/', { kind: 'unknown', word: '/' }],
  ])('reads %j', (text, expected) => {
    expect(parseSlash(text, 'client')).toEqual(expected);
  });

  it('knows a verb only where it applies', () => {
    expect(parseSlash('/utf8', 'plain')).toMatchObject({ kind: 'verb', verb: 'utf8' });
    expect(parseSlash('/utf8', 'client')).toMatchObject({ kind: 'unknown' });
  });

  it('says whatever was put behind a second slash, exactly', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parseSlash(`//${text}`, 'plain')).toEqual({ kind: 'say', text: `/${text}` });
      }),
    );
  });

  it('never throws, and never says a text that starts with a slash and a word', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,9}$/), fc.string(), (word, rest) => {
        expect(parseSlash(`/${word} ${rest}`, 'client').kind).not.toBe('say');
      }),
    );
  });
});

describe('slashArguments', () => {
  it('cuts words and leaves the rest as text', () => {
    expect(slashArguments('msg', 'ann  hello  there')).toEqual(['ann', 'hello  there']);
    expect(slashArguments('msg', 'ann')).toEqual(['ann']);
    expect(slashArguments('msg', '')).toBeNull();
    expect(slashUsage('msg')).toBe('/msg NAME [TEXT]');
  });
});

describe('the table', () => {
  it('has no word twice in one place', () => {
    for (const place of ['client', 'plain'] as const) {
      const words = slashSpecs(place).flatMap((row) => [row.verb, ...row.aliases]);
      expect(new Set(words).size).toBe(words.length);
    }
  });

  it('helps with every verb', () => {
    for (const row of SLASH_TABLE) expect(row.help).toMatch(/^[A-Z].{5,70}$/);
  });
});
