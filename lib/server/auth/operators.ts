/** The operators whom the host has named: lines of `name:scrypt$…`, as `lanchat hash` makes them. */
import { fold, type Folded } from '../../base/casefold.js';
import { isScrypt } from './passwords.js';

/** Folded name to what is stored of the password. */
export type Operators = ReadonlyMap<Folded, string>;

/** The number of the first line that cannot be one, or the operators. Empty lines and those with # are left out. */
export function parseOperators(lines: readonly string[]): Operators | { readonly badLine: number } {
  const operators = new Map<Folded, string>();
  for (const [index, line] of lines.entries()) {
    const text = line.trim();
    if (text === '' || text.startsWith('#')) continue;
    const [, name = '', stored = ''] = /^([^:\s]+):(.*)$/.exec(text) ?? [];
    if (name === '' || !isScrypt(stored)) return { badLine: index + 1 };
    operators.set(fold(name), stored);
  }
  return operators;
}
