/** A name that belongs to somebody, and what proves it. */
import type { Millis } from '../base/result.js';
import type { Conversation } from './conversation.js';

/** A key that proves a device to be its owner's. */
export interface Device {
  /** The public key: an uncompressed P-256 point, base64url. */
  readonly key: string;
  /** What people tell it by: the first 16 hexadecimal digits of the SHA-256 of its 65 bytes. */
  readonly fingerprint: string;
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
  /** Set by the host: whoever logs in has a say in every room. */
  readonly operator?: boolean;
  /** What its owner says of themselves (IRCv3 draft/metadata-3). */
  readonly metadata?: ReadonlyMap<string, string>;
  /** Up to when each conversation was read (IRCv3 draft/read-marker), by conversation. */
  readonly read: ReadonlyMap<Conversation, Millis>;
}

/** What a connection has proved, whether or not it is in the chatroom yet. */
export interface Proved {
  /** Null where the proof was good and the name somebody else's. */
  readonly account: string | null;
  /** The device it has shown to be. */
  readonly device: ProvedDevice | null;
}

export type ProvedDevice = Pick<Device, 'key' | 'fingerprint'>;

/** Somebody who wants an account before coming in: the name that was given, and where the connection is from. */
export interface Newcomer {
  readonly name: string;
  /** `host:port`. */
  readonly address: string;
}
