/** The settings file as text: `name = value` lines among comments, those of the user untouched. */
import {
  DEFAULT_SETTINGS,
  findSetting,
  readChange,
  SETTINGS_TABLE,
  withChange,
  type SettingChange,
  type Settings,
  type SettingSpec,
} from './settings.js';

export interface ReadSettings {
  readonly settings: Settings;
  /** A sentence about each line that could not be understood, and was ignored. */
  readonly troubles: readonly string[];
}

const HEAD = `# Settings of lanchat, a line each: name = value. What follows a # is for people.
# /set in the chatroom lists them, and changes them at once; what you write here stays.
`;

/** What stands there, its quotes and the comment after it taken off. */
const SETTING = /^(\s*)([^\s=#[]+)(\s*=\s*)("[^"]*"|[^#]*?)(\s*(?:#.*)?)$/;

export function parseSettings(text: string): ReadSettings {
  let settings = DEFAULT_SETTINGS;
  const troubles: string[] = [];
  for (const [index, line] of linesOf(text).entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const found = settingIn(line);
    const change = found === null ? `it is not name = value.` : readChange(found.name, found.value);
    if (typeof change === 'string') troubles.push(`Line ${index + 1} is ignored: ${change}`);
    else settings = withChange(settings, change);
  }
  return { settings, troubles };
}

/** The text with the setting changed in it: where it stands, or where its own default is told, or at the end. */
export function changedText(text: string, change: SettingChange): string {
  const lines = linesOf(completeText(text));
  const place = lastIndex(lines, (line) => settingIn(line)?.name.toLowerCase() === change.name);
  const at = place >= 0 ? place : lastIndex(lines, (line) => line === defaultLine(change.name));
  lines[at] = (lines[at] ?? '').replace(/^# (?=\S+ = \S+$)/, '').replace(
    SETTING,
    (_, indent: string, name: string, equals: string, _value: string, rest: string) =>
      // A function: `$` in a user's comment is no pattern.
      `${indent}${name}${equals}${change.value}${rest}`,
  );
  return `${lines.join('\n')}\n`;
}

/** The text with every setting in it: what is missing is added with its meaning and its default, commented out. */
export function completeText(text: string): string {
  const lines = linesOf(text);
  const missing = SETTINGS_TABLE.filter(
    ({ name }) =>
      !lines.some((line) => line === defaultLine(name) || settingIn(line)?.name.toLowerCase() === name),
  );
  const start = lines.length === 0 ? HEAD : `${lines.join('\n')}\n`;
  return start + missing.map((spec) => `\n${explained(spec)}`).join('');
}

function explained(spec: SettingSpec): string {
  return `${comment(`${spec.meaning} (${spec.values.join(', ')})`)}\n${defaultLine(spec.name)}\n`;
}

const COMMENT_COLUMNS = 98;

function comment(text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last.length + word.length + 1 > COMMENT_COLUMNS) lines.push(` ${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.map((line) => `#${line}`).join('\n');
}

function defaultLine(name: string): string {
  return `# ${name} = ${findSetting(name)?.byDefault ?? ''}`;
}

function settingIn(line: string): { readonly name: string; readonly value: string } | null {
  const [, , name, , value] = SETTING.exec(line) ?? [];
  return name === undefined || value === undefined
    ? null
    : { name, value: value.replace(/^"|"$/g, '').trim() };
}

/** Without the line ends of Windows, the mark some editors put first, and the empty line after the last. */
function linesOf(text: string): string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  while (lines.length > 0 && lines.at(-1) === '') lines.pop();
  return lines;
}

function lastIndex(lines: readonly string[], matches: (line: string) => boolean): number {
  for (let at = lines.length - 1; at >= 0; at -= 1) if (matches(lines[at] ?? '')) return at;
  return -1;
}
