/** Which server key, and which certificate, was first seen at which typed address: a file for each. */
import { join } from 'node:path';
import { stateDirectory } from '../state-directory.js';
import { makePrivate, readPrivate, removeFile } from '../../files/private-files.js';

/** One kind of thing that a server is known by. */
interface Kind {
  /** Of the files, in the user's state directory. */
  readonly folder: string;
  readonly form: RegExp;
}

/** An uncompressed P-256 point, base64url. */
export const SERVER_KEY: Kind = { folder: 'servers', form: /^[\w-]{87}$/ };

/** The SHA-256 fingerprint of a certificate, in hexadecimal pairs. */
export const CERTIFICATE: Kind = { folder: 'certificates', form: /^[0-9A-F]{2}(?::[0-9A-F]{2}){31}$/ };

/** Null where no server has been seen there, or nobody can tell. `address` is as it was typed, with its port. */
export function known(kind: Kind, address: string): string | null {
  try {
    return pinIn(kind, readPrivate(pinFile(kind, address))?.text);
  } catch {
    return null;
  }
}

/** Keeps it unless there is one already, and returns the one that counts. Throws where nothing can be written. */
export function pin(kind: Kind, address: string, value: string): string {
  const file = pinFile(kind, address);
  const kept = pinIn(kind, makePrivate(file, `${value}\n`).text);
  if (kept !== null) return kept;
  // What stands there is nothing of ours, so it protects nothing.
  removeFile(file);
  return pinIn(kind, makePrivate(file, `${value}\n`).text) ?? value;
}

/** What is seen there next is believed. Throws where a file cannot be removed. */
export function forgetServer(address: string): void {
  for (const kind of [SERVER_KEY, CERTIFICATE]) removeFile(pinFile(kind, address));
}

function pinIn({ form }: Kind, text: string | undefined): string | null {
  const [line = ''] = (text ?? '').split('\n');
  return form.test(line) ? line : null;
}

function pinFile({ folder }: Kind, address: string): string {
  return join(stateDirectory(), folder, encodeURIComponent(address.toLowerCase()));
}
