/** The command lines of `lanchat export` and `lanchat backup`. */
import { portNumber, roomName } from './arguments.js';
import { UsageError } from './usage-error.js';

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

export const DATA = {
  type: 'string',
  requiresArg: true,
  describe: 'The folder that serve was given with --data; the one of the port when left out',
} as const;

interface ExportArgv {
  readonly data?: string | undefined;
  readonly port?: string | undefined;
  readonly room?: string | undefined;
  readonly private: boolean;
  readonly format: string;
}

export function exportOptions(argv: ExportArgv): ExportOptions {
  if (argv.room !== undefined && argv.private) throw new UsageError('Choose one of --room and --private.');
  return {
    data: argv.data ?? null,
    port: portNumber(argv.port),
    room: argv.room === undefined ? null : roomName(argv.room),
    withPrivate: argv.private,
    format: formatNamed(argv.format),
  };
}

function formatNamed(word: string): ExportOptions['format'] {
  if (word !== 'text' && word !== 'jsonl') throw new UsageError('--format takes text or jsonl.');
  return word;
}
