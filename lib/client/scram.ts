/** The messages of SCRAM-SHA-256, the client's side (RFC 5802 section 7, RFC 7677), without channel binding. */

/** Rounds below which a stolen hash is guessed too fast (RFC 7677 section 4), and above which a server only wastes our time. */
const ITERATIONS_MIN = 4096;
const ITERATIONS_MAX = 1_000_000;

export interface ServerFirst {
  /** Ours and the server's. */
  readonly nonce: string;
  /** Base64. */
  readonly salt: string;
  readonly iterations: number;
}

/** Without the header `n,,` that says that there is no channel binding. */
export function clientFirst(name: string, nonce: string): string {
  return `n=${name.replaceAll('=', '=3D').replaceAll(',', '=2C')},r=${nonce}`;
}

/** Without the proof. `biws` is the header in base64. */
export function clientFinal(nonce: string): string {
  return `c=biws,r=${nonce}`;
}

const SERVER_FIRST = /^r=([!-+\--~]{1,512}),s=([A-Za-z0-9+/]{4,512}={0,2}),i=([1-9][0-9]{0,8})(?:,.*)?$/;

/** Null for what is malformed, does not go on from our nonce, or asks for too few or too many rounds. */
export function readServerFirst(message: string, clientNonce: string): ServerFirst | null {
  const [, nonce, salt, rounds] = SERVER_FIRST.exec(message) ?? [];
  if (nonce === undefined || salt === undefined) return null;
  if (!nonce.startsWith(clientNonce) || nonce.length === clientNonce.length) return null;
  const iterations = Number(rounds);
  return iterations < ITERATIONS_MIN || iterations > ITERATIONS_MAX ? null : { nonce, salt, iterations };
}

/** The server's proof that it knows the password too, base64; null where it says `e=`, or anything else. */
export function readServerFinal(message: string): string | null {
  return /^v=([A-Za-z0-9+/]{43}=)(?:,.*)?$/.exec(message)?.[1] ?? null;
}
