/** Calls a server over TCP: lines in, lines out, and failures told apart so that a person can be told what to check. */
import { connect, type OnReadOpts, type Socket } from 'node:net';
import { StringDecoder } from 'node:string_decoder';
import type { Millis } from '../base/result.js';
import { plainAddress, withPort } from './addresses.js';

/** Milliseconds to wait for an answer: on one network anything slower is not there. */
const CONNECT_MS = 8000;

/** Milliseconds of silence before the system asks whether the other end still lives. */
const KEEP_ALIVE_MS = 10_000;

/** Characters in one line with its tags; a server that sends more without a line end is not one. */
const LINE_MAX = 16_384;

/** Bytes that one read takes at most. */
const READ_MAX = 65_536;

/**
 * Of a stream that comes a line at a time, several lines are waited for: a read, and the frame that shows it, costs as
 * much as many lines do (docs/performance.md). From so many reads of less than so many bytes on, each within so many
 * milliseconds of the one before, there is a rest after each, until nothing comes for so long after one. Those with which
 * one enters come on top.
 */
const SHORT_READ = 16_384;
const SHORT_READS_AT_ONCE = 10;
const SOON_MS = 100;
const REST_MS = 200;

/** Milliseconds to let the last lines out before the socket is closed for good. */
const LINGER_MS = 1000;

export type DialProblem =
  'refused' | 'unreachable' | 'not-found' | 'timeout' | 'no-tls' | 'other-certificate' | 'other';

export class DialError extends Error {
  constructor(
    readonly problem: DialProblem,
    message: string,
  ) {
    super(message);
  }
}

export interface DialHandlers {
  /** All lines of one read, without their line ends. */
  readonly onLines: (lines: readonly string[]) => void;
  /** Once, when the connection is gone, whoever ended it. */
  readonly onClose: () => void;
}

export interface Dialed {
  /** The other end as this system tells it: `10.0.0.5:1060`, `[fe80::1]:1060`. */
  readonly remote: string;
  /** Everything in one write. What answers it does not wait, however much a stream would. */
  readonly send: (lines: readonly string[]) => void;
  /** The same, for what nobody answers. */
  readonly tell: (lines: readonly string[]) => void;
  /** Lets out what was sent and closes. */
  readonly end: () => void;
  /** Gives up a connection that no longer answers. */
  readonly abort: () => void;
}

const PROBLEMS: ReadonlyMap<string, DialProblem> = new Map<string, DialProblem>([
  ['ECONNREFUSED', 'refused'],
  ['EHOSTUNREACH', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['EHOSTDOWN', 'unreachable'],
  ['EADDRNOTAVAIL', 'unreachable'],
  ['ENOTFOUND', 'not-found'],
  ['EAI_AGAIN', 'not-found'],
  ['ETIMEDOUT', 'timeout'],
]);

/**
 * Resolves when connected; rejects with a `DialError`. With `isServer` it speaks TLS: that is asked whether the
 * certificate with this SHA-256 fingerprint is the server's, for no authority vouches for anybody on a local network.
 */
export async function dial(
  host: string,
  port: number,
  handlers: DialHandlers,
  isServer: ((fingerprint: string) => boolean) | null = null,
): Promise<Dialed> {
  const tls = isServer === null ? null : await import('node:tls');
  return new Promise((resolve, reject) => {
    const reader = new Reader(handlers.onLines, tls !== null);
    const options = { host, port, onread: reader.onread };
    const socket =
      tls === null || isServer === null
        ? openSocket(options, () => ready())
        : secureSocket(tls, options, (fingerprint) =>
            isServer(fingerprint) ? ready() : failed(new DialError('other-certificate', fingerprint)),
          );
    reader.use(socket);
    const timer = setTimeout(() => socket.destroy(new DialError('timeout', 'no answer')), CONNECT_MS);
    const failed = (error: Error): void => {
      clearTimeout(timer);
      socket.destroy();
      reject(dialError(error));
    };
    const ready = (): void => {
      clearTimeout(timer);
      socket.removeListener('error', failed);
      socket.setNoDelay(true);
      socket.setKeepAlive(true, KEEP_ALIVE_MS);
      resolve(connected(socket, reader, handlers.onClose));
    };
    socket.once('error', failed);
  });
}

interface CallOptions {
  readonly host: string;
  readonly port: number;
  readonly onread: OnReadOpts;
}

function openSocket(options: CallOptions, onConnect: () => void): Socket {
  return connect(options).once('connect', onConnect);
}

function secureSocket(
  tls: typeof import('node:tls'),
  options: CallOptions,
  onCertificate: (fingerprint: string) => void,
): Socket {
  const socket = tls.connect({ ...options, rejectUnauthorized: false, minVersion: 'TLSv1.2' });
  return socket.once('secureConnect', () =>
    onCertificate(socket.getPeerX509Certificate()?.fingerprint256 ?? ''),
  );
}

/**
 * What is read, as lines, past the socket's stream, which would cost as much again. Of TLS, what is read in one turn, as
 * far as it is little, is one read: each line of a stream is a record, and each record is handed over on its own.
 */
class Reader {
  readonly onread: OnReadOpts;
  readonly #decoder = new StringDecoder('utf8');
  readonly #onLines: DialHandlers['onLines'];
  readonly #hasRecords: boolean;
  #socket: Socket | null = null;
  /** What has no line end yet. */
  #tail = '';
  /** Read and not handed over. */
  #bytes = 0;
  #hasBegun = false;
  #due: NodeJS.Immediate | null = null;
  /** Short reads, each soon after the one before. */
  #streak = -SHORT_READS_AT_ONCE;
  /** When the last of them was made, or the rest after it was over. */
  #restedAt: Millis = 0;
  #rest: NodeJS.Timeout | null = null;

  constructor(onLines: DialHandlers['onLines'], hasRecords: boolean) {
    this.#onLines = onLines;
    this.#hasRecords = hasRecords;
    const buffer = Buffer.allocUnsafeSlow(READ_MAX);
    this.onread = { buffer, callback: (length) => this.#take(buffer.subarray(0, length)) };
  }

  use(socket: Socket): void {
    this.#socket = socket;
  }

  /** Returns whether to go on reading. */
  #take(bytes: Buffer): boolean {
    const isShort = this.#bytes === 0 && bytes.length < SHORT_READ;
    if (isShort && this.#mayRest()) this.#rest ??= setTimeout(() => this.#goOn(), REST_MS);
    this.#tail += this.#decoder.write(bytes);
    this.#bytes += bytes.length;
    // Never what comes with the last step of a handshake: whoever calls cannot answer yet.
    if (!this.#hasRecords || (this.#hasBegun && this.#bytes >= SHORT_READ)) this.flush();
    else this.#due ??= setImmediate(() => this.flush());
    // What was handed over may have asked for something.
    return this.#rest === null;
  }

  /** An answer is waited for: what comes next is read at once. */
  hurry(): void {
    this.#streak = -SHORT_READS_AT_ONCE;
    if (this.#rest !== null) this.#goOn();
  }

  #goOn(): void {
    if (this.#rest !== null) clearTimeout(this.#rest);
    this.#rest = null;
    this.#socket?.resume();
  }

  #mayRest(): boolean {
    const at = now();
    this.#streak = at - this.#restedAt < SOON_MS ? this.#streak + 1 : 0;
    const rests = this.#streak >= SHORT_READS_AT_ONCE;
    this.#restedAt = rests ? at + REST_MS : at;
    return rests;
  }

  /** Hands over the lines that have come. */
  flush(): void {
    if (this.#due !== null) clearImmediate(this.#due);
    this.#due = null;
    if (this.#bytes === 0) return;
    this.#hasBegun = true;
    this.#bytes = 0;
    const lines = this.#tail.split('\n');
    this.#tail = lines.pop() ?? '';
    if (this.#tail.length > LINE_MAX || lines.some((line) => line.length > LINE_MAX)) this.#socket?.destroy();
    else this.#onLines(lines.map(withoutReturn).filter((line) => line !== ''));
  }
}

/** Not `performance.now()`: the first use of that loads for 1 ms, before anything is on the screen. */
function now(): Millis {
  return process.uptime() * 1000;
}

function dialError(error: Error): DialError {
  if (error instanceof DialError) return error;
  // Several addresses of one name that all fail come as one error without words of its own.
  const causes: unknown[] = error instanceof AggregateError ? error.errors : [];
  const first = causes.find((cause) => cause instanceof Error) ?? error;
  const code = 'code' in first ? String(first.code) : '';
  // What answers a handshake with an alert, or with words, speaks no TLS.
  const problem = /^ERR_SSL_|^EPROTO$/.test(code) ? 'no-tls' : PROBLEMS.get(code);
  return new DialError(problem ?? 'other', first.message);
}

function connected(socket: Socket, reader: Reader, onClose: () => void): Dialed {
  // 'close' follows every error, and says all that there is to do.
  socket.on('error', () => undefined);
  socket.once('close', () => {
    reader.flush();
    onClose();
  });
  const tell = (lines: readonly string[]): void => {
    if (lines.length > 0 && socket.writable) socket.write(lines.map((line) => `${line}\r\n`).join(''));
  };
  return {
    remote: remoteOf(socket),
    send: (lines) => {
      tell(lines);
      if (lines.length > 0) reader.hurry();
    },
    tell,
    end: () => {
      socket.end();
      setTimeout(() => socket.destroy(), LINGER_MS).unref();
    },
    abort: () => {
      socket.destroy();
    },
  };
}

/** Without the zone of a link-local address, which has a meaning on this machine only. */
function remoteOf({ remoteAddress = '', remotePort = 0 }: Socket): string {
  return withPort(plainAddress(remoteAddress).replace(/%.*$/, ''), remotePort);
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
