/** `/set` at the host's console: the same settings, in the same file, as far as a console has them. */
import {
  answerSet,
  CONSOLE_SETTINGS,
  settingWords,
  withChange,
  type SettingChange,
} from '../../client/settings.js';
import type { ConsoleModel } from './model.js';

/** For the help and the documentation, beside the commands of the server. */
export const SET_COMMAND = {
  label: '/set [NAME] [VALUE]',
  help: 'List the settings of this screen, tell one, or change it',
} as const;

export interface SetRequest {
  readonly kind: 'set';
  /** As typed. */
  readonly line: string;
  readonly lines: readonly string[];
  /** To be shown by the terminal, and kept; null where nothing changes. */
  readonly change: SettingChange | null;
}

export interface SettingsFileRequest {
  readonly kind: 'settings-file';
  readonly line: string;
}

/** Null where it is another command; what is changed is so in the model at once. */
export function setByLine(model: ConsoleModel, line: string): SetRequest | SettingsFileRequest | null {
  const found = /^\s*\/set(?:\s+(\S+)(?:\s+(.*\S))?)?\s*$/i.exec(line);
  if (found === null) return null;
  const [, name = null, value = null] = found;
  if (name === 'file' && value === null) return { kind: 'settings-file', line };
  if (name === null) {
    model.help = { about: 'settings', offset: 0 };
    return { kind: 'set', line, lines: [], change: null };
  }
  const { lines, change } = answerSet(model.settings, name, value, CONSOLE_SETTINGS);
  if (change !== null) {
    model.settings = withChange(model.settings, change);
    if (change.name === 'mouse') model.mouse = change.value === 'on';
  }
  return { kind: 'set', line, lines, change };
}

/** What Tab offers after `/set`. */
export function consoleSettingWords(before: string): readonly string[] {
  return settingWords(before, CONSOLE_SETTINGS);
}
