/** Where addresses of the web and the like stand in a text. */

export interface Link {
  /** UTF-16 units; `end` is behind it. */
  readonly start: number;
  readonly end: number;
  /** Where it may be opened, in printable ASCII, whatever letters it was written with; else null. */
  readonly url: string | null;
}

/** A scheme is bounded, so that a long word costs one look at each letter. */
const LINK = /\b[a-z][a-z0-9+.-]{1,15}:\/\/[^\s<>"]+/gi;

/** What ends a sentence does not belong to the address in it. */
const SENTENCE_END = /[.,;:!?'\u2026]+$/;

export function linksIn(text: string): readonly Link[] {
  if (!text.includes('://')) return [];
  return Array.from(text.matchAll(LINK), ({ index, 0: found }) => {
    const address = withoutEnd(found);
    return { start: index, end: index + address.length, url: webUrl(address) };
  });
}

/** A closing bracket belongs to it where it was opened in it. */
function withoutEnd(address: string): string {
  const bare = address.replace(SENTENCE_END, '');
  return bare.endsWith(')') && !bare.includes('(') ? withoutEnd(bare.slice(0, -1)) : bare;
}

export type WebLink = Link & { readonly url: string };

/** Characters of an address; what is longer is none to open. */
const LENGTH_MAX = 2000;

/** Links of one message that can be opened. */
const LINKS_MAX = 9;

/** Those that may be opened. */
export function webLinks(links: readonly Link[]): readonly WebLink[] {
  return links.filter((link): link is WebLink => link.url !== null).slice(0, LINKS_MAX);
}

export function webLinksIn(text: string): readonly WebLink[] {
  return webLinks(linksIn(text));
}

/**
 * Null for what is no address of a page: http and https alone, and nothing that a terminal or a program could take for
 * more. Letters beyond ASCII go as their bytes, as browsers send them too.
 */
function webUrl(written: string): string | null {
  if (written.length > LENGTH_MAX || /[\p{Surrogate}\p{Cc}]/u.test(written)) return null;
  if (!/^https?:\/\/[^/?#]*[^/?#.:@]/i.test(written)) return null;
  return written.replace(/[^!-~]+/g, encodeURIComponent);
}
