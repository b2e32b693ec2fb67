/** Text for a terminal that knows ASCII alone: lines and signs become the nearest there is, accents are dropped, the rest is a question mark. */
import { clusters } from '../base/text-width.js';

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

/** As wide as the text. */
export function asciiText(text: string): string {
  if (/^[ -~\n]*$/.test(text)) return text;
  let signs = '';
  for (const cluster of clusters(text)) signs += asciiSign(cluster.text).padEnd(cluster.width);
  return signs;
}
