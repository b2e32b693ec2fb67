/** Where the programs of this machine are. */
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

/** The program's file, or null where it is not installed. */
export function installed(program: string): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(':')) {
    const file = join(folder, program);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}
