/** A long paste as one thing to open: what the tag of its parts says (docs/adr, "A snippet is messages of several lines with a tag"). */

/** On each message of several lines that is a part of one. Ours; docs/protocol.md. */
export const TAG_SNIPPET = '+lanchat/snippet';

/** Lines and characters of a snippet: as much as may wait for a server, of which people with `nc` read every line. */
export const SNIPPET_LINES_MAX = 1000;
export const SNIPPET_CHARS_MAX = 65_536;

/** Parts that one may have: the least a server takes as one message is a few lines. */
const PARTS_MAX = 100;

export interface Snippet {
  /** The same in all its parts; of one sender. */
  readonly key: string;
  /** From 1 to `parts`. */
  readonly part: number;
  readonly parts: number;
  /** Of all its parts. */
  readonly lines: number;
}

export function snippetTag({ key, part, parts, lines }: Snippet): string {
  return `${part}/${parts}/${lines}/${key}`;
}

/** Null for what is none: its message is then a message like others. */
export function readSnippet(value: string): Snippet | null {
  const [, ...found] = /^(\d{1,3})\/(\d{1,3})\/(\d{1,4})\/([A-Za-z0-9_-]{1,64})$/.exec(value) ?? [];
  const [part, parts, lines] = found.map(Number);
  const key = found[3];
  if (part === undefined || parts === undefined || lines === undefined || key === undefined) return null;
  if (part < 1 || part > parts || parts > PARTS_MAX || lines < 1) return null;
  return { key, part, parts, lines };
}
