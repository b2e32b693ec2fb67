import { expect, it } from '@jest/globals';
import { editedText } from '../../../lib/cli/hidden-line.js';

it.each([
  ['secret', 'secret'],
  ['secre\x7ft', 'secrt'],
  ['se\b\b\bx', 'x'],
  ['wrong\x15right', 'right'],
  ['two words\x17keys', 'two keys'],
  ['a\x1b[Db\x1bOAc\x1b[200~d', 'abcd'],
  ['caf\u00e9\x7fe \u{1f600}\x7f!', 'cafe !'],
])('%j was meant as %j', (keys, text) => {
  expect(editedText(keys)).toBe(text);
});
