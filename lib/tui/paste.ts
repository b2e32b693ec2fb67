/** A paste of many lines, about which one question is asked: what to do with it. */
import type { Window } from './window.js';

/** Lines from which it is asked: fewer are seen whole in the input. */
export const PASTE_LINES = 5;

export interface Paste {
  /** Where it was pasted. */
  readonly window: Window;
  readonly text: string;
}

export function linesIn(text: string): number {
  return text.split('\n').length;
}
