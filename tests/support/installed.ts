/** Programs that some tests need and not every machine has. */
import { test } from '@jest/globals';
import { installed } from './program.js';

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
