/** The colours of the screen, in one place; the painter honours NO_COLOR. */
import { fold } from '../base/casefold.js';
import type { Style } from './frame.js';

export const PLAIN: Style = {};

export const THEME = {
  time: { fg: 244 },
  separator: { fg: 240 },
  text: PLAIN,
  own: { fg: 250 },
  earlier: { fg: 246 },
  /** Messages that name me. */
  mention: { bold: true, fg: 221 },
  announcement: { bold: true },
  notice: { fg: 180 },
  action: { italic: true },
  event: { dim: true },
  day: { dim: true },
  trouble: { fg: 203 },
  info: { fg: 110 },
  waiting: { dim: true },
  newLine: { fg: 178 },
  sought: { inverse: true },
  status: { inverse: true },
  statusTrouble: { inverse: true, bold: true, fg: 203 },
  statusUnread: { inverse: true, bold: true },
  /** The row of rooms and conversations, and in it the one that is shown, those with something new, and for me. */
  tabs: { inverse: true },
  tabShown: { bold: true },
  tabUnread: { inverse: true, bold: true },
  tabForMe: { bold: true, fg: 16, bg: 221 },
  /** What came below while one reads further up. */
  below: { inverse: true },
  belowForMe: { inverse: true, bold: true },
  title: { bold: true },
  heading: { bold: true, underline: true },
  key: { fg: 110 },
  away: { dim: true },
  prompt: { bold: true },
  cut: { fg: 203 },
} as const satisfies Readonly<Record<string, Style>>;

/** Readable on black and on white, told apart by most eyes. */
const NICK_COLOURS = [
  31, 34, 37, 64, 67, 71, 96, 98, 103, 130, 132, 136, 139, 161, 166, 172, 173, 178,
] as const;

/** The same colour for the same person, today and on every machine. */
export function nickColour(name: string): number {
  let hash = 5381;
  for (const char of fold(name)) hash = (hash * 33 + (char.codePointAt(0) ?? 0)) % 4_294_967_291;
  return NICK_COLOURS[hash % NICK_COLOURS.length] ?? NICK_COLOURS[0];
}
