/** The host's command line: one table of commands, parsed for the full-screen console and for stdin alike. */
import type { AdminCommand } from '../core/admin-command.js';
import type { Retention } from '../core/world.js';
import { KEEP_ALL } from '../core/retention.js';

export type ConsoleCommand =
  | AdminCommand
  | { readonly verb: 'quit' }
  | { readonly verb: 'who' }
  | { readonly verb: 'stats' }
  | { readonly verb: 'rehash' }
  | { readonly verb: 'help' };

export interface ConsoleRow {
  readonly name: string;
  /** What follows the name, as shown in the help; [] is optional. */
  readonly params: string;
  readonly help: string;
  /** What its first word stands for, for completion. */
  readonly completes: 'name' | 'room' | 'banned' | null;
  /** Null when something needed is missing. */
  readonly parse: (rest: string) => ConsoleCommand | null;
}

/** One month: longer is for ever, which is said by leaving the minutes out. */
const MINUTES_MAX = 43_200;

export const CONSOLE_ROWS: readonly ConsoleRow[] = [
  row('who', '', 'List the people: name, address, dialect, idle time, rooms', null, () => ({ verb: 'who' })),
  row('say', 'TEXT', 'Announce something to everyone', null, (rest) =>
    rest === '' ? null : { verb: 'say', text: rest },
  ),
  row('kick', 'NAME [WHY]', 'Remove a person; they can come back', 'name', (rest) => {
    const [name, reason] = firstWord(rest);
    return name === '' ? null : { verb: 'kick', name, reason };
  }),
  row('ban', 'NAME|ADDRESS [MINUTES] [WHY]', 'Remove a person and keep them out', 'name', (rest) => {
    const [target, after] = firstWord(rest);
    const [minutes, reason] = leadingMinutes(after);
    return target === '' ? null : { verb: 'ban', target, minutes, reason };
  }),
  row('unban', 'NAME|ADDRESS', 'Let a banned person in again', 'banned', (rest) =>
    rest === '' ? null : { verb: 'unban', target: rest },
  ),
  row('bans', '', 'List who is banned or muted', null, () => ({ verb: 'bans' })),
  row('mute', 'NAME [MINUTES]', 'Let a person read but not write', 'name', (rest) => {
    const [name, after] = firstWord(rest);
    const [minutes, more] = leadingMinutes(after);
    // "5x" for "5" must not silence anybody for good.
    return name === '' || more !== '' ? null : { verb: 'mute', name, minutes };
  }),
  row('unmute', 'NAME', 'Let a muted person write again', 'name', (rest) =>
    rest === '' ? null : { verb: 'unmute', name: rest },
  ),
  row('topic', '[ROOM] [TEXT]', 'Show or set what a room is about', 'room', (rest) => {
    const [room, text] = rest.startsWith('#') ? firstWord(rest) : ['', rest];
    return { verb: 'topic', room, text: text === '' ? null : text };
  }),
  row('rooms', '', 'List the rooms', null, () => ({ verb: 'rooms' })),
  row('close', 'ROOM', 'Close a room and put everyone out of it', 'room', (rest) =>
    rest === '' ? null : { verb: 'close', room: rest.startsWith('#') ? rest : `#${rest}` },
  ),
  row(
    'keep',
    'ROOM [all|default|N days|N messages]',
    'Show or set how much of a room is kept',
    'room',
    (rest) => {
      const [name, words] = firstWord(rest);
      const rule = words === '' ? null : retentionIn(words);
      if (name === '' || rule === undefined) return null;
      return { verb: 'keep', room: name.startsWith('#') ? name : `#${name}`, rule };
    },
  ),
  row('accounts', '', 'List the names that belong to somebody', null, () => ({ verb: 'accounts' })),
  row('reset', 'NAME', 'Make a name free again: its password and devices are forgotten', 'name', (rest) =>
    rest === '' ? null : { verb: 'reset', name: rest },
  ),
  row('operator', 'NAME', 'Give an account a say in every room', 'name', (rest) =>
    rest === '' ? null : { verb: 'operator', name: rest, on: true },
  ),
  row('unoperator', 'NAME', 'Take that say back', 'name', (rest) =>
    rest === '' ? null : { verb: 'operator', name: rest, on: false },
  ),
  row('suspend', 'NAME', 'Let nobody log in to an account', 'name', (rest) =>
    rest === '' ? null : { verb: 'suspend', name: rest },
  ),
  row('unsuspend', 'NAME', 'Let an account be used again', 'name', (rest) =>
    rest === '' ? null : { verb: 'unsuspend', name: rest },
  ),
  row('lock', '', 'Let nobody new in', null, () => ({ verb: 'lock' })),
  row('unlock', '', 'Let newcomers in again', null, () => ({ verb: 'unlock' })),
  row('motd', '[TEXT]', 'Show or set what newcomers read first', null, (rest) => ({
    verb: 'motd',
    text: rest === '' ? null : rest,
  })),
  row(
    'rehash',
    '',
    'Read the files of the command line again: MOTD, passwords, operators, certificate',
    null,
    () => ({ verb: 'rehash' }),
  ),
  row('stats', '', 'People, messages, memory, time since the start', null, () => ({ verb: 'stats' })),
  row('help', '', 'Show this list', null, () => ({ verb: 'help' })),
  row('quit', '', 'Close all connections and shut down; so does q alone', null, () => ({ verb: 'quit' })),
];

function row(
  name: string,
  params: string,
  help: string,
  completes: ConsoleRow['completes'],
  parse: ConsoleRow['parse'],
): ConsoleRow {
  return { name, params, help, completes, parse };
}

function firstWord(text: string): [string, string] {
  const [, word = '', rest = ''] = /^(\S*)\s*(.*)$/s.exec(text.trim()) ?? [];
  return [word, rest.trim()];
}

function leadingMinutes(text: string): [number | null, string] {
  const [word, rest] = firstWord(text);
  const minutes = /^[1-9][0-9]{0,5}$/.test(word) ? Number(word) : null;
  return minutes === null ? [null, text] : [Math.min(minutes, MINUTES_MAX), rest];
}

/** `30 days`, `500 messages`, both, `all` or `default`; undefined when it is none of these. */
function retentionIn(words: string): Retention | 'default' | undefined {
  if (words === 'default') return 'default';
  if (words === 'all') return KEEP_ALL;
  const found = /^(?:([1-9][0-9]{0,5}) days?)?,? ?(?:([1-9][0-9]{0,8}) messages?)?$/.exec(words);
  if (found === null) return undefined;
  const [, days, messages] = found;
  if (days === undefined && messages === undefined) return undefined;
  return {
    days: days === undefined ? null : Number(days),
    messages: messages === undefined ? null : Number(messages),
  };
}

export type ParsedConsole =
  | { readonly kind: 'command'; readonly command: ConsoleCommand }
  | { readonly kind: 'mistake'; readonly text: string }
  | { readonly kind: 'nothing' };

/** `q` shuts down; commands begin with a slash, so that a stray word is never an order. */
export function parseConsole(line: string): ParsedConsole {
  const text = line.trim();
  if (text === '') return { kind: 'nothing' };
  if (/^(q|quit|QUIT|exit)$/.test(text)) return { kind: 'command', command: { verb: 'quit' } };
  if (!text.startsWith('/')) {
    return { kind: 'mistake', text: `To speak to everyone, type /say ${text.slice(0, 40)}` };
  }
  const [name, rest] = firstWord(text.slice(1));
  const found = CONSOLE_ROWS.find(
    (one) => one.name === name.toLowerCase() || (name === 'q' && one.name === 'quit'),
  );
  if (found === undefined)
    return { kind: 'mistake', text: `There is no command /${name}. /help lists them.` };
  const command = found.parse(rest);
  return command === null
    ? { kind: 'mistake', text: `Type it like this: ${usage(found)}` }
    : { kind: 'command', command };
}

export function usage({ name, params }: ConsoleRow): string {
  return params === '' ? `/${name}` : `/${name} ${params}`;
}

/** Not in columns: beside the people there is no room for two. */
export function consoleHelp(): readonly string[] {
  return CONSOLE_ROWS.map((one) => `${usage(one)}: ${one.help}`);
}
