/** Passwords hashed and compared off the event loop, a bounded number at a time. */
import { createHash, createHmac, pbkdf2, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { PasswordProof } from '../../core/account.js';

/** scrypt's cost: 64 MiB would let few guess, and a class that logs in at once would exhaust an old laptop; 16 MiB. */
const SCRYPT_N = 16_384;
const SCRYPT_R = 8;
const SCRYPT_P = 1;

/** PBKDF2 rounds of SCRAM, which our client has to make too (RFC 7677 section 4 asks for 4096 at least). */
const SCRAM_ITERATIONS = 100_000;

const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** Hashes at a time, and of those that may wait for their turn. */
const AT_ONCE = 2;
const WAITING_MAX = 100;

/** Too many wait already. */
export class TooBusy extends Error {}

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running >= AT_ONCE) {
    if (waiting.length >= WAITING_MAX) throw new TooBusy();
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

/** Compared as it was typed, whatever keyboard it came from (RFC 7613 in its simplest form). */
function prepared(password: string): string {
  return password.normalize('NFKC');
}

/** Rejects with `TooBusy`. */
export function proofOf(password: string): Promise<PasswordProof> {
  return inTurn(async () => {
    const salt = randomBytes(SALT_BYTES);
    const hash = await scrypted(password, salt);
    const scrypt = ['scrypt', SCRYPT_N, SCRYPT_R, SCRYPT_P, text(salt), text(hash)].join('$');
    const salted = await stretched(password, salt, SCRAM_ITERATIONS);
    const stored = sha256(hmac(salted, 'Client Key'));
    const scram = [SCRAM_ITERATIONS, text(salt), text(stored), text(hmac(salted, 'Server Key'))].join('$');
    return { scrypt, scram };
  });
}

/** Rejects with `TooBusy`. Without a proof it takes as long, so that nobody learns which names are accounts. */
export function isPassword(password: string, proof: PasswordProof | null): Promise<boolean> {
  return inTurn(async () => {
    const [, , , , salt = '', hash = ''] = proof?.scrypt.split('$') ?? [];
    const made = await scrypted(password, Buffer.from(salt, 'base64url'));
    const wanted = Buffer.from(hash, 'base64url');
    return proof !== null && wanted.length === made.length && timingSafeEqual(made, wanted);
  });
}

function scrypted(password: string, salt: Buffer): Promise<Buffer> {
  const options = { N: SCRYPT_N, r: SCRYPT_R, p: SCRYPT_P, maxmem: 256 * SCRYPT_N * SCRYPT_R };
  return new Promise((resolve, reject) => {
    scrypt(prepared(password), salt, HASH_BYTES, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

function stretched(password: string, salt: Buffer, iterations: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    pbkdf2(prepared(password), salt, iterations, HASH_BYTES, 'sha256', (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

function text(bytes: Buffer): string {
  return bytes.toString('base64url');
}

export function hmac(key: Buffer, message: string): Buffer {
  return createHmac('sha256', key).update(message).digest();
}

export function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
