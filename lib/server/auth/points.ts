/** P-256 keys as they travel: uncompressed points of 65 bytes, base64url (SEC 1 section 2.3.3). */
import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';

const COORDINATE_BYTES = 32;
const UNCOMPRESSED = 4;

export function pointOf(key: KeyObject): string {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const point = [Buffer.of(UNCOMPRESSED), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
  return Buffer.concat(point).toString('base64url');
}

/** Whether the signature of the text was made with the key; false for what is no key and no signature. */
export function isSigned(text: string, point: string, signature: string): boolean {
  try {
    const dsaEncoding = 'ieee-p1363';
    const key = publicKey(Buffer.from(point, 'base64url'));
    return verify('sha256', Buffer.from(text), { key, dsaEncoding }, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}

function publicKey(point: Buffer): KeyObject {
  const x = point.subarray(1, 1 + COORDINATE_BYTES).toString('base64url');
  const y = point.subarray(1 + COORDINATE_BYTES).toString('base64url');
  return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
}

/** What people tell a device by: the first 16 hexadecimal digits of the SHA-256 of the point. */
export function fingerprintOf(point: string): string {
  return createHash('sha256').update(Buffer.from(point, 'base64url')).digest('hex').slice(0, 16);
}
