/** As little of an IRC server as clients need to come in, so that what is measured is the client: one room, and whoever comes is fed lines. */
import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

const ROOM = '#lobby';

/** Others in the room, so that there are names to show and to colour. */
const NAMES = ['ann', 'bo', 'cy', 'dee', 'eve', 'fay', 'gus', 'hal', 'ida', 'jon'];

/** Words that none of the keys pressed stand in, of the length of usual messages. */
const WORDS = 'the worksheet is on the table by the window and page three is hard to read today'.split(' ');

interface Newcomer {
  nick: string;
  ended: boolean;
  greeted: boolean;
}

export class FeedServer {
  private socket: Socket | null = null;
  private tagged = false;
  private fed = 0;

  private constructor(private readonly server: Server) {
    server.on('connection', (socket) => this.welcome(socket));
  }

  static async start(): Promise<FeedServer> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new FeedServer(server);
  }

  get port(): number {
    const address = this.server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** As fast as the client takes them; the last one holds the mark. Resolves when all are on their way. */
  async flood(count: number, mark: string): Promise<void> {
    const batch = 500;
    for (let sent = 0; sent < count; sent += batch) {
      const lines = Array.from({ length: Math.min(batch, count - sent) }, () => this.line());
      if (sent + batch >= count) lines.push(this.line(mark));
      if (this.socket?.write(lines.join('')) === false) await once(this.socket, 'drain');
    }
  }

  /** `rate` lines a second until the function returned is called, which returns how many they were. */
  feed(rate: number): () => number {
    const begun = performance.now();
    let sent = 0;
    const timer = setInterval(
      () => {
        const due = Math.floor(((performance.now() - begun) / 1000) * rate);
        const lines = Array.from({ length: due - sent }, () => this.line());
        sent = due;
        if (lines.length > 0) this.socket?.write(lines.join(''));
      },
      Math.max(2, 1000 / rate),
    );
    return () => {
      clearInterval(timer);
      return sent;
    };
  }

  async stop(): Promise<void> {
    this.socket?.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private line(mark = ''): string {
    this.fed += 1;
    const who = NAMES[this.fed % NAMES.length] ?? '';
    const words = Array.from(
      { length: 6 + (this.fed % 9) },
      (_, index) => WORDS[(this.fed + index) % WORDS.length],
    );
    const tags = this.tagged ? `@time=${new Date().toISOString()};msgid=f-${this.fed} ` : '';
    return `${tags}:${who}!${who}@lan PRIVMSG ${ROOM} :${words.join(' ')} ${mark}\r\n`;
  }

  private welcome(socket: Socket): void {
    this.socket = socket;
    this.tagged = false;
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    const client: Newcomer = { nick: '', ended: false, greeted: false };
    let rest = '';
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString('latin1')).split('\n');
      rest = lines.pop() ?? '';
      const answers = lines.flatMap((line) => this.receive(client, line.trim().split(' ')));
      if (answers.length > 0) socket.write(answers.map((line) => `${line}\r\n`).join(''));
    });
  }

  /** All the clients measured ask for capabilities: they come in with CAP END and NICK, in either order. */
  private receive(client: Newcomer, [verb = '', ...params]: readonly string[]): readonly string[] {
    if (verb === 'NICK') client.nick = params[0] ?? '';
    if (verb === 'CAP' && params[0] === 'END') client.ended = true;
    if (client.greeted) return this.answer(verb, params, client.nick);
    if (client.ended && client.nick !== '') {
      client.greeted = true;
      return this.greeting(client.nick);
    }
    if (verb !== 'CAP') return [];
    if (params[0] === 'LS') return [':feed.lan CAP * LS :server-time message-tags'];
    if (params[0] !== 'REQ') return [];
    this.tagged = true;
    return [`:feed.lan CAP * ACK ${params.slice(1).join(' ')}`];
  }

  private answer(verb: string, params: readonly string[], nick: string): readonly string[] {
    const numeric = (code: string, text: string): string => `:feed.lan ${code} ${nick} ${text}`;
    switch (verb) {
      case 'PING':
        return [`:feed.lan PONG feed.lan ${params.join(' ')}`];
      case 'JOIN':
        return [
          `:${nick}!${nick}@lan JOIN ${ROOM}`,
          numeric('353', `= ${ROOM} :${[nick, ...NAMES].join(' ')}`),
          numeric('366', `${ROOM} :End of /NAMES list`),
        ];
      case 'MODE':
        return [numeric('324', `${ROOM} +nt`)];
      case 'WHO':
        return [numeric('315', `${params[0] ?? ROOM} :End of /WHO list`)];
      default:
        return [];
    }
  }

  private greeting(nick: string): readonly string[] {
    const numeric = (code: string, text: string): string => `:feed.lan ${code} ${nick} ${text}`;
    return [
      numeric('001', ':Welcome'),
      numeric('002', ':Your host is feed.lan'),
      numeric('003', ':This server was created today'),
      numeric('004', 'feed.lan bench o o'),
      numeric('005', 'CHANTYPES=# CASEMAPPING=ascii PREFIX=(ov)@+ :are supported by this server'),
      numeric('422', ':There is no message of the day'),
    ];
  }
}
