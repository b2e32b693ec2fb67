/** Makes a certificate for one's own key: a file of its own, because its library is large and needed once. */
import { generate } from 'selfsigned';
import { DAY_MS } from '../../base/result.js';

/** PEM. */
export interface KeyAndCertificate {
  readonly key: string;
  readonly cert: string;
}

/** Ten years: a chatroom without internet renews nothing. */
const DAYS = 3650;

/** P-256, signed by itself. Clients know it again by its fingerprint; no name in it means anything. */
export async function makeCertificate(name: string, now: number): Promise<KeyAndCertificate> {
  const made = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    // A clock that is behind must not make it a thing of the future.
    notBeforeDate: new Date(now - DAY_MS),
    notAfterDate: new Date(now + DAYS * DAY_MS),
  });
  return { key: made.private, cert: made.cert };
}
