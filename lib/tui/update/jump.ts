/** Going straight to what matters: the line between read and new, and what was said to me or was searched for. */
import type { Entry } from '../entry.js';
import type { Request } from '../message.js';
import type { Model } from '../model.js';
import { shownTimeline, type Window } from '../window.js';
import { currentWindow } from '../windows.js';
import { hint } from './hint.js';
import { readingSize } from '../view/layout.js';
import { askForOlder, showNew } from './pages.js';
import { jumpToFound } from './search.js';

export function jumpToNew(model: Model): readonly Request[] {
  const window = currentWindow(model);
  window.excerpt = null;
  const asked = showNew(model, window);
  if (asked === null) hint(model, 'you have read all that is here');
  return asked ?? [];
}

/** Among what was found by a search while there is one, else among what was said to me. */
export function jumpBy(model: Model, direction: -1 | 1): readonly Request[] {
  const { results } = model;
  if (results !== null && results.entries !== null) return jumpToFound(model, results, direction);
  const window = currentWindow(model);
  const found = nextMention(window, direction);
  if (found !== null) {
    window.visited = found;
    show(model, window, found);
    return [];
  }
  const where = direction < 0 ? 'before' : 'after';
  hint(model, `nothing ${where} this was said to you`);
  return direction < 0 ? askForOlder(model) : [];
}

/** Counted from the one that was jumped to last, else from what is in sight; at the end, from the newest. */
function nextMention(window: Window, direction: -1 | 1): Entry | null {
  const timeline = shownTimeline(window);
  const visited = ageOf(window, window.visited);
  const inSight = direction > 0 ? timeline.bottomAge : timeline.bottomAge - 1;
  const from = timeline.isFollowing ? -1 : visited === -1 ? inSight : visited;
  for (let age = from - direction; age >= 0 && age < timeline.length; age -= direction) {
    const entry = timeline.fromEnd(age);
    if (entry?.mention === true) return entry;
  }
  return null;
}

/** -1 when it is not here. */
function ageOf(window: Window, entry: Entry | null): number {
  const timeline = shownTimeline(window);
  for (let age = 0; entry !== null && age < timeline.length; age += 1)
    if (timeline.fromEnd(age) === entry) return age;
  return -1;
}

function show(model: Model, window: Window, entry: Entry): boolean {
  const { width, height } = readingSize(model);
  return shownTimeline(window).show((one) => one === entry, width, height);
}
