/** The part of a long list that its pane shows; where the list goes on, a row says by how many. */

export interface ListPart {
  /** Of the entries that are shown: the first, and the one behind the last. */
  readonly first: number;
  readonly end: number;
  /** Entries out of sight; where there are any, the first or the last row tells. */
  readonly above: number;
  readonly below: number;
}

/** `top`: rows scrolled away; more than there are is the end of the list. A pane of one row does not scroll. */
export function listPart(length: number, height: number, top: number): ListPart {
  const from = height < 2 ? 0 : Math.min(Math.max(0, top), topMax(length, height));
  // The row that tells takes the place of one more entry.
  const above = from === 0 ? 0 : from + 1;
  const hidden = length - from - height;
  const below = hidden <= 0 ? 0 : hidden + 1;
  return { first: above, end: Math.max(above, length - below), above, below };
}

/** Rows that can be scrolled away. */
export function topMax(length: number, height: number): number {
  return Math.max(0, length - height);
}
