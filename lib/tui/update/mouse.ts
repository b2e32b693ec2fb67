/** A click: on a room it goes there, on a person it begins a private conversation, below the messages it goes to the newest. */
import type { Cell } from '../frame.js';
import type { InputEvent } from '../input-event.js';
import type { Model } from '../model.js';
import { isMe } from '../../client/state.js';
import { isBelowShown, isCovered, tabsHeight, upperHeight } from '../view/layout.js';
import { messageRows } from '../view/messages.js';
import { personAt } from '../view/people.js';
import { roomAt, roomsWidth } from '../view/rooms.js';
import { tabAt } from '../view/tabs.js';
import { toNewest } from '../window.js';
import { currentWindow, openWindow, showWindow } from '../windows.js';
import { isAcross } from '../wrap.js';
import { hint } from './hint.js';
import { isOverPeople, pagePeople } from './people.js';

const LEFT_BUTTON = 0;

export function onClick(
  model: Model,
  { button, x, y, pressed }: Extract<InputEvent, { kind: 'mouse' }>,
): void {
  if (!pressed || button !== LEFT_BUTTON) return;
  const { columns } = model.size;
  const row = y - tabsHeight(model);
  const height = upperHeight(model);
  if (row < 0) {
    goTo(model, tabAt(model, columns, x));
    return;
  }
  // Nobody means who is behind an address that lies over the lists.
  if (row >= height || isCovered(model) || isAcross(messageRows(model)[row] ?? [])) return;
  if (x < roomsWidth(model)) {
    goTo(model, roomAt(model, height, row));
    return;
  }
  if (isOverPeople(model, { x, y })) {
    clickPerson(model, personAt(model, height, row));
    return;
  }
  if (row === height - 1 && isBelowShown(model)) toNewest(currentWindow(model));
}

/** Over the rooms or the people: what one does there is not about the messages. */
export function isBesideMessages(model: Model, at: Cell): boolean {
  return at.y < tabsHeight(model) || at.x < roomsWidth(model) || isOverPeople(model, at);
}

/** What stood over the messages was of the other room. */
function goTo(model: Model, index: number | null): void {
  const window = model.windows[index ?? -1];
  if (window === undefined) return;
  model.help = null;
  if (model.results !== null) model.results.isOpen = false;
  showWindow(model, window);
}

function clickPerson(model: Model, clicked: ReturnType<typeof personAt>): void {
  if (clicked === null) return;
  if (clicked === 'above' || clicked === 'below') pagePeople(model, clicked === 'above' ? -1 : 1);
  else if (!isMe(model.session.chat, clicked.name)) showWindow(model, openWindow(model, clicked.name));
}

/** Selecting with it is the terminal's while it is off. */
export function switchMouse(model: Model): void {
  model.mouse = !model.mouse;
  hint(model, model.mouse ? 'the mouse is on: Shift selects' : 'the mouse is off');
}
