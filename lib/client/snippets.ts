/** Which text can be sent as a snippet, and what each of its parts says of it. */
import { SNIPPET_CHARS_MAX, SNIPPET_LINES_MAX, type Snippet } from '../protocol/snippet.js';
import type { Session } from './session.js';

/** Lines from which a text is asked about, or folded: fewer are seen whole. */
export const LONG_TEXT_LINES = 5;

/** Why it cannot; null when it can. */
export function snippetProblem(session: Session, text: string): string | null {
  if (session.phase === 'ready' && session.multiline === null)
    return 'This server takes no messages of several lines, and so no snippets. Nothing was sent.';
  if (!isTooLong(text)) return null;
  return `A snippet has ${SNIPPET_LINES_MAX} lines and ${SNIPPET_CHARS_MAX} characters at most, and this is more. Nothing was sent.`;
}

export function isTooLong(text: string): boolean {
  return text.length > SNIPPET_CHARS_MAX || text.split('\n').length > SNIPPET_LINES_MAX;
}

/** One for each of the messages that it takes. */
export function snippetsOf(pieces: readonly string[], key: string): readonly Snippet[] {
  const lines = pieces.reduce((sum, piece) => sum + piece.split('\n').length, 0);
  return pieces.map((_, index) => ({ key, part: index + 1, parts: pieces.length, lines }));
}
