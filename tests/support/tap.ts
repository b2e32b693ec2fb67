/** Stands between a program and the server: keeps every line that the server sends, as errors cannot hide there, and can be cut. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { closeAfterTest } from './cleanup.js';

export class Tap {
  /** While it is cut, all who call are hung up on. */
  private isCut = false;

  private constructor(
    readonly port: number,
    private readonly received: Buffer[],
    private readonly sockets: ReadonlySet<Socket>,
  ) {}

  static async before(serverPort: number): Promise<Tap> {
    const received: Buffer[] = [];
    const sockets = new Set<Socket>();
    const listener = createServer((program) => {
      if (tap.isCut) {
        program.destroy();
        return;
      }
      const server = connect(serverPort, '127.0.0.1');
      for (const socket of [program, server]) {
        sockets.add(socket);
        socket.on('error', () => undefined);
      }
      server.on('data', (chunk: Buffer) => received.push(chunk));
      server.pipe(program);
      program.pipe(server);
    });
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    closeAfterTest(async () => {
      for (const socket of sockets) socket.destroy();
      listener.close();
      await once(listener, 'close');
    });
    const tap = new Tap((listener.address() as AddressInfo).port, received, sockets);
    return tap;
  }

  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy();
  }

  mend(): void {
    this.isCut = false;
  }

  get lines(): readonly string[] {
    return Buffer.concat(this.received)
      .toString('utf8')
      .split('\r\n')
      .filter((line) => line !== '');
  }

  /** Numerics from 400 up, and standard replies that refuse (Modern IRC "Numerics", IRCv3 standard-replies). */
  get errors(): readonly string[] {
    return this.lines.filter((line) => /^(@\S+ )?:\S+ ([45]\d\d|FAIL|WARN) /.test(line));
  }
}
