/** One SASL exchange on the server's side: AUTHENTICATE lines in, messages and proofs out (IRCv3 sasl-3.1). */
import { randomBytes } from 'node:crypto';
import { fold } from '../../base/casefold.js';
import type { PasswordProof, ProvedDevice } from '../../core/account.js';
import type { SaslEnd } from '../../core/reply.js';
import type { World } from '../../core/world.js';
import { fingerprintOf, isSigned } from './points.js';
import { readClientFirst, ScramExchange } from './scram.js';
import type { ServerKey } from './server-key.js';

/** Characters of one line, after which more of the same message follows. */
const CHUNK = 400;

/** Characters of a whole message: a password of 300 in PLAIN is 500. */
const MESSAGE_MAX = 2400;

const NONCE_BYTES = 16;

export type Move =
  | { readonly kind: 'wait' }
  /** `name` where it answers a proof: only then would a guesser learn something from it. */
  | { readonly kind: 'say'; readonly text: string; readonly name: string | null }
  | { readonly kind: 'end'; readonly how: SaslEnd; readonly name: string | null }
  /** To be hashed and compared. */
  | { readonly kind: 'check'; readonly name: string; readonly password: string }
  | { readonly kind: 'proved'; readonly name: string; readonly device: ProvedDevice | null };

export interface ExchangeOptions {
  readonly world: World;
  readonly key: ServerKey;
  /** The addresses under which clients may have found this server, `host:port`; the connection's own end is one. */
  readonly addresses: ReadonlySet<string>;
}

type Stage =
  | { readonly kind: 'plain' }
  | { readonly kind: 'scram-first' }
  | { readonly kind: 'scram-final'; readonly scram: ScramExchange }
  /** The proof is good; the client has to take note of ours. */
  | { readonly kind: 'scram-end'; readonly scram: ScramExchange }
  | { readonly kind: 'device-first' }
  | { readonly kind: 'device-proof'; readonly name: string; readonly nonces: string };

const WAIT: Move = { kind: 'wait' };

export class Exchange {
  private stage: Stage | null = null;
  private partial = '';

  constructor(private readonly options: ExchangeOptions) {}

  get isUnderWay(): boolean {
    return this.stage !== null;
  }

  /** The parameter of one AUTHENTICATE line. */
  take(text: string): Move {
    if (text === '*') return this.end('aborted');
    if (this.stage === null) return this.begin(text.toUpperCase());
    if (text.length > CHUNK || this.partial.length > MESSAGE_MAX) return this.end('too-long');
    this.partial += text === '+' ? '' : text;
    if (text.length === CHUNK) return WAIT;
    const message = Buffer.from(this.partial, 'base64').toString('utf8');
    this.partial = '';
    return this.hear(this.stage, message);
  }

  private begin(mechanism: string): Move {
    const stage = FIRST_STAGE.get(mechanism);
    if (stage === undefined) return this.end('unknown-mechanism');
    this.stage = stage;
    return { kind: 'say', text: '', name: null };
  }

  private end(how: SaslEnd, name: string | null = null): Move {
    this.stage = null;
    this.partial = '';
    return { kind: 'end', how, name };
  }

  private hear(stage: Stage, message: string): Move {
    switch (stage.kind) {
      case 'plain':
        return this.plain(message);
      case 'scram-first':
        return this.scramFirst(message);
      case 'scram-final':
        return this.scramFinal(stage.scram, message);
      case 'scram-end':
        return this.scramEnd(stage.scram);
      case 'device-first':
        return this.deviceFirst(message);
      case 'device-proof':
        return this.deviceProof(stage, message);
    }
  }

  /** RFC 4616: `authzid NUL authcid NUL password`. */
  private plain(message: string): Move {
    const [authzid = '', name = '', password, ...rest] = message.split('\0');
    const isOther = authzid !== '' && fold(authzid) !== fold(name);
    if (password === undefined || rest.length > 0 || name === '' || isOther) return this.end('failed');
    this.stage = null;
    return { kind: 'check', name, password };
  }

  private scramFirst(message: string): Move {
    const start = readClientFirst(message);
    if (start === null) return this.end('failed');
    const scram = new ScramExchange(start, this.proofOf(start.name), this.options.key.secret);
    this.stage = { kind: 'scram-final', scram };
    return { kind: 'say', text: scram.serverFirst, name: null };
  }

  private proofOf(name: string): PasswordProof | null {
    return this.options.world.accounts.get(fold(name))?.password ?? null;
  }

  private scramFinal(scram: ScramExchange, message: string): Move {
    const text = scram.finish(message);
    const { name } = scram.start;
    if (text === null) return this.end('failed', name);
    this.stage = { kind: 'scram-end', scram };
    return { kind: 'say', text, name };
  }

  /** An exchange may be left open for long: the password must still be the same one. */
  private scramEnd({ start: { name }, proof }: ScramExchange): Move {
    if (this.proofOf(name) !== proof) return this.end('failed', name);
    this.stage = null;
    return { kind: 'proved', name, device: null };
  }

  private deviceFirst(message: string): Move {
    const [, name, clientNonce] = DEVICE_FIRST.exec(message) ?? [];
    if (name === undefined || clientNonce === undefined) return this.end('failed');
    const { key } = this.options;
    const nonces = `${clientNonce}\n${randomBytes(NONCE_BYTES).toString('base64url')}`;
    const [, serverNonce = ''] = nonces.split('\n');
    this.stage = { kind: 'device-proof', name, nonces };
    const signature = key.sign(['lanchat server 1', name, nonces, key.text].join('\n'));
    return { kind: 'say', text: `k=${key.text},r=${serverNonce},s=${signature}`, name: null };
  }

  private deviceProof({ name, nonces }: Extract<Stage, { kind: 'device-proof' }>, message: string): Move {
    const [, point, address, signature] = DEVICE_PROOF.exec(message) ?? [];
    if (point === undefined || address === undefined || signature === undefined)
      return this.end('failed', name);
    const text = ['lanchat device 1', name, nonces, this.options.key.text, address].join('\n');
    if (!isSigned(text, point, signature)) return this.end('failed', name);
    if (!this.options.addresses.has(address)) return this.end('wrong-address');
    this.stage = null;
    return { kind: 'proved', name, device: { key: point, fingerprint: fingerprintOf(point) } };
  }
}

const DEVICE_FIRST = /^n=([!-+\--~]{1,64}),c=([\w-]{22})$/;
const DEVICE_PROOF = /^k=([\w-]{87}),a=([!-+\--~]{3,80}),s=([\w-]{86})$/;

const FIRST_STAGE: ReadonlyMap<string, Stage> = new Map<string, Stage>([
  ['PLAIN', { kind: 'plain' }],
  ['SCRAM-SHA-256', { kind: 'scram-first' }],
  ['LANCHAT-DEVICE', { kind: 'device-first' }],
]);
