/** The one table of slash verbs: our client, the plain dialect and the documentation all read it. */

/** Who understands a verb: our client, the server for people with `nc` (plain), or both. */
export type SlashPlace = 'client' | 'plain';

export interface SlashParameter {
  readonly name: string;
  /** What it stands for, so that completion knows what to offer. `text` takes all that is left. */
  readonly kind: 'person' | 'room' | 'number' | 'text' | 'verb' | 'setting';
  readonly optional?: boolean;
}

export interface SlashSpec {
  readonly verb: string;
  /** Other words for the same thing, known from other chat programs. */
  readonly aliases: readonly string[];
  readonly parameters: readonly SlashParameter[];
  readonly help: string;
  readonly where: SlashPlace | 'both';
}

const PERSON: SlashParameter = { name: 'NAME', kind: 'person' };
const TEXT: SlashParameter = { name: 'TEXT', kind: 'text' };
const OPTIONAL_TEXT: SlashParameter = { name: 'TEXT', kind: 'text', optional: true };
const ROOM: SlashParameter = { name: 'ROOM', kind: 'room' };
const OPTIONAL_ROOM: SlashParameter = { name: 'ROOM', kind: 'room', optional: true };
const COUNT: SlashParameter = { name: 'COUNT', kind: 'number', optional: true };
const WHY: SlashParameter = { name: 'WHY', kind: 'text', optional: true };

export const SLASH_TABLE = [
  {
    verb: 'help',
    aliases: ['h', 'commands'],
    parameters: [],
    help: 'List the commands and the keys',
    where: 'both',
  },
  {
    verb: 'who',
    aliases: ['names', 'users'],
    parameters: [],
    help: 'List who is in this room',
    where: 'both',
  },
  {
    verb: 'msg',
    aliases: ['query', 'tell', 'w'],
    parameters: [PERSON, OPTIONAL_TEXT],
    help: 'Write to one person only',
    where: 'both',
  },
  {
    verb: 'me',
    aliases: [],
    parameters: [TEXT],
    help: 'Say what you are doing: "/me waves"',
    where: 'both',
  },
  {
    verb: 'snippet',
    aliases: ['paste'],
    parameters: [TEXT],
    help: 'Send a long text as one line that others open',
    where: 'client',
  },
  {
    verb: 'file',
    aliases: ['send'],
    parameters: [{ name: 'PATH', kind: 'text' }],
    help: 'Take a text file as a paste; other files cannot be sent',
    where: 'client',
  },
  {
    verb: 'reply',
    aliases: ['answer', 'r'],
    parameters: [TEXT],
    help: 'Answer the last message that was for you',
    where: 'client',
  },
  {
    verb: 'react',
    aliases: [],
    parameters: [{ name: 'EMOJI', kind: 'text' }],
    help: 'React to what was said last, or take that back: "/react :+1:"',
    where: 'client',
  },
  {
    verb: 'takeback',
    aliases: ['redact', 'unsay'],
    parameters: [],
    help: 'Take back what you have said last',
    where: 'client',
  },
  {
    verb: 'open',
    aliases: ['url'],
    parameters: [],
    help: 'Open the newest link in your browser',
    where: 'client',
  },
  {
    verb: 'join',
    aliases: ['j'],
    parameters: [ROOM],
    help: 'Enter a room, or make a new one',
    where: 'both',
  },
  {
    verb: 'part',
    aliases: ['leave', 'close'],
    parameters: [],
    help: 'Leave this room, or close this conversation',
    where: 'both',
  },
  { verb: 'rooms', aliases: ['list'], parameters: [], help: 'List the rooms', where: 'both' },
  {
    verb: 'topic',
    aliases: [],
    parameters: [OPTIONAL_TEXT],
    help: "Show or set the room's topic",
    where: 'both',
  },
  {
    verb: 'away',
    aliases: [],
    parameters: [WHY],
    help: 'Say that you are away; without a reason, that you are back',
    where: 'both',
  },
  { verb: 'nick', aliases: ['name'], parameters: [PERSON], help: 'Change your name', where: 'both' },
  { verb: 'whois', aliases: [], parameters: [PERSON], help: 'Tell more about a person', where: 'client' },
  {
    verb: 'invite',
    aliases: [],
    parameters: [PERSON, OPTIONAL_ROOM],
    help: 'Invite a person to this room',
    where: 'client',
  },
  {
    verb: 'kick',
    aliases: [],
    parameters: [PERSON, WHY],
    help: 'Remove a person from a room that you run',
    where: 'client',
  },
  {
    verb: 'ignore',
    aliases: [],
    parameters: [{ name: 'NAME', kind: 'person', optional: true }],
    help: 'Hide what a person says; without a name, list who is hidden',
    where: 'client',
  },
  {
    verb: 'unignore',
    aliases: [],
    parameters: [PERSON],
    help: 'Show what a person says again',
    where: 'client',
  },
  {
    verb: 'history',
    aliases: [],
    parameters: [COUNT],
    help: 'Show earlier messages of this room',
    where: 'both',
  },
  {
    verb: 'search',
    aliases: ['grep'],
    parameters: [{ name: 'WORDS', kind: 'text' }],
    help: 'Find earlier messages with these words',
    where: 'both',
  },
  {
    verb: 'account',
    aliases: ['whoami'],
    parameters: [],
    help: 'Tell whose name yours is, what proves it, and how to know the host',
    where: 'client',
  },
  {
    verb: 'password',
    aliases: ['passwd'],
    parameters: [],
    help: 'Set a password for your name; it is asked for, and not shown',
    where: 'client',
  },
  {
    verb: 'devices',
    aliases: [],
    parameters: [{ name: 'remove FINGERPRINT', kind: 'text', optional: true }],
    help: 'List the devices that prove your name, or remove one',
    where: 'client',
  },
  {
    verb: 'link',
    aliases: [],
    parameters: [
      { name: 'NAME', kind: 'person', optional: true },
      { name: 'CODE', kind: 'text', optional: true },
    ],
    help: 'Let another device have your name: /link here, then what it says there',
    where: 'client',
  },
  {
    verb: 'set',
    aliases: ['settings'],
    parameters: [
      { name: 'NAME', kind: 'setting', optional: true },
      { name: 'VALUE', kind: 'text', optional: true },
    ],
    help: 'List the settings with their meaning, tell one, or change it',
    where: 'client',
  },
  { verb: 'clear', aliases: [], parameters: [], help: 'Empty the message pane', where: 'client' },
  {
    verb: 'utf8',
    aliases: [],
    parameters: [],
    help: 'Turn letters beyond ASCII on or off',
    where: 'plain',
  },
  {
    verb: 'quit',
    aliases: ['exit', 'bye', 'q'],
    parameters: [OPTIONAL_TEXT],
    help: 'Leave the chatroom (so does the word QUIT alone)',
    where: 'both',
  },
] as const satisfies readonly SlashSpec[];

type Row = (typeof SLASH_TABLE)[number];

export type SlashVerb = Row['verb'];
export type ClientVerb = Extract<Row, { where: 'client' | 'both' }>['verb'];
export type PlainVerb = Extract<Row, { where: 'plain' | 'both' }>['verb'];
interface VerbsOf {
  client: ClientVerb;
  plain: PlainVerb;
}

export type SlashInput<V extends SlashVerb> =
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'verb'; readonly verb: V; readonly rest: string }
  /** `word` is as typed, with its slash; `nearest` is a verb that may have been meant, without one. */
  | { readonly kind: 'unknown'; readonly word: string; readonly nearest?: V };

/** The rows that apply in one place, in the order in which to list them. */
export function slashSpecs<P extends SlashPlace>(
  place: P,
): readonly (SlashSpec & { readonly verb: VerbsOf[P] })[] {
  const rows: readonly SlashSpec[] = SLASH_TABLE;
  return rows.filter((row) => row.where === place || row.where === 'both') as readonly (SlashSpec & {
    readonly verb: VerbsOf[P];
  })[];
}

/** `/usr/bin/ls` is no mistyped command, and a compiler's output piped in is full of it. */
const LOOKS_LIKE_A_PATH = /^\/[^/\s]+\//;

/**
 * Tells a message from a command. `//x` and a space before the slash say `/x` literally; QUIT alone quits.
 * What looks like a command and is none is never to be sent: a mistyped password must not reach the room.
 */
export function parseSlash<P extends SlashPlace>(text: string, place: P): SlashInput<VerbsOf[P]> {
  if (text.trim() === 'QUIT') return { kind: 'verb', verb: 'quit', rest: '' };
  if (/^\/\/|^ +\//.test(text)) return { kind: 'say', text: text.replace(/^\/| +/, '') };
  if (!text.startsWith('/') || LOOKS_LIKE_A_PATH.test(text)) return { kind: 'say', text };
  const [, word = '', rest = ''] = /^\/(\S*)\s*([^]*)$/.exec(text) ?? [];
  const wanted = word.toLowerCase();
  const specs = slashSpecs(place);
  const spec = specs.find((row) => row.verb === wanted || row.aliases.includes(wanted));
  if (spec !== undefined) return { kind: 'verb', verb: spec.verb, rest: rest.trimEnd() };
  const nearest = nearestVerb(
    wanted,
    specs.map((row) => row.verb),
  );
  return nearest === undefined
    ? { kind: 'unknown', word: `/${word}` }
    : { kind: 'unknown', word: `/${word}`, nearest };
}

/**
 * Cuts `rest` into the verb's parameters; those left out are not in the answer.
 * Null when one that is needed is missing: answer with `slashUsage`.
 */
export function slashArguments(verb: SlashVerb, rest: string): readonly string[] | null {
  const { found, missing } = cutArguments(verb, rest);
  return missing ? null : found;
}

/** The words for which the verb has no use: `/part #other` must not leave this room. */
export function slashExtra(verb: SlashVerb, rest: string): string {
  return cutArguments(verb, rest).left;
}

function cutArguments(
  verb: SlashVerb,
  rest: string,
): { readonly found: readonly string[]; readonly missing: boolean; readonly left: string } {
  const found: string[] = [];
  let missing = false;
  let left = rest.trim();
  for (const parameter of slashSpec(verb).parameters) {
    if (left === '') {
      missing ||= parameter.optional !== true;
      continue;
    }
    const word = parameter.kind === 'text' ? left : (/^\S+/.exec(left)?.[0] ?? '');
    found.push(word);
    left = left.slice(word.length).trim();
  }
  return { found, missing, left };
}

/** Such as `/msg NAME [TEXT]`. */
export function slashUsage(verb: SlashVerb): string {
  const words = slashSpec(verb).parameters.map(({ name, optional }) =>
    optional === true ? `[${name}]` : name,
  );
  return [`/${verb}`, ...words].join(' ');
}

export function slashSpec(verb: SlashVerb): SlashSpec {
  const rows: readonly SlashSpec[] = SLASH_TABLE;
  const row = rows.find((one) => one.verb === verb);
  if (row === undefined) throw new Error(`no such verb: ${verb}`);
  return row;
}

/** Slips of the finger beyond this many make another word. */
const SLIPS_MAX = 2;

function nearestVerb<V extends string>(word: string, verbs: readonly V[]): V | undefined {
  let best: V | undefined;
  let fewest = Math.min(SLIPS_MAX, word.length - 1) + 1;
  for (const verb of verbs) {
    const slips = distance(word, verb);
    if (slips < fewest) {
      best = verb;
      fewest = slips;
    }
  }
  return best;
}

/** Letters to add, drop, change or swap with their neighbour to get from one word to the other. */
function distance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > SLIPS_MAX) return SLIPS_MAX + 1;
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  for (let row = 1; row <= one.length; row += 1) {
    rows[row] = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1] ? 0 : 1;
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const swap = row > 1 && column > 1 && swapped ? at(row - 2, column - 2) + 1 : Infinity;
      const value = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + same,
        swap,
      );
      rows[row]?.push(value);
    }
  }
  return at(one.length, other.length);
}
