/** Listens on one TCP port and hands over each connection. */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { KEEP_ALIVE_MS } from '../base/limits.js';

/** Connections the kernel may hold until they are accepted: a whole school coming back after a power cut. */
const BACKLOG = 4096;

export interface Listener {
  readonly port: number;
  /** No more connections; those there are stay. */
  readonly close: () => void;
}

/** Why listening failed, in words for the person who started the server. */
export class ListenError extends Error {}

/** Rejects with a `ListenError`. Address reuse is Node's default; a port that another program listens on is refused. */
export async function listen(
  host: string,
  port: number,
  onConnection: (socket: Socket) => void,
  onError: (error: Error) => void,
): Promise<Listener> {
  // Half-open: a script may send its lines, close its side, and still read the answers.
  const server = createServer({
    allowHalfOpen: true,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: KEEP_ALIVE_MS,
  });
  server.on('connection', onConnection);
  await started(server, host, port);
  server.on('error', onError);
  const { port: actual } = server.address() as AddressInfo;
  return { port: actual, close: () => server.close() };
}

async function started(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new ListenError(explain(error, host, port)));
    });
    server.listen({ host, port, backlog: BACKLOG }, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use by another program (another lanchat?). Choose another one with -p, such as -p ${port + 1}.`;
    case 'EACCES':
      return `This user may not listen on port ${port}. Choose one from 1024 up with -p, such as -p 1060.`;
    case 'EADDRNOTAVAIL':
      return `${host} is not an address of this machine. Leave it out to listen on all of them.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${host} is not a known host name. Leave it out to listen on all addresses of this machine.`;
    default:
      return `Cannot listen at ${host}:${port}: ${error.message}`;
  }
}
