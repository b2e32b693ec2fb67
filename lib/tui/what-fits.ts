/** Hints in one row: as many as it has room for, the first ones first, each of them whole. */
import { textWidth } from '../base/text-width.js';

export function whatFits(hints: readonly string[], columns: number, between = ' \u00b7 '): string {
  let text = '';
  for (const one of hints) {
    const longer = text === '' ? one : `${text}${between}${one}`;
    if (textWidth(longer) > columns) break;
    text = longer;
  }
  return text;
}
