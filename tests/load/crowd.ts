/** A crowd of IRC programs in one room that checks each delivery: once, whole, in order of its sender. */
import { connect, type Socket } from 'node:net';

const ROOM = '#lobby';

/** Milliseconds in which anything expected has come, on a machine that is busy with other tests. */
const DEADLINE_MS = 25_000;

/** What a message carries beside its number, so that a cut or mixed line is noticed. */
const PADDING = 'the quick brown fox jumps over the lazy dog';

/** What somebody sends at once on coming in. */
type Introduction = (name: string) => readonly string[];

function introduced(name: string): readonly string[] {
  return [`NICK ${name}`, `USER ${name} 0 * :${name}`, `JOIN ${ROOM}`];
}

export class Crowd {
  readonly members: readonly Member[];
  /** What was doubled, out of order, changed, or should never have come; empty when all is well. */
  readonly wrong: string[] = [];
  private wake: (() => void) | null = null;
  private readonly numbers = new Map<string, number>();

  private constructor(port: number, size: number, first: Introduction) {
    const happened = (): void => this.wake?.();
    const report = (what: string): void => void this.wrong.push(what);
    this.members = Array.from(
      { length: size },
      (_, i) => new Member(port, `m${i}`, first(`m${i}`), happened, report),
    );
  }

  /** All connect at once; resolves when everyone is in the room. */
  static async enter(port: number, size: number, first: Introduction = introduced): Promise<Crowd> {
    const crowd = new Crowd(port, size, first);
    await crowd.until('everyone is in the room', ({ isInRoom }) => isInRoom);
    return crowd;
  }

  /** The first `senders` members say `each` numbered messages; resolves when all the others have them. */
  async talk(senders: number, each: number): Promise<void> {
    const speaking = this.members.slice(0, senders);
    for (const member of speaking) {
      const from = this.numbers.get(member.name) ?? 0;
      this.numbers.set(member.name, from + each);
      member.say(Array.from({ length: each }, (_, i) => `PRIVMSG ${ROOM} :${from + i} ${PADDING}`));
    }
    await this.until('everyone has every message', (member) => this.hasAll(member));
  }

  private hasAll(member: Member): boolean {
    for (const [sender, count] of this.numbers)
      if (sender !== member.name && member.receivedFrom(sender) < count) return false;
    return true;
  }

  /** Resolves when the server has answered everyone: nothing sent before is still on its way. */
  async settle(): Promise<void> {
    for (const member of this.members) member.say(['PING settled']);
    await this.until('everyone is answered', ({ pongs }) => pongs > 0);
  }

  /** Looks again whenever something has come, until it is so for every member. */
  async until(what: string, isSo: (member: Member) => boolean): Promise<void> {
    const deadline = performance.now() + DEADLINE_MS;
    let waiting = this.members.filter((member) => !isSo(member));
    while (waiting.length > 0) {
      if (this.wrong.length > 0) throw new Error(`before ${what}: ${this.wrong.slice(0, 5).join('; ')}`);
      const left = deadline - performance.now();
      if (left <= 0) throw new Error(`not in time: ${what}; ${waiting.length} of them still wait`);
      await this.somethingOr(left);
      waiting = waiting.filter((member) => !isSo(member));
    }
  }

  private async somethingOr(milliseconds: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      // All that one turn brings is looked at together.
      this.wake = () => setImmediate(resolve);
      timer = setTimeout(resolve, milliseconds);
    });
    this.wake = null;
    clearTimeout(timer);
  }

  leave(): void {
    for (const member of this.members) member.destroy();
  }
}

export class Member {
  isInRoom = false;
  pongs = 0;
  /** Messages that came in batches, about the past. */
  earlier = 0;
  /** QUIT lines of others, without their source's user and host. */
  readonly quits: string[] = [];
  private readonly socket: Socket;
  private readonly received = new Map<string, number>();
  private tail = '';

  constructor(
    port: number,
    readonly name: string,
    first: readonly string[],
    private readonly happened: () => void,
    private readonly report: (what: string) => void,
  ) {
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.socket.setEncoding('latin1');
    this.socket.on('data', (chunk: string) => this.receive(chunk));
    this.socket.on('error', (error) => report(`${name}: ${error.message}`));
    this.socket.on('end', () => report(`${name} was disconnected`));
    this.say(first);
  }

  say(lines: readonly string[]): void {
    this.socket.write(lines.map((line) => `${line}\r\n`).join(''));
  }

  receivedFrom(sender: string): number {
    return this.received.get(sender) ?? 0;
  }

  destroy(): void {
    this.socket.destroy();
  }

  private receive(chunk: string): void {
    const lines = (this.tail + chunk).split('\r\n');
    this.tail = lines.pop() ?? '';
    for (const line of lines) this.handle(line);
    this.happened();
  }

  private handle(line: string): void {
    const [source = '', command = '', target = ''] = line.split(' ', 3);
    const name = source.slice(1, source.indexOf('!'));
    if (source.startsWith('@batch=')) this.earlier += 1;
    else if (command === 'PRIVMSG') this.check(name, target, line);
    else if (command === '366') this.isInRoom = true;
    else if (command === 'PONG') this.pongs += 1;
    else if (command === 'QUIT') this.quits.push(`${name} ${line.slice(line.indexOf(' :') + 2)}`);
    else if (source === 'PING') this.say([`PONG ${command}`]);
    else if (source === 'ERROR') this.report(`${this.name}: ${line}`);
  }

  private check(sender: string, target: string, line: string): void {
    const next = this.receivedFrom(sender);
    const text = line.slice(line.indexOf(' :') + 2);
    if (target !== ROOM || text !== `${next} ${PADDING}`)
      this.report(`${this.name} expected number ${next} of ${sender}: ${line}`);
    this.received.set(sender, next + 1);
  }
}
