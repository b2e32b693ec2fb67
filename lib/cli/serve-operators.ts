/** The operators of `lanchat serve`, from the file and from the command line. */
import { fold } from '../base/casefold.js';
import { parseOperators, type Operators } from '../server/auth/operators.js';
import { scryptOf } from '../server/auth/passwords.js';
import type { ServeOptions } from './serve-options.js';

/** Rejects with an error whose message is for the host. */
export async function operatorsOf({ operatorFile, operator }: ServeOptions): Promise<Operators> {
  const named = parseOperators(operatorFile?.lines ?? []);
  if ('badLine' in named) {
    const { file = '' } = operatorFile ?? {};
    throw new OperatorFileError(
      `Line ${named.badLine} of ${file} is no operator: make it with lanchat hash NAME.`,
    );
  }
  if (operator === null) return named;
  return new Map([...named, [fold(operator.name), await scryptOf(operator.password)]]);
}

export class OperatorFileError extends Error {}
