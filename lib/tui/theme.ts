/** How each thing on the screen looks, in one place: inks by their meaning (inks.ts), so that a theme changes none of this. */
import { fold } from '../base/casefold.js';
import type { Style } from './frame.js';

export const PLAIN: Style = {};

export const THEME = {
  time: { fg: 'quiet' },
  separator: { fg: 'line' },
  text: PLAIN,
  own: { fg: 'own' },
  earlier: { fg: 'earlier' },
  /** Messages that name me. */
  mention: { bold: true, fg: 'accent' },
  /** Words that are marked so (markup.ts). */
  code: { fg: 'info' },
  strong: { bold: true },
  stressed: { italic: true },
  announcement: { bold: true },
  notice: { fg: 'notice' },
  action: { italic: true },
  event: { dim: true },
  day: { dim: true },
  trouble: { fg: 'alert' },
  info: { fg: 'info' },
  waiting: { dim: true },
  newLine: { fg: 'accent' },
  quote: { dim: true },
  reaction: { dim: true },
  ownReaction: { bold: true },
  delivered: { dim: true },
  takenBack: { dim: true, italic: true },
  sought: { inverse: true },
  /** A word that was searched for. */
  found: { bold: true, underline: true, fg: 'accent' },
  status: { inverse: true },
  statusTrouble: { inverse: true, bold: true, fg: 'alert' },
  statusUnread: { inverse: true, bold: true },
  /** The row of rooms and conversations, and in it the one that is shown, those with something new, and for me. */
  tabs: { inverse: true },
  tabShown: { bold: true },
  tabUnread: { inverse: true, bold: true },
  tabForMe: { inverse: true, bold: true, fg: 'accent' },
  /** The list of rooms at the side. */
  roomShown: { inverse: true },
  roomUnread: { bold: true },
  roomForMe: { bold: true, fg: 'accent' },
  /** What came below while one reads further up. */
  below: { inverse: true },
  belowForMe: { inverse: true, bold: true },
  title: { bold: true },
  heading: { bold: true, underline: true },
  key: { fg: 'info' },
  away: { dim: true },
  prompt: { bold: true },
  /** Also seen without colours. */
  cut: { fg: 'alert', underline: true },
} as const satisfies Readonly<Record<string, Style>>;

/** Readable on black and on white, told apart by most eyes; indexes into the 256. */
export const NICK_COLOURS = [
  28, 30, 33, 62, 64, 65, 67, 98, 100, 103, 130, 132, 134, 161, 163, 166, 167, 168,
] as const;

/** The same colour for the same person, today and on every machine. */
export function nickColour(name: string): number {
  let hash = 5381;
  for (const char of fold(name)) hash = (hash * 33 + (char.codePointAt(0) ?? 0)) % 4_294_967_291;
  return NICK_COLOURS[hash % NICK_COLOURS.length] ?? NICK_COLOURS[0];
}
