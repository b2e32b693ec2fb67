/** Colours: readable on the background they are for, and what terminals with fewer of them get. */
import { describe, expect, it } from '@jest/globals';
import { INKS, paletteFor, rgbOf } from '../../../lib/tui/inks.js';
import { NICK_COLOURS, nickColour, THEME } from '../../../lib/tui/theme.js';
import type { Style } from '../../../lib/tui/frame.js';

/** WCAG 2: relative luminance, and the contrast of two of them, 1 to 21. */
function luminance(index: number): number {
  const [red, green, blue] = rgbOf(index).map((channel) => {
    const part = channel / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const onBlack = (index: number): number => (luminance(index) + 0.05) / 0.05;
const onWhite = (index: number): number => 1.05 / (luminance(index) + 0.05);

/** WCAG asks 4.5 of text; no colour has more than 4.6 on black and on white at once. */
const TEXT = 4.5;
const ON_BOTH = 3.4;
/** Lines between panes are no text. */
const LINE = 2;

describe('Inks', () => {
  it('computes the palette as xterm has it', () => {
    expect([16, 196, 231, 232, 255, 110].map(rgbOf)).toEqual([
      [0, 0, 0],
      [255, 0, 0],
      [255, 255, 255],
      [8, 8, 8],
      [238, 238, 238],
      [135, 175, 215],
    ]);
  });

  it.each(Object.entries(INKS))('%s can be read on its background', (name, { dark, light, either }) => {
    const [text, both] = name === 'line' ? [LINE, LINE] : [TEXT, ON_BOTH];
    expect(onBlack(dark)).toBeGreaterThanOrEqual(text);
    expect(onWhite(light)).toBeGreaterThanOrEqual(text);
    expect(Math.min(onBlack(either), onWhite(either))).toBeGreaterThanOrEqual(both);
  });

  it('people have colours that can be read on black and on white, and keep them', () => {
    for (const colour of NICK_COLOURS)
      expect(Math.min(onBlack(colour), onWhite(colour))).toBeGreaterThanOrEqual(ON_BOTH);
    expect(new Set(NICK_COLOURS).size).toBe(NICK_COLOURS.length);
    expect(nickColour('Ann')).toBe(nickColour('ann'));
    const used = new Set(Array.from({ length: 200 }, (_, index) => nickColour(`s${index}`)));
    expect(used.size).toBe(NICK_COLOURS.length);
  });

  it('the theme names inks, never colours', () => {
    for (const style of Object.values<Style>(THEME)) {
      for (const ink of [style.fg, style.bg]) expect(['string', 'undefined']).toContain(typeof ink);
    }
  });

  it('eight colours keep the hue, never black, white or what the background hides; none are none', () => {
    const inks = [...(Object.keys(INKS) as (keyof typeof INKS)[]), ...NICK_COLOURS];
    const on = (background: 'dark' | 'light' | null): readonly (number | undefined)[] =>
      inks.map(paletteFor({ background, colours: 8 }));
    for (const basic of on('dark')) expect([undefined, 1, 2, 3, 5, 6]).toContain(basic);
    for (const basic of on('light')) expect([undefined, 1, 2, 4, 5]).toContain(basic);
    expect(on(null)).toEqual(inks.map((ink) => paletteFor({ background: null, colours: 8 })(ink)));
    expect(paletteFor({ background: 'dark', colours: 8 })('alert')).toBe(1);
    expect(new Set(on('dark')).size).toBeGreaterThan(4);
    expect(inks.map(paletteFor({ background: 'light', colours: 0 }))).toEqual(inks.map(() => undefined));
  });
});
