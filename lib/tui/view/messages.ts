/** The message pane: what was said, and at its end what is still on its way to the server. */
import { sendingsTo } from '../../client/sendings.js';
import type { Row } from '../frame.js';
import type { Model } from '../model.js';
import { shownTimeline } from '../window.js';
import { currentWindow } from '../windows.js';
import { belowRow } from './below.js';
import { gutterFor, layoutWaiting } from './entry-rows.js';
import { isBelowShown, paneSize } from './layout.js';

/** A window that is not full yet begins at the top, and what is below it is said in a row of its own. */
export function messageRows(model: Model): readonly Row[] {
  const { width, height } = paneSize(model);
  const window = currentWindow(model);
  const timeline = shownTimeline(window);
  const waiting =
    timeline.isFollowing && window.excerpt === null
      ? waitingRows(model, width, height).slice(-Math.ceil(height / 2))
      : [];
  const rows = [...timeline.visible(width, height - waiting.length), ...waiting];
  if (!isBelowShown(model)) return rows;
  const blank = Array.from({ length: Math.max(0, height - rows.length) }, (): Row => []);
  return [...rows, ...blank, belowRow(model, width)];
}

function waitingRows(model: Model, width: number, height: number): readonly Row[] {
  const { queue, chat } = model.session;
  const { place } = currentWindow(model);
  if (queue.items.length === 0) return [];
  const gutter = gutterFor(width, model.settings.time, model.size.columns);
  return sendingsTo(queue, place, model.now)
    .slice(-height)
    .flatMap((sending) => layoutWaiting(sending, chat.me, gutter));
}
