/** The one table of settings: `/set`, the settings file and docs/settings.md are made of it, and features read theirs from `Settings`. */

export interface SettingSpec {
  readonly name: string;
  /** The words it takes. */
  readonly values: readonly string[];
  readonly byDefault: string;
  /** A sentence or two for the person who reads `/set`. */
  readonly meaning: string;
  /** It is for the console of the host, too. */
  readonly console?: true;
}

const SWITCH = ['on', 'off'] as const;

/** A feature that does not ask for the setting here ignores it: no row without its reader. */
export const SETTINGS_TABLE = [
  {
    name: 'theme',
    values: ['auto', 'dark', 'light', 'none'],
    byDefault: 'auto',
    console: true,
    meaning: 'The colours of the screen. auto: for the background that the terminal tells; none: no colours.',
  },
  {
    name: 'letters',
    values: ['auto', 'utf8', 'ascii'],
    byDefault: 'auto',
    console: true,
    meaning:
      'What the terminal can show. auto: what it and the locale say; ascii: lines of - and |, letters without accents, and ? for the rest.',
  },
  {
    name: 'rooms',
    values: SWITCH,
    byDefault: 'on',
    meaning: 'List your rooms and conversations at the side of a wide screen, and not in a row above.',
  },
  {
    name: 'people',
    values: SWITCH,
    byDefault: 'on',
    console: true,
    meaning: 'List who is there beside the messages, where the screen has room for it.',
  },
  {
    name: 'time',
    values: ['24h', '12h', 'seconds', 'off'],
    byDefault: '24h',
    meaning: 'How times are written beside messages. 24h: 14:05; 12h: 2:05 pm; seconds: 14:05:09.',
  },
  {
    name: 'comings',
    values: ['on', 'all', 'off'],
    byDefault: 'on',
    meaning: 'Show who comes and goes. on: those who have spoken lately; all: everybody.',
  },
  {
    name: 'bell',
    values: SWITCH,
    byDefault: 'on',
    meaning: 'Ring the bell when somebody means you while you look elsewhere.',
  },
  {
    name: 'notices',
    values: SWITCH,
    byDefault: 'on',
    meaning: 'Let the desktop tell it too, where the terminal passes notices on.',
  },
  {
    name: 'mouse',
    values: SWITCH,
    byDefault: 'off',
    console: true,
    meaning: 'Take the mouse. While lanchat has it, select text with Shift held down.',
  },
  {
    name: 'typing',
    values: SWITCH,
    byDefault: 'on',
    meaning: 'Tell others that you are writing.',
  },
  {
    name: 'receipts',
    values: SWITCH,
    byDefault: 'on',
    meaning: 'Tell others that their messages have come to your screen.',
  },
  {
    name: 'log',
    values: SWITCH,
    byDefault: 'off',
    meaning: 'Write what is said to files on this machine, too. One for each room and day, for you alone.',
  },
] as const satisfies readonly SettingSpec[];

type Row = (typeof SETTINGS_TABLE)[number];

export type SettingName = Row['name'];

/** What is set now. Read it where it matters and keep no copy: `/set` changes it at any time. */
export type Settings = { readonly [R in Row as R['name']]: R['values'][number] };

const ROWS: readonly SettingSpec[] = SETTINGS_TABLE;

/** Those that `/set` at the console of the host is about. */
export const CONSOLE_SETTINGS: readonly SettingSpec[] = ROWS.filter((row) => row.console === true);

export const DEFAULT_SETTINGS = Object.fromEntries(
  ROWS.map(({ name, byDefault }) => [name, byDefault]),
) as unknown as Settings;

/** One setting given a value that it takes. */
export interface SettingChange {
  readonly name: SettingName;
  readonly value: string;
}

/** What other programs call on and off. */
const SYNONYMS: Readonly<Record<string, string>> = { yes: 'on', true: 'on', no: 'off', false: 'off' };

/** The change that the words ask for, or one sentence about why there is none. */
export function readChange(name: string, value: string, rows = ROWS): SettingChange | string {
  const spec = findSetting(name, rows);
  if (spec === undefined) return unknown(name);
  const word = value.toLowerCase();
  const wanted = spec.values.includes(word) ? word : SYNONYMS[word];
  if (wanted === undefined || !spec.values.includes(wanted))
    return `${spec.name} takes ${choices(spec.values)}, not ${value}.`;
  return { name: spec.name as SettingName, value: wanted };
}

export function withChange(settings: Settings, { name, value }: SettingChange): Settings {
  return { ...settings, [name]: value };
}

/** Answers to `/set`, `/set NAME` and `/set NAME VALUE`: lines to show, and what is to be changed. */
export interface SetAnswer {
  readonly lines: readonly string[];
  readonly change: SettingChange | null;
}

/** `name` and `value` as typed, null where they were left out; `rows` are those that there are here. */
export function answerSet(
  settings: Settings,
  name: string | null,
  value: string | null,
  rows = ROWS,
): SetAnswer {
  if (name === null) return { lines: [...rows.map((row) => toldBriefly(settings, row)), HOW], change: null };
  if (value === null) {
    const spec = findSetting(name, rows);
    return { lines: [spec === undefined ? unknown(name) : told(settings, spec)], change: null };
  }
  const change = readChange(name, value, rows);
  if (typeof change === 'string') return { lines: [change], change: null };
  return { lines: [`${change.name} = ${change.value}`], change };
}

function unknown(name: string): string {
  return `There is no setting called ${name}. /set lists them.`;
}

const HOW =
  '/set NAME tells what it takes; /set NAME VALUE changes it at once, and keeps it. /set file tells where.';

/** All of them with what they are now, for a list that has room. */
export function settingHelps(
  settings: Settings,
  rows = ROWS,
): readonly { readonly label: string; readonly help: string }[] {
  return rows.map(({ name, values, meaning }) => ({
    label: `${name} = ${settings[name as SettingName]}`,
    help: `${meaning} Takes ${choices(values)}.`,
  }));
}

/** For the list: the first sentence of what it means. */
function toldBriefly(settings: Settings, { name, meaning }: SettingSpec): string {
  return `${name} = ${settings[name as SettingName]}: ${meaning.replace(/(?<=\.) .*$/, '')}`;
}

function told(settings: Settings, { name, values, byDefault, meaning }: SettingSpec): string {
  const others = values.map((word) => (word === byDefault ? `${word} (by default)` : word));
  return `${name} = ${settings[name as SettingName]}: ${meaning} Takes ${choices(others)}.`;
}

/** Words that may come next in a line that begins with `/set`, for completion. */
export function settingWords(before: string, rows = ROWS): readonly string[] {
  const found = /^\/set\s+(?:(\S+)\s+)?$/i.exec(before);
  if (found === null) return [];
  const [, name] = found;
  if (name === undefined) return [...rows.map((row) => row.name), 'file'];
  return findSetting(name, rows)?.values ?? [];
}

export function findSetting(name: string, rows = ROWS): SettingSpec | undefined {
  const wanted = name.toLowerCase();
  return rows.find((row) => row.name === wanted);
}

/** `auto, dark or light`. */
function choices(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}
