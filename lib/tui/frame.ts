/** What a view hands to the painter: rows of styled text, and where the cursor stands. Plain data (docs/architecture.md). */
import type { SafeText } from '../base/safe-text.js';
import type { Ink } from './inks.js';

/** Inks left out are the terminal's own foreground and background. */
export interface Style {
  readonly fg?: Ink;
  readonly bg?: Ink;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly inverse?: boolean;
  /** An http or https address that the text leads to, in printable ASCII (lib/tui/links.ts). */
  readonly link?: string;
}

/** Text of one style. Only text made harmless can be shown: `SafeText` is made by `safeText()` alone. */
export interface Span {
  readonly text: SafeText;
  readonly style: Style;
}

export type Row = readonly Span[];

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** A place on the screen in cells, counted from 0 at the top left. */
export interface Cell {
  readonly x: number;
  readonly y: number;
}

export interface Notice {
  readonly title: SafeText;
  readonly text: SafeText;
}

export interface Frame {
  /** From the top; rows that are missing are blank, and what does not fit is cut. */
  readonly rows: readonly Row[];
  /** Null hides the cursor. */
  readonly cursor: Cell | null;
  /** The terminal's window title. */
  readonly title: string;
  /** Shown by the desktop where the terminal passes it on, once when this frame is first painted. */
  readonly notice: Notice | null;
  /**
   * Lines to show instead of all else, without a style and as long as they are: the terminal wraps and selects them by
   * itself. Null most of the time.
   */
  readonly bare?: readonly SafeText[] | null;
  /** Rings the terminal's bell once when this frame is first painted. */
  readonly bell: boolean;
}
