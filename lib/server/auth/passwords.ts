/** Passwords hashed and compared off the event loop, a bounded number at a time. */
import { createHash, createHmac, pbkdf2, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { Turns } from '../../base/turns.js';
import type { PasswordProof } from '../../core/account.js';

/** scrypt's cost: 64 MiB would let few guess, and a class that logs in at once would exhaust an old laptop; 16 MiB. */
const COST: Cost = { N: 16_384, r: 8, p: 1 };

/** N times r: 128 MiB at most, whatever somebody writes into a file. */
const COST_MAX = 1_048_576;

/** PBKDF2 rounds of SCRAM, which our client has to make too (RFC 7677 section 4 asks for 4096 at least). */
const SCRAM_ITERATIONS = 100_000;

/** Beside what the cost says: for the smallest of them it would not do. */
const SPARE_BYTES = 65_536;

const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** Hashes at a time, and of those that may wait for their turn: in all, and for one address. */
const AT_ONCE = 2;
const WAITING_MAX = 1000;
const WAITING_EACH_MAX = 64;

/** Too many wait already. */
export class TooBusy extends Error {}

const turns = new Turns(AT_ONCE);

/** One address after the other, whichever has how many to make. */
async function inTurn<Result>(address: string, work: () => Promise<Result>): Promise<Result> {
  const isBusy = turns.waitingCount >= WAITING_MAX || turns.waitingFor(address) >= WAITING_EACH_MAX;
  if (isBusy) throw new TooBusy();
  return turns.take(address, work);
}

/** Compared as it was typed, whatever keyboard it came from (RFC 7613 in its simplest form). */
function prepared(password: string): string {
  return password.normalize('NFKC');
}

/** Rejects with `TooBusy`. */
export function proofOf(password: string, address: string): Promise<PasswordProof> {
  return inTurn(address, async () => {
    const salt = randomBytes(SALT_BYTES);
    const scrypt = await scryptOf(password, salt);
    const salted = await stretched(password, salt, SCRAM_ITERATIONS);
    const stored = sha256(hmac(salted, 'Client Key'));
    const scram = [SCRAM_ITERATIONS, text(salt), text(stored), text(hmac(salted, 'Server Key'))].join('$');
    return { scrypt, scram };
  });
}

/** `scrypt$N$r$p$salt$hash`. */
export async function scryptOf(password: string, salt = randomBytes(SALT_BYTES)): Promise<string> {
  const hash = await scrypted(password, salt, COST);
  return ['scrypt', COST.N, COST.r, COST.p, text(salt), text(hash)].join('$');
}

const STORED = /^scrypt\$(\d{1,7})\$(\d{1,3})\$(\d{1,3})\$([\w-]{1,100})\$([\w-]{43})$/;

/** Whether that is what `scryptOf` makes, at a cost that can be paid. */
export function isScrypt(stored: string): boolean {
  const [, n = '', r = '', p = ''] = STORED.exec(stored) ?? [];
  const [N, blocks] = [Number(n), Number(r)];
  return N >= 2 && (N & (N - 1)) === 0 && blocks >= 1 && Number(p) >= 1 && N * blocks <= COST_MAX;
}

/** Rejects with `TooBusy`. Without a proof it takes as long, so that nobody learns which names are accounts. */
export function isPassword(password: string, stored: string | null, address: string): Promise<boolean> {
  return inTurn(address, async () => {
    const [, n, r, p, salt = '', hash = ''] = (stored === null ? null : STORED.exec(stored)) ?? [];
    const cost = n === undefined ? COST : { N: Number(n), r: Number(r), p: Number(p) };
    const made = await scrypted(password, Buffer.from(salt, 'base64url'), cost);
    const wanted = Buffer.from(hash, 'base64url');
    return n !== undefined && wanted.length === made.length && timingSafeEqual(made, wanted);
  });
}

interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

function scrypted(password: string, salt: Buffer, cost: Cost): Promise<Buffer> {
  const options = { ...cost, maxmem: 256 * cost.N * cost.r + SPARE_BYTES };
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
