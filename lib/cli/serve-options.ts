/** The command line of `lanchat serve`. */
import { CLAIM_DAYS, CLIENTS_MAX } from '../base/limits.js';
import { fileLines, fileText, hostAndPort, passwordFrom, PORT, roomName } from './arguments.js';
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

export const SERVE = {
  port: PORT,
  name: {
    type: 'string',
    requiresArg: true,
    default: 'lanchat',
    describe: 'What people read as the name of the chatroom',
  },
  room: { type: 'string', requiresArg: true, default: 'lobby', describe: 'The main room' },
  motd: {
    type: 'string',
    requiresArg: true,
    describe: 'File with the lines that newcomers read first',
  },
  data: {
    type: 'string',
    requiresArg: true,
    describe: 'Folder for what is kept; one for each port, in your state directory, when left out',
  },
  memory: { type: 'boolean', default: false, describe: 'Keep nothing on disk' },
  'keep-days': {
    type: 'number',
    requiresArg: true,
    describe: 'Forget what is older than so many days',
  },
  'keep-messages': {
    type: 'number',
    requiresArg: true,
    describe: 'Keep so many of the last messages of each room',
  },
  'claim-days': {
    type: 'number',
    requiresArg: true,
    default: CLAIM_DAYS,
    describe: 'Days without use after which a name that a device has claimed is free again; 0 is never',
  },
  address: {
    type: 'string',
    array: true,
    requiresArg: true,
    describe: 'HOST:PORT under which others reach this server through a forwarded port',
  },
  history: {
    type: 'string',
    requiresArg: true,
    default: 'open',
    describe: 'Earlier talk shown to newcomers: open (all), joined (none from before they came) or off',
  },
  'password-file': {
    type: 'string',
    requiresArg: true,
    describe: 'File with the password everyone must give',
  },
  'operator-file': {
    type: 'string',
    requiresArg: true,
    describe: 'File of operators, a line each, as lanchat hash makes them',
  },
  operator: {
    type: 'string',
    requiresArg: true,
    describe: 'NAME:PASSWORD of an operator, for tests: everybody on this machine can read it',
  },
  'max-clients': {
    type: 'number',
    requiresArg: true,
    default: CLIENTS_MAX,
    describe: 'Most connections at once',
  },
  tls: {
    type: 'string',
    requiresArg: true,
    default: 'offered',
    describe: 'TLS on the same port: offered, off, or require (from programs; nc comes in without)',
  },
  cert: {
    type: 'string',
    requiresArg: true,
    describe: 'Certificate for TLS, PEM; one is made when left out',
  },
  key: { type: 'string', requiresArg: true, describe: 'The key of --cert, PEM' },
  'flood-control': { type: 'boolean', default: true, hidden: true },
  'no-flood-control': { type: 'boolean', describe: 'Let everyone send as fast as they can' },
  plain: {
    type: 'boolean',
    default: false,
    describe: 'No full-screen console: plain log lines',
  },
  log: { type: 'string', requiresArg: true, describe: 'File to which log lines are added' },
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

export function serveOptions(argv: ServeArgv): ServeOptions {
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

export function operatorName(name: string): string {
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
