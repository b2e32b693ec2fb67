/**
 * The small files beside the database by which people know the server again, its key and its certificate: a backup is
 * one file, so they travel in it, and stand in the folder again when a server is given that file.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addPrivate } from '../../files/private-files.js';
import type { Connection } from './driver.js';
import { Statements } from './statements.js';

/** Begins the name of a fact that is a file; the query `files` knows it too. */
const PREFIX = 'file ';
const NAME = /^[\w-]+\.pem$/;

/** Puts those of the folder into the copy. */
export function packFiles(copy: Connection, folder: string): void {
  const statements = new Statements(copy);
  for (const name of readdirSync(folder)) {
    if (NAME.test(name))
      statements.run('setFact', [`${PREFIX}${name}`, readFileSync(join(folder, name), 'utf8')]);
  }
}

/** Makes files of them, for their owner alone; what stands there already stays as it is. */
export function unpackFiles(connection: Connection, folder: string): void {
  const statements = new Statements(connection);
  for (const [fact, text] of statements.all('files', [])) {
    const name = String(fact).slice(PREFIX.length);
    if (NAME.test(name) && !existsSync(join(folder, name))) addPrivate(join(folder, name), String(text));
    statements.run('removeFact', [fact ?? null]);
  }
}
