/** The command line, by yargs: every option with what it means, every mistake in one line. */
import { readFileSync } from 'node:fs';
import { Chalk, type ChalkInstance } from 'chalk';
import yargs from 'yargs';
import { isRoomName } from '../base/names.js';
import { CLAIM_DAYS, CLIENTS_MAX } from '../base/limits.js';
import type { JoinOptions } from './join-options.js';
import { UsageError } from './usage-error.js';

export interface ServeOptions {
  readonly host: string;
  readonly port: number;
  readonly name: string;
  readonly room: string;
  readonly motd: readonly string[];
  readonly memory: boolean;
  /** The folder for all that is kept; null for the one of this port in the user's state directory. */
  readonly data: string | null;
  /** What is forgotten of each room; null keeps all. */
  readonly keepDays: number | null;
  readonly keepMessages: number | null;
  /** 0 is never. */
  readonly claimDays: number;
  /** Where clients may have found the server, beside its own addresses. */
  readonly addresses: readonly string[];
  readonly history: 'open' | 'joined' | 'off';
  readonly password: string | null;
  readonly maxClients: number;
  readonly tls: 'off' | 'offered' | 'require';
  /** PEM; null for one that is made. */
  readonly certificate: { readonly key: string; readonly cert: string } | null;
  readonly floodControl: boolean;
  readonly plain: boolean;
  readonly log: string | null;
  /** Lines that `lanchat hash` made. */
  readonly operatorFile: { readonly file: string; readonly lines: readonly string[] } | null;
  /** Reads the files once more; throws a `UsageError` where one cannot be read. */
  readonly again: () => ServeOptions;
  /** One with a password still to be hashed. */
  readonly operator: { readonly name: string; readonly password: string } | null;
}

export interface ExportOptions {
  /** As for `serve`. */
  readonly data: string | null;
  readonly port: number;
  /** Null for all rooms. */
  readonly room: string | null;
  /** Also what two accounts said to each other. */
  readonly withPrivate: boolean;
  readonly format: 'text' | 'jsonl';
}

export interface BackupOptions {
  readonly data: string | null;
  readonly port: number;
  readonly file: string;
}

export type CommandLine =
  | { readonly kind: 'serve'; readonly options: ServeOptions }
  | { readonly kind: 'join'; readonly options: JoinOptions }
  | { readonly kind: 'export'; readonly options: ExportOptions }
  | { readonly kind: 'backup'; readonly options: BackupOptions }
  | { readonly kind: 'hash'; readonly name: string }
  | { readonly kind: 'exit'; readonly code: number };

const DEFAULT_PORT = 1060;

const COMMANDS = ['serve', 'join', 'say', 'tail', 'export', 'backup', 'hash'] as const;

/** Exit code for a command line that could not be understood. */
const BAD_USAGE = 2;

export async function parseCommandLine(args: readonly string[], version: string): Promise<CommandLine> {
  let result: CommandLine = { kind: 'exit', code: 0 };
  let text = '';
  try {
    const reader = withoutSpareHelp(program(version, (found) => (result = found)));
    await reader.parseAsync([...args], {}, (error, _argv, output) => {
      text = output;
      if (error) throw error;
    });
  } catch (error) {
    process.stderr.write(mistake(error instanceof Error ? error.message : String(error), args));
    return { kind: 'exit', code: BAD_USAGE };
  }
  if (text !== '') process.stdout.write(`${text}\n`);
  return result;
}

/**
 * Before it runs a command yargs lays out the help, for commands that fail later on and want to show it. Ours only
 * take down what was typed, and a start does without those 10 ms.
 */
function withoutSpareHelp<T extends object>(reader: T): T {
  const { getInternalMethods } = reader as { readonly getInternalMethods?: () => YargsInternals };
  const usage = getInternalMethods?.call(reader).getUsageInstance();
  if (usage !== undefined) usage.cacheHelpMessage = () => undefined;
  return reader;
}

/** What we know of yargs beyond its types; without it nothing is lost but time. */
interface YargsInternals {
  getUsageInstance(): { cacheHelpMessage: () => void };
}

function mistake(message: string, args: readonly string[]): string {
  const command = COMMANDS.find((name) => name === args[0]);
  const [first = ''] = message.split('\n');
  const line = /[.!?]$/.test(first) ? first : `${first}.`;
  const help = command === undefined ? 'lanchat --help' : `lanchat ${command} --help`;
  return `${chalkFor(process.stderr).red('lanchat:')} ${line} See: ${help}\n`;
}

/** No colours where nobody sees them (NO_COLOR, a pipe). */
function chalkFor(stream: NodeJS.WriteStream): ChalkInstance {
  const plain = !stream.isTTY || (process.env['NO_COLOR'] ?? '') !== '';
  return new Chalk({ level: plain ? 0 : 1 });
}

function program(version: string, found: (result: CommandLine) => void) {
  return yargs()
    .scriptName('lanchat')
    .usage('$0: the chatroom for people in one place, without internet')
    .command(
      'serve [host]',
      'Open a chatroom on this machine',
      (command) =>
        command
          .positional('host', { type: 'string', describe: 'Address to listen on; all of them when left out' })
          .option('port', PORT)
          .option('name', {
            type: 'string',
            requiresArg: true,
            default: 'lanchat',
            describe: 'What people read as the name of the chatroom',
          })
          .option('room', { type: 'string', requiresArg: true, default: 'lobby', describe: 'The main room' })
          .option('motd', {
            type: 'string',
            requiresArg: true,
            describe: 'File with the lines that newcomers read first',
          })
          .option('data', {
            type: 'string',
            requiresArg: true,
            describe: 'Folder for what is kept; one for each port, in your state directory, when left out',
          })
          .option('memory', { type: 'boolean', default: false, describe: 'Keep nothing on disk' })
          .option('keep-days', {
            type: 'number',
            requiresArg: true,
            describe: 'Forget what is older than so many days',
          })
          .option('keep-messages', {
            type: 'number',
            requiresArg: true,
            describe: 'Keep so many of the last messages of each room',
          })
          .option('claim-days', {
            type: 'number',
            requiresArg: true,
            default: CLAIM_DAYS,
            describe:
              'Days without use after which a name that a device has claimed is free again; 0 is never',
          })
          .option('address', {
            type: 'string',
            array: true,
            requiresArg: true,
            describe: 'HOST:PORT under which others reach this server through a forwarded port',
          })
          .option('history', {
            type: 'string',
            requiresArg: true,
            default: 'open',
            describe:
              'Earlier talk shown to newcomers: open (all), joined (none from before they came) or off',
          })
          .option('password-file', {
            type: 'string',
            requiresArg: true,
            describe: 'File with the password everyone must give',
          })
          .option('operator-file', {
            type: 'string',
            requiresArg: true,
            describe: 'File of operators, a line each, as lanchat hash makes them',
          })
          .option('operator', {
            type: 'string',
            requiresArg: true,
            describe: 'NAME:PASSWORD of an operator, for tests: everybody on this machine can read it',
          })
          .option('max-clients', {
            type: 'number',
            requiresArg: true,
            default: CLIENTS_MAX,
            describe: 'Most connections at once',
          })
          .option('tls', {
            type: 'string',
            requiresArg: true,
            default: 'offered',
            describe: 'TLS on the same port: offered, off, or require (from programs; nc comes in without)',
          })
          .option('cert', {
            type: 'string',
            requiresArg: true,
            describe: 'Certificate for TLS, PEM; one is made when left out',
          })
          .option('key', { type: 'string', requiresArg: true, describe: 'The key of --cert, PEM' })
          .option('flood-control', { type: 'boolean', default: true, hidden: true })
          .option('no-flood-control', { type: 'boolean', describe: 'Let everyone send as fast as they can' })
          .option('plain', {
            type: 'boolean',
            default: false,
            describe: 'No full-screen console: plain log lines',
          })
          .option('log', { type: 'string', requiresArg: true, describe: 'File to which log lines are added' })
          .example('$0 serve', 'open a chatroom on port 1060')
          .example('$0 serve -p 1070 --name "Room 12"', 'another port, and a name of its own'),
      (argv) => found({ kind: 'serve', options: serveOptions(argv) }),
    )
    .command(
      'join [host]',
      'Enter a chatroom',
      (command) =>
        command
          .positional('host', {
            type: 'string',
            describe: 'Address of the chatroom, such as 192.168.2.186 or 192.168.2.186:1061',
          })
          .options(COMING_IN)
          .option('plain', {
            type: 'boolean',
            default: false,
            describe: 'Line by line instead of full screen',
          })
          .option('log', {
            type: 'boolean',
            default: false,
            describe: 'Write what is said to files of yours too (/set log on: always)',
          })
          .example('$0 join 192.168.2.186', 'enter the chatroom there')
          .example('echo hi | $0 join 192.168.2.186 -n ci', 'say one thing and leave'),
      (argv) => found({ kind: 'join', options: joinOptions(argv) }),
    )
    .command(
      'say <host> [words..]',
      'Say something, or each line of what is piped in, and leave',
      (command) =>
        command
          .positional('host', HOST)
          .positional('words', { type: 'string', array: true, describe: 'What to say; stdin when left out' })
          .options(COMING_IN)
          .option('to', { type: 'string', requiresArg: true, describe: 'For this person only' })
          .example('make 2>&1 | $0 say 192.168.2.186', 'everybody reads what make prints')
          .example('$0 say 192.168.2.186 the tea is ready', 'one line'),
      (argv) => found({ kind: 'join', options: sayOptions(argv) }),
    )
    .command(
      'tail <host>',
      'Print what is said from now on, until Ctrl-C',
      (command) =>
        command
          .positional('host', HOST)
          .options(COMING_IN)
          .option('json', { type: 'boolean', default: false, describe: 'JSON lines, for programs' })
          .example('$0 tail 192.168.2.186 --json | jq -r .text', 'the texts alone')
          .example('$0 tail 192.168.2.186 | grep -i alarm', 'wait for a word'),
      (argv) =>
        found({
          kind: 'join',
          options: { ...joinOptions({ ...argv, plain: true }), role: 'tail', json: argv.json },
        }),
    )
    .command(
      'export',
      'Print what was said, from the folder of lanchat serve, also while it runs',
      (command) =>
        command
          .option('data', DATA)
          .option('port', PORT)
          .option('room', { type: 'string', requiresArg: true, describe: 'One room; all when left out' })
          .option('private', { type: 'boolean', default: false, describe: 'Private messages too' })
          .option('format', {
            choices: ['text', 'jsonl'] as const,
            default: 'text' as const,
            describe: 'Lines to read, or JSON lines for programs',
          })
          .example('$0 export > chat.txt', 'all that was said, as text')
          .example('$0 export --room lobby --format jsonl', 'one room, for a program'),
      (argv) => found({ kind: 'export', options: exportOptions(argv) }),
    )
    .command(
      'backup <file>',
      'Copy all that is kept into one file, also while lanchat serve runs',
      (command) =>
        command
          .positional('file', { type: 'string', demandOption: true, describe: 'The file to make' })
          .option('data', DATA)
          .option('port', PORT)
          .example('$0 backup monday.db', 'a copy that lanchat serve can be given again'),
      (argv) =>
        found({
          kind: 'backup',
          options: { data: argv.data ?? null, port: portNumber(argv.port), file: argv.file },
        }),
    )
    .command(
      'hash <name>',
      'Make a line for --operator-file from a password',
      (command) =>
        command
          .positional('name', {
            type: 'string',
            demandOption: true,
            describe: 'What the operator logs in as',
          })
          .example('$0 hash ann >> operators.txt', 'asks for the password twice, unseen')
          .example('$0 hash ann < password.txt', 'the password is the first line'),
      (argv) => found({ kind: 'hash', name: operatorName(argv.name) }),
    )
    .demandCommand(
      1,
      1,
      `Say what to do: ${COMMANDS.join(', ')}.`,
      `Say one thing to do: ${COMMANDS.join(', ')}.`,
    )
    .strict()
    .version(version)
    .alias('h', 'help')
    .alias('v', 'version')
    .epilogue('Everyone on the network can also come in with: nc HOST 1060')
    .updateStrings(WORDS)
    .wrap(Math.min(HELP_COLUMNS_MAX, process.stdout.columns || HELP_COLUMNS));
}

/** Columns of the help: as wide as the terminal, but no wider than one reads well; and where nobody knows the width. */
const HELP_COLUMNS_MAX = 100;
const HELP_COLUMNS = 80;

/** What yargs would say in a programmer's words. */
const WORDS = { 'Not enough arguments following: %s': 'Something is missing after the option %s' };

const PORT = {
  alias: 'p',
  type: 'string',
  requiresArg: true,
  describe: `TCP port (${DEFAULT_PORT} when left out)`,
} as const;

const DATA = {
  type: 'string',
  requiresArg: true,
  describe: 'The folder that serve was given with --data; the one of the port when left out',
} as const;

const HOST = { type: 'string', demandOption: true, describe: 'Address of the chatroom' } as const;

/** For all who come in. */
const COMING_IN = {
  port: PORT,
  name: { alias: 'n', type: 'string', requiresArg: true, describe: 'Your name in the chatroom' },
  room: { type: 'string', requiresArg: true, describe: 'The room to enter; the main room when left out' },
  'password-file': {
    type: 'string',
    requiresArg: true,
    describe: 'File with the password of the chatroom',
  },
  'new-server': {
    type: 'boolean',
    default: false,
    describe: 'Forget which server was at this address: the host says that it is another one now',
  },
} as const;

interface ServeArgv {
  readonly host?: string | undefined;
  readonly port?: string | undefined;
  readonly name: string;
  readonly room: string;
  readonly motd?: string | undefined;
  readonly data?: string | undefined;
  readonly memory: boolean;
  readonly 'keep-days'?: number | undefined;
  readonly 'keep-messages'?: number | undefined;
  readonly 'claim-days': number;
  readonly address?: string[] | undefined;
  readonly history: string;
  readonly 'password-file'?: string | undefined;
  readonly 'operator-file'?: string | undefined;
  readonly operator?: string | undefined;
  readonly 'max-clients': number;
  readonly tls: string;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  readonly 'flood-control': boolean;
  readonly plain: boolean;
  readonly log?: string | undefined;
}

function serveOptions(argv: ServeArgv): ServeOptions {
  const { host, port } = hostAndPort(argv.host ?? '0.0.0.0', argv.port);
  // What is no number at all compares as neither.
  if (!(argv['max-clients'] >= 1)) throw new UsageError('--max-clients takes a number from 1 up.');
  if (argv.data !== undefined && argv.memory) throw new UsageError('Choose one of --data and --memory.');
  return {
    host,
    port,
    name: chatroomName(argv.name),
    room: roomName(argv.room),
    motd: argv.motd === undefined ? [] : fileLines(argv.motd, '--motd'),
    memory: argv.memory,
    data: argv.data ?? null,
    keepDays: keepNumber('--keep-days', argv['keep-days']),
    keepMessages: keepNumber('--keep-messages', argv['keep-messages']),
    claimDays: claimDays(argv['claim-days']),
    addresses: argv.address ?? [],
    history: historyRule(argv.history),
    password: argv['password-file'] === undefined ? null : passwordFrom(argv['password-file']),
    maxClients: Math.floor(argv['max-clients']),
    tls: tlsRule(argv.tls),
    certificate: certificateFrom(argv.cert, argv.key),
    floodControl: argv['flood-control'],
    plain: argv.plain,
    log: argv.log ?? null,
    operatorFile: argv['operator-file'] === undefined ? null : operatorFile(argv['operator-file']),
    operator: argv.operator === undefined ? null : namedOperator(argv.operator),
    again: () => serveOptions(argv),
  };
}

function operatorName(name: string): string {
  if (!/^[^:\s#][^:\s]{0,63}$/.test(name))
    throw new UsageError(`${name} cannot be an operator: use letters.`);
  return name;
}

function namedOperator(text: string): { readonly name: string; readonly password: string } {
  const [, name = '', password = ''] = /^([^:]*):(.+)$/s.exec(text) ?? [];
  if (password === '') throw new UsageError('--operator takes NAME:PASSWORD.');
  return { name: operatorName(name), password };
}

function operatorFile(file: string): ServeOptions['operatorFile'] {
  return { file, lines: fileLines(file, '--operator-file') };
}

function claimDays(value: number): number {
  if (!(value >= 0)) throw new UsageError('--claim-days takes a number of days, or 0 for never.');
  return value;
}

function keepNumber(option: string, value: number | undefined): number | null {
  if (value === undefined) return null;
  if (!(Number.isInteger(value) && value >= 1)) throw new UsageError(`${option} takes a number from 1 up.`);
  return value;
}

interface ExportArgv {
  readonly data?: string | undefined;
  readonly port?: string | undefined;
  readonly room?: string | undefined;
  readonly private: boolean;
  readonly format: ExportOptions['format'];
}

function exportOptions(argv: ExportArgv): ExportOptions {
  if (argv.room !== undefined && argv.private) throw new UsageError('Choose one of --room and --private.');
  return {
    data: argv.data ?? null,
    port: portNumber(argv.port),
    room: argv.room === undefined ? null : roomName(argv.room),
    withPrivate: argv.private,
    format: argv.format,
  };
}

interface JoinArgv {
  readonly host?: string | undefined;
  readonly port?: string | undefined;
  readonly name?: string | undefined;
  readonly room?: string | undefined;
  readonly plain: boolean;
  readonly log?: boolean | undefined;
  readonly 'password-file'?: string | undefined;
  readonly 'new-server': boolean;
}

function joinOptions(argv: JoinArgv): JoinOptions {
  if (argv.host === undefined) {
    throw new UsageError(
      'Say which chatroom: lanchat join HOST. The host reads it from the screen of lanchat serve.',
    );
  }
  const file = argv['password-file'];
  return {
    ...hostAndPort(argv.host, argv.port),
    plain: argv.plain,
    role: 'chat',
    newServer: argv['new-server'],
    log: argv.log === true,
    ...(argv.name === undefined ? {} : { name: argv.name }),
    ...(argv.room === undefined ? {} : { room: roomName(argv.room) }),
    ...(file === undefined ? {} : { password: passwordFrom(file) }),
  };
}

interface SayArgv extends Omit<JoinArgv, 'plain'> {
  readonly words?: string[] | undefined;
  readonly to?: string | undefined;
}

function sayOptions(argv: SayArgv): JoinOptions {
  const words = (argv.words ?? []).join(' ');
  const to = argv.to === undefined ? {} : { to: argv.to };
  const said = words.trim() === '' ? {} : { words };
  return { ...joinOptions({ ...argv, plain: true }), role: 'say', ...said, ...to };
}

/** Understands `host`, `host:1061`, `[::1]:1061` and `::1`; -p wins. */
export function hostAndPort(text: string, option: string | undefined): { host: string; port: number } {
  const bracketed = /^\[([^\]]+)\](?::(.*))?$/.exec(text);
  const named = /^([^:]+):(.*)$/.exec(text);
  const [, host = text, port] = bracketed ?? named ?? [];
  return { host, port: portNumber(option ?? port) };
}

function portNumber(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PORT;
  const port = /^[0-9]{1,5}$/.test(text) ? Number(text) : -1;
  if (port < 0 || port > 65_535)
    throw new UsageError(`${text} is not a port: ports are numbers from 1 to 65535.`);
  return port;
}

function historyRule(text: string): ServeOptions['history'] {
  if (text === 'open' || text === 'joined' || text === 'off') return text;
  throw new UsageError('--history takes open, joined or off.');
}

function tlsRule(text: string): ServeOptions['tls'] {
  if (text === 'off' || text === 'offered' || text === 'require') return text;
  throw new UsageError('--tls takes offered, off or require.');
}

function certificateFrom(cert: string | undefined, key: string | undefined): ServeOptions['certificate'] {
  if (cert === undefined && key === undefined) return null;
  if (cert === undefined || key === undefined) throw new UsageError('--cert and --key go together.');
  return { cert: fileText(cert, '--cert'), key: fileText(key, '--key') };
}

function chatroomName(name: string): string {
  const text = name.trim();
  if (text === '' || text.length > 60) throw new UsageError('--name takes 1 to 60 letters.');
  return text;
}

function roomName(room: string): string {
  const name = room.startsWith('#') ? room : `#${room}`;
  if (!isRoomName(name))
    throw new UsageError(`${room} cannot be a room: use up to 49 letters or digits, such as lobby.`);
  return name;
}

function passwordFrom(file: string): string {
  const [password = ''] = fileLines(file, '--password-file');
  if (password === '') throw new UsageError(`${file} is empty: its first line is the password.`);
  return password;
}

function fileLines(file: string, option: string): string[] {
  return fileText(file, option)
    .replace(/\r?\n$/, '')
    .split(/\r?\n/);
}

function fileText(file: string, option: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`The file ${file} of ${option} ${whyNotRead(error as NodeJS.ErrnoException)}.`);
  }
}

function whyNotRead({ code }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'ENOENT':
      return 'is not there';
    case 'EACCES':
      return 'may not be read by this user';
    case 'EISDIR':
      return 'is a folder';
    default:
      return `cannot be read (${code ?? 'unknown'})`;
  }
}
