/** `:tada:` and the like: found by name, and put in the place of their names in what is sent. */
import { EMOJI_TABLE } from './emoji-table.js';

/** The table as a map; read when the first name is asked for, which most visits never do. */
let table: ReadonlyMap<string, string> | null = null;

function emojiTable(): ReadonlyMap<string, string> {
  table ??= new Map(
    EMOJI_TABLE.trim()
      .split('\n')
      .flatMap((row) => {
        const [emoji = '', ...names] = row.split(' ');
        return names.map((name): [string, string] => [name, emoji]);
      }),
  );
  return table;
}

/** Null for what is no name; without its colons, in any case. */
export function emojiNamed(name: string): string | null {
  return emojiTable().get(name.toLowerCase()) ?? null;
}

export interface NamedEmoji {
  readonly name: string;
  readonly emoji: string;
}

/** Those whose names begin so, the exact one first; each emoji once, at most `most` of them. */
export function emojiStarting(start: string, most: number): readonly NamedEmoji[] {
  const wanted = start.toLowerCase();
  const found = new Map<string, NamedEmoji>();
  const exact = emojiNamed(wanted);
  if (exact !== null) found.set(exact, { name: wanted, emoji: exact });
  for (const [name, emoji] of emojiTable()) {
    if (found.size >= most) break;
    if (name.startsWith(wanted) && !found.has(emoji)) found.set(emoji, { name, emoji });
  }
  return [...found.values()];
}

/**
 * One name or several in a row, as a word of its own: `std::x::y` and `[:x:]` are nobody's smile. A backslash before
 * them leaves them as they are typed.
 */
const NAMES = /(?<=^|[\s("'])(\\?)((?::[A-Za-z0-9_+-]{1,40}:)+)(?=$|[\s.,!?;)"'])/g;

/** The text with emoji for their names; names that nobody knows stay. */
export function withEmoji(text: string): string {
  if (!text.includes(':')) return text;
  return text.replace(NAMES, (whole, escape: string, run: string) => {
    const found = run.slice(1, -1).split('::').map(emojiNamed);
    if (found.includes(null)) return whole;
    return escape === '' ? found.join('') : run;
  });
}
