/** The host's console as a frame: figures above, the log, the people beside it, the command line below. */
import type { Frame, Row } from '../frame.js';
import { viewEditor } from '../editor.js';
import { THEME } from '../theme.js';
import { whatFits } from '../what-fits.js';
import { fitRow, rowWidth, span } from '../wrap.js';
import { chosenIndex, PERSON_COMMANDS } from './choosing.js';
import { consoleHelp } from './help.js';
import { COLUMNS_MIN, layoutConsole, ROWS_MIN } from './layout.js';
import { shownLog, type ConsoleModel } from './model.js';
import { peopleRows } from './people.js';

const PROMPT = '> ';
const FIND_PROMPT = 'find: ';

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
  const room = columns - rowWidth([left]);
  const right = span(` ${whatFits(figures.split(', '), room - 2, ', ')} `, THEME.status);
  const pad = Math.max(0, room - rowWidth([right]));
  return fitRow([left, span(' '.repeat(pad), THEME.status), right], columns, THEME.status);
}

/** Where there is no room for both, whoever chooses a person sees the people in place of the log. */
function panes(model: ConsoleModel): readonly Row[] {
  const { columns } = model.size;
  const { logColumns, peopleColumns, rows: height } = layoutConsole(model);
  if (model.help !== null) return consoleHelp(model, model.help, columns, height).rows;
  if (peopleColumns === 0 && model.chosen !== null) return padded(peopleRows(model, columns, height), height);
  const log = padded(shownLog(model).visible(logColumns, height), height);
  if (peopleColumns === 0) return log;
  const people = peopleRows(model, peopleColumns, height);
  return log.map((row, index) => [
    ...fitRow(row, logColumns, {}),
    span(' \u2502 ', THEME.separator),
    ...fitRow(people[index] ?? [], peopleColumns),
  ]);
}

/** What does not fill the pane stands at the top. */
function padded(rows: readonly Row[], height: number): readonly Row[] {
  return [...rows, ...Array.from({ length: Math.max(0, height - rows.length) }, (): Row => [])];
}

function hintRow(model: ConsoleModel, columns: number): Row {
  return fitRow([span(` ${hint(model, columns)} `, THEME.status)], columns, THEME.status);
}

function hint(model: ConsoleModel, columns: number): string {
  if (model.askedToQuit) return 'Something is typed that was not sent: the same key again shuts down.';
  const choosing = choosingHint(model);
  if (choosing !== null) return choosing;
  if (model.find !== null) return findHint(model.find, columns - 2);
  const { log } = model;
  const mouse = model.mouse ? ['the mouse is on: Shift selects'] : [];
  const hints = [...mouse, 'q shuts down', 'F1 helps', 'F2 people', 'Ctrl-F finds', 'PageUp scrolls'];
  if (log.isFollowing) return whatFits(hints, columns - 2);
  const { count } = log.newBelow;
  const below = count === 0 ? [] : [`\u2193 ${count} new`];
  return whatFits([...below, 'End shows the newest', 'PageDown scrolls'], columns - 2);
}

function choosingHint(model: ConsoleModel): string | null {
  if (model.chosen === null) return null;
  const person = model.people[chosenIndex(model)];
  if (person === undefined) return 'Nobody is here. Escape goes back.';
  const keys = PERSON_COMMANDS.map(({ key, command }) => `${key} ${command}`);
  // How to get out is told on the narrowest screen too.
  return whatFits([person.name, 'Escape goes back', ...keys], model.size.columns - 2);
}

function findHint({ query, hits, at, only }: NonNullable<ConsoleModel['find']>, columns: number): string {
  if (query === '') return 'Type what to look for in the log. Escape goes back.';
  if (hits.length === 0) return 'Nothing found. Escape goes back.';
  const place = at === null ? `${hits.length} found` : `${hits.indexOf(at) + 1} of ${hits.length}`;
  const tab = only === null ? 'Tab shows these alone' : 'Tab shows all';
  return whatFits([place, 'Escape goes back', 'Up, Down', tab], columns);
}

function inputRow({ editor, find }: ConsoleModel, columns: number): { row: Row; cursor: number } {
  if (find !== null) {
    const row = [span(FIND_PROMPT, THEME.prompt), span(find.query)];
    return { row, cursor: Math.min(columns - 1, rowWidth(row)) };
  }
  const { text, cursorX } = viewEditor(editor, columns - PROMPT.length);
  return { row: [span(PROMPT, THEME.prompt), span(text)], cursor: PROMPT.length + cursorX };
}
