/** The settings of this user in one file: read at the start, and changed without losing what else stands in it. */
import { mkdirSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { SETTINGS_BYTES_MAX } from '../base/limits.js';
import { DEFAULT_SETTINGS, type SettingChange } from '../client/settings.js';
import { changedText, completeText, parseSettings, type ReadSettings } from '../client/settings-text.js';
import { codeOf } from '../files/private-files.js';
import { settingsFile } from './state-directory.js';

/** No file is no trouble; one that cannot be read is, and the defaults hold. */
export function readSettings(): ReadSettings {
  const file = settingsFile();
  try {
    const { settings, troubles } = parseSettings(textOf(file));
    return { settings, troubles: troubles.map((trouble) => `${file}: ${trouble}`) };
  } catch (error) {
    return { settings: DEFAULT_SETTINGS, troubles: [cannot(file, 'be read', error)] };
  }
}

/** A sentence about why it could not be kept; empty when it was. */
export function keepSetting(change: SettingChange): string {
  return rewrite((text) => changedText(text, change));
}

/** Writes down all settings, and says where they are, or why not. */
export function writeSettings(): string {
  const trouble = rewrite(completeText);
  return trouble === '' ? `All settings are in ${settingsFile()}, each with its meaning.` : trouble;
}

/** From the file as it is now, which may have been changed by hand or by another lanchat since the start. */
function rewrite(change: (text: string) => string): string {
  const file = settingsFile();
  try {
    const text = textOf(file);
    const changed = change(text);
    if (changed !== text) replace(file, changed);
    return '';
  } catch (error) {
    return cannot(file, 'be changed', error);
  }
}

function textOf(file: string): string {
  try {
    if (statSync(file).size > SETTINGS_BYTES_MAX) throw new Error('too large');
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return '';
    throw error;
  }
}

/** The old file or the new one is there, never a part of it; one that is a link stays one. */
function replace(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const real = realFile(file);
  const draft = `${real}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, real);
}

function realFile(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

function cannot(file: string, what: string, error: unknown): string {
  return `The settings in ${file} cannot ${what} (${codeOf(error)}).`;
}
