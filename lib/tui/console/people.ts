/** The people beside the log, the chosen one marked, and the last hour below them. */
import type { Row } from '../frame.js';
import { listPart, type ListPart } from '../list-part.js';
import { THEME } from '../theme.js';
import { shortened } from '../view/entry-rows.js';
import { fitRow, span, wrapSpans } from '../wrap.js';
import { bars } from './chart.js';
import { chosenIndex } from './choosing.js';
import { PEOPLE_WIDE_COLUMNS } from './layout.js';
import type { ConsoleModel, ConsolePerson } from './model.js';

/** Of a name beside an address. */
const NAME_COLUMNS = 16;

/** Below this the people need all the rows. */
const CHART_ROWS_FROM = 10;
const CHART_ROWS = 3;

/** How many there are. */
const HEADING_ROWS = 1;

export function peopleRows(model: ConsoleModel, columns: number, height: number): readonly Row[] {
  if (height < CHART_ROWS_FROM) return listRows(model, columns, height);
  const chart = chartRows(model, columns);
  const list = [...listRows(model, columns, height - chart.length)];
  while (list.length < height - chart.length) list.push([]);
  return [...list, ...chart];
}

function listRows(model: ConsoleModel, columns: number, height: number): readonly Row[] {
  const { people, invitation } = model;
  if (people.length === 0) {
    return [[span('Nobody is here yet.', THEME.heading)], ...howToComeIn(invitation, columns)];
  }
  const count = people.length === 1 ? '1 person' : `${people.length} people`;
  const { first, end, above, below } = partShown(model, height);
  const chosen = chosenIndex(model);
  const rows = people
    .slice(first, end)
    .map((person, index) => personRow(person, columns, first + index === chosen));
  return [[span(count, THEME.heading)], ...moreRows(above), ...rows, ...moreRows(below)];
}

function moreRows(count: number): readonly Row[] {
  return count === 0 ? [] : [[span(`+${count} more`, THEME.event)]];
}

/** Rows below which those that tell how many more there are would leave none for the chosen one. */
const ROWS_TO_TELL = 3;

/** Which of them there is room for below the heading: the chosen one in the middle, as far as the list goes on. */
function partShown(model: ConsoleModel, height: number): ListPart {
  const { length } = model.people;
  const rows = Math.max(1, height - HEADING_ROWS);
  const chosen = chosenIndex(model);
  if (length > rows && rows < ROWS_TO_TELL) {
    const first = Math.min(Math.max(0, chosen), length - rows);
    return { first, end: first + rows, above: 0, below: 0 };
  }
  return listPart(length, rows, chosen - Math.floor(rows / 2));
}

/** Who stands in a row of the pane; null where nobody does. */
export function personAt(model: ConsoleModel, height: number, row: number): ConsolePerson | null {
  const { first, end, above } = partShown(model, height < CHART_ROWS_FROM ? height : height - CHART_ROWS);
  const index = first + row - HEADING_ROWS - Math.min(1, above);
  return index >= first && index < end ? (model.people[index] ?? null) : null;
}

function howToComeIn(invitation: readonly string[], columns: number): readonly Row[] {
  const commands = invitation.flatMap((line) => wrapSpans([span(line, THEME.key)], columns, 2));
  return [[], [span('Others on this network type:')], ...commands.map((row): Row => [span('  '), ...row])];
}

function personRow(person: ConsolePerson, columns: number, isChosen: boolean): Row {
  const { name, address, dialect, idleSeconds, rooms } = person;
  const look = isChosen ? THEME.sought : {};
  const beside = isChosen ? look : THEME.time;
  const idle = idleText(idleSeconds).padStart(4);
  if (columns < PEOPLE_WIDE_COLUMNS) {
    const width = columns - idle.length - 1;
    return [...fitRow([span(shortened(name, width), look)], width, look), span(` ${idle}`, beside)];
  }
  return [
    ...fitRow([span(shortened(name, NAME_COLUMNS), look)], NAME_COLUMNS, look),
    ...fitRow([span(` ${address}`, beside)], 18, look),
    ...fitRow([span(` ${dialect}`, beside)], 6, look),
    span(` ${idle} `, beside),
    ...fitRow([span(rooms.join(' '), isChosen ? look : THEME.info)], columns - NAME_COLUMNS - 30, look),
  ];
}

/** `5m`, `3h`; nothing for less than a minute. */
function idleText(seconds: number): string {
  if (seconds < 60) return '';
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m`;
  return `${Math.floor(seconds / 3600)}h`;
}

/** What the last minutes were like, the newest at the right with its figure. */
function chartRows({ chart }: ConsoleModel, columns: number): readonly Row[] {
  const { minutes } = chart;
  const row = (label: string, values: readonly number[]): Row => {
    const figure = ` ${values.at(-1) ?? 0}`.padEnd(6);
    const room = columns - label.length - 1 - figure.length;
    const drawn = bars(values, room).padStart(room);
    return [span(`${label} `, THEME.time), span(drawn, THEME.info), span(figure)];
  };
  return [
    [],
    row(
      'messages/min',
      minutes.map(({ messages }) => messages),
    ),
    row(
      'people      ',
      minutes.map(({ people }) => people),
    ),
  ];
}
