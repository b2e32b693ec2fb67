/** Choosing a message: which one, and what is being asked about it. */
import type { Entry } from './entry.js';
import type { Window } from './window.js';

/** `nothing`: a key says what to do. `take-back`: whether that is meant. `reaction`: which one, as far as it is typed. */
export type Asking =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'take-back' }
  | { readonly kind: 'reaction'; readonly typed: string };

export interface Selection {
  readonly asking: Asking;
  /** The window showed the newest before, and does again afterwards. */
  readonly wasFollowing: boolean;
}

/** Comings and goings are nothing to answer. */
export function isSelectable({ who, takenBack, snippet }: Entry): boolean {
  // The first part of a snippet stands for all of it.
  return who !== '' && takenBack !== true && (snippet?.part ?? 1) === 1;
}

/** Marks an entry as the chosen one, or none. */
export function setSelected(window: Window, entry: Entry | null): void {
  if (window.selected === entry) return;
  window.selected = entry;
  window.timeline.relayout();
  window.excerpt?.timeline.relayout();
}
