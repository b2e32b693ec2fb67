/** The index of words: what is put in, and how a question is asked of it. */
import { fold } from '../../base/casefold.js';
import { searchPhrases, searchWords } from '../../base/search-words.js';

/**
 * Tokens that narrow a search to one conversation and one person without reading a message. No word has an underscore
 * in it (searchWords), so nothing that is said looks like one.
 */
function conversationToken(id: number): string {
  return `_c${id}`;
}

function personToken(name: string): string {
  return `_p${Buffer.from(fold(name)).toString('hex')}`;
}

/** What is put into the index for a text. */
export function indexed(conversation: number, name: string, text: string): string {
  return `${searchWords(text).join(' ')} ${conversationToken(conversation)} ${personToken(name)}`;
}

/**
 * The expression for MATCH; null where nothing can be found, while no words at all take every text. It is built of letters and digits between quotes,
 * and so means nothing else to FTS5 whatever somebody types.
 */
export function matchExpression(conversation: number, words: string, from: string | null): string | null {
  const phrases = searchPhrases(words);
  if (phrases.length === 0 && words !== '') return null;
  const tokens = [conversationToken(conversation), ...(from === null ? [] : [personToken(from)])];
  const wanted = phrases.map((phrase) => `"${phrase.join(' ')}" *`);
  return [...wanted, ...tokens.map((token) => `"${token}"`)].join(' AND ');
}
