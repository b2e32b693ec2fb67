/** The message pane: what was said, and at its end what is still on its way to the server. */
import { sameName } from '../../base/casefold.js';
import type { Row } from '../frame.js';
import type { Model } from '../model.js';
import { shownTimeline } from '../window.js';
import { currentWindow } from '../windows.js';
import { layoutWaiting } from './entry-rows.js';

/** Always `height` rows; a window that is not full yet stands at the bottom, beside the input line. */
export function messageRows(model: Model, width: number, height: number): readonly Row[] {
  const window = currentWindow(model);
  const timeline = shownTimeline(window);
  const waiting =
    timeline.isFollowing && window.excerpt === null
      ? waitingRows(model, width, height).slice(-Math.ceil(height / 2))
      : [];
  const rows = [...timeline.visible(width, height - waiting.length), ...waiting];
  const blank = Array.from({ length: Math.max(0, height - rows.length) }, (): Row => []);
  return [...blank, ...rows];
}

function waitingRows(model: Model, width: number, height: number): readonly Row[] {
  const { queue, chat } = model.session;
  const { place } = currentWindow(model);
  if (queue.items.length === 0) return [];
  return queue.items
    .filter((item) => sameName(item.target, place))
    .slice(-height)
    .flatMap((item) => layoutWaiting(item.text, chat.me, width, item.how));
}
