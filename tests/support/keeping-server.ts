/** A small server that keeps one room: draft/chathistory, draft/read-marker, soju.im/search and lanchat/id, as specified. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { parseLine, type IrcLine } from '../../lib/protocol/line.js';
import { unescapeTagValue } from '../../lib/protocol/tags.js';

const CAPS =
  'message-tags server-time echo-message batch labeled-response standard-replies draft/chathistory draft/read-marker soju.im/search lanchat/id';

interface Kept {
  readonly id: string;
  readonly at: number;
  readonly from: string;
  readonly text: string;
  readonly key: string;
}

export class KeepingServer {
  /** All that was said, oldest first. */
  readonly kept: Kept[] = [];
  /** All that clients have sent. */
  readonly heard: string[] = [];
  /** Takes messages and does not answer, as a link that breaks at the wrong moment. */
  deaf = false;
  private readonly server: Server;
  private readonly sockets = new Map<Socket, string>();
  private marked = '*';
  private batches = 0;

  constructor() {
    this.server = createServer((socket) => this.welcome(socket));
  }

  async listen(port = 0): Promise<number> {
    this.server.listen(port, '127.0.0.1');
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  /** Drops everybody; who comes back is let in. */
  dropAll(): void {
    for (const socket of this.sockets.keys()) socket.destroy();
  }

  async close(): Promise<void> {
    this.dropAll();
    this.server.close();
    await once(this.server, 'close');
  }

  /** Somebody says something, now or long ago. */
  say(from: string, text: string, at = Date.now(), key = ''): Kept {
    const message = { id: `m${this.kept.length + 1}`, at, from, text, key };
    this.kept.push(message);
    for (const [socket, name] of this.sockets)
      if (name !== '' && name !== from) socket.write(`${lineOf(message)}\r\n`);
    return message;
  }

  private welcome(socket: Socket): void {
    this.sockets.set(socket, '');
    socket.on('error', () => undefined);
    socket.on('close', () => this.sockets.delete(socket));
    let rest = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\r\n');
      rest = lines.pop() ?? '';
      for (const raw of lines) {
        this.heard.push(raw);
        const line = parseLine(raw);
        if (line !== null) for (const answer of this.answer(socket, line)) socket.write(`${answer}\r\n`);
      }
    });
  }

  private answer(socket: Socket, line: IrcLine): readonly string[] {
    const name = this.sockets.get(socket) ?? '';
    const [first = ''] = line.params;
    switch (line.command) {
      case 'CAP':
        if (first === 'LS') return [`CAP * LS :${CAPS}`];
        return first === 'REQ' ? [`CAP * ACK :${line.params[1] ?? ''}`] : this.register(socket);
      case 'NICK':
        this.sockets.set(socket, first);
        return [];
      case 'JOIN':
        return [
          `${timeTag(Date.now())}:${name}!${name}@lan JOIN #lobby`,
          `:lan MARKREAD #lobby ${this.marked}`,
          `:lan 366 ${name} #lobby :End`,
        ];
      case 'PRIVMSG':
        return this.take(name, line);
      case 'MARKREAD':
        this.marked = line.params[1] ?? this.marked;
        return [`:lan MARKREAD #lobby ${this.marked}`];
      case 'CHATHISTORY':
        return this.page(line);
      case 'SEARCH':
        return this.search(line);
      case 'PING':
        return [`:lan PONG lan :${first}`];
      case 'QUIT':
        socket.end();
        return [];
      default:
        return [];
    }
  }

  private register(socket: Socket): readonly string[] {
    const name = this.sockets.get(socket) ?? '';
    return [
      `:lan 001 ${name} :Hi`,
      `:lan 005 ${name} MAINROOM=#lobby CHATHISTORY=100 :ok`,
      `:lan 422 ${name} :-`,
    ];
  }

  /** A message known by its key is not taken again. */
  private take(name: string, line: IrcLine): readonly string[] {
    const key = line.tags.get('lanchat/id') ?? '';
    const known = line.tags.has('lanchat/again') ? this.kept.find((one) => one.key === key) : undefined;
    const message = known ?? this.say(name, line.params[1] ?? '', Date.now(), key);
    return this.deaf ? [] : [lineOf(message, `label=${line.tags.get('label') ?? ''};`)];
  }

  private page(line: IrcLine): readonly string[] {
    const [what = '', place = '', selector = '', limit = '0'] = line.params;
    if (what === 'TARGETS') return this.batch(line, 'draft/chathistory-targets', '', []);
    const count = Number(limit);
    const at = this.kept.findIndex(({ id }) => `msgid=${id}` === selector);
    const range: Readonly<Record<string, readonly [number, number]>> = {
      LATEST: [this.kept.length - count, this.kept.length],
      BEFORE: [at - count, at],
      AFTER: [at + 1, at + 1 + count],
      AROUND: [at - Math.floor(count / 2), at + Math.ceil(count / 2)],
    };
    const [from, to] = range[what] ?? [0, 0];
    return this.batch(line, 'chathistory', place, this.kept.slice(Math.max(0, from), Math.max(0, to)));
  }

  private search(line: IrcLine): readonly string[] {
    const text = unescapeTagValue(/text=([^;]*)/.exec(line.params[0] ?? '')?.[1] ?? '');
    return this.batch(
      line,
      'soju.im/search',
      '',
      this.kept.filter((one) => one.text.includes(text)).slice(-50),
    );
  }

  private batch(line: IrcLine, type: string, target: string, messages: readonly Kept[]): readonly string[] {
    const reference = `b${(this.batches += 1)}`;
    return [
      `@label=${line.tags.get('label') ?? ''} :lan BATCH +${reference} ${type} ${target}`.trimEnd(),
      ...messages.map((message) => lineOf(message, `batch=${reference};`)),
      `:lan BATCH -${reference}`,
    ];
  }
}

function lineOf({ id, at, from, text }: Kept, tags = ''): string {
  return `@${tags}msgid=${id};time=${new Date(at).toISOString()} :${from}!${from}@lan PRIVMSG #lobby :${text}`;
}

function timeTag(at: number): string {
  return `@time=${new Date(at).toISOString()} `;
}
