/** This device's key pairs, another one for each server key, kept in the user's state directory. */
import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  sign,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { join } from 'node:path';
import { stateDirectory } from '../state-directory.js';
import { codeOf, makePrivate, readPrivate, type PrivateFile } from '../../files/private-files.js';

export interface DeviceKey {
  /** The public key: an uncompressed P-256 point, base64url. */
  readonly publicKey: string;
  readonly fingerprint: string;
  /** In the fixed form of 64 bytes, base64url. */
  readonly sign: (text: string) => string;
  /** What the person has to know of it, a line each. */
  readonly notes: readonly string[];
}

/** Made at first need. Where it cannot be kept there is one for this visit only. */
export function deviceKeyFor(serverKey: string): DeviceKey {
  const path = join(
    stateDirectory(),
    'keys',
    `${sha256Hex(Buffer.from(serverKey, 'base64url')).slice(0, 32)}.json`,
  );
  try {
    return keptKey(path, serverKey);
  } catch (error) {
    const why = codeOf(error) === '' ? 'it is damaged' : codeOf(error);
    return fromPrivate(newPair(), [
      `This device's key cannot be kept in ${path} (${why}): your name is yours for this visit only.`,
    ]);
  }
}

/** The first 16 hexadecimal digits of the SHA-256 of a public key's 65 bytes (docs/protocol.md). */
export function fingerprintOf(publicKey: string): string {
  return sha256Hex(Buffer.from(publicKey, 'base64url')).slice(0, 16);
}

function keptKey(path: string, serverKey: string): DeviceKey {
  const kept = readPrivate(path);
  if (kept !== null) return fromFile(kept, path, serverKey);
  const text = `${JSON.stringify({ server: serverKey, key: newPair().export({ format: 'jwk' }) })}\n`;
  return fromFile(makePrivate(path, text), path, serverKey);
}

function fromFile({ text, wasOpen }: PrivateFile, path: string, serverKey: string): DeviceKey {
  const kept = JSON.parse(text) as { readonly server?: unknown; readonly key?: JsonWebKey } | null;
  if (kept?.server !== serverKey || kept.key === undefined) throw new Error('not a key of ours');
  const notes = wasOpen
    ? [`Others on this machine could read ${path}, which proves your name; now only you can.`]
    : [];
  return fromPrivate(createPrivateKey({ key: kept.key, format: 'jwk' }), notes);
}

function newPair(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}

function fromPrivate(key: KeyObject, notes: readonly string[]): DeviceKey {
  const { crv, x = '', y = '' } = key.export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  if (crv !== 'P-256' || point.length !== 65) throw new Error('not a P-256 key');
  const publicKey = point.toString('base64url');
  return {
    publicKey,
    fingerprint: fingerprintOf(publicKey),
    sign: (text) =>
      sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url'),
    notes,
  };
}

function sha256Hex(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
