/** The client's side of the two SASL exchanges we use, message by message; what needs a key or chance is asked for. */
import { decodeBase64, encodeBase64 } from '../base/base64.js';
import { unreachable } from '../base/result.js';
import type { Answer, Ask } from './proof.js';
import { clientFinal, clientFirst, readServerFinal, readServerFirst } from './scram.js';

export const DEVICE = 'LANCHAT-DEVICE';
export const SCRAM = 'SCRAM-SHA-256';

/** Characters of base64 in one AUTHENTICATE line; a shorter one ends the message (IRCv3 sasl-3.1). */
const CHUNK = 400;

/** Characters of base64 in one message of the server: both mechanisms need far less. */
const MESSAGE_MAX = 4000;

interface Common {
  readonly id: number;
  /** The account's name. */
  readonly name: string;
  /** Of a message of which more is to come. */
  partial: string;
  clientNonce: string;
}

export interface DeviceExchange extends Common {
  readonly mechanism: typeof DEVICE;
  stage: 'start' | 'nonce' | 'challenge' | 'proof' | 'done';
}

export interface ScramExchange extends Common {
  readonly mechanism: typeof SCRAM;
  readonly password: string;
  stage: 'start' | 'nonce' | 'first' | 'proof' | 'final' | 'done';
  /** The nonce of both sides. */
  nonce: string;
  serverFirst: string;
  serverSignature: string;
}

export type Exchange = DeviceExchange | ScramExchange;

export type Move =
  /** A message, not yet in base64. */
  | { readonly kind: 'send'; readonly text: string }
  | { readonly kind: 'ask'; readonly ask: Ask }
  /** More of the same message is to come. */
  | { readonly kind: 'wait' }
  /** The other side does not keep to the mechanism, or did not prove itself. */
  | { readonly kind: 'give-up' };

const GIVE_UP: Move = { kind: 'give-up' };
const WAIT: Move = { kind: 'wait' };

export function deviceExchange(id: number, name: string): DeviceExchange {
  return { mechanism: DEVICE, id, name, partial: '', clientNonce: '', stage: 'start' };
}

export function scramExchange(id: number, name: string, password: string): ScramExchange {
  const common = { id, name, partial: '', clientNonce: '' };
  const later = { nonce: '', serverFirst: '', serverSignature: '' };
  return { mechanism: SCRAM, ...common, password, stage: 'start', ...later };
}

/** Whether all that is ours to say is said, and the server has proved what it has to: only then may it say yes. */
export function isComplete(exchange: Exchange): boolean {
  return exchange.stage === 'done';
}

/** The mechanisms of the `sasl` capability's value in CAP LS 302: `PLAIN,EXTERNAL`. */
export function readMechanisms(value: string): ReadonlySet<string> {
  return new Set(value.toUpperCase().split(',').slice(0, MECHANISMS_MAX));
}

/** Mechanisms that are looked at; no server has more. */
const MECHANISMS_MAX = 50;

/** The lines of one message. */
export function messageLines(text: string): readonly string[] {
  const base64 = encodeBase64(text);
  const chunks: string[] = [];
  for (let at = 0; at < base64.length; at += CHUNK) chunks.push(base64.slice(at, at + CHUNK));
  // A last chunk of full length does not end the message.
  if (base64.length % CHUNK === 0) chunks.push('+');
  return chunks.map((chunk) => `AUTHENTICATE ${chunk}`);
}

/** The parameter of an AUTHENTICATE line from the server. */
export function hear(exchange: Exchange, chunk: string): Move {
  exchange.partial += chunk === '+' ? '' : chunk;
  if (exchange.partial.length > MESSAGE_MAX) return GIVE_UP;
  if (chunk.length === CHUNK) return WAIT;
  const message = decodeBase64(exchange.partial);
  exchange.partial = '';
  if (message === null) return GIVE_UP;
  if (exchange.stage === 'start') {
    if (message !== '') return GIVE_UP;
    exchange.stage = 'nonce';
    return { kind: 'ask', ask: { kind: 'nonce', id: exchange.id } };
  }
  return exchange.mechanism === DEVICE ? hearDevice(exchange, message) : hearScram(exchange, message);
}

const DEVICE_CHALLENGE = /^k=([\w-]{87}),r=([\w-]{22}),s=([\w-]{86})$/;

function hearDevice(exchange: DeviceExchange, message: string): Move {
  const [, serverKey, serverNonce, serverSignature] = DEVICE_CHALLENGE.exec(message) ?? [];
  if (exchange.stage !== 'challenge' || serverKey === undefined) return GIVE_UP;
  if (serverNonce === undefined || serverSignature === undefined) return GIVE_UP;
  exchange.stage = 'proof';
  const { id, name, clientNonce } = exchange;
  const challenge = { name, clientNonce, serverNonce, serverKey, serverSignature };
  return { kind: 'ask', ask: { kind: 'device', id, challenge } };
}

function hearScram(exchange: ScramExchange, message: string): Move {
  if (exchange.stage === 'first') {
    const first = readServerFirst(message, exchange.clientNonce);
    if (first === null) return GIVE_UP;
    exchange.stage = 'proof';
    exchange.nonce = first.nonce;
    exchange.serverFirst = message;
    const { id, password } = exchange;
    const { salt, iterations } = first;
    const authMessage = authMessageOf(exchange);
    return {
      kind: 'ask',
      ask: { kind: 'scram', id, challenge: { password, salt, iterations, authMessage } },
    };
  }
  if (exchange.stage !== 'final' || readServerFinal(message) !== exchange.serverSignature) return GIVE_UP;
  exchange.stage = 'done';
  return { kind: 'send', text: '' };
}

/** All that both sides have said, which both proofs cover (RFC 5802 section 3). */
function authMessageOf({ name, clientNonce, nonce, serverFirst }: ScramExchange): string {
  return [clientFirst(name, clientNonce), serverFirst, clientFinal(nonce)].join(',');
}

/** The answer to something that was asked for. */
export function answered(exchange: Exchange, answer: Answer): Move {
  switch (answer.kind) {
    case 'nonce':
      return opened(exchange, answer.nonce);
    case 'device':
      if (exchange.mechanism !== DEVICE || exchange.stage !== 'proof') return GIVE_UP;
      exchange.stage = 'done';
      return { kind: 'send', text: `k=${answer.key},a=${answer.address},s=${answer.signature}` };
    case 'scram':
      if (exchange.mechanism !== SCRAM || exchange.stage !== 'proof') return GIVE_UP;
      exchange.stage = 'final';
      exchange.serverSignature = answer.serverSignature;
      return { kind: 'send', text: `${clientFinal(exchange.nonce)},p=${answer.clientProof}` };
    case 'other-server':
    case 'failed':
      return GIVE_UP;
    default:
      return unreachable(answer);
  }
}

function opened(exchange: Exchange, nonce: string): Move {
  if (exchange.stage !== 'nonce') return GIVE_UP;
  exchange.clientNonce = nonce;
  if (exchange.mechanism === DEVICE) {
    exchange.stage = 'challenge';
    return { kind: 'send', text: `n=${exchange.name},c=${nonce}` };
  }
  exchange.stage = 'first';
  return { kind: 'send', text: `n,,${clientFirst(exchange.name, nonce)}` };
}
