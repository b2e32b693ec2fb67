/** The last row of the message pane while one reads further up: what has come below since, and the way back. */
import type { Row } from '../frame.js';
import { sameName } from '../../base/casefold.js';
import type { Model, Results } from '../model.js';
import { THEME } from '../theme.js';
import { shownTimeline } from '../window.js';
import { currentWindow } from '../windows.js';
import { fitRow, rowWidth, span } from '../wrap.js';

const WAY_BACK = 'Ctrl-End: the newest ';
const LIST_BACK = 'Alt-P, Alt-N: others · Escape: the list ';

/** What a search has found, while one looks at one of it here. */
export function foundHere(model: Model): Results | null {
  const { results } = model;
  if (results === null || results.isOpen || results.entries === null) return null;
  return sameName(results.place, currentWindow(model).place) ? results : null;
}

export function belowRow(model: Model, width: number): Row {
  const { forMe } = currentWindow(model).timeline.newBelow;
  const style = forMe > 0 ? THEME.belowForMe : THEME.below;
  const text = span(` \u2193 ${belowText(model)}`, style);
  const wayBack = foundHere(model) === null ? WAY_BACK : LIST_BACK;
  const blank = width - rowWidth([text]) - wayBack.length;
  return blank < 2
    ? fitRow([text], width, style)
    : fitRow([text, span(' '.repeat(blank) + wayBack, style)], width, style);
}

/** `3 of 17`, counted from the oldest. */
export function foundText({ entries, selected }: Results): string {
  return `${selected + 1} of ${entries?.length ?? 0}`;
}

function belowText(model: Model): string {
  const window = currentWindow(model);
  const { count, forMe } = window.timeline.newBelow;
  const mine = forMe > 0 ? ` \u00b7 ${forMe} for you` : '';
  const found = foundHere(model);
  if (found !== null)
    return `${foundText(found)}${window.excerpt === null ? '' : ' \u00b7 long ago'}${count > 0 ? ` \u00b7 ${count} new${mine}` : ''}`;
  if (count > 0) return `${count} new${mine}`;
  if (window.excerpt !== null) return 'said long ago';
  return shownTimeline(window).isFollowing ? 'the end' : 'more below';
}
