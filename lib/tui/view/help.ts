/** The helps of `lanchat join`, made from the tables that decide what keys, commands and settings do. */
import { settingHelps, type Settings, type SettingSpec } from '../../client/settings.js';
import { slashSpecs, slashUsage } from '../../protocol/slash.js';
import { helpPane, type HelpPane, type HelpSection } from '../help-pane.js';
import { EDITING_KEYS, KEYS, SELECTION_KEYS } from '../keys.js';
import type { Help } from '../model.js';

const KEYS_SECTIONS: readonly HelpSection[] = [
  {
    heading: 'Commands',
    entries: [
      ...slashSpecs('client').map((spec) => ({ label: slashUsage(spec.verb), help: spec.help })),
      { label: '//TEXT', help: 'Say a text that begins with a slash' },
    ],
  },
  { heading: 'Keys', entries: KEYS },
  { heading: 'While a message is chosen (Alt-S)', entries: SELECTION_KEYS },
  { heading: 'In the input line', entries: EDITING_KEYS },
];

export function clientHelp(
  { about, offset }: Help,
  settings: Settings,
  width: number,
  height: number,
): HelpPane {
  const sections = about === 'keys' ? KEYS_SECTIONS : [settingsSection(settings)];
  return helpPane(sections, offset, width, height);
}

/** `rows` are those that there are here; all of them when left out. */
export function settingsSection(settings: Settings, rows?: readonly SettingSpec[]): HelpSection {
  const heading = 'Settings: /set NAME VALUE changes one at once, and keeps it';
  return { heading, entries: settingHelps(settings, rows) };
}
