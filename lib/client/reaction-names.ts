/** Reactions by their names, as other chat programs have them. */
import { emojiNamed } from './emoji.js';

/** Those that are offered, by their numbers from 1 on. */
export const REACTIONS = [
  '\u{1f44d}',
  '\u2764\ufe0f',
  '\u{1f602}',
  '\u{1f389}',
  '\u{1f914}',
  '\u2705',
] as const;

/** `:+1:` and `+1` are the emoji; what is no name is itself. */
export function reactionNamed(typed: string): string {
  const word = typed.trim();
  return emojiNamed(word.replace(/^:(.+):$/, '$1')) ?? word;
}
