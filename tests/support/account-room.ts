/** A small chatroom on a real socket that keeps accounts: what our client meets, with the server's mind in the test's hands. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { DeviceServer, ScramServer, type ServerKey } from './device-server.js';

const CAPS = 'standard-replies lanchat/ascii sasl=SCRAM-SHA-256,LANCHAT-DEVICE';

export interface AccountRoomOptions {
  readonly key: ServerKey;
  readonly port?: number;
  /** The name that is somebody's, and its password. */
  readonly owned?: string;
  readonly password?: string;
}

export class AccountRoom {
  /** All lines that came, of all connections. */
  readonly heard: string[] = [];
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  private constructor(options: AccountRoomOptions) {
    this.server = createServer((socket) => {
      this.sockets.add(socket);
      new Guest(socket, options, this.heard);
    });
  }

  static async open(options: AccountRoomOptions): Promise<AccountRoom> {
    const room = new AccountRoom(options);
    room.server.listen(options.port ?? 0, '127.0.0.1');
    await once(room.server, 'listening');
    return room;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

class Guest {
  private name = '';
  private readonly device: DeviceServer;
  private scram: ScramServer | null = null;
  private step = 0;

  constructor(
    private readonly socket: Socket,
    private readonly options: AccountRoomOptions,
    heard: string[],
  ) {
    this.device = new DeviceServer(options.key);
    socket.on('error', () => undefined);
    createInterface({ input: socket }).on('line', (line) => {
      heard.push(line);
      this.take(line);
    });
  }

  private say(...lines: readonly string[]): void {
    this.socket.write(lines.map((line) => `${line}\r\n`).join(''));
  }

  private take(line: string): void {
    const [command = '', first = '', second = ''] = line.split(' ');
    if (line.startsWith('CAP LS')) this.say(`CAP * LS :${CAPS}`);
    else if (line.startsWith('CAP REQ')) this.say(`CAP * ACK ${line.slice('CAP REQ '.length)}`);
    else if (line.startsWith('CAP END')) this.welcome();
    else if (command === 'NICK') this.name = first;
    else if (command === 'AUTHENTICATE') this.authenticate(first);
    else if (command === 'PING') this.say(`PONG lan ${first}`);
    else if (command === 'PASSWORD') this.say('NOTE PASSWORD SET :The password is set');
    else if (command === 'DEVICE' && first === 'LINK' && second === '')
      this.say('NOTE DEVICE LINK_CODE ab12cd34 :Good once');
    else if (command === 'QUIT') this.socket.end();
  }

  private authenticate(text: string): void {
    this.step += 1;
    if (text === 'LANCHAT-DEVICE' || text === 'SCRAM-SHA-256') {
      this.scram = text === 'SCRAM-SHA-256' ? new ScramServer(this.options.password ?? '') : null;
      this.step = 0;
      this.say('AUTHENTICATE +');
    } else if (this.step === 1)
      this.say(`AUTHENTICATE ${this.scram?.challenge(text) ?? this.device.challenge(text)}`);
    else if (this.scram === null) this.judge(this.device.accepts(text) && this.name !== this.options.owned);
    else if (text === '+') this.judge(true);
    else {
      const verdict = this.scram.verdict(text);
      if (verdict === null) this.say(':lan 904 * :SASL authentication failed');
      else this.say(`AUTHENTICATE ${verdict}`);
    }
  }

  private judge(good: boolean): void {
    const { name } = this;
    if (good) this.say(`:lan 900 * ${name}!${name}@lan ${name} :You are logged in`, ':lan 903 * :Good');
    else
      this.say(
        `FAIL AUTHENTICATE NAME_IN_USE ${name} ${name}2 :${name} belongs to another device`,
        ':lan 904 * :SASL authentication failed',
      );
  }

  private welcome(): void {
    const { name } = this;
    this.say(
      `:lan 001 ${name} :Welcome`,
      `:lan 005 ${name} NETWORK=Room MAINROOM=#lobby CHANTYPES=# :are supported`,
      `:lan 422 ${name} :no MOTD`,
      `:${name}!${name}@lan JOIN #lobby`,
      `:lan 353 ${name} = #lobby :${name}`,
      `:lan 366 ${name} #lobby :End`,
    );
  }
}
