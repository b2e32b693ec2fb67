/** A cable that can be pulled: passes connections on to the server, and cuts them as bad networks do. */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** How a connection ends: with a reset; without a word, so that either side must notice; or late, after a pause. */
export type Cut = 'reset' | 'half-open' | 'stall';

interface Wire {
  readonly client: Socket;
  readonly server: Socket;
  /** Nothing passes any more, and nobody is told. */
  isDead: boolean;
}

export class Proxy {
  private readonly wires = new Set<Wire>();

  private constructor(
    private readonly listener: Server,
    readonly port: number,
    private readonly target: number,
  ) {}

  static async open(target: number): Promise<Proxy> {
    const listener = createServer({ noDelay: true });
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const address = listener.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const proxy = new Proxy(listener, port, target);
    listener.on('connection', (client: Socket) => proxy.join(client));
    return proxy;
  }

  private join(client: Socket): void {
    const server = connect({ port: this.target, host: '127.0.0.1', noDelay: true });
    const wire: Wire = { client, server, isDead: false };
    this.wires.add(wire);
    pass(wire, client, server);
    pass(wire, server, client);
    const end = (): void => {
      if (wire.isDead) return;
      this.wires.delete(wire);
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) socket.on('error', () => undefined).on('close', end);
  }

  get size(): number {
    return this.wires.size;
  }

  /** Cuts the connection that `choice`, from 0 up to 1, points to. */
  cut(how: Cut, choice: number): void {
    const wires = Array.from(this.wires).filter(({ isDead }) => !isDead);
    const wire = wires[Math.floor(choice * wires.length)];
    if (wire === undefined) return;
    if (how === 'reset') {
      wire.client.resetAndDestroy();
      wire.server.resetAndDestroy();
    } else if (how === 'half-open') {
      wire.isDead = true;
    } else {
      wire.client.pause();
      wire.server.pause();
      setTimeout(() => {
        wire.client.resume();
        wire.server.resume();
      }, 1500);
    }
  }

  close(): void {
    this.listener.close();
    for (const { client, server } of this.wires) {
      client.destroy();
      server.destroy();
    }
  }
}

function pass(wire: Wire, from: Socket, to: Socket): void {
  from.on('data', (chunk: Buffer) => {
    if (!wire.isDead) to.write(chunk);
  });
}
