/** The helps of the host's console: of its commands and keys, and of the settings. */
import { CONSOLE_SETTINGS } from '../../client/settings.js';
import { helpPane, type HelpPane, type HelpSection } from '../help-pane.js';
import { EDITING_KEYS } from '../keys.js';
import type { Help } from '../model.js';
import { settingsSection } from '../view/help.js';
import { CONSOLE_KEYS } from './keys.js';
import type { ConsoleModel } from './model.js';
import { SET_COMMAND } from './settings.js';

export function consoleHelp(
  { commands, settings }: ConsoleModel,
  { about, offset }: Help,
  width: number,
  height: number,
): HelpPane {
  const sections: readonly HelpSection[] =
    about === 'settings'
      ? [settingsSection(settings, CONSOLE_SETTINGS)]
      : [
          { heading: 'Commands', entries: [...commands, SET_COMMAND] },
          { heading: 'Keys', entries: CONSOLE_KEYS },
          { heading: 'In the command line', entries: EDITING_KEYS },
        ];
  return helpPane(sections, offset, width, height);
}
