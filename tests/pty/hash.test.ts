/** `lanchat hash` on a real terminal: nobody sees the password. */
import { afterEach, expect, test } from '@jest/globals';
import { parseOperators } from '../../lib/server/auth/operators.js';
import { endAllTuis, Tui } from '../support/pty.js';

afterEach(() => endAllTuis());

/** Answers the two questions and returns all that the terminal showed, and the exit code. */
async function typed(first: string, second: string) {
  const tui = Tui.lanchat(['hash', 'ann'], { cols: 200 });
  await tui.waitFor('Password of the operator ann: ');
  tui.type(`${first}\r`);
  await tui.waitFor('The same again: ');
  tui.type(`${second}\r`);
  const { code } = await tui.exit;
  return { code, shown: tui.raw };
}

test('makes the line of an operator from a password typed twice', async () => {
  const { code, shown } = await typed('open-sesame', 'open-sesame');
  expect(code).toBe(0);
  expect(shown).not.toContain('sesame');
  const line = shown.split(/\r?\n/).filter((one) => one.startsWith('ann:scrypt$'));
  expect(parseOperators(line.map((one) => one.trim()))).toHaveProperty('size', 1);
});

test('makes nothing of two different ones', async () => {
  const { code, shown } = await typed('open-sesame', 'open-barley');
  expect(code).toBe(1);
  expect(shown).toContain('lanchat: Those were two different passwords. Nothing was made.');
});
