/** What the screen is written with: inks that have a meaning, and which of the terminal's colours each is on which background. */

export type Background = 'dark' | 'light';

/** What is known of the terminal: null for a background that it does not tell; 0 colours for none at all. */
export interface Look {
  readonly background: Background | null;
  readonly colours: 0 | 8 | 256;
}

interface InkSpec {
  readonly dark: number;
  readonly light: number;
  /** Readable on both, for a background that nobody knows. */
  readonly either: number;
}

/** Indexes into the 256. The first 16 are left out: every terminal shows them in its own way. */
export const INKS = {
  /** What is seldom read: the time. */
  quiet: { dark: 244, light: 241, either: 243 },
  /** Lines between panes. */
  line: { dark: 240, light: 248, either: 244 },
  own: { dark: 250, light: 238, either: 243 },
  earlier: { dark: 246, light: 240, either: 243 },
  /** What is meant for the reader. */
  accent: { dark: 221, light: 94, either: 130 },
  notice: { dark: 180, light: 95, either: 131 },
  alert: { dark: 203, light: 160, either: 161 },
  info: { dark: 110, light: 25, either: 30 },
} as const satisfies Readonly<Record<string, InkSpec>>;

/** A meaning, or one of the terminal's 256 colours as it is. */
export type Ink = keyof typeof INKS | number;

/** The index of an ink, or undefined for the terminal's own colour. */
export type Palette = (ink: Ink) => number | undefined;

export function paletteFor({ background, colours }: Look): Palette {
  const column = background ?? 'either';
  const index = (ink: Ink): number => (typeof ink === 'number' ? ink : INKS[ink][column]);
  switch (colours) {
    case 256:
      return index;
    case 8:
      return (ink) => basicColour(index(ink), background ?? 'dark');
    case 0:
      return () => undefined;
  }
}

/** A channel that has so much of the strongest one is in the colour's name. */
const IN_THE_NAME = 0.65;

/** Of the eight those that cannot be read, and their neighbours that can: blue on black, yellow and cyan on white. */
const READABLE = {
  dark: new Map([[4, 6]]),
  light: new Map([
    [3, 5],
    [6, 4],
  ]),
} as const;

/** Of eight colours the one with the same hue; a grey is the terminal's own colour. */
function basicColour(index: number, background: Background): number | undefined {
  if (index < 16) return index & 7;
  const channels = rgbOf(index);
  const strong = Math.max(...channels) * IN_THE_NAME;
  const bits = channels.map((channel, bit) => (channel >= strong ? 1 << bit : 0));
  const basic = bits.reduce((sum, bit) => sum | bit, 0);
  return basic === 7 ? undefined : (READABLE[background].get(basic) ?? basic);
}

const CUBE = [0, 95, 135, 175, 215, 255] as const;

/** Red, green and blue, 0 to 255, of an index from 16 on: the same on all terminals, unless somebody changed them. */
export function rgbOf(index: number): readonly [red: number, green: number, blue: number] {
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return [grey, grey, grey];
  }
  const at = index - 16;
  const channel = (part: number): number => CUBE[part % 6] ?? 0;
  return [channel(Math.trunc(at / 36)), channel(Math.trunc(at / 6)), channel(at)];
}
