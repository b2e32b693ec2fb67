/** What stands around a message: above it the one that it answers, below it how people have reacted. */
import { safeText } from '../../base/safe-text.js';
import { textWidth } from '../../base/text-width.js';
import { enumeration } from '../../base/words.js';
import type { Entry, Quote } from '../entry.js';
import type { Row, Span } from '../frame.js';
import { firstWords } from '../quotes.js';
import type { Reaction } from '../reactions.js';
import type { Delivered } from '../delivered.js';
import { nickColour, THEME } from '../theme.js';
import { fitRow, rowWidth, span } from '../wrap.js';
import { blankGutter, type Gutter } from './entry-rows.js';

const ANSWERS = '\u21b3 ';

/** Where the answered message stands right above, a mark says enough. */
export function isRightAbove(quote: Quote, before: Entry | undefined): boolean {
  return before?.id === quote.id;
}

/** The text of an answer to the message right above it. */
export function markedAnswer(text: string): string {
  return `${ANSWERS}${text}`;
}

/** One line with the first words of the message that is answered. */
export function quoteRow({ who, words }: Quote, gutter: Gutter): Row {
  const { width } = gutter;
  const start = [...blankGutter(gutter), span(ANSWERS, THEME.quote)];
  const room = Math.max(4, width - rowWidth(start) - textWidth(who) - 2);
  const said: readonly Span[] =
    who === ''
      ? [span('an earlier message', THEME.quote)]
      : [
          span(`${who}: `, { ...THEME.quote, fg: nickColour(who) }),
          span(firstWords(words, room), THEME.quote),
        ];
  return fitRow([...start, ...said], width);
}

/** None where nobody has reacted; `names`: who has, instead of how many. */
export function reactionRows(reactions: readonly Reaction[], gutter: Gutter, names: boolean): readonly Row[] {
  if (reactions.length === 0) return [];
  const shown = reactions.flatMap(({ text, who, own }, index) => [
    span(index === 0 ? '' : '  ', THEME.reaction),
    span(
      `${text} ${names ? enumeration(who.map(safeText)) : who.length}`,
      own ? THEME.ownReaction : THEME.reaction,
    ),
  ]);
  return [fitRow([...blankGutter(gutter), ...shown], gutter.width)];
}

/** To how many of those who could have it it has come. */
export function deliveredMark({ who, of }: Delivered): string {
  return of === 1 ? '\u2713' : `\u2713 ${Math.min(who.length, of)}/${of}`;
}

/** Quietly behind the message, or below it where there is no room; null for none. */
export function withMark(rows: readonly Row[], text: string | null, gutter: Gutter): readonly Row[] {
  const last = rows.at(-1);
  if (text === null || last === undefined) return rows;
  const mark = span(`  ${text}`, THEME.delivered);
  if (rowWidth(last) + textWidth(mark.text) <= gutter.width) return [...rows.slice(0, -1), [...last, mark]];
  return [...rows, [...blankGutter(gutter), mark]];
}
