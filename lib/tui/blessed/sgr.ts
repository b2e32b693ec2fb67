/** Attributes as the terminal's SGR sequences. */
import type { Traits } from '../terminal-traits.js';
import { backgroundOf, FLAG, flagsOf, foregroundOf, OWN_COLOUR } from './cells.js';

const FLAG_CODES: readonly (readonly [flag: number, code: string])[] = [
  [FLAG.bold, '1'],
  [FLAG.dim, '2'],
  [FLAG.italic, '3'],
  [FLAG.underline, '4'],
  [FLAG.blink, '5'],
  [FLAG.inverse, '7'],
  [FLAG.invisible, '8'],
];

/** Attributes in use are few; a caller that makes them up endlessly must not fill the memory. */
const CACHED_MAX = 4096;

/** An attribute without its link is below this. */
const LOOKS = 1 << 25;

export class SgrTable {
  readonly #known: number;
  readonly #boldIsLight: boolean;
  readonly #sequences = new Map<number, string>();
  readonly #changes = new Map<number, string>();

  constructor({ italic, linuxConsole }: Pick<Traits, 'italic' | 'linuxConsole'>) {
    this.#known = italic ? ~0 : ~FLAG.italic;
    this.#boldIsLight = linuxConsole;
  }

  /** Bold letters in reverse would be dark grey on grey there. */
  #flagsOf(attribute: number): number {
    const flags = flagsOf(attribute) & this.#known;
    return this.#boldIsLight && (flags & FLAG.inverse) !== 0 ? flags & ~FLAG.bold : flags;
  }

  /** The whole look of an attribute, independent of what was set before. Attributes that look alike get the same string. */
  of(attribute: number): string {
    const known = this.#sequences.get(attribute);
    if (known !== undefined) return known;
    const made = this.#make(attribute);
    if (this.#sequences.size >= CACHED_MAX) this.#sequences.clear();
    this.#sequences.set(attribute, made);
    return made;
  }

  /** What makes a pen that has the one look have the other: what differs, or all of it where that is shorter. */
  change(from: number, to: number): string {
    const key = from * LOOKS + to;
    const known = this.#changes.get(key);
    if (known !== undefined) return known;
    const made = this.#makeChange(from, to);
    if (this.#changes.size >= CACHED_MAX) this.#changes.clear();
    this.#changes.set(key, made);
    return made;
  }

  #makeChange(from: number, to: number): string {
    const had = this.#flagsOf(from);
    const has = this.#flagsOf(to);
    const whole = this.of(to);
    // A single flag cannot be taken away everywhere.
    if ((had & ~has) !== 0) return whole;
    const codes = flagCodes(has & ~had);
    if (foregroundOf(from) !== foregroundOf(to)) codes.push(...changedColour(foregroundOf(to), 30));
    if (backgroundOf(from) !== backgroundOf(to)) codes.push(...changedColour(backgroundOf(to), 40));
    const changed = `\u001b[${codes.join(';')}m`;
    return changed.length < whole.length ? changed : whole;
  }

  #make(attribute: number): string {
    const codes = flagCodes(this.#flagsOf(attribute));
    codes.push(...colourCodes(foregroundOf(attribute), 30));
    codes.push(...colourCodes(backgroundOf(attribute), 40));
    return codes.length === 0 ? '\u001b[m' : `\u001b[0;${codes.join(';')}m`;
  }
}

function flagCodes(flags: number): string[] {
  return FLAG_CODES.filter(([flag]) => (flags & flag) !== 0).map(([, code]) => code);
}

function changedColour(colour: number, base: 30 | 40): readonly string[] {
  return colour === OWN_COLOUR ? [String(base + 9)] : colourCodes(colour, base);
}

function colourCodes(colour: number, base: 30 | 40): readonly string[] {
  if (colour === OWN_COLOUR) return [];
  if (colour < 8) return [String(base + colour)];
  if (colour < 16) return [String(base + 60 + colour - 8)];
  return [`${base + 8};5;${colour}`];
}
