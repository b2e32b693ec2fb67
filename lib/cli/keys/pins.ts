/** Which server key was first seen at which typed address: a file for each address. */
import { join } from 'node:path';
import { stateDirectory } from '../state-directory.js';
import { makePrivate, readPrivate, removeFile } from './private-files.js';

/** An uncompressed P-256 point, base64url. */
const SERVER_KEY = /^[\w-]{87}$/;

/** Null where no server has been seen there, or nobody can tell. `address` is as it was typed, with its port. */
export function knownKey(address: string): string | null {
  try {
    return keyIn(readPrivate(pinFile(address))?.text);
  } catch {
    return null;
  }
}

/** Keeps a key unless there is one already, and returns the one that counts. Throws where nothing can be written. */
export function pinKey(address: string, key: string): string {
  const file = pinFile(address);
  const kept = keyIn(makePrivate(file, `${key}\n`).text);
  if (kept !== null) return kept;
  // What stands there is no key, so it protects nothing.
  removeFile(file);
  return keyIn(makePrivate(file, `${key}\n`).text) ?? key;
}

/** The next key seen there is believed. Throws where the file cannot be removed. */
export function forgetKey(address: string): void {
  removeFile(pinFile(address));
}

function keyIn(text: string | undefined): string | null {
  const [line = ''] = (text ?? '').split('\n');
  return SERVER_KEY.test(line) ? line : null;
}

function pinFile(address: string): string {
  return join(stateDirectory(), 'servers', encodeURIComponent(address.toLowerCase()));
}
