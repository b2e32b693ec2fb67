/** The one table of the keys of the host's console: what they do, and what the help and the documentation say of them. */
import { keyId } from '../editor-keys.js';
import type { KeyEvent } from '../input-event.js';
import type { KeyRow } from '../keys.js';

export const CONSOLE_KEYS = [
  { keys: ['enter', 'C-j'], action: 'run', label: 'Enter', help: 'Run the command' },
  {
    keys: ['tab', 'S-tab', 'M-tab'],
    action: 'complete',
    label: 'Tab',
    help: 'Complete a command, a name or a room; again for the next',
  },
  {
    keys: ['f2', 'M-p'],
    action: 'people',
    label: 'F2, Alt-P',
    help: 'Choose a person: Up and Down move, k, b, m and u begin a command for them',
  },
  {
    keys: ['C-f'],
    action: 'find',
    label: 'Ctrl-F',
    help: 'Find in the log: Up and Down go from one to the next, Tab shows these lines alone',
  },
  { keys: ['pageup'], action: 'page-up', label: 'PageUp', help: 'Read what happened before' },
  { keys: ['pagedown'], action: 'page-down', label: 'PageDown', help: 'Read on' },
  { keys: ['home'], action: 'home', label: 'Home', help: 'On an empty line, to the oldest line of the log' },
  { keys: ['end'], action: 'end', label: 'End', help: 'On an empty line, to the newest line of the log' },
  { keys: ['C-end'], action: 'newest', label: 'Ctrl-End', help: 'To the newest line of the log' },
  { keys: ['f1'], action: 'help', label: 'F1', help: 'Show or hide this help' },
  {
    keys: ['M-m'],
    action: 'mouse',
    label: 'Alt-M',
    help: 'Turn the mouse on or off: the wheel, and a click on a person (select with Shift while it is on)',
  },
  { keys: ['escape'], action: 'escape', label: 'Escape', help: 'Close what was opened' },
  { keys: ['C-l'], action: 'redraw', label: 'Ctrl-L', help: 'Draw the screen again' },
  { keys: ['C-z'], action: 'suspend', label: 'Ctrl-Z', help: 'Put the server aside; fg brings it back' },
  {
    keys: ['C-c'],
    action: 'clear-or-quit',
    label: 'Ctrl-C',
    help: 'Clear what is typed; on an empty line, shut down',
  },
  { keys: ['C-q'], action: 'quit', label: 'Ctrl-Q', help: 'Shut down' },
] as const satisfies readonly KeyRow[];

export type ConsoleAction = (typeof CONSOLE_KEYS)[number]['action'];

const ACTIONS: ReadonlyMap<string, ConsoleAction> = new Map(
  CONSOLE_KEYS.flatMap((row) => row.keys.map((key): [string, ConsoleAction] => [key, row.action])),
);

export function consoleAction(event: KeyEvent): ConsoleAction | undefined {
  return ACTIONS.get(keyId(event));
}
