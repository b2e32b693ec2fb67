/** Small pieces of sentences. */

/** `ann`, `ann and bo`, `ann, bo and cy`; empty for none. */
export function enumeration(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** What others' programs say over several lines. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
