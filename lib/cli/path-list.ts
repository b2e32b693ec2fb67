/** The files and folders whose paths begin as somebody has typed (Tab after `/file`). */
import { readdirSync, statSync, type Dirent } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { safeText } from '../base/safe-text.js';

/** Of them: more than one goes through. */
const PATHS_MAX = 100;

/** A folder ends in `/`. Hidden ones are found by who types their dot; none where the folder cannot be read. */
export function pathsLike(typed: string): readonly string[] {
  const slash = typed.lastIndexOf('/') + 1;
  const [folder, start] = [typed.slice(0, slash), typed.slice(slash)];
  return (
    namesIn(inHome(folder))
      .filter(({ name }) => name.startsWith(start) && (start !== '' || !name.startsWith('.')))
      // What cannot be shown as it is cannot be typed either.
      .filter(({ name }) => safeText(name) === name)
      .sort((one, other) => (one.name < other.name ? -1 : 1))
      .slice(0, PATHS_MAX)
      .map((entry) => `${folder}${entry.name}${isFolder(entry, inHome(folder)) ? '/' : ''}`)
  );
}

/** `~/` is one's own folder. */
export function inHome(path: string): string {
  return path.replace(/^~(?=\/)/, () => homedir());
}

function namesIn(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder === '' ? '.' : folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function isFolder(entry: Dirent, folder: string): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  try {
    return statSync(join(folder, entry.name)).isDirectory();
  } catch {
    return false;
  }
}
