/** SCRAM-SHA-256 against the example of RFC 7677 section 3, and the bounds we keep. */
import { describe, expect, it } from '@jest/globals';
import { Prover } from '../../../lib/cli/keys/prover.js';
import { readServerFinal, readServerFirst } from '../../../lib/client/scram.js';
import { answered, hear, isComplete, messageLines, scramExchange } from '../../../lib/client/sasl.js';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('the example of RFC 7677 section 3', () => {
  it('gives the same messages', async () => {
    const exchange = scramExchange(1, 'user', 'pencil');
    expect(hear(exchange, '+')).toEqual({ kind: 'ask', ask: { kind: 'nonce', id: 1 } });
    expect(answered(exchange, { kind: 'nonce', id: 1, nonce: 'rOprNGfwEbeRWgbNEkqO' })).toEqual({
      kind: 'send',
      text: 'n,,n=user,r=rOprNGfwEbeRWgbNEkqO',
    });
    const first = 'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096';
    const asked = hear(exchange, base64(first));
    if (asked.kind !== 'ask' || asked.ask.kind !== 'scram') throw new Error('nothing was asked');
    const answer = await new Prover('x:1').answer(asked.ask, '');
    expect(answered(exchange, answer)).toEqual({
      kind: 'send',
      text: 'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
    });
    expect(isComplete(exchange)).toBe(false);
    expect(hear(exchange, base64('v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4='))).toEqual({
      kind: 'send',
      text: '',
    });
    expect(isComplete(exchange)).toBe(true);
  });
});

describe('what a server asks for', () => {
  const first = (rounds: string, nonce = 'abcdef'): string => `r=${nonce},s=c2FsdA==,i=${rounds}`;

  it.each(['4095', '1000001', '0', '-1', '99999999999999', '4096.5', '4e4', ''])(
    'may not be %s rounds',
    (rounds) => {
      expect(readServerFirst(first(rounds), 'abc')).toBeNull();
    },
  );

  it('goes on from our nonce, with at least one character of its own', () => {
    expect(readServerFirst(first('4096'), 'abc')).toMatchObject({ nonce: 'abcdef', iterations: 4096 });
    expect(readServerFirst(first('4096', 'abc'), 'abc')).toBeNull();
    expect(readServerFirst(first('4096', 'xbcdef'), 'abc')).toBeNull();
    expect(readServerFirst(`m=x,${first('4096')}`, 'abc')).toBeNull();
  });

  it('is no proof when it is an error', () => {
    expect(readServerFinal('e=invalid-proof')).toBeNull();
  });
});

describe('a long message', () => {
  it.each([
    [297, 1],
    [300, 2],
    [301, 2],
    [600, 3],
    [0, 1],
  ])('of %i characters is cut into lines of 400 and ends with a shorter one', (length, lines) => {
    const sent = messageLines('x'.repeat(length)).map((line) => line.replace('AUTHENTICATE ', ''));
    expect(sent).toHaveLength(lines);
    expect(sent.at(-1)?.length).toBeLessThan(400);
    const joined = sent.filter((chunk) => chunk !== '+').join('');
    expect(Buffer.from(joined, 'base64').toString()).toBe('x'.repeat(length));
  });
});
