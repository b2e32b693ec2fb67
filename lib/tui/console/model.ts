/** All that the host's console shows depends on this; `update` changes it, `view` reads it. */
import type { Completion } from '../completion.js';
import { emptyEditor, type Editor } from '../editor.js';
import type { Row, Size } from '../frame.js';
import { Timeline } from '../timeline.js';
import { logRows, type LogEntry } from './log-rows.js';

export interface ConsolePerson {
  readonly name: string;
  readonly address: string;
  readonly dialect: string;
  readonly idleSeconds: number;
  readonly rooms: readonly string[];
}

export interface ConsoleModel {
  readonly chatroom: string;
  /** How others come in. */
  readonly invitation: readonly string[];
  size: Size;
  readonly log: Timeline<LogEntry>;
  editor: Editor;
  completion: Completion | null;
  people: readonly ConsolePerson[];
  figures: string;
  /** Asked to shut down while something was typed: asking again means it. */
  askedToQuit: boolean;
}

/** Lines of the log kept for scrolling back. */
const LOG_LINES_KEPT = 20_000;

export function createConsole(chatroom: string, invitation: readonly string[], size: Size): ConsoleModel {
  const layout = (entry: LogEntry, width: number): readonly Row[] => logRows(entry, width);
  return {
    chatroom,
    invitation,
    size,
    log: new Timeline<LogEntry>({ layout, isForMe: () => false, capacity: LOG_LINES_KEPT }),
    editor: emptyEditor(),
    completion: null,
    people: [],
    figures: '',
    askedToQuit: false,
  };
}
