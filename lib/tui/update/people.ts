/** The lists at the sides: put away, fetched where the screen is too narrow for them by itself, and scrolled. */
import { findRoom } from '../../client/state.js';
import type { Cell } from '../frame.js';
import { topMax } from '../list-part.js';
import type { Model } from '../model.js';
import { isCovered, tabsHeight, upperHeight } from '../view/layout.js';
import { FORCED_COLUMNS_MIN, peopleWidth } from '../view/people.js';
import { ROOMS_COLUMNS_MIN, roomsWidth } from '../view/rooms.js';
import { currentWindow } from '../windows.js';

export function switchPeople(model: Model): void {
  model.people = peopleWidth(model) > 0 ? 'hidden' : 'shown';
  if (model.people === 'shown' && model.size.columns < FORCED_COLUMNS_MIN) model.word = '/who lists them';
}

export function switchRooms(model: Model): void {
  model.rooms = roomsWidth(model) > 0 ? 'hidden' : 'shown';
  if (model.rooms === 'shown' && model.size.columns < ROOMS_COLUMNS_MIN)
    model.word = 'Too narrow for the list: Alt-Left and Alt-Right go from one to another';
}

export function isOverPeople(model: Model, { x, y }: Cell): boolean {
  const row = y - tabsHeight(model);
  if (isCovered(model) || row < 0 || row >= upperHeight(model)) return false;
  return x >= model.size.columns - peopleWidth(model);
}

export function scrollPeople(model: Model, rows: number): void {
  if (peopleWidth(model) === 0) return;
  const people = findRoom(model.session.chat, currentWindow(model).place)?.people.size ?? 0;
  const end = topMax(people, upperHeight(model));
  // Those who have left since may have taken the last rows away.
  const top = Math.min(model.peopleTop, end);
  model.peopleTop = Math.min(Math.max(0, top + rows), end);
}

/** The rows that count the others stay, and one name, to find one's place again. */
export function pagePeople(model: Model, direction: -1 | 1): void {
  scrollPeople(model, direction * Math.max(1, upperHeight(model) - 3));
}
