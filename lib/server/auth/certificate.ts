/** The certificate for TLS: the host's own, or one that is made at the first start and kept with the data. */
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createSecureContext, type SecureContext } from 'node:tls';
import { addPrivate, removeFile } from '../../files/private-files.js';
import type { KeyAndCertificate } from './certificate-maker.js';

const MAKER = 'certificate-maker.cjs';
const KEY_FILE = 'tls-key.pem';
const CERTIFICATE_FILE = 'tls-cert.pem';

export interface Tls {
  readonly context: SecureContext;
  /** SHA-256 of the certificate, as `openssl x509 -fingerprint` writes it. */
  readonly fingerprint: string;
  /** It lasts as long as the process: nobody is to know it again. */
  readonly isEphemeral: boolean;
}

/** Throws what the decoder throws where the two are no key and its certificate. */
export function tlsOf({ key, cert }: KeyAndCertificate, isEphemeral = false): Tls {
  const context = createSecureContext({ key, cert, minVersion: 'TLSv1.2' });
  return { context, fingerprint: new X509Certificate(cert).fingerprint256, isEphemeral };
}

/** Reads those of that data folder, or makes them. Throws what the file system throws. */
export async function certificateIn(folder: string, name: string, now: number): Promise<KeyAndCertificate> {
  const [keyFile, certificateFile] = [join(folder, KEY_FILE), join(folder, CERTIFICATE_FILE)];
  if (existsSync(keyFile) && existsSync(certificateFile)) {
    return { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(certificateFile, 'utf8') };
  }
  // One without the other is what an interrupted start left.
  for (const file of [keyFile, certificateFile]) removeFile(file);
  const { key, cert } = await freshCertificate(name, now);
  return { key: addPrivate(keyFile, key).text, cert: addPrivate(certificateFile, cert).text };
}

/** One that lasts as long as the process. */
export async function freshCertificate(name: string, now: number): Promise<KeyAndCertificate> {
  const { makeCertificate } = loadMaker();
  return makeCertificate(name, now);
}

type Maker = typeof import('./certificate-maker.js');

/** Beside the bundle; from the source it is in the folder of what was built. */
function loadMaker(): Maker {
  const here = import.meta.dirname;
  const beside = join(here, MAKER);
  const built = join(here, '..', '..', '..', 'dist', MAKER);
  const require = createRequire(import.meta.url);
  return require(existsSync(beside) ? beside : built) as Maker;
}
