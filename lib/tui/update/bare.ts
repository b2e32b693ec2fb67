/** Alt-L: the lines on the screen without all that is beside them, until the next key. */
import { bareLines } from '../bare.js';
import type { Model } from '../model.js';
import { shownTimeline } from '../window.js';
import { currentWindow } from '../windows.js';

export function showBare(model: Model): void {
  const timeline = shownTimeline(currentWindow(model));
  let entry = timeline.newestShown(() => true);
  const next = () => {
    const now = entry;
    entry = now === undefined ? undefined : timeline.nextFrom(now, -1, () => true);
    return now;
  };
  model.bare = bareLines(next, model.size, model.settings.time);
}
