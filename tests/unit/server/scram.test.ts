/** The server's half of SCRAM-SHA-256 (RFC 5802, RFC 7677). */
import { describe, expect, test } from '@jest/globals';
import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import fc from 'fast-check';
import type { PasswordProof } from '../../../lib/core/account.js';
import { readClientFirst, ScramExchange } from '../../../lib/server/auth/scram.js';

/** RFC 7677 section 3. */
const CLIENT_FIRST = 'n,,n=user,r=rOprNGfwEbeRWgbNEkqO';
const SERVER_NONCE = '%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0';
const SERVER_FIRST = `r=rOprNGfwEbeRWgbNEkqO${SERVER_NONCE},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096`;
const WITHOUT_PROOF = `c=biws,r=rOprNGfwEbeRWgbNEkqO${SERVER_NONCE}`;
const CLIENT_PROOF = 'dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=';
const SERVER_FINAL = 'v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=';

function proofOf(password: string, salt: Buffer, iterations: number): PasswordProof {
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const hmac = (text: string): Buffer => createHmac('sha256', salted).update(text).digest();
  const stored = createHash('sha256').update(hmac('Client Key')).digest();
  const parts = [salt, stored, hmac('Server Key')].map((part) => part.toString('base64url'));
  return { scrypt: '', scram: [iterations, ...parts].join('$') };
}

const PROOF = proofOf('pencil', Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64'), 4096);

function begin(proof: PasswordProof | null = PROOF, message = CLIENT_FIRST): ScramExchange {
  const start = readClientFirst(message);
  if (start === null) throw new Error('not understood');
  return new ScramExchange(start, proof, 'secret', SERVER_NONCE);
}

describe('the example of RFC 7677 section 3', () => {
  test('is played to its end', () => {
    const exchange = begin();
    expect(exchange.serverFirst).toBe(SERVER_FIRST);
    expect(exchange.finish(`${WITHOUT_PROOF},p=${CLIENT_PROOF}`)).toBe(SERVER_FINAL);
  });

  test.each([
    ['another proof', `${WITHOUT_PROOF},p=${CLIENT_PROOF.replace('d', 'e')}`],
    ['a proof of another length', `${WITHOUT_PROOF},p=dHzb`],
    ['another nonce', `${WITHOUT_PROOF}x,p=${CLIENT_PROOF}`],
    ['a channel binding', `${WITHOUT_PROOF.replace('biws', 'eSws')},p=${CLIENT_PROOF}`],
    ['no proof', WITHOUT_PROOF],
  ])('is refused with %s', (_what, message) => {
    expect(begin().finish(message)).toBeNull();
  });
});

test('names without a password get a salt too, the same one each time, and are never right', () => {
  const one = begin(null);
  expect(begin(null).serverFirst).toBe(one.serverFirst);
  expect(one.serverFirst).toMatch(/^r=\S+,s=[A-Za-z0-9+/]{22}==,i=100000$/);
  expect(one.finish(`${WITHOUT_PROOF},p=${CLIENT_PROOF}`)).toBeNull();
});

test.each([
  ['n,,n=a=2Cb=3Dc,r=12345678', 'a,b=c'],
  ['y,,n=ann,r=12345678', 'ann'],
  ['n,a=ann,n=ann,r=12345678', 'ann'],
])('%s is understood', (message, name) => {
  expect(readClientFirst(message)?.name).toBe(name);
});

test.each([
  'p=tls-unique,,n=ann,r=12345678',
  'n,a=bo,n=ann,r=12345678',
  'n,,m=x,n=ann,r=12345678',
  'n,,n=a=b,r=12345678',
  'n,,n=,r=12345678',
  'n,,n=ann',
  '',
])('%j is refused (RFC 5802 sections 5.1 and 7)', (message) => {
  expect(readClientFirst(message)).toBeNull();
});

test('nothing that a client may send makes it throw, or lets it in', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[ny],(a=[a-z]*)?,n=[a-z=23CD]*,r=[!-~]{0,20}$/),
  );
  fc.assert(
    fc.property(text, fc.string({ unit: 'binary' }), (first, final) => {
      const start = readClientFirst(first);
      if (start === null) return;
      expect(new ScramExchange(start, PROOF, 'secret').finish(final)).toBeNull();
    }),
  );
});
