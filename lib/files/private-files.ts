/** Small files for their owner's eyes only: made whole or not at all, by one of several writers, and there for good. */
import { chmodSync, linkSync, mkdirSync, openSync, closeSync, fsyncSync } from 'node:fs';
import { readFileSync, statSync, unlinkSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** What the group and everybody else may do, in a file's mode. */
const OTHERS = 0o077;

const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** Modes mean nothing on Windows, where the user's folder is private already. */
const HAS_MODES = process.platform !== 'win32';

export interface PrivateFile {
  readonly text: string;
  /** Others could read it until now. */
  readonly wasOpen: boolean;
}

/** Null where there is none. Throws where it cannot be read. What others could read is closed to them. */
export function readPrivate(path: string): PrivateFile | null {
  try {
    const text = readFileSync(path, 'utf8');
    return { text, wasOpen: closeToOthers(path, FILE_MODE) };
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null;
    throw error;
  }
}

/**
 * Makes the file, unless it is there already: of two programs that start at once one makes it, and both go on with
 * what it holds. Returns that. Throws where nothing can be written.
 */
export function makePrivate(path: string, text: string): PrivateFile {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
  closeToOthers(folder, FOLDER_MODE);
  return addPrivate(path, text);
}

/** The same in a folder that is there, and keeps its permissions. */
export function addPrivate(path: string, text: string): PrivateFile {
  const draft = `${path}.${process.pid}.${Date.now()}.new`;
  write(draft, text);
  try {
    putInPlace(draft, path, text);
  } finally {
    removeFile(draft);
  }
  syncFolder(dirname(path));
  return readPrivate(path) ?? { text, wasOpen: false };
}

/** False where there was none. */
export function removeFile(path: string): boolean {
  try {
    unlinkSync(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Such as `EACCES`; empty for what is no error of the system. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

function write(path: string, text: string): void {
  const file = openSync(path, 'wx', FILE_MODE);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** A link, unlike a rename, never takes the place of a file that is there. */
function putInPlace(draft: string, path: string, text: string): void {
  try {
    linkSync(draft, path);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    // Some file systems know no links: there two writers in the same instant are a risk that remains.
    writeUnlessThere(path, text);
  }
}

/** Without it a power cut can take the name away from what is on the disk. Not every system lets one do it. */
function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    return;
  }
}

function writeUnlessThere(path: string, text: string): void {
  try {
    write(path, text);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

/** Whether it was open. One that is not ours to close stays as it is. */
function closeToOthers(path: string, mode: number): boolean {
  if (!HAS_MODES || (statSync(path).mode & OTHERS) === 0) return false;
  try {
    chmodSync(path, mode);
    return true;
  } catch {
    return false;
  }
}
