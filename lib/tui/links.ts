/** Where addresses of the web and the like stand in a text. */

export interface Link {
  /** UTF-16 units; `end` is behind it. */
  readonly start: number;
  readonly end: number;
}

/** A scheme is bounded, so that a long word costs one look at each letter. */
const LINK = /\b[a-z][a-z0-9+.-]{1,15}:\/\/[^\s<>"]+/gi;

/** What ends a sentence does not belong to the address in it. */
const SENTENCE_END = /[.,;:!?'\u2026]+$/;

export function linksIn(text: string): readonly Link[] {
  if (!text.includes('://')) return [];
  return Array.from(text.matchAll(LINK), (match) => {
    const { index } = match;
    return { start: index, end: index + withoutEnd(match[0]).length };
  });
}

/** A closing bracket belongs to it where it was opened in it. */
function withoutEnd(address: string): string {
  const bare = address.replace(SENTENCE_END, '');
  return bare.endsWith(')') && !bare.includes('(') ? withoutEnd(bare.slice(0, -1)) : bare;
}
