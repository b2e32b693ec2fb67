/** Calls a server over TCP: lines in, lines out, and failures told apart so that a person can be told what to check. */
import { connect, type Socket } from 'node:net';
import { StringDecoder } from 'node:string_decoder';
import { plainAddress, withPort } from './addresses.js';

/** Milliseconds to wait for an answer: on one network anything slower is not there. */
const CONNECT_MS = 8000;

/** Milliseconds of silence before the system asks whether the other end still lives. */
const KEEP_ALIVE_MS = 10_000;

/** Characters in one line with its tags; a server that sends more without a line end is not one. */
const LINE_MAX = 16_384;

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
  /** Everything in one write. */
  readonly send: (lines: readonly string[]) => void;
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
    let socket: Socket = connect({
      host,
      port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_MS,
    });
    const timer = setTimeout(() => socket.destroy(new DialError('timeout', 'no answer')), CONNECT_MS);
    const failed = (error: Error): void => {
      clearTimeout(timer);
      socket.destroy();
      reject(dialError(error));
    };
    const ready = (): void => {
      clearTimeout(timer);
      socket.removeListener('error', failed);
      resolve(connected(socket, handlers));
    };
    socket.once('error', failed);
    socket.once('connect', () => {
      if (tls === null || isServer === null) {
        ready();
        return;
      }
      const secured = tls.connect({ socket, rejectUnauthorized: false, minVersion: 'TLSv1.2' });
      socket = secured;
      secured.once('error', failed);
      secured.once('secureConnect', () => {
        const fingerprint = secured.getPeerX509Certificate()?.fingerprint256 ?? '';
        if (isServer(fingerprint)) ready();
        else failed(new DialError('other-certificate', fingerprint));
      });
    });
  });
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

function connected(socket: Socket, handlers: DialHandlers): Dialed {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  socket.on('data', (chunk: Buffer) => {
    const parts = (rest + decoder.write(chunk)).split('\n');
    rest = parts.pop() ?? '';
    if (rest.length > LINE_MAX || parts.some((line) => line.length > LINE_MAX)) socket.destroy();
    else handlers.onLines(parts.map(withoutReturn).filter((line) => line !== ''));
  });
  // 'close' follows every error, and says all that there is to do.
  socket.on('error', () => undefined);
  socket.once('close', handlers.onClose);
  return {
    remote: remoteOf(socket),
    send: (lines) => {
      if (lines.length > 0 && socket.writable) socket.write(lines.map((line) => `${line}\r\n`).join(''));
    },
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
