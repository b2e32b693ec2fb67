/** Programs that some tests need and not every machine has. */
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { test } from '@jest/globals';

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

/** A test that needs a program: where it is missing, the test says so in its name and is skipped. */
export function testWith(
  program: string,
  name: string,
  run: (file: string) => Promise<void>,
  milliseconds: number,
): void {
  const file = installed(program);
  if (file === null) test.skip(`${name} (skipped: ${program} is not installed)`, () => undefined);
  else test(name, () => run(file), milliseconds);
}
