/** SASL exchanges with whatever a stranger sends: nothing throws, and nobody is let in. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Exchange } from '../../lib/server/auth/exchange.js';
import { parseOperators } from '../../lib/server/auth/operators.js';
import { freshServerKey } from '../../lib/server/auth/server-key.js';
import { Scene } from '../support/scene.js';

const KEY = freshServerKey();
const ADDRESSES = new Set(['10.0.0.1:1060']);

const nonce = fc.base64String({ minLength: 24, maxLength: 24 }).map((text) => text.slice(0, 22));
const message = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.tuple(fc.string(), fc.string(), fc.string()).map((parts) => parts.join('\0')),
  nonce.map((text) => `n=ann,c=${text.replace(/[+/=]/g, '-')}`),
  fc.stringMatching(/^k=[\w-]{87},a=10\.0\.0\.1:1060,s=[\w-]{86}$/),
  fc.stringMatching(/^n,,n=[a-z=2C]{1,5},r=[!-+\--~]{8,20}$/),
  fc.stringMatching(/^c=biws,r=[!-+\--~]{8,20},p=[A-Za-z0-9+/=]{1,50}$/),
);
const line = fc.oneof(
  fc.constantFrom('PLAIN', 'SCRAM-SHA-256', 'LANCHAT-DEVICE', 'plain', '*', '+', 'A'.repeat(400)),
  message.map((text) => Buffer.from(text).toString('base64')),
  fc.string({ maxLength: 500 }),
);

test('no line makes an exchange throw or proves anything', () => {
  const { world } = new Scene();
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
      const exchange = new Exchange({ world, key: KEY, addresses: ADDRESSES });
      for (const one of lines) expect(exchange.take(one).kind).not.toBe('proved');
    }),
    { numRuns: 500 },
  );
});

test('what waits for the rest of a message is bounded', () => {
  const { world } = new Scene();
  const exchange = new Exchange({ world, key: KEY, addresses: ADDRESSES });
  exchange.take('PLAIN');
  const moves = Array.from({ length: 10 }, () => exchange.take('A'.repeat(400)));
  expect(moves).toContainEqual({ kind: 'end', how: 'too-long', name: null });
});

test('no file of operators makes it throw', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.stringMatching(/^[a-z]+:scrypt[$\w-]+$/))), (lines) => {
      const parsed = parseOperators(lines);
      if ('badLine' in parsed) expect(lines[parsed.badLine - 1]).toBeDefined();
    }),
  );
});
