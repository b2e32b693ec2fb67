/** The people of the long run: residents who talk and check what they hear, and guests who come, look around and leave. */
import { connect, type Socket } from 'node:net';

export const LOBBY = '#lobby';

/** Lines of one connection, without their ends. */
function lines(socket: Socket, onLine: (line: string) => void): void {
  let tail = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    const parts = (tail + chunk).split('\r\n');
    tail = parts.pop() ?? '';
    parts.forEach(onLine);
  });
}

abstract class Person {
  protected readonly socket: Socket;

  constructor(
    port: number,
    readonly name: string,
    rooms: readonly string[],
  ) {
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    // Whoever leaves without a word is cut off while something is on its way.
    this.socket.on('error', () => undefined);
    lines(this.socket, (line) => {
      if (line.startsWith('PING ')) this.send(`PONG ${line.slice('PING '.length)}`);
      else this.hear(line);
    });
    this.send(`NICK ${name}`, `USER ${name} 0 * :${name}`, ...rooms.map((room) => `JOIN ${room}`));
  }

  protected abstract hear(line: string): void;

  protected send(...texts: readonly string[]): void {
    this.socket.write(texts.map((text) => `${text}\r\n`).join(''));
  }

  leave(): void {
    this.socket.destroy();
  }
}

export class Resident extends Person {
  readonly isIn: Promise<void>;
  said = 0;
  /** Messages of others. */
  heard = 0;
  readonly wrong: string[] = [];
  private arrived = (): void => undefined;
  private readonly next = new Map<string, number>();
  private latencies: number[] = [];

  constructor(port: number, name: string) {
    super(port, name, [LOBBY]);
    this.isIn = new Promise((resolve) => (this.arrived = resolve));
    this.socket.on('close', () => this.wrong.push(`${name} was disconnected`));
  }

  say(): void {
    this.send(`PRIVMSG ${LOBBY} :${this.said} ${performance.now().toFixed(3)} what one says on a long day`);
    this.said += 1;
  }

  protected override hear(line: string): void {
    const [, from = '', number = '', at = ''] =
      /^:(r\d+)!\S+ PRIVMSG #lobby :(\d+) ([\d.]+) /.exec(line) ?? [];
    if (from === '') {
      if (/^\S+ 366 /.test(line)) this.arrived();
      return;
    }
    const expected = this.next.get(from) ?? 0;
    if (Number(number) !== expected && this.wrong.length < 3)
      this.wrong.push(`${this.name} expected ${expected} of ${from}, got ${number}`);
    this.next.set(from, Number(number) + 1);
    this.heard += 1;
    this.latencies.push(performance.now() - Number(at));
  }

  /** Milliseconds that messages took since this was last asked. */
  takeLatencies(): readonly number[] {
    const { latencies } = this;
    this.latencies = [];
    return latencies;
  }

  override leave(): void {
    this.socket.removeAllListeners('close');
    super.leave();
  }
}

/** Comes to the lobby and to a room that nobody made before, says something, reads back; every other one goes without a word. */
export class Guest extends Person {
  constructor(
    port: number,
    private readonly number: number,
  ) {
    super(port, `g${number}`, [LOBBY, `#room${number}`]);
    this.send(`PRIVMSG #room${number} :is anybody here?`, `NAMES ${LOBBY}`, `WHO ${LOBBY}`);
  }

  protected override hear(): void {
    // What guests hear is for the server to write, and not checked.
  }

  override leave(): void {
    if (this.number % 2 === 0) this.socket.destroy();
    else this.socket.end('QUIT :bye\r\n');
  }
}
