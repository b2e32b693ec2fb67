/** Whether there can be a full screen: a terminal on both sides, and one that is known to place its cursor. */
import { safeText } from '../base/safe-text.js';
import { traitsOf } from '../tui/terminal-traits.js';

export function hasFullScreen(plain: boolean): boolean {
  if (plain || !process.stdin.isTTY || !process.stdout.isTTY) return false;
  const { TERM = '' } = process.env;
  if (traitsOf(process.env, process.platform).placesCursor) return true;
  // `dumb` says itself what it wants.
  if (TERM !== 'dumb') process.stderr.write(`${whyLines(TERM)}\n`);
  return false;
}

function whyLines(term: string): string {
  const which = term === '' ? 'TERM is not set' : `the terminal ${safeText(term)} is not known`;
  return `Line by line, because ${which}. If it is like others, TERM=xterm brings the full screen.`;
}
