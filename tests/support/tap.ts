/** Stands between a program and the server, and keeps every line that the server sends: errors cannot hide on a screen. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { closeAfterTest } from './cleanup.js';

export class Tap {
  private constructor(
    readonly port: number,
    private readonly received: Buffer[],
  ) {}

  static async before(serverPort: number): Promise<Tap> {
    const received: Buffer[] = [];
    const sockets = new Set<Socket>();
    const listener = createServer((program) => {
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
    return new Tap((listener.address() as AddressInfo).port, received);
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
