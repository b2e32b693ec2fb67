/** The host's console as a frame: figures above, the log, the people beside it, the command line below. */
import type { Frame, Row } from '../frame.js';
import { viewEditor } from '../editor.js';
import { THEME } from '../theme.js';
import { fitRow, rowWidth, span, wrapSpans } from '../wrap.js';
import { COLUMNS_MIN, layoutConsole, PEOPLE_WIDE_COLUMNS, ROWS_MIN } from './layout.js';
import type { ConsoleModel, ConsolePerson } from './model.js';

const PROMPT = '> ';

export function viewConsole(model: ConsoleModel): Frame {
  const { columns, rows } = model.size;
  const title = `${model.chatroom} - host`;
  if (columns < COLUMNS_MIN || rows < ROWS_MIN) {
    const row = fitRow([span(`Too small: ${COLUMNS_MIN}x${ROWS_MIN} needed`)], columns);
    return { rows: [row], cursor: null, title, bell: false, notice: null };
  }
  const input = inputRow(model, columns);
  return {
    rows: [titleRow(model, columns), ...panes(model), hintRow(model, columns), input.row],
    cursor: { x: input.cursor, y: rows - 1 },
    title,
    bell: false,
    notice: null,
  };
}

function titleRow({ chatroom, figures }: ConsoleModel, columns: number): Row {
  const left = span(` ${chatroom} `, THEME.statusUnread);
  const right = span(` ${figures} `, THEME.status);
  const room = columns - rowWidth([left]);
  const pad = Math.max(0, room - rowWidth([right]));
  return fitRow([left, span(' '.repeat(pad), THEME.status), right], columns, THEME.status);
}

function panes(model: ConsoleModel): readonly Row[] {
  const { logColumns, peopleColumns, rows: height } = layoutConsole(model.size);
  const log = model.log.visible(logColumns, height);
  if (peopleColumns === 0) return padTop(log, height);
  const people = peopleRows(model, peopleColumns, height);
  return padTop(log, height).map((row, index) => [
    ...fitRow(row, logColumns, {}),
    span(' \u2502 ', THEME.separator),
    ...fitRow(people[index] ?? [], peopleColumns),
  ]);
}

/** A log that is not full yet stands at the top. */
function padTop(rows: readonly Row[], height: number): readonly Row[] {
  return [...rows, ...Array.from({ length: Math.max(0, height - rows.length) }, (): Row => [])];
}

function peopleRows({ people, invitation }: ConsoleModel, columns: number, height: number): readonly Row[] {
  const count = people.length === 1 ? '1 person' : `${people.length} people`;
  if (people.length === 0) {
    return [[span('Nobody is here yet.', THEME.heading)], ...howToComeIn(invitation, columns)];
  }
  const rows: Row[] = [[span(count, THEME.heading)]];
  const room = height - 1;
  const shown = people.length > room ? people.slice(0, Math.max(0, room - 1)) : people;
  for (const person of shown) rows.push(personRow(person, columns));
  if (shown.length < people.length) {
    rows.push([span(`and ${people.length - shown.length} more: /who`, THEME.event)]);
  }
  return rows;
}

function howToComeIn(invitation: readonly string[], columns: number): readonly Row[] {
  const commands = invitation.flatMap((line) => wrapSpans([span(line, THEME.key)], columns, 2));
  return [[], [span('Others on this network type:')], ...commands.map((row): Row => [span('  '), ...row])];
}

function personRow({ name, address, dialect, idleSeconds, rooms }: ConsolePerson, columns: number): Row {
  const idle = idleText(idleSeconds).padStart(4);
  if (columns < PEOPLE_WIDE_COLUMNS) {
    const width = columns - idle.length - 1;
    return [...fitRow([span(name)], width, {}), span(` ${idle}`, THEME.time)];
  }
  return [
    ...fitRow([span(name)], 16, {}),
    ...fitRow([span(` ${address}`, THEME.time)], 18, {}),
    ...fitRow([span(` ${dialect}`, THEME.time)], 6, {}),
    span(` ${idle} `, THEME.time),
    ...fitRow([span(rooms.join(' '), THEME.info)], columns - 46),
  ];
}

/** `42s`, `5m`, `3h`. */
function idleText(seconds: number): string {
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m`;
  return `${Math.floor(seconds / 3600)}h`;
}

function hintRow(model: ConsoleModel, columns: number): Row {
  const { log } = model;
  const hints = ['q shuts down', '/help lists the commands', 'Tab completes', 'PageUp scrolls'];
  const text = model.askedToQuit
    ? ' Something is typed that was not sent: the same key again shuts down. '
    : log.isFollowing
      ? ` ${hints.join(' \u00b7 ')} `
      : ` \u2193 ${log.newBelow.count} new \u00b7 End shows the newest \u00b7 PageUp, PageDown scroll `;
  return fitRow([span(text, THEME.status)], columns, THEME.status);
}

function inputRow({ editor }: ConsoleModel, columns: number): { row: Row; cursor: number } {
  const { text, cursorX } = viewEditor(editor, columns - PROMPT.length);
  return { row: [span(PROMPT, THEME.prompt), span(text)], cursor: PROMPT.length + cursorX };
}
