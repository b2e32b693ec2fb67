/** What SQLite and the file system complain of, in one line for the host. */
import { oneLine } from '../../base/words.js';
import { StoreError } from '../store.js';

/** `file` is the one that was used. */
export function storeError(error: unknown, file: string): StoreError {
  if (error instanceof StoreError) return error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  // The memory that connections share (-shm) is a file, and grows as one.
  if (/^(SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)/.test(code)) {
    return new StoreError('full', `The disk is full, ${file} cannot grow: make room, and all goes on.`);
  }
  if (/^(SQLITE_CORRUPT|SQLITE_NOTADB)/.test(code)) return damaged(file);
  if (/^(SQLITE_READONLY|SQLITE_PERM|SQLITE_AUTH|EACCES|EPERM|EROFS)/.test(code) || isOpenFailure(message)) {
    return new StoreError(
      'read-only',
      `${file} cannot be written: make it writable for you, choose another folder with --data, or start with --memory to keep nothing.`,
    );
  }
  if (/^(SQLITE_BUSY|SQLITE_LOCKED)/.test(code)) return inUse(file);
  return new StoreError('failed', `${file} cannot be used (${oneLine(message)}): check the disk it is on.`);
}

/** The same of a store that is open: nobody is starting anything, and what helps is done beside it. */
export function troubleWith(error: unknown, file: string): StoreError {
  const problem = storeError(error, file);
  switch (problem.why) {
    case 'in-use':
      return new StoreError('in-use', `Another program has locked ${file}: when it lets go, all goes on.`);
    case 'read-only':
      return new StoreError(
        'read-only',
        `${file} cannot be written any more: make it writable, and all goes on.`,
      );
    default:
      return problem;
  }
}

export function damaged(file: string): StoreError {
  return new StoreError(
    'damaged',
    `${file} is damaged; it was left as it is. Put a backup in its place (lanchat backup makes them), or move it and its -wal away to begin anew.`,
  );
}

export function inUse(folder: string): StoreError {
  return new StoreError(
    'in-use',
    `Another lanchat is using ${folder}: stop that one first, or choose another folder with --data.`,
  );
}

/** SQLITE_CANTOPEN, which the library reports without a code. */
function isOpenFailure(message: string): boolean {
  return /Unable to open connection.*: 14\b/.test(message);
}
