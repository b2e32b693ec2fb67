/** Reactions by their names, as other chat programs have them. */

/** Those that are offered, by their numbers from 1 on. */
export const REACTIONS = [
  '\u{1f44d}',
  '\u2764\ufe0f',
  '\u{1f602}',
  '\u{1f389}',
  '\u{1f914}',
  '\u2705',
] as const;

const NAMES: Readonly<Record<string, string>> = {
  '+1': '\u{1f44d}',
  thumbsup: '\u{1f44d}',
  '-1': '\u{1f44e}',
  thumbsdown: '\u{1f44e}',
  heart: '\u2764\ufe0f',
  joy: '\u{1f602}',
  laugh: '\u{1f602}',
  smile: '\u{1f604}',
  tada: '\u{1f389}',
  party: '\u{1f389}',
  thinking: '\u{1f914}',
  check: '\u2705',
  done: '\u2705',
  x: '\u274c',
  no: '\u274c',
  eyes: '\u{1f440}',
  clap: '\u{1f44f}',
  fire: '\u{1f525}',
  rocket: '\u{1f680}',
  wave: '\u{1f44b}',
  pray: '\u{1f64f}',
  thanks: '\u{1f64f}',
  ok: '\u{1f44c}',
  cry: '\u{1f622}',
  sad: '\u{1f622}',
  wow: '\u{1f62e}',
  question: '\u2753',
  coffee: '\u2615',
  '100': '\u{1f4af}',
};

/** `:+1:` and `+1` are the emoji; what is no name is itself. */
export function reactionNamed(typed: string): string {
  const name = typed.trim().replace(/^:(.+):$/, '$1');
  return Object.hasOwn(NAMES, name.toLowerCase()) ? (NAMES[name.toLowerCase()] ?? typed) : typed.trim();
}
