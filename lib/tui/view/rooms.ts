/** The list of rooms and private conversations at the side of a wide screen, with what is new in each. */
import { safeText } from '../../base/safe-text.js';
import { textWidth } from '../../base/text-width.js';
import type { Row, Style } from '../frame.js';
import { listPart, type ListPart } from '../list-part.js';
import type { Model } from '../model.js';
import { THEME } from '../theme.js';
import type { Window } from '../window.js';
import { fitRow, span } from '../wrap.js';
import { shortened } from './entry-rows.js';
import { markOf, nameOf } from './window-label.js';

/** Columns of the screen from which messages beside the list are still as wide as one likes to read. */
const SCREEN_COLUMNS_MIN = 140;

/** And from which it has room, where somebody wants it. */
export const ROOMS_COLUMNS_MIN = 60;

/** Always the same: nothing may move because somebody begins a conversation. */
const LIST_COLUMNS = 22;

/** Of the line beside the list, and the blank that keeps it off the messages. */
const EDGE = '\u2502 ';

/** 0 where there is no room for the list, or it is not wanted: the row above names the rooms then. */
export function roomsWidth({ rooms, settings, size }: Model): number {
  const isFitting = settings.rooms === 'on' && size.columns >= SCREEN_COLUMNS_MIN;
  const isShown = rooms === 'fitting' ? isFitting : rooms === 'shown' && size.columns >= ROOMS_COLUMNS_MIN;
  return isShown ? LIST_COLUMNS : 0;
}

/** The one that is shown is in its middle, as far as the list goes on. */
function partShown({ windows, current }: Model, height: number): ListPart {
  return listPart(windows.length, height, current - Math.floor(height / 2));
}

/** The index of the window in a row of the list; null where there is none. */
export function roomAt(model: Model, height: number, row: number): number | null {
  const { first, end, above } = partShown(model, height);
  const index = first + row - Math.min(1, above);
  return index >= first && index < end ? index : null;
}

export function roomsRows(model: Model, height: number): readonly Row[] {
  const { first, end, above, below } = partShown(model, height);
  const { windows } = model;
  const rows = windows.slice(first, end).map((window, index) => roomRow(model, window, first + index));
  if (above > 0) rows.unshift(moreRow(windows.slice(0, first)));
  if (below > 0) rows.push(moreRow(windows.slice(end)));
  const blank = listRow('', '', {});
  while (rows.length < height) rows.push(blank);
  return rows;
}

function roomRow(model: Model, window: Window, index: number): Row {
  const number = index < 9 ? String(index + 1) : '';
  const style = index === model.current ? THEME.roomShown : styleOf(window);
  return listRow(`${number.padStart(2)} ${nameOf(model, window)}`, markOf(window), style);
}

/** Those out of sight must not be overlooked. */
function moreRow(windows: readonly Window[]): Row {
  const forMe = windows.find((window) => window.forMe > 0);
  const urgent = forMe ?? windows.find((window) => window.unread > 0);
  const style = urgent === undefined ? THEME.away : styleOf(urgent);
  return listRow(`   +${windows.length} more`, '', style);
}

function styleOf({ unread, forMe }: Window): Style {
  if (forMe > 0) return THEME.roomForMe;
  return unread > 0 ? THEME.roomUnread : {};
}

function listRow(name: string, mark: string, style: Style): Row {
  const room = LIST_COLUMNS - EDGE.length;
  const beside = textWidth(mark) === 0 ? '' : `${mark} `;
  const left = room - textWidth(beside);
  return [
    ...fitRow([span(shortened(safeText(name), left), style)], left, style),
    span(beside, style),
    span(EDGE, THEME.separator),
  ];
}
