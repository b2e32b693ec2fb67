/** The client's login against anything a server may say: it never throws, and never gives a secret away. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeBase64, encodeBase64 } from '../../lib/base/base64.js';
import { editedText } from '../../lib/cli/hidden-line.js';
import { answerLogin, provePassword } from '../../lib/client/login.js';
import type { Answer, ProofAsk } from '../../lib/client/proof.js';
import { receive } from '../../lib/client/receive.js';
import { hello, introduce } from '../../lib/client/requests.js';
import { readServerFinal, readServerFirst } from '../../lib/client/scram.js';
import { createSession } from '../../lib/client/session.js';
import { NOON } from '../support/client-session.js';
import { anyText } from './arbitraries.js';

const CHALLENGE = `k=${'B'.repeat(87)},r=${'r'.repeat(22)},s=${'s'.repeat(86)}`;
const SERVER_FIRST = `r=${'n'.repeat(22)}more,s=c2FsdA==,i=4096`;
const SERVER_FINAL = `v=${'A'.repeat(43)}=`;

const payload = fc.oneof(
  fc.constantFrom('+', '*', '', 'x'.repeat(400)),
  fc.constantFrom(CHALLENGE, SERVER_FIRST, SERVER_FINAL, 'e=no').map(encodeBase64),
  fc.base64String(),
  anyText,
);

const serverLine = fc.oneof(
  payload.map((text) => `AUTHENTICATE ${text}`),
  fc
    .tuple(
      fc.constantFrom('900', '901', '902', '903', '904', '905', '906', '907', '908', '433', '432'),
      anyText,
    )
    .map(([numeric, text]) => `:lan ${numeric} ann ann :${text}`),
  fc
    .tuple(
      fc.constantFrom(
        'FAIL AUTHENTICATE NAME_IN_USE',
        'FAIL NICK X',
        'NOTE DEVICE',
        'REGISTER',
        'NOTE DEVICE LIST',
      ),
      anyText,
    )
    .map(([start, text]) => `${start} ${text}`),
  fc.constantFrom(
    'CAP * LS :sasl=LANCHAT-DEVICE,SCRAM-SHA-256',
    'CAP * LS * :sasl',
    'CAP * ACK :sasl',
    'CAP * NAK :sasl',
    'CAP * DEL :sasl',
    ':lan 001 ann :Welcome',
    ':lan 376 ann :End',
    'BATCH +a labeled-response',
  ),
);

function answerTo(ask: ProofAsk): Answer {
  const { kind, id } = ask;
  switch (kind) {
    case 'nonce':
      return { kind, id, nonce: 'n'.repeat(22) };
    case 'scram':
      return { kind, id, clientProof: 'proof', serverSignature: `${'A'.repeat(43)}=` };
    case 'device':
      return { kind, id, key: 'k', address: 'a', signature: 's', fingerprint: 'f', notes: [] };
  }
}

describe('any server', () => {
  test('is survived, and gets neither password before its key is known', () => {
    fc.assert(
      fc.property(fc.array(serverLine, { maxLength: 30 }), fc.boolean(), fc.nat(30), (lines, known, when) => {
        const session = createSession({ password: 'sesame', knownServer: known }, NOON);
        introduce(session, 'ann');
        const sent = [...hello(session)];
        lines.forEach((line, at) => {
          const asks = [receive(session, line, NOON)];
          for (let step = asks.shift(); step !== undefined; step = asks.shift()) {
            sent.push(...step.lines);
            for (const ask of step.asks)
              if (ask.kind !== 'hang-up' && ask.kind !== 'secure')
                asks.push(answerLogin(session, answerTo(ask), NOON));
          }
          if (at !== when) return;
          const proving = provePassword(session, 'ann', 'hunter2');
          if (proving.length > 0) expect(session.login.serverProved).toBe(true);
          sent.push(...proving);
        });
        expect(sent.join('\n')).not.toContain('hunter2');
        if (known && !session.login.serverProved && session.closingCode !== '')
          expect(sent.join('\n')).not.toContain('sesame');
      }),
      { numRuns: 500 },
    );
  });

  test('cannot make the parsers throw or wait', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        readServerFirst(text, 'n');
        readServerFinal(text);
        decodeBase64(text);
      }),
    );
  });
});

describe('base64', () => {
  test('comes back as it was, and is what everybody else reads', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ -~]*$/), (text) => {
        expect(encodeBase64(text)).toBe(Buffer.from(text).toString('base64'));
        expect(decodeBase64(encodeBase64(text))).toBe(text);
      }),
    );
  });
});

test('a hidden line holds no control character', () => {
  fc.assert(fc.property(anyText, (text) => expect(editedText(text)).not.toMatch(/[\0-\x1f\x7f]/)));
});

test('what a server that speaks TLS says in the clear gets no secret, and nothing more to read', () => {
  fc.assert(
    fc.property(fc.array(serverLine, { maxLength: 10 }), fc.boolean(), (lines, known) => {
      const session = createSession({ password: 'sesame', knownServer: known }, NOON);
      session.resumeToken = 'token1234';
      introduce(session, 'ann');
      const sent = [...hello(session)];
      const { asks } = receive(session, 'CAP * LS :sasl=PLAIN lanchat/tls=ephemeral', NOON);
      expect(asks).toEqual([{ kind: 'secure', ephemeral: true }]);
      for (const line of lines) sent.push(...receive(session, line, NOON).lines);
      expect(sent.map((line) => line.split(' ')[0])).toEqual(['CAP', 'NICK', 'USER']);
    }),
  );
});
