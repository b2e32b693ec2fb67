/** The file of lines that could not be sent: one for each server and name, readable by this user only. */
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fold } from '../base/casefold.js';
import { KEPT_BYTES_MAX, KEPT_LINES_MAX } from '../base/limits.js';
import type { KeptLine } from '../client/send-queue.js';
import { readSnippet, snippetTag, type Snippet } from '../protocol/snippet.js';
import { stateDirectory } from './state-directory.js';

/** Names of servers are of any length and may hold anything; the file says itself whose it is. */
export function keptFile(server: string, name: string, folder = 'unsent'): string {
  // Loaded when it is first needed, which takes 3 ms: after the first frame.
  const { createHash } = process.getBuiltinModule('node:crypto');
  const hash = createHash('sha256')
    .update(`${server.toLowerCase()} ${fold(name)}`)
    .digest('hex');
  return join(stateDirectory(), folder, `${hash.slice(0, 32)}.json`);
}

/**
 * All of them are to be sent as what may have arrived already, unless the program ended in peace and says which.
 * A file that is not there, or not ours, holds no lines.
 */
export function readKept(file: string): readonly KeptLine[] {
  try {
    if (statSync(file).size > KEPT_BYTES_MAX) return [];
    const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!isObject(found) || !Array.isArray(found['lines'])) return [];
    const exact = found['exact'] === true;
    const lines = found['lines'].slice(0, KEPT_LINES_MAX).filter(isLine);
    return lines.map(({ target, how, text, typedAt, key, again, replyTo, snippet }) => ({
      target,
      how,
      text,
      typedAt,
      key,
      again: again || !exact,
      ...(replyTo === undefined ? {} : { replyTo }),
      ...(snippet === undefined ? {} : { snippet }),
    }));
  } catch {
    return [];
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Nothing in the file can become a line of its own to the server. */
function isLine(value: unknown): value is KeptLine {
  if (!isObject(value)) return false;
  const { target, how, text, typedAt, key, again, replyTo, snippet } = value;
  return (
    typeof target === 'string' &&
    /^[^\s:,\0][^\s,\0]{0,199}$/.test(target) &&
    (how === 'message' || how === 'action') &&
    typeof text === 'string' &&
    text !== '' &&
    !/[\r\0]/.test(text) &&
    typeof typedAt === 'number' &&
    typeof key === 'string' &&
    /^([A-Za-z0-9_-]{8,64})?$/.test(key) &&
    typeof again === 'boolean' &&
    (replyTo === undefined || (typeof replyTo === 'string' && /^[!-~]{1,200}$/.test(replyTo))) &&
    (snippet === undefined || isSnippet(snippet))
  );
}

function isSnippet(value: unknown): boolean {
  return isObject(value) && readSnippet(snippetTag(value as unknown as Snippet)) !== null;
}

/**
 * At once and whole, or not at all: whoever reads it finds the old lines or the new ones. No lines, no file. False where
 * they could not be kept, which is no reason not to chat.
 */
export function writeKept(
  file: string,
  server: string,
  name: string,
  lines: readonly KeptLine[],
  exact: boolean,
): boolean {
  try {
    if (lines.length === 0) rmSync(file, { force: true });
    else writeWhole(file, { server, name, exact, lines: lines.slice(0, KEPT_LINES_MAX) });
    return true;
  } catch {
    return lines.length === 0;
  }
}

/** The old file or the new one is there, never a part of it. Throws where nothing can be written. */
export function writeWhole(file: string, content: object): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  writeDurably(draft, `${JSON.stringify(content, null, 1)}\n`);
  renameSync(draft, file);
}

function writeDurably(file: string, text: string): void {
  const descriptor = openSync(file, 'w', 0o600);
  try {
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
