/** The row of rooms and private conversations, with what is new in each, and the topic of the one that is shown; that one alone where a list at the side has them (rooms.ts). */
import { safeText } from '../../base/safe-text.js';
import { textWidth } from '../../base/text-width.js';
import { findRoom } from '../../client/state.js';
import type { Row, Span, Style } from '../frame.js';
import type { Model } from '../model.js';
import { THEME } from '../theme.js';
import type { Window } from '../window.js';
import { currentWindow } from '../windows.js';
import { roomsWidth } from './rooms.js';
import { markOf, nameOf } from './window-label.js';
import { fitRow, span } from '../wrap.js';
import { shortened } from './entry-rows.js';

/** Of the name of a room or a person. */
const NAME_COLUMNS = 16;

/** Less of a topic says nothing. */
const TOPIC_COLUMNS_MIN = 12;

interface Tab {
  readonly index: number;
  readonly text: string;
  readonly style: Style;
  /** What is kept first where there is not room for all has the highest. */
  readonly rank: number;
}

export function tabsRow(model: Model, width: number): Row {
  const row = roomsWidth(model) > 0 ? [nameSpan(model)] : tabSpans(model, width);
  const used = row.reduce((sum, { text }) => sum + textWidth(text), 0);
  const topic = topicOf(model);
  const room = width - used - 2;
  const shownTopic =
    topic === '' || room < TOPIC_COLUMNS_MIN ? [] : [span(`  ${shortened(topic, room)}`, THEME.tabs)];
  return fitRow([...row, ...shownTopic], width, THEME.tabs);
}

/** Where the list at the side names them all, and shows which it is. */
function nameSpan(model: Model): Span {
  return span(` ${nameOf(model, currentWindow(model))} `, THEME.tabUnread);
}

function tabSpans(model: Model, width: number): readonly Span[] {
  const { shown, hidden } = fittingTabs(model, width);
  // Those out of sight must not be overlooked; the most urgent is the first of them.
  const more = hidden.slice(0, 1).map(({ style }) => span(` +${hidden.length} `, style));
  return [...shown.map(({ text, style }) => span(text, style)), ...more];
}

/** The index of the window whose tab is at this column; null where there is none. */
export function tabAt(model: Model, width: number, column: number): number | null {
  if (roomsWidth(model) > 0) return null;
  let from = 0;
  for (const { index, text } of fittingTabs(model, width).shown) {
    const to = from + textWidth(text);
    if (column >= from && column < to) return index;
    from = to;
  }
  return null;
}

/**
 * As many as the row holds, in their order: the shown one, then those with something for me, then with something new. The
 * others by how urgent they are.
 */
function fittingTabs(
  model: Model,
  width: number,
): { readonly shown: readonly Tab[]; readonly hidden: readonly Tab[] } {
  const tabs = model.windows.map((window, index) => tabOf(model, window, index));
  tabs.sort((one, other) => other.rank - one.rank || one.index - other.index);
  let used = ` +${tabs.length} `.length;
  let count = 0;
  for (const { text } of tabs) {
    used += textWidth(text);
    if (used > width && count > 0) break;
    count += 1;
  }
  const shown = tabs.slice(0, count).sort((one, other) => one.index - other.index);
  return { shown, hidden: tabs.slice(count) };
}

function tabOf(model: Model, window: Window, index: number): Tab {
  const isShown = index === model.current;
  const number = model.windows.length === 1 ? '' : `${index + 1} `;
  const text = ` ${number}${shortened(nameOf(model, window), NAME_COLUMNS)}${markOf(window)} `;
  const urgency = window.forMe > 0 ? 2 : window.unread > 0 ? 1 : 0;
  const style = isShown ? THEME.tabShown : [THEME.tabs, THEME.tabUnread, THEME.tabForMe][urgency];
  return { index, text, style: style ?? THEME.tabs, rank: isShown ? 3 : urgency };
}

function topicOf(model: Model): string {
  return safeText(findRoom(model.session.chat, currentWindow(model).place)?.topic ?? '');
}
