/** A click: on a room it goes there, on a person it begins a private conversation, below the messages it goes to the newest. */
import type { InputEvent } from '../input-event.js';
import type { Model } from '../model.js';
import { isMe } from '../../client/state.js';
import { isBelowShown, isCovered, tabsHeight, upperHeight } from '../view/layout.js';
import { personAt } from '../view/people.js';
import { tabAt } from '../view/tabs.js';
import { toNewest } from '../window.js';
import { currentWindow, openWindow, showWindow } from '../windows.js';
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
    const window = model.windows[tabAt(model, columns, x) ?? -1];
    if (window === undefined) return;
    // What stood over the messages was of the other room.
    model.help = null;
    if (model.results !== null) model.results.isOpen = false;
    showWindow(model, window);
    return;
  }
  if (row >= height || isCovered(model)) return;
  if (isOverPeople(model, { x, y })) {
    clickPerson(model, personAt(model, height, row));
    return;
  }
  if (row === height - 1 && isBelowShown(model)) toNewest(currentWindow(model));
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
