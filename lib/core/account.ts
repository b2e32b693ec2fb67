/** A name that belongs to somebody, and what proves it. */
import type { Millis } from '../base/result.js';
import type { Conversation } from './conversation.js';

/** A key that proves a device to be its owner's. */
export interface Device {
  /** The public key: an uncompressed P-256 point, base64url. */
  readonly key: string;
  readonly addedAt: Millis;
  readonly usedAt: Millis;
}

/** What proves a password, made and checked outside the core, which carries it unread. */
export interface PasswordProof {
  /** `scrypt$N$r$p$salt$hash`, base64url: for PLAIN. */
  readonly scrypt: string;
  /** `iterations$salt$StoredKey$ServerKey`, base64url: for SCRAM-SHA-256 (RFC 5802 section 3). */
  readonly scram: string;
}

export interface Account {
  /** As its owner spelled it. */
  readonly name: string;
  readonly createdAt: Millis;
  /** Of the last login. */
  readonly usedAt: Millis;
  readonly password: PasswordProof | null;
  readonly devices: readonly Device[];
  /** Set by the host: nobody can log in. */
  readonly suspended: boolean;
  /** Up to when each conversation was read (IRCv3 draft/read-marker), by conversation. */
  readonly read: ReadonlyMap<Conversation, Millis>;
}
