/** The command lines of all that come in: `lanchat join`, `say` and `tail`. */
import { hostAndPort, passwordFrom, PORT, roomName } from './arguments.js';
import { UsageError } from './usage-error.js';

/** What `lanchat join`, `say` and `tail` were asked to do. */
export type LineRole = 'chat' | 'say' | 'tail';

export interface JoinOptions {
  readonly host: string;
  readonly port: number;
  readonly name?: string;
  readonly room?: string;
  readonly plain: boolean;
  /** All of line mode, only speaking, or only listening. */
  readonly role: LineRole;
  /** With `say`: the words, where they are not read from stdin; and the person they are for, instead of the room. */
  readonly words?: string;
  readonly to?: string;
  readonly password?: string;
  /** With `tail`: JSON lines. */
  readonly json?: boolean;
  /** What is said goes to files too, whatever the settings say. */
  readonly log: boolean;
  /** Another server answers at this address now, and that is known to be right. */
  readonly newServer: boolean;
}

export const HOST = { type: 'string', demandOption: true, describe: 'Address of the chatroom' } as const;

/** For all who come in. */
export const COMING_IN = {
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

export function joinOptions(argv: JoinArgv): JoinOptions {
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

export function sayOptions(argv: SayArgv): JoinOptions {
  const words = (argv.words ?? []).join(' ');
  const to = argv.to === undefined ? {} : { to: argv.to };
  const said = words.trim() === '' ? {} : { words };
  return { ...joinOptions({ ...argv, plain: true }), role: 'say', ...said, ...to };
}
