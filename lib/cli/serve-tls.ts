/** The certificate of `lanchat serve`. */
import { oneLine } from '../base/words.js';
import { certificateIn, freshCertificate, tlsOf, type Tls } from '../server/auth/certificate.js';
import type { ServeOptions } from './serve-options.js';

/** Its message is one line for the host. */
export class CertificateError extends Error {}

/** `folder` is that of the data; null where nothing is kept. */
export async function openTls(
  { tls, certificate, name }: Pick<ServeOptions, 'tls' | 'certificate' | 'name'>,
  folder: string | null,
): Promise<Tls | 'off'> {
  if (tls === 'off') return 'off';
  try {
    if (certificate !== null) return tlsOf(certificate);
    const made =
      folder === null ? freshCertificate(name, Date.now()) : certificateIn(folder, name, Date.now());
    return tlsOf(await made, folder === null);
  } catch (error) {
    const why = oneLine(error instanceof Error ? error.message : String(error));
    const what =
      certificate === null ? `tls-cert.pem in ${folder ?? 'memory'}` : 'the certificate of --cert and --key';
    throw new CertificateError(`TLS cannot use ${what} (${why}): mend it, or start with --tls off.`);
  }
}
