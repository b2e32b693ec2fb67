/** A paste of many lines, or the text of a file, about which one question is asked: what to do with it. */
import type { Window } from './window.js';

export interface Paste {
  /** Where it was pasted. */
  readonly window: Window;
  readonly text: string;
  /** The name of the file that it is; null for what was pasted. */
  readonly file: string | null;
}

export function linesIn(text: string): number {
  return text.split('\n').length;
}
