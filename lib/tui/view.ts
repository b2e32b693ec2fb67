/** The model as a frame: messages, people, status line, input line. Plain data, painted elsewhere. */
import { safeText } from '../base/safe-text.js';
import type { Frame, Row } from './frame.js';
import type { Model } from './model.js';
import { COLUMNS_MIN, isTooSmall, ROWS_MIN, tabsHeight, upperHeight } from './view/layout.js';
import { clientHelp } from './view/help.js';
import { hintRow, reactionRow } from './view/hints.js';
import { inputRows, secretInput } from './view/input.js';
import { messageRows } from './view/messages.js';
import { asksAtTheDoor, nameScreen, secretScreen } from './view/name.js';
import { readingPane } from './view/reading.js';
import { resultsPane } from './view/results.js';
import { isPeopleHiddenBy, peopleRows, peopleWidth } from './view/people.js';
import { roomsRows, roomsWidth } from './view/rooms.js';
import { statusRow } from './view/status.js';
import { tabsRow } from './view/tabs.js';
import { currentWindow } from './windows.js';
import { fitRow, isAcross, span } from './wrap.js';

export function view(model: Model): Frame {
  const title = safeText(titleOf(model));
  const signals = { bell: model.bell, notice: model.notice };
  const { columns } = model.size;
  if (isTooSmall(model.size)) {
    const text = `Too small (min ${COLUMNS_MIN}x${ROWS_MIN})`;
    return { rows: [fitRow([span(text)], columns)], cursor: null, title, ...signals };
  }
  const { secret } = model;
  if (secret !== null && asksAtTheDoor(secret)) return { ...secretScreen(model, secret), title, ...signals };
  if (model.name !== null) return { ...nameScreen(model, model.name), title, ...signals };
  const { selection } = model;
  const reaction = selection === null ? null : reactionRow(selection, columns);
  const input = secret === null ? (reaction ?? inputRows(model)) : secretInput(secret, columns);
  const tabs = tabsHeight(model) === 0 ? [] : [tabsRow(model, columns)];
  const status = hintRow(model, columns) ?? statusRow(model, columns);
  const rows = [...tabs, ...upperRows(model), status, ...input.rows];
  const isTyping = selection === null || reaction !== null;
  const cursor = isTyping ? { ...input.cursor, y: rows.length - input.rows.length + input.cursor.y } : null;
  return { rows, cursor, title, bare: model.bare, ...signals };
}

/** Everything between the row of rooms and the status line. */
function upperRows(model: Model): readonly Row[] {
  const { columns } = model.size;
  const height = upperHeight(model);
  if (model.help !== null) return clientHelp(model.help, model.settings, columns, height).rows;
  if (model.reading !== null) return readingPane(model.reading, columns, height).rows;
  if (model.results?.isOpen === true) return resultsPane(model.results, columns, height, model.settings.time);
  return withSides(model, messageRows(model), height);
}

/** An address that is too long for the pane has all of the screen, and lies over what is beside the messages. */
function withSides(model: Model, messages: readonly Row[], height: number): readonly Row[] {
  const { columns } = model.size;
  const [left, right] = [roomsWidth(model), peopleWidth(model)];
  const rooms = left === 0 ? [] : roomsRows(model, height);
  const people = right === 0 ? [] : peopleRows(model, right, height);
  return Array.from({ length: height }, (_, index) => {
    const row = messages[index] ?? NOTHING;
    const before = isAcross(row) ? NOTHING : (rooms[index] ?? NOTHING);
    const room = columns - right - (before === NOTHING ? 0 : left);
    const after = isPeopleHiddenBy(model, row) ? undefined : people[index];
    const shown = after === undefined ? row : beside(row, room, after);
    return before === NOTHING ? shown : [...before, ...shown];
  });
}

const NOTHING: Row = [];

interface Joined {
  readonly width: number;
  readonly filled: Row;
  readonly right: Row;
  readonly row: Row;
}

/** Messages keep their rows while they are on the screen, so that these need not be filled and joined for each frame. */
const joinedRows = new WeakMap<Row, Joined>();

/** The left row filled to the width, and the right one beside it. */
function beside(left: Row, width: number, right: Row): Row {
  const known = joinedRows.get(left);
  if (known?.width === width && known.right === right) return known.row;
  const filled = known?.width === width ? known.filled : fitRow(left, width, {});
  const row = [...filled, ...right];
  joinedRows.set(left, { width, filled, right, row });
  return row;
}

function titleOf(model: Model): string {
  const { place } = currentWindow(model);
  const waiting = model.windows.reduce((sum, window) => sum + window.forMe, 0);
  const mark = waiting > 0 ? `(${waiting}) ` : '';
  return `${mark}${place === '' ? model.address : place} - lanchat`;
}
