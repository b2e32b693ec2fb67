/** The folder of a store: its files, which are their owner's alone, and the lock that one server holds. */
import { accessSync, chmodSync, constants, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { StoreError } from '../store.js';
import type { Connect } from './driver.js';
import { inUse, storeError } from './errors.js';

const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

export function databaseFile(folder: string): string {
  return join(folder, 'lanchat.db');
}

/** The name under which SQLite opens a file for reading only: such a connection cannot checkpoint either. */
export function readOnly(file: string): string {
  return `${pathToFileURL(file).href}?mode=ro`;
}

/** Throws `StoreError` where it can be neither made nor written. A folder that was there keeps its permissions. */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw folderError(error, folder);
  }
}

function folderError(error: unknown, folder: string): StoreError {
  const { code = '' } = error as NodeJS.ErrnoException;
  // ENOENT is what Node reports of a file system that is read-only, when it would make folders within folders.
  const why = { EEXIST: 'is a file, not a folder', ENOTDIR: 'is within a file', ENOENT: 'cannot be made' }[
    code
  ];
  if (why === undefined) return storeError(error, folder);
  return new StoreError(
    'read-only',
    `${folder} ${why}: choose another place with --data, or start with --memory to keep nothing.`,
  );
}

/** Throws `StoreError` where there is something else of that name: to SQLite it would look like damage. */
export function isThere(file: string): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isFile() === false) {
    throw new StoreError('unknown', `${file} is not a file: choose another folder with --data.`);
  }
  return found !== undefined;
}

/**
 * An empty file for SQLite to fill, which gives the same permissions to the files beside it. The file is never opened
 * here once it exists: closing it would take SQLite's locks from this process (fcntl).
 */
export function makeFile(file: string): void {
  try {
    writeFileSync(file, '', { flag: 'wx', mode: FILE_MODE });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw storeError(error, file);
    makePrivate(file);
  }
}

/** Where the file is somebody else's, opening it tells more. */
function makePrivate(file: string): void {
  try {
    chmodSync(file, FILE_MODE);
  } catch {
    return;
  }
}

/**
 * Makes this the only server on the folder, until the returned function is called or the process is no more, however
 * it ended. A lock of its own file rather than of the database leaves that to readers: `lanchat export` and `backup`.
 */
export function lockFolder(connect: Connect, folder: string): () => void {
  const file = join(folder, 'lanchat.lock');
  makeFile(file);
  try {
    const lock = connect(file);
    lock.prepare('PRAGMA journal_mode = OFF').get([]);
    lock.exec('BEGIN EXCLUSIVE');
    return () => {
      lock.exec('ROLLBACK');
      lock.close();
    };
  } catch (error) {
    const problem = storeError(error, file);
    throw problem.why === 'in-use' ? inUse(folder) : problem;
  }
}
