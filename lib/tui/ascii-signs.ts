/** Text for a terminal that knows few signs, or ASCII alone: signs become the nearest there is, and in ASCII accents are dropped and the rest is a question mark. */
import { clusters } from '../base/text-width.js';
import type { Settings } from '../client/settings.js';
import type { Traits } from './terminal-traits.js';

const NEAREST: ReadonlyMap<string, string> = new Map<string, string>([
  ['\u2502', '|'],
  ['\u2500', '-'],
  ['\u251c', '+'],
  ['\u2514', '+'],
  ['\u252c', '+'],
  ['\u2534', '+'],
  ['\u253c', '+'],
  ...Array.from('_.-=+*%#', (sign, eighths) => [String.fromCodePoint(0x2581 + eighths), sign] as const),
  ['\u2026', '~'],
  ['\u00b7', '-'],
  ['\u2022', '*'],
  ['\u2190', '<'],
  ['\u2191', '^'],
  ['\u2192', '>'],
  ['\u2193', 'v'],
  ['\u21b3', '>'],
  ['\u2713', 'v'],
  ['\u2013', '-'],
  ['\u2014', '-'],
  ['\u2018', "'"],
  ['\u2019', "'"],
  ['\u201c', '"'],
  ['\u201d', '"'],
  ['\u00a0', ' '],
  ['\u00df', 's'],
]);

/** One sign of ASCII for one cell. */
export function asciiSign(text: string): string {
  if (text >= ' ' && text <= '~' && text.length === 1) return text;
  const nearest = NEAREST.get(text);
  if (nearest !== undefined) return nearest;
  const [base = ''] = text.normalize('NFD');
  return base >= ' ' && base <= '~' ? base : '?';
}

/** One cell instead of the text of a cluster; null where it stays. */
export type Signs = (text: string) => string | null;

/** What any console font of Linux has: the rest would be a box, or not be there. Lines and arrows are in all of them. */
const IN_ANY_FONT = /^[\u00a0-\u00ff\u2190-\u2193\u2500-\u257f]$/;

/** Signs alone: the letters of a console font are those of its owner's language. */
export function fewSigns(text: string): string | null {
  return IN_ANY_FONT.test(text) ? null : (NEAREST.get(text) ?? null);
}

/** For the setting `letters` on a terminal; null where it can show everything. */
export function signsFor(
  letters: Settings['letters'],
  { utf8, linuxConsole }: Pick<Traits, 'utf8' | 'linuxConsole'>,
): Signs | null {
  if (letters === 'ascii' || (letters === 'auto' && !utf8)) return asciiSign;
  return letters === 'auto' && linuxConsole ? fewSigns : null;
}

/** As wide as the text. */
export function textInSigns(text: string, signs: Signs): string {
  if (/^[ -~\n]*$/.test(text)) return text;
  let shown = '';
  for (const cluster of clusters(text)) {
    const sign = signs(cluster.text);
    shown += sign === null ? cluster.text : sign.padEnd(cluster.width);
  }
  return shown;
}
