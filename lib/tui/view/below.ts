/** The last row of the message pane while one reads further up: what has come below since, and the way back. */
import type { Row } from '../frame.js';
import type { Model } from '../model.js';
import { THEME } from '../theme.js';
import { shownTimeline } from '../window.js';
import { currentWindow } from '../windows.js';
import { fitRow, rowWidth, span } from '../wrap.js';

const WAY_BACK = 'Ctrl-End: the newest ';

export function belowRow(model: Model, width: number): Row {
  const { forMe } = currentWindow(model).timeline.newBelow;
  const style = forMe > 0 ? THEME.belowForMe : THEME.below;
  const text = span(` \u2193 ${belowText(model)}`, style);
  const blank = width - rowWidth([text]) - WAY_BACK.length;
  return blank < 2
    ? fitRow([text], width, style)
    : fitRow([text, span(' '.repeat(blank) + WAY_BACK, style)], width, style);
}

function belowText(model: Model): string {
  const window = currentWindow(model);
  const { count, forMe } = window.timeline.newBelow;
  const mine = forMe > 0 ? ` \u00b7 ${forMe} for you` : '';
  if (count > 0) return `${count} new${mine}`;
  if (window.excerpt !== null) return 'said long ago';
  return shownTimeline(window).isFollowing ? 'the end' : 'more below';
}
