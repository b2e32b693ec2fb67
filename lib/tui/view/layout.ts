/** How the screen is divided: panes give way before the messages do. */
import type { Model } from '../model.js';
import type { Size } from '../frame.js';
import { peopleWidth } from './people.js';

/** Below this nothing useful fits (docs/user-guide.md). */
export const COLUMNS_MIN = 24;
export const ROWS_MIN = 6;

/** The status line and the input line. */
const OTHER_ROWS = 2;

export function isTooSmall(size: Size): boolean {
  return size.columns < COLUMNS_MIN || size.rows < ROWS_MIN;
}

/** Of the message pane. */
export function paneSize(model: Model): { readonly width: number; readonly height: number } {
  const people = peopleWidth(model);
  // A blank column keeps the text off the line beside it.
  const width = Math.max(1, model.size.columns - (people === 0 ? 0 : people + 1));
  return { width, height: Math.max(1, model.size.rows - OTHER_ROWS) };
}
