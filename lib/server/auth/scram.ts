/** The server's side of SCRAM-SHA-256 (RFC 5802 sections 3 and 7, RFC 7677), without channel binding. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { PasswordProof } from '../../core/account.js';
import { hmac, sha256 } from './passwords.js';

const NONCE_BYTES = 18;

/** `n,` or `y,` (the client could bind, the server cannot) and nothing else: no binding, no other authorisation identity than the name itself. */
const CLIENT_FIRST = /^[ny],(?:a=([^,]*))?,(n=([^,]+),r=([!-+\--~]{8,200}))$/;
const CLIENT_FINAL = /^(c=([A-Za-z0-9+/=]+),r=([!-+\--~]+)),p=([A-Za-z0-9+/=]+)$/;

export interface ScramStart {
  readonly name: string;
  readonly bare: string;
  readonly header: string;
  readonly nonce: string;
}

/** The client's first message; null for one that we do not understand. */
export function readClientFirst(message: string): ScramStart | null {
  const [, authzid, bare, escaped, nonce] = CLIENT_FIRST.exec(message) ?? [];
  if (bare === undefined || escaped === undefined || nonce === undefined) return null;
  const name = unescape(escaped);
  if (name === null || (authzid !== undefined && unescape(authzid) !== name)) return null;
  const header = message.slice(0, message.length - bare.length);
  return { name, bare, header, nonce };
}

/** `=2C` is a comma and `=3D` an equals sign; any other use is an error (RFC 5802 section 5.1). */
function unescape(name: string): string | null {
  if (/=(?!2C|3D)/.test(name)) return null;
  return name.replaceAll('=2C', ',').replaceAll('=3D', '=');
}

interface Verifier {
  readonly iterations: number;
  readonly salt: Buffer;
  readonly storedKey: Buffer;
  readonly serverKey: Buffer;
}

/** One exchange, from the client's first message on. */
export class ScramExchange {
  private readonly verifier: Verifier;
  readonly serverFirst: string;
  private readonly nonce: string;

  /** `secret` makes a salt for names without a password that is the same each time: nobody learns which those are. */
  constructor(
    readonly start: ScramStart,
    readonly proof: PasswordProof | null,
    secret: string,
    nonce = randomBytes(NONCE_BYTES).toString('base64'),
  ) {
    this.verifier = proof === null ? nobodys(start.name, secret) : verifierOf(proof);
    this.nonce = start.nonce + nonce;
    const { salt, iterations } = this.verifier;
    this.serverFirst = `r=${this.nonce},s=${salt.toString('base64')},i=${iterations}`;
  }

  /** The server's last message where the client has proved the password; else null. */
  finish(message: string): string | null {
    const [, without, binding, nonce, proof] = CLIENT_FINAL.exec(message) ?? [];
    if (without === undefined || proof === undefined || nonce !== this.nonce) return null;
    if (binding !== Buffer.from(this.start.header).toString('base64')) return null;
    const all = `${this.start.bare},${this.serverFirst},${without}`;
    const { storedKey, serverKey } = this.verifier;
    const mask = hmac(storedKey, all);
    const given = Buffer.from(proof, 'base64');
    if (given.length !== mask.length) return null;
    const clientKey = Buffer.from(given.map((byte, index) => byte ^ (mask[index] ?? 0)));
    const isRight = timingSafeEqual(sha256(clientKey), storedKey);
    return isRight && this.proof !== null ? `v=${hmac(serverKey, all).toString('base64')}` : null;
  }
}

function verifierOf({ scram }: PasswordProof): Verifier {
  const [iterations = '', salt = '', stored = '', server = ''] = scram.split('$');
  return {
    iterations: Number(iterations),
    salt: Buffer.from(salt, 'base64url'),
    storedKey: Buffer.from(stored, 'base64url'),
    serverKey: Buffer.from(server, 'base64url'),
  };
}

function nobodys(name: string, secret: string): Verifier {
  const salt = hmac(Buffer.from(secret), name.toLowerCase()).subarray(0, 16);
  return { iterations: 100_000, salt, storedKey: randomBytes(32), serverKey: randomBytes(32) };
}
