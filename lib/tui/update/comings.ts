/** Who comes, goes and changes their name: told where it matters to the reader, and otherwise only in passing. */
import type { Millis } from '../../base/result.js';
import type { ClientEvent } from '../../client/event.js';
import { sentence } from '../../client/words.js';
import { comingsCount, comingsOf, comingsText, NO_COMINGS } from '../comings.js';
import { eventEntry, note, type Entry } from '../entry.js';
import type { Model } from '../model.js';
import {
  forgetQuiet,
  hasSpokenLately,
  isQuiet,
  keepQuiet,
  quietText,
  renameVoice,
  takeQuiet,
} from '../voices.js';
import type { Window } from '../window.js';
import { addEntry, currentWindow, findWindow } from '../windows.js';
import { hintComings } from './hint.js';

type Coming = Extract<ClientEvent, { kind: 'joined' | 'left' | 'quit' }>;

/** People in one line: nobody reads a longer one. */
const PEOPLE_MAX = 500;

/** A line of its own only for those who have spoken lately; of all others the status line says it for a moment. */
export function tellComing(model: Model, room: string, event: Coming): void {
  const window = findWindow(model, room);
  const { comings } = model.settings;
  if (window === undefined || comings === 'off') return;
  if (comings === 'all' || hasSpokenLately(window.voices, event.who, event.at)) {
    tellMerged(model, window, event);
    return;
  }
  if (event.kind === 'joined') keepQuiet(window.voices, event.who, event);
  else forgetQuiet(window.voices, event.who);
  if (window === currentWindow(model)) hintComings(model, event);
}

/** In the line before it, where that tells of the same. */
function tellMerged(model: Model, window: Window, event: Coming): void {
  const newest = window.timeline.fromEnd(0);
  const before = newest?.comings;
  const goesOn = before !== undefined && comingsCount(before) < PEOPLE_MAX;
  const comings = comingsOf(event, goesOn ? before : NO_COMINGS);
  if (comings === null) return;
  const alone = sentence(event) ?? '';
  const text = goesOn ? comingsText(comings) : alone;
  if (text === '') {
    window.timeline.dropNewest();
    return;
  }
  const entry: Entry = { ...note('event', text, goesOn ? (newest?.at ?? event.at) : event.at), comings };
  if (goesOn) window.timeline.replaceRecent((one) => one === newest, entry, 1);
  else addEntry(model, window, entry);
}

export function tellRenamed(
  model: Model,
  room: string,
  event: Extract<ClientEvent, { kind: 'renamed' }>,
): void {
  const window = findWindow(model, room);
  if (window === undefined) return;
  renameVoice(window.voices, event.from, event.to);
  if (event.own || model.settings.comings === 'all' || hasSpokenLately(window.voices, event.to, event.at))
    addEntry(model, window, eventEntry(event, event.at));
  else if (!isQuiet(window.voices, event.to)) keepQuiet(window.voices, event.to, event);
}

/** Before somebody's first words: what was kept quiet about them. */
export function introduce(model: Model, window: Window, who: string, at: Millis): void {
  const event = takeQuiet(window.voices, who, at);
  if (event === null) return;
  addEntry(model, window, note('event', quietText(event, at, model.settings.time), at));
}
