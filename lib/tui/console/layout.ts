/** Where things stand on the host's console at a size of screen. */
import type { Settings } from '../../client/settings.js';
import type { Size } from '../frame.js';

export const COLUMNS_MIN = 24;
export const ROWS_MIN = 6;

/** Columns from which the people get a pane of their own: with names alone, and with everything known. */
const PEOPLE_FROM = 70;
const PEOPLE_WIDE_FROM = 110;
const PEOPLE_COLUMNS = 30;
export const PEOPLE_WIDE_COLUMNS = 58;

/** Of the line between the log and the people. */
const RULE_COLUMNS = 3;

/** Above the log. */
export const TITLE_ROWS = 1;

/** The title, the hints and the command line. */
const OTHER_ROWS = TITLE_ROWS + 2;

export interface ConsoleLayout {
  readonly logColumns: number;
  /** 0 where there is no room for the people. */
  readonly peopleColumns: number;
  readonly rows: number;
}

export function layoutConsole({
  size,
  settings,
}: {
  readonly size: Size;
  readonly settings: Settings;
}): ConsoleLayout {
  const { columns, rows } = size;
  const peopleColumns = settings.people === 'on' ? columnsForPeople(columns) : 0;
  const logColumns = peopleColumns === 0 ? columns : columns - peopleColumns - RULE_COLUMNS;
  return { logColumns, peopleColumns, rows: Math.max(1, rows - OTHER_ROWS) };
}

function columnsForPeople(columns: number): number {
  if (columns >= PEOPLE_WIDE_FROM) return PEOPLE_WIDE_COLUMNS;
  return columns >= PEOPLE_FROM ? PEOPLE_COLUMNS : 0;
}
