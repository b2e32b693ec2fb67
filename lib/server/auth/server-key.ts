/** The server's own key, by which our clients know it again: made at the first start, and kept with the data. */
import { createHash, createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { addPrivate, readPrivate } from '../../files/private-files.js';
import { pointOf } from './points.js';

const FILE = 'server-key.pem';

export interface ServerKey {
  /** The public key as it is in messages: an uncompressed point, base64url. */
  readonly text: string;
  readonly sign: (text: string) => string;
  /** Known to this server alone, and always the same. */
  readonly secret: string;
}

/** Reads the key of that data folder, or makes it. Throws what the file system or the decoder throws. */
export function serverKeyIn(folder: string): ServerKey {
  const file = join(folder, FILE);
  const { text } =
    readPrivate(file) ?? addPrivate(file, newKey().export({ type: 'pkcs8', format: 'pem' }).toString());
  return serverKey(createPrivateKey(text));
}

/** One that lasts as long as the process. */
export function freshServerKey(): ServerKey {
  return serverKey(newKey());
}

function newKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}

function serverKey(key: KeyObject): ServerKey {
  return {
    text: pointOf(key),
    secret: createHash('sha256')
      .update(key.export({ type: 'pkcs8', format: 'der' }))
      .digest('hex'),
    sign: (text) =>
      sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url'),
  };
}
