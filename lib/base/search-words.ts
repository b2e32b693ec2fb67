/** Text cut into the words that a search compares: the same for what is looked for and for what is looked in. */

/** Words of a search that count: more would be looked for one by one. */
const SEARCH_WORDS_MAX = 20;

/** Runs of letters and digits; of scripts written without spaces each character is a word. */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|[\p{L}\p{N}]+/gu;

/** Lower case, without accents: `Éclair 漢字` → `eclair`, `漢`, `字`. */
export function searchWords(text: string): readonly string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  return plain.match(WORD) ?? [];
}

/**
 * What is looked for: each item of the list is one or more words that must follow each other in the text, and the
 * last of them need only be the beginning of one. Empty where there is nothing to look for.
 */
export function searchPhrases(wanted: string): readonly (readonly string[])[] {
  return wanted
    .split(/\s+/)
    .slice(0, SEARCH_WORDS_MAX)
    .map(searchWords)
    .filter((phrase) => phrase.length > 0);
}

export function matchesPhrases(text: string, phrases: readonly (readonly string[])[]): boolean {
  const words = searchWords(text);
  return phrases.length > 0 && phrases.every((phrase) => hasPhrase(words, phrase));
}

function hasPhrase(words: readonly string[], phrase: readonly string[]): boolean {
  const last = phrase.length - 1;
  return words.some((_, start) =>
    phrase.every((part, index) => {
      const word = words[start + index];
      return word !== undefined && (index === last ? word.startsWith(part) : word === part);
    }),
  );
}
