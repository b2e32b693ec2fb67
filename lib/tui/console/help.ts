/** The help of the host's console. */
import { helpPane, type HelpPane } from '../help-pane.js';
import { EDITING_KEYS } from '../keys.js';
import { CONSOLE_KEYS } from './keys.js';
import type { ConsoleModel } from './model.js';

export function consoleHelp({ commands, help }: ConsoleModel, width: number, height: number): HelpPane {
  const sections = [
    { heading: 'Commands', entries: commands },
    { heading: 'Keys', entries: CONSOLE_KEYS },
    { heading: 'In the command line', entries: EDITING_KEYS },
  ];
  return helpPane(sections, help ?? 0, width, height);
}
