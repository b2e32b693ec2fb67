/** All that the host's console shows depends on this; `update` changes it, `view` reads it. */
import type { Settings } from '../../client/settings.js';
import type { Completion } from '../completion.js';
import { emptyEditor, type Editor } from '../editor.js';
import type { Row, Size } from '../frame.js';
import type { HelpSection } from '../help-pane.js';
import { wordsPattern } from '../highlight.js';
import type { Help } from '../model.js';
import { THEME } from '../theme.js';
import { Timeline } from '../timeline.js';
import { emptyChart, type Chart } from './chart.js';
import { alsoFind, LOG_LINES_MAX, type Find } from './find.js';
import { logRows, type LogEntry } from './log-rows.js';

export interface ConsolePerson {
  readonly name: string;
  readonly address: string;
  readonly dialect: string;
  readonly idleSeconds: number;
  readonly rooms: readonly string[];
}

export interface ConsoleOptions {
  readonly chatroom: string;
  /** How others come in. */
  readonly invitation: readonly string[];
  /** For the help: what the host can type. */
  readonly commands: HelpSection['entries'];
  readonly settings: Settings;
  readonly size: Size;
}

export interface ConsoleModel extends ConsoleOptions {
  /** Those of the same file as in the chatroom; `/set` changes them. */
  settings: Settings;
  size: Size;
  readonly log: Timeline<LogEntry>;
  editor: Editor;
  completion: Completion | null;
  people: readonly ConsolePerson[];
  figures: string;
  readonly chart: Chart;
  /** Ctrl-F: looking for words in the log; null while nobody does. */
  find: Find | null;
  /** F2: the name of the person to act on; null while nobody is chosen. */
  chosen: string | null;
  /** Reported to us, and not the terminal's. */
  mouse: boolean;
  /** What is explained in place of the log; null while nothing is. */
  help: Help | null;
  /** Asked to shut down while something was typed: asking again means it. */
  askedToQuit: boolean;
}

export function createConsole(options: ConsoleOptions): ConsoleModel {
  const model: ConsoleModel = {
    ...options,
    log: logTimeline((): Find | null => model.find),
    editor: emptyEditor(),
    completion: null,
    people: [],
    figures: '',
    chart: emptyChart(),
    find: null,
    chosen: null,
    mouse: options.settings.mouse === 'on',
    help: null,
    askedToQuit: false,
  };
  return model;
}

/** `finding` is what is looked for when the lines are laid out. */
export function logTimeline(finding: () => Find | null): Timeline<LogEntry> {
  const layout = (entry: LogEntry, width: number): readonly Row[] => {
    const find = finding();
    if (find === null) return logRows(entry, width);
    const look = find.at === entry ? THEME.sought : THEME.mention;
    return logRows(entry, width, { pattern: wordsPattern([find.query]), look });
  };
  return new Timeline<LogEntry>({ layout, isForMe: () => false, capacity: LOG_LINES_MAX });
}

export function appendToLog(model: ConsoleModel, entry: LogEntry): void {
  model.log.append(entry);
  if (model.find !== null) alsoFind(model.find, entry);
}

/** What stands in the place of the log. */
export function shownLog({ log, find }: ConsoleModel): Timeline<LogEntry> {
  return find?.only ?? log;
}

/** In the order of their names, as they stand on the screen. */
export function setPeople(model: ConsoleModel, people: readonly ConsolePerson[]): void {
  model.people = [...people].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}
