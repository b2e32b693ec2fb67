/** What the client's session asks of the outside to prove who we are, and what it is told: keys and hashes are made there. */

/** The pieces of a LANCHAT-DEVICE exchange, as they stand in its messages (docs/protocol.md). */
export interface DeviceChallenge {
  readonly name: string;
  readonly clientNonce: string;
  readonly serverNonce: string;
  /** An uncompressed P-256 point, base64url. */
  readonly serverKey: string;
  readonly serverSignature: string;
}

/** What SCRAM-SHA-256 needs computed (RFC 5802 section 3). */
export interface ScramChallenge {
  readonly password: string;
  /** Base64. */
  readonly salt: string;
  readonly iterations: number;
  readonly authMessage: string;
}

/** `id` comes back with the answer, so that an old one is not taken for a new one. */
export type ProofAsk =
  /** 16 bytes of chance. */
  | { readonly kind: 'nonce'; readonly id: number }
  | { readonly kind: 'device'; readonly id: number; readonly challenge: DeviceChallenge }
  | { readonly kind: 'scram'; readonly id: number; readonly challenge: ScramChallenge };

export type Ask =
  | ProofAsk
  /** The server speaks TLS too: it is to be called again with it. */
  | { readonly kind: 'secure'; readonly ephemeral: boolean }
  /** The connection is not to be used any more. */
  | { readonly kind: 'hang-up' };

export type Answer =
  /** 16 bytes, base64url. */
  | { readonly kind: 'nonce'; readonly id: number; readonly nonce: string }
  | {
      readonly kind: 'device';
      readonly id: number;
      readonly key: string;
      /** The other end of the connection as the system tells it. */
      readonly address: string;
      readonly signature: string;
      /** The first 16 hexadecimal digits of the SHA-256 of our public key. */
      readonly fingerprint: string;
      /** What the person has to know, a line each. */
      readonly notes: readonly string[];
    }
  /** Base64 both. */
  | {
      readonly kind: 'scram';
      readonly id: number;
      readonly clientProof: string;
      readonly serverSignature: string;
    }
  /** The server's signature is good, but its key is not the one known at this address. */
  | { readonly kind: 'other-server'; readonly id: number }
  /** It could not be done; `text` is for the person. */
  | { readonly kind: 'failed'; readonly id: number; readonly text: string };

/** What the server signs in its message. */
export function serverText(challenge: Omit<DeviceChallenge, 'serverSignature'>): string {
  const { name, clientNonce, serverNonce, serverKey } = challenge;
  return ['lanchat server 1', name, clientNonce, serverNonce, serverKey].join('\n');
}

/** What the device signs in its message. */
export function deviceText(challenge: Omit<DeviceChallenge, 'serverSignature'>, address: string): string {
  const { name, clientNonce, serverNonce, serverKey } = challenge;
  return ['lanchat device 1', name, clientNonce, serverNonce, serverKey, address].join('\n');
}
