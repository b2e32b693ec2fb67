/** What several commands take: addresses, ports, rooms and files, each mistake in one line. */
import { readFileSync } from 'node:fs';
import { isRoomName } from '../base/names.js';
import { UsageError } from './usage-error.js';

export const DEFAULT_PORT = 1060;

export const PORT = {
  alias: 'p',
  type: 'string',
  requiresArg: true,
  describe: `TCP port (${DEFAULT_PORT} when left out)`,
} as const;

/** Understands `host`, `host:1061`, `[::1]:1061` and `::1`; -p wins. */
export function hostAndPort(text: string, option: string | undefined): { host: string; port: number } {
  const bracketed = /^\[([^\]]+)\](?::(.*))?$/.exec(text);
  const named = /^([^:]+):(.*)$/.exec(text);
  const [, host = text, port] = bracketed ?? named ?? [];
  return { host, port: portNumber(option ?? port) };
}

export function portNumber(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PORT;
  const port = /^[0-9]{1,5}$/.test(text) ? Number(text) : -1;
  if (port < 0 || port > 65_535)
    throw new UsageError(`${text} is not a port: ports are numbers from 1 to 65535.`);
  return port;
}

export function roomName(room: string): string {
  const name = room.startsWith('#') ? room : `#${room}`;
  if (!isRoomName(name))
    throw new UsageError(`${room} cannot be a room: use up to 49 letters or digits, such as lobby.`);
  return name;
}

export function passwordFrom(file: string): string {
  const [password = ''] = fileLines(file, '--password-file');
  if (password === '') throw new UsageError(`${file} is empty: its first line is the password.`);
  return password;
}

export function fileLines(file: string, option: string): string[] {
  return fileText(file, option)
    .replace(/\r?\n$/, '')
    .split(/\r?\n/);
}

export function fileText(file: string, option: string): string {
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
