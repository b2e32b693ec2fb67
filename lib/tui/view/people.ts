/** The people pane: who is in the room, those who run it first. */
import { safeText } from '../../base/safe-text.js';
import { textWidth } from '../../base/text-width.js';
import { isRoomTarget } from '../../client/session.js';
import { findRoom, type Person, type Room } from '../../client/state.js';
import type { Row } from '../frame.js';
import { listPart, type ListPart } from '../list-part.js';
import type { Model } from '../model.js';
import { nickColour, THEME } from '../theme.js';
import { currentWindow } from '../windows.js';
import { fitRow, isAcross, rowWidth, span } from '../wrap.js';
import { shortened } from './entry-rows.js';

/** Columns of the screen from which the pane has room. */
const SCREEN_COLUMNS_MIN = 80;

/** And from which it has, where somebody wants it. */
export const FORCED_COLUMNS_MIN = 40;

/** Of the pane: a long name may not take the room of the messages. */
const PANE_COLUMNS_MIN = 12;
const PANE_SHARE = 0.18;

/** Columns of the line and the rank before a name. */
const BEFORE_NAME = 2;

/** The people of a room in their order, and the columns of the longest name. */
interface Roster {
  readonly version: number;
  readonly people: readonly Person[];
  readonly widest: number;
}

/** A crowd is not sorted again for each frame. */
const rosters = new WeakMap<Room, Roster>();

function rosterOf(room: Room): Roster {
  const known = rosters.get(room);
  if (known?.version === room.peopleVersion) return known;
  const people = [...room.people].sort(byRankAndName).map(([, person]) => person);
  const widest = people.reduce((most, { name }) => Math.max(most, textWidth(name)), 0);
  const roster = { version: room.peopleVersion, people, widest };
  rosters.set(room, roster);
  return roster;
}

const NOBODY: Roster = { version: 0, people: [], widest: 0 };

function shownRoster(model: Model): Roster {
  const room = findRoom(model.session.chat, currentWindow(model).place);
  return room === undefined ? NOBODY : rosterOf(room);
}

/** 0 where there is no room for the pane, nothing to show in it, or it is not wanted. */
export function peopleWidth(model: Model): number {
  const { place } = currentWindow(model);
  if (!isWanted(model) || !isRoomTarget(model.session, place)) return 0;
  const { widest } = shownRoster(model);
  const most = Math.floor(model.size.columns * PANE_SHARE);
  return Math.min(Math.max(most, PANE_COLUMNS_MIN), Math.max(PANE_COLUMNS_MIN, widest + BEFORE_NAME + 1));
}

function isWanted({ people, settings, size }: Model): boolean {
  if (people === 'fitting') return settings.people === 'on' && size.columns >= SCREEN_COLUMNS_MIN;
  return people === 'shown' && size.columns >= FORCED_COLUMNS_MIN;
}

/** An address that has all of the screen may lie over them. */
export function isPeopleHiddenBy(model: Model, row: Row): boolean {
  return isAcross(row) && rowWidth(row) >= model.size.columns - peopleWidth(model);
}

/** What is in a row of the pane: somebody, or the way to those above or below; null where there is nothing. */
export function personAt(
  model: Model,
  height: number,
  row: number,
): { readonly name: string } | 'above' | 'below' | null {
  const { people } = shownRoster(model);
  const part = listPart(people.length, height, model.peopleTop);
  if (row === 0 && part.above > 0) return 'above';
  if (row === height - 1 && part.below > 0) return 'below';
  return people[row + part.first - Math.min(1, part.above)] ?? null;
}

interface Pane {
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly rows: readonly Row[];
}

const panes = new WeakMap<Roster, Pane>();

/** The very same rows until something in them changes: what has to be drawn is then quickly told. */
export function peopleRows(model: Model, width: number, height: number): readonly Row[] {
  const roster = shownRoster(model);
  const top = model.peopleTop;
  const known = panes.get(roster);
  if (known?.width === width && known.height === height && known.top === top) return known.rows;
  const rows = paneRows(roster.people, listPart(roster.people.length, height, top), width, height);
  panes.set(roster, { width, height, top, rows });
  return rows;
}

function paneRows(people: readonly Person[], part: ListPart, width: number, height: number): readonly Row[] {
  const { first, end, above, below } = part;
  const rows = people.slice(first, end).map((person) => personRow(person, width));
  if (above > 0) rows.unshift(lineRow(`+${above} more`, width));
  if (below > 0) rows.push(lineRow(`+${below} more`, width));
  const blank = lineRow('', width);
  while (rows.length < height) rows.push(blank);
  return rows;
}

function personRow({ name, ranks, away }: Person, width: number): Row {
  const style = away ? THEME.away : { fg: nickColour(name) };
  const rank = span(ranks === '' ? ' ' : ranks.charAt(0), THEME.separator);
  return fitRow(
    [span('\u2502', THEME.separator), rank, span(shortened(safeText(name), width - BEFORE_NAME), style)],
    width,
    {},
  );
}

function lineRow(text: string, width: number): Row {
  return fitRow([span('\u2502', THEME.separator), span(` ${text}`, THEME.away)], width, {});
}

/** The folded names, which are at hand as keys, compare faster than any locale would. */
function byRankAndName(
  [one, first]: readonly [string, Person],
  [other, second]: readonly [string, Person],
): number {
  return rankOf(first) - rankOf(second) || (one < other ? -1 : 1);
}

/** Those who run the room, those who may always speak, the others. */
function rankOf({ ranks }: Person): number {
  if (ranks === '') return 2;
  return ranks.startsWith('+') ? 1 : 0;
}
