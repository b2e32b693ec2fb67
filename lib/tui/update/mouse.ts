/** A click: on a room it goes there, on a person it begins a private conversation, on an address it opens that, below the messages it goes to the newest. */
import { textWidth } from '../../base/text-width.js';
import type { Cell, Row } from '../frame.js';
import type { InputEvent } from '../input-event.js';
import type { Request } from '../message.js';
import type { Model } from '../model.js';
import { isMe } from '../../client/state.js';
import { isBelowShown, isCovered, tabsHeight, upperHeight } from '../view/layout.js';
import { messageRows } from '../view/messages.js';
import { isPeopleHiddenBy, personAt } from '../view/people.js';
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
): readonly Request[] {
  if (!pressed || button !== LEFT_BUTTON) return [];
  const row = y - tabsHeight(model);
  if (row < 0) goTo(model, tabAt(model, model.size.columns, x));
  else if (row < upperHeight(model) && !isCovered(model)) return clickPanes(model, { x, y }, row);
  return [];
}

function clickPanes(model: Model, at: Cell, row: number): readonly Request[] {
  const height = upperHeight(model);
  const shown = messageRows(model)[row] ?? [];
  // An address may lie over the lists.
  const left = isAcross(shown) ? 0 : roomsWidth(model);
  const url = linkAt(shown, at.x - left);
  if (url !== undefined) return [{ kind: 'open-link', url }];
  if (at.x < left) goTo(model, roomAt(model, height, row));
  else if (isOverPeople(model, at) && !isPeopleHiddenBy(model, shown))
    clickPerson(model, personAt(model, height, row));
  else if (row === height - 1 && isBelowShown(model)) toNewest(currentWindow(model));
  return [];
}

/** Of what stands in this column of a row. */
function linkAt(row: Row, x: number): string | undefined {
  let end = 0;
  return row.find(({ text }) => {
    const start = end;
    end += textWidth(text);
    return x >= start && x < end;
  })?.style.link;
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
