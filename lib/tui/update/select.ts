/** Choosing a message with the keys, and what they do with it. */
import { keyId } from '../editor-keys.js';
import type { Entry } from '../entry.js';
import type { InputEvent, KeyEvent } from '../input-event.js';
import type { Request } from '../message.js';
import type { Model } from '../model.js';
import { isSelectable, setSelected, type Asking } from '../selection.js';
import { shownTimeline, toNewest } from '../window.js';
import { currentWindow } from '../windows.js';
import { paneSize, readingSize, tabsHeight } from '../view/layout.js';
import { act, takeBackSelected } from './act-on.js';
import { isBesideMessages } from './mouse.js';
import { askForNewer, askForOlder } from './pages.js';
import { react, reactionTyped } from './react.js';

/** The view holds still from here on. */
export function beginSelection(model: Model): readonly Request[] {
  if (model.selection !== null) return endSelection(model);
  const window = currentWindow(model);
  const timeline = shownTimeline(window);
  const newest = timeline.newestShown(isSelectable);
  if (newest === undefined) {
    model.word = 'Nothing has been said here yet.';
    return [];
  }
  model.help = null;
  model.selection = { asking: { kind: 'nothing' }, wasFollowing: timeline.isFollowing };
  moveTo(model, newest);
  return [];
}

/** Back to what was said last, where one has come from there. */
export function endSelection(model: Model): readonly Request[] {
  const window = currentWindow(model);
  if (model.selection?.wasFollowing === true) toNewest(window);
  model.selection = null;
  setSelected(window, null);
  return [];
}

/** What a key means while a message is chosen; null for keys that mean what they always do, and end it. */
export function onSelectionInput(model: Model, event: InputEvent): readonly Request[] | null {
  const { selection } = model;
  const selected = currentWindow(model).selected;
  if (selection === null || selected === null) return null;
  switch (event.kind) {
    case 'focus':
      return null;
    case 'wheel':
      if (event.at !== undefined && isBesideMessages(model, event.at)) return null;
      return move(model, selected, event.direction === 'up' ? -1 : 1, 1);
    case 'mouse':
      if (isBesideMessages(model, event)) {
        endSelection(model);
        return null;
      }
      if (event.pressed && event.button === 0) selectRow(model, event.y);
      return [];
    case 'paste':
      endSelection(model);
      return null;
    case 'text':
      return onText(model, selection.asking, selected, event.text);
    case 'key':
      return onKey(model, selection.asking, selected, event);
  }
}

function onText(model: Model, asking: Asking, selected: Entry, text: string): readonly Request[] {
  switch (asking.kind) {
    case 'reaction':
      return reactionTyped(model, asking, selected, text);
    case 'take-back':
      return text === 'y' ? takeBackSelected(model, selected) : askNothing(model);
    case 'nothing':
      return act(model, selected, text);
  }
}

function onKey(model: Model, asking: Asking, selected: Entry, event: KeyEvent): readonly Request[] | null {
  const key = keyId(event);
  if (asking.kind === 'reaction') return onReactionKey(model, asking.typed, selected, key);
  if (asking.kind === 'take-back')
    return key === 'enter' ? takeBackSelected(model, selected) : askNothing(model);
  switch (key) {
    case 'up':
      return move(model, selected, -1, 1);
    case 'down':
      return move(model, selected, 1, 1);
    case 'pageup':
      return move(model, selected, -1, pageOf(model));
    case 'pagedown':
      return move(model, selected, 1, pageOf(model));
    case 'home':
      return move(model, selected, -1, Infinity);
    case 'end':
      return move(model, selected, 1, Infinity);
    case 'enter':
      return act(model, selected, '\n');
    case 'escape':
    case 'M-s':
    case 'f4':
      return endSelection(model);
    default:
      endSelection(model);
      return null;
  }
}

function onReactionKey(model: Model, typed: string, selected: Entry, key: string): readonly Request[] {
  if (key === 'enter') return react(model, selected, typed);
  if (key === 'backspace')
    return ask(model, { kind: 'reaction', typed: Array.from(typed).slice(0, -1).join('') });
  return askNothing(model);
}

function askNothing(model: Model): readonly Request[] {
  return ask(model, { kind: 'nothing' });
}

function ask(model: Model, asking: Asking): readonly Request[] {
  if (model.selection !== null) model.selection = { ...model.selection, asking };
  return [];
}

/** Messages that a page holds, about. */
function pageOf(model: Model): number {
  return Math.max(1, Math.floor(readingSize(model).height / 2));
}

/** As far as there are messages; at the upper end more are asked for, at the lower end of now one leaves. */
function move(model: Model, selected: Entry, direction: -1 | 1, steps: number): readonly Request[] {
  const timeline = shownTimeline(currentWindow(model));
  let at = selected;
  for (let left = steps; left > 0; left -= 1) {
    const next = timeline.nextFrom(at, direction, isSelectable);
    if (next === undefined) break;
    at = next;
  }
  if (at === selected && direction > 0 && steps === 1 && currentWindow(model).excerpt === null)
    return endSelection(model);
  moveTo(model, at);
  if (direction > 0) return askForNewer(model, false);
  if (at !== selected) return [];
  // What is above the first message, the beginning for one, is to be seen too.
  const { width, height } = readingSize(model);
  timeline.toStart(width, height);
  timeline.pin();
  return askForOlder(model);
}

function moveTo(model: Model, entry: Entry): void {
  const window = currentWindow(model);
  const { width, height } = readingSize(model);
  setSelected(window, entry);
  shownTimeline(window).reveal(entry, width, height);
}

function selectRow(model: Model, y: number): void {
  const timeline = shownTimeline(currentWindow(model));
  const { width, height } = paneSize(model);
  const entry = timeline.atRow(y - tabsHeight(model), width, height);
  if (entry !== undefined && isSelectable(entry)) moveTo(model, entry);
}
