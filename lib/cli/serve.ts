/** `lanchat serve`: puts the server together with a console, and ends it in good order. */
import { SAFE_TEXT_BYTES } from '../base/limits.js';
import { serverName } from '../base/names.js';
import { ListenError } from '../net/listener.js';
import { reachableAddresses, withPort } from '../net/addresses.js';
import { readTransmissions } from '../net/transmissions.js';
import { splitText } from '../protocol/split.js';
import { StoreError } from '../storage/store.js';
import type { Operators } from '../server/auth/operators.js';
import type { Tls } from '../server/auth/certificate.js';
import { Host } from '../server/host.js';
import { Log } from '../server/log.js';
import { logToFile } from '../server/log-file.js';
import type { HostFiles } from '../server/runtime.js';
import { ChatServer } from '../server/server.js';
import type { ServeOptions } from './serve-options.js';
import type { Console, ConsoleParts } from './console.js';
import { hasFullScreen } from './full-screen.js';
import { openStore, type OpenedStore } from './open-store.js';
import { OperatorFileError, operatorsOf } from './serve-operators.js';
import { CertificateError, openTls } from './serve-tls.js';
import { plainConsole } from './serve-plain.js';
import { tuneV8ForServer } from './tune-v8.js';
import { isUsageError } from './usage-error.js';

const DEFAULT_PORT = 1060;

/** Resolves with the exit code when the server has shut down. */
export async function serve(options: ServeOptions, version: string): Promise<number> {
  tuneV8ForServer();
  const log = new Log();
  if (options.log !== null && !(await openLog(log, options.log))) return 1;
  let console: Console | null = null;
  const early: string[] = [];
  const stopEarly = log.attach((line) => early.push(line));
  const operators = await tryTo(() => operatorsOf(options));
  if (operators === null) return 1;
  const opened = await tryTo(() => openStore(options));
  if (opened === null) return 1;
  const tls = await tryTo(() => openTls(options, opened.folder));
  if (tls === null) {
    await opened.store.close();
    return 1;
  }
  const server = createServer(options, version, log, { ...opened, tls }, operators, (lines) =>
    console?.show(lines),
  );
  let port: number;
  try {
    port = await server.start();
  } catch (error) {
    if (!(error instanceof ListenError)) throw error;
    await opened.store.close();
    return refuse(error);
  }
  if (tls !== 'off') log.write(`TLS fingerprint SHA256 ${tls.fingerprint}`);
  if (opened.folder !== null) log.write(`What is said is kept in ${opened.folder}`);
  const invitation = announceAddresses(log, options, port);
  const ended = endOfServer();
  const host = new Host(server, Date.now, (lines) => console?.show(lines), ended.now);
  stopEarly();
  const parts: ConsoleParts = { log, host, chatroom: options.name, invitation, quit: ended.now };
  console = await openConsole(options, parts, early);
  if (options.operator !== null)
    log.write('Everybody on this machine can read the password of --operator: use --operator-file');
  await ended.promise;
  await server.stop();
  await console.close();
  return 0;
}

/** Null where it cannot be had, after the host has been told. */
async function tryTo<Result>(open: () => Promise<Result>): Promise<Result | null> {
  try {
    return await open();
  } catch (error) {
    if (!isTheirs(error)) throw error;
    refuse(error);
    return null;
  }
}

function refuse({ message }: Error): number {
  process.stderr.write(`lanchat: ${message}\n`);
  return 1;
}

function createServer(
  options: ServeOptions,
  version: string,
  log: Log,
  { store, kept, folder, serverKey, tls }: OpenedStore & { readonly tls: Tls | 'off' },
  operators: Operators,
  onConsole: (lines: readonly string[]) => void,
): ChatServer {
  const { host, port, name, room, password, maxClients, history, floodControl } = options;
  const settings = {
    chatroom: name,
    server: serverName(name),
    version,
    mainRoom: room,
    password,
    maxClients,
    accounts: folder !== null,
    claimDays: options.claimDays === 0 ? null : options.claimDays,
    history,
  };
  return new ChatServer({
    ...{ host, port, settings, motd: motdOf(options), store, kept, serverKey, floodControl, log, onConsole },
    addresses: options.addresses,
    ...(tls === 'off' ? {} : { tls, tlsRequired: options.tls === 'require' }),
    operators,
    readFiles: () => readAgain(options, folder),
    retention: { days: options.keepDays, messages: options.keepMessages },
    now: Date.now,
    transmissions: readTransmissions,
  });
}

function motdOf({ motd }: ServeOptions): readonly string[] {
  return motd.flatMap((line) => (line === '' ? [''] : splitText(line, SAFE_TEXT_BYTES)));
}

/** All of it or nothing: a file that is being edited changes nothing. */
async function readAgain(
  { again }: ServeOptions,
  folder: string | null,
): Promise<HostFiles | { readonly problem: string }> {
  try {
    const options = again();
    const operators = await operatorsOf(options);
    // One that was made is good for as long as the data.
    const tls = options.certificate === null ? 'off' : await openTls(options, folder);
    return {
      motd: motdOf(options),
      password: options.password,
      operators,
      tls: tls === 'off' ? null : tls,
    };
  } catch (error) {
    if (!isTheirs(error)) throw error;
    return { problem: error.message };
  }
}

function isTheirs(error: unknown): error is Error {
  const kinds = [StoreError, OperatorFileError, CertificateError];
  return isUsageError(error) || kinds.some((kind) => error instanceof kind);
}

/** Says where people can come in; returns what they type, a command a line. */
function announceAddresses(log: Log, { host }: ServeOptions, port: number): readonly string[] {
  log.write(`Listening at ${withPort(host, port)}`);
  const option = port === DEFAULT_PORT ? '' : ` -p ${port}`;
  return reachableAddresses(host).flatMap((address) => {
    const commands = [`lanchat join ${address}${option}`, `nc ${address} ${port}`];
    log.write(`Others type: ${commands.join('   or: ')}`);
    return commands;
  });
}

/** `q`, SIGTERM and SIGINT are the same goodbye; a second signal does not hurt. */
function endOfServer(): { promise: Promise<void>; now: () => void } {
  let end = (): void => undefined;
  const promise = new Promise<void>((resolve) => (end = resolve));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end());
  return { promise, now: () => end() };
}

async function openConsole(
  { plain }: ServeOptions,
  parts: ConsoleParts,
  early: readonly string[],
): Promise<Console> {
  if (!hasFullScreen(plain)) return plainConsole(parts, early);
  const { screenConsole } = await import('./serve-screen.js');
  return screenConsole(parts, early);
}

async function openLog(log: Log, file: string): Promise<boolean> {
  try {
    await logToFile(log, file);
    return true;
  } catch (error) {
    const why = whyNotWritten(error as NodeJS.ErrnoException);
    process.stderr.write(`lanchat: The log ${file} of --log ${why}.\n`);
    return false;
  }
}

function whyNotWritten({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'ENOENT':
      return 'cannot be made: its folder is not there';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'may not be written by this user';
    case 'EISDIR':
      return 'is a folder: name a file in it';
    default:
      return `cannot be written: ${message}`;
  }
}
