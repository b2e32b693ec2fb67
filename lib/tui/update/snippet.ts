/** Reading a snippet: opened by its message or by a key, gone through like a page, copied, closed. */
import { unreachable } from '../../base/result.js';
import type { Entry } from '../entry.js';
import type { InputEvent } from '../input-event.js';
import { keyAction } from '../keys.js';
import type { Request } from '../message.js';
import type { Model } from '../model.js';
import { readingOf, type Reading } from '../snippets.js';
import { shownTimeline } from '../window.js';
import { currentWindow } from '../windows.js';
import { upperHeight } from '../view/layout.js';
import { readingPane } from '../view/reading.js';

/** Entries looked back at for the newest one. */
const LOOK_BACK = 5000;

/** False where the message is none. */
export function openSnippet(model: Model, entry: Entry): boolean {
  const reading = readingOf(shownTimeline(currentWindow(model)), entry);
  if (reading === null) return false;
  model.help = null;
  model.reading = reading;
  return true;
}

/** A part that comes while the others are read already takes its place among them. */
export function readOn(model: Model, { who, snippet }: Entry): void {
  const { reading } = model;
  if (reading === null || snippet?.key !== reading.key || who !== reading.who) return;
  const timeline = shownTimeline(currentWindow(model));
  const part = timeline.find((one) => one.who === who && one.snippet?.key === reading.key, LOOK_BACK);
  const whole = part === undefined ? null : readingOf(timeline, part);
  if (whole !== null) model.reading = { ...whole, offset: reading.offset };
}

/** The newest that has been said here. */
export function openNewestSnippet(model: Model): void {
  const timeline = shownTimeline(currentWindow(model));
  const isOne = ({ snippet, takenBack }: Entry): boolean => snippet !== undefined && takenBack !== true;
  const newest = timeline.find(isOne, LOOK_BACK);
  if (newest === undefined) model.word = 'Nobody has sent a snippet here.';
  else openSnippet(model, newest);
}

/** While one reads, all keys are about that, but those that leave. */
export function onReadingInput(model: Model, reading: Reading, event: InputEvent): readonly Request[] | null {
  switch (event.kind) {
    case 'text':
      if (event.text === 'c') return [{ kind: 'copy', text: reading.text }];
      if (event.text === ' ') scroll(model, reading, pageOf(model));
      if (event.text === 'q') model.reading = null;
      return [];
    case 'wheel':
      scroll(model, reading, event.direction === 'up' ? -event.count : event.count);
      return [];
    case 'key': {
      const action = keyAction(event);
      if (action === 'quit' || action === 'redraw' || action === 'suspend') return null;
      move(model, reading, action);
      return [];
    }
    case 'paste':
      model.reading = null;
      return null;
    case 'focus':
      return null;
    case 'mouse':
      return [];
    default:
      return unreachable(event);
  }
}

function move(model: Model, reading: Reading, action: ReturnType<typeof keyAction>): void {
  switch (action) {
    case 'up':
      scroll(model, reading, -1);
      break;
    case 'down':
      scroll(model, reading, 1);
      break;
    case 'page-up':
      scroll(model, reading, -pageOf(model));
      break;
    case 'page-down':
      scroll(model, reading, pageOf(model));
      break;
    case 'home':
    case 'oldest':
      scroll(model, reading, -Infinity);
      break;
    case 'end':
    case 'newest':
      scroll(model, reading, Infinity);
      break;
    case 'escape':
    case 'send':
    case 'clear-or-quit':
    case 'open-snippet':
      model.reading = null;
      break;
    default:
  }
}

function pageOf(model: Model): number {
  return Math.max(1, upperHeight(model) - 2);
}

function scroll(model: Model, reading: Reading, rows: number): void {
  const { offsetMax } = readingPane(reading, model.size.columns, upperHeight(model));
  reading.offset = Math.max(0, Math.min(offsetMax, reading.offset + rows));
}
