/** How the screen is divided: panes give way before the messages do. */
import type { Model } from '../model.js';
import type { Size } from '../frame.js';
import { shownTimeline } from '../window.js';
import { currentWindow } from '../windows.js';
import { inputHeight } from './input.js';
import { foundHere } from './below.js';
import { peopleWidth } from './people.js';
import { roomsWidth } from './rooms.js';

/** Below this nothing useful fits (docs/user-guide.md). */
export const COLUMNS_MIN = 24;
export const ROWS_MIN = 6;

/** Rows of the screen from which the rooms have a row of their own. */
const TABS_ROWS_MIN = 10;

export function isTooSmall(size: Size): boolean {
  return size.columns < COLUMNS_MIN || size.rows < ROWS_MIN;
}

/** Rows above the message pane: one that names the rooms, where there is room for it. */
export function tabsHeight({ size }: Model): number {
  return size.rows >= TABS_ROWS_MIN ? 1 : 0;
}

/** Whether the last row of the message pane says what is below it. */
export function isBelowShown(model: Model): boolean {
  const window = currentWindow(model);
  return foundHere(model) !== null || window.excerpt !== null || shownTimeline(window).hasBelow;
}

/** Of the messages that are shown. */
export function paneSize(model: Model): Pane {
  return paneBy(model, isBelowShown(model));
}

/** The same while one reads further up: moving there is counted in these rows. */
export function readingSize(model: Model): Pane {
  return paneBy(model, true);
}

interface Pane {
  readonly width: number;
  readonly height: number;
}

function paneBy(model: Model, hasBelow: boolean): Pane {
  const people = peopleWidth(model);
  // A blank column keeps the text off the line beside it.
  const beside = roomsWidth(model) + (people === 0 ? 0 : people + 1);
  const width = Math.max(1, model.size.columns - beside);
  const height = upperHeight(model) - (hasBelow ? 1 : 0);
  return { width, height: Math.max(1, height) };
}

/** Whether something stands over the messages and what is beside them. */
export function isCovered({ help, reading, results }: Model): boolean {
  return help !== null || reading !== null || results?.isOpen === true;
}

/** All that is between the row of rooms and the status line, below which is the input. */
export function upperHeight(model: Model): number {
  return Math.max(1, model.size.rows - 1 - inputHeight(model) - tabsHeight(model));
}
