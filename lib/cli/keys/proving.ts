/** The computing behind a proof: signatures, hashes and chance. Loaded when a server asks for one, for it takes time to load. */
import { createHash, createHmac, createPublicKey, pbkdf2, randomBytes, verify } from 'node:crypto';
import { promisify } from 'node:util';
import {
  deviceText,
  serverText,
  type Answer,
  type DeviceChallenge,
  type ProofAsk,
} from '../../client/proof.js';
import { deviceKeyFor, type DeviceKey } from './device-keys.js';
import { known, pin, SERVER_KEY } from './pins.js';
import { codeOf } from '../../files/private-files.js';

/** One server's, for one run of the program: what cannot be kept on disk is remembered here. */
export interface Proving {
  /** As it was typed, with its port. */
  readonly address: string;
  pinned: string | null;
  readonly keys: Map<string, DeviceKey>;
}

const pbkdf2Async = promisify(pbkdf2);

/** `remote` is the other end of the connection. Rejects only for a bug. */
export async function work(proving: Proving, ask: ProofAsk, remote: string): Promise<Answer> {
  const { id } = ask;
  switch (ask.kind) {
    case 'nonce':
      return { kind: 'nonce', id, nonce: randomBytes(16).toString('base64url') };
    case 'device':
      return device(proving, id, ask.challenge, remote);
    case 'scram':
      return { kind: 'scram', id, ...(await scram(ask.challenge)) };
  }
}

function device(proving: Proving, id: number, challenge: DeviceChallenge, remote: string): Answer {
  const { serverKey } = challenge;
  const before = proving.pinned ?? known(SERVER_KEY, proving.address);
  if (!isSignedByServer(challenge)) {
    const text = 'The chatroom could not prove its own key, so it was not given a proof of your name.';
    return before === null ? { kind: 'failed', id, text } : { kind: 'other-server', id };
  }
  const { pinned, note } =
    before === null ? believed(proving.address, serverKey) : { pinned: before, note: null };
  proving.pinned = pinned;
  if (pinned !== serverKey) return { kind: 'other-server', id };
  const isFirst = !proving.keys.has(serverKey);
  const key = proving.keys.get(serverKey) ?? deviceKeyFor(serverKey);
  proving.keys.set(serverKey, key);
  // One trouble with the disk is told once.
  const notes = isFirst ? (key.notes.length > 0 || note === null ? key.notes : [note]) : [];
  const { publicKey, fingerprint } = key;
  const signature = key.sign(deviceText(challenge, remote));
  return { kind: 'device', id, key: publicKey, address: remote, signature, fingerprint, notes };
}

function believed(
  address: string,
  serverKey: string,
): { readonly pinned: string; readonly note: string | null } {
  try {
    return { pinned: pin(SERVER_KEY, address, serverKey), note: null };
  } catch (error) {
    const note = `The key of this chatroom cannot be kept (${codeOf(error)}): the next visit will not know it again.`;
    return { pinned: serverKey, note };
  }
}

function isSignedByServer(challenge: DeviceChallenge): boolean {
  const { serverKey, serverSignature } = challenge;
  const point = Buffer.from(serverKey, 'base64url');
  // Two spellings of one key would be two keys to those who compare text.
  if (point.length !== 65 || point[0] !== 4 || point.toString('base64url') !== serverKey) return false;
  const x = point.subarray(1, 33).toString('base64url');
  const y = point.subarray(33).toString('base64url');
  try {
    const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
    const signature = Buffer.from(serverSignature, 'base64url');
    const text = Buffer.from(serverText(challenge));
    return verify('sha256', text, { key, dsaEncoding: 'ieee-p1363' }, signature);
  } catch {
    // A point that is not on the curve.
    return false;
  }
}

/** RFC 5802 section 3, with SHA-256. Passwords are compared in the form NFKC, as SASLprep does. */
async function scram(challenge: Extract<ProofAsk, { kind: 'scram' }>['challenge']) {
  const { password, salt, iterations, authMessage } = challenge;
  const text = password.normalize('NFKC');
  const salted = await pbkdf2Async(text, Buffer.from(salt, 'base64'), iterations, 32, 'sha256');
  const clientKey = hmac(salted, 'Client Key');
  const storedKey = createHash('sha256').update(clientKey).digest();
  const clientSignature = hmac(storedKey, authMessage);
  const proof = Buffer.from(clientKey.map((byte, at) => byte ^ (clientSignature[at] ?? 0)));
  return {
    clientProof: proof.toString('base64'),
    serverSignature: hmac(hmac(salted, 'Server Key'), authMessage).toString('base64'),
  };
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
