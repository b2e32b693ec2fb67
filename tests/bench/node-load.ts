/** The load generator for machines without a C compiler: same commands, same checks and same answers as load.c, dearer. */
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { LoadResult } from './generator.js';

const TEXT_BYTES = 80;
/** "0001 0000000042 ": sender and number. */
const HEAD_BYTES = 16;
const PAD = Array.from({ length: TEXT_BYTES + 16 }, (_, i) => String.fromCharCode(97 + (i % 26))).join('');

/** Milliseconds without progress after which what is missing is lost. */
const PATIENCE_MS = 10_000;
const LOOK_MS = 500;
/** Milliseconds between two looks at what is due at a fixed rate. */
const RATE_TICK_MS = 2;
/** Lines kept of each sender to compare others' deliveries with. */
const LINES_KEPT = 128;

interface Client {
  readonly index: number;
  readonly socket: Socket;
  tail: string;
  registered: boolean;
  /** The number that comes next from each sender. */
  readonly expected: number[];
  readonly met: Set<number>;
}

interface Sent {
  left: number;
  readonly at: number;
}

class NodeLoad {
  private readonly clients: Client[] = [];
  private people = 0;
  private rooms = 1;
  /** The idle that are still to be sent into the room. */
  private outside: Client[] = [];
  private arrived = 0;
  private state: 'waiting' | 'joining' | 'idling' | 'sending' = 'waiting';
  private readonly sent = new Map<number, number>();
  private readonly onTheWay = new Map<string, Sent>();
  private readonly known = new Map<number, { seq: number; text: string }>();
  private senders = 1;
  private window = 0;
  private perSecond = 0;
  private dueAt = 0;
  private nextSender = 0;
  private outstanding = 0;
  private startedAt = 0;
  private stopAt = 0;
  private progressAt = 0;
  private topUpScheduled = false;
  private timers: NodeJS.Timeout[] = [];
  private messages = 0;
  private deliveries = 0;
  private errors = 0;
  private firstError = '';
  private latencies: number[] = [];

  constructor(private readonly port: number) {}

  command(line: string): void {
    const [verb, ...words] = line.split(' ');
    const [a = 0, b = 0, c = 0] = words.map(Number);
    this.begin();
    if (verb === 'join' || verb === 'idle') this.open(a, b === 0 ? a : b, verb === 'join', c);
    else if (verb === 'gather') this.gather(a);
    else this.send(verb === 'rate', a, b, c);
  }

  private begin(): void {
    this.startedAt = this.progressAt = performance.now();
    this.messages = this.deliveries = this.errors = 0;
    this.firstError = '';
    this.latencies = [];
    this.timers = [setInterval(() => this.look(), LOOK_MS)];
  }

  private open(people: number, pace: number, joining: boolean, rooms: number): void {
    this.people = people;
    this.rooms = Math.max(1, rooms);
    this.state = joining ? 'joining' : 'idling';
    for (let index = 0; index < Math.min(pace, people); index += 1) this.openNext();
  }

  private gather(pace: number): void {
    this.state = 'joining';
    this.arrived = 0;
    this.outside = this.clients.slice();
    for (let count = 0; count < pace; count += 1) this.sendIn();
  }

  private sendIn(): void {
    const client = this.outside.pop();
    client?.socket.write(`JOIN ${this.roomName(client.index)}\r\n`);
  }

  private roomName(index: number): string {
    return this.rooms === 1 ? '#lobby' : `#r${index % this.rooms}`;
  }

  private peopleIn(room: number): number {
    return Math.floor(this.people / this.rooms) + (room < this.people % this.rooms ? 1 : 0);
  }

  private openNext(): void {
    if (this.clients.length < this.people) this.clients.push(this.openClient(this.clients.length));
  }

  private openClient(index: number): Client {
    const socket = connect({ port: this.port, host: '127.0.0.1', noDelay: true });
    const client = { index, socket, tail: '', registered: false, expected: [], met: new Set<number>() };
    const name = nameOf(index);
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => this.receive(client, chunk));
    socket.on('error', (error) => this.wrong(`client ${index}: ${error.message}`));
    socket.on('end', () => this.wrong(`client ${index} was disconnected`));
    socket.write(`NICK ${name}\r\nUSER ${name} 0 * :load\r\n`);
    return client;
  }

  private send(atRate: boolean, senders: number, many: number, milliseconds: number): void {
    this.state = 'sending';
    this.senders = Math.min(senders, this.people);
    this.window = atRate ? 0 : many;
    this.perSecond = atRate ? many : 0;
    this.outstanding = 0;
    this.nextSender = 0;
    this.stopAt = this.startedAt + milliseconds;
    this.dueAt = this.startedAt;
    if (atRate) this.timers.push(setInterval(() => this.topUp(), RATE_TICK_MS));
    else this.timers.push(setTimeout(() => this.finishWhenDone(), milliseconds));
    this.topUp();
  }

  private topUp(): void {
    this.topUpScheduled = false;
    const now = performance.now();
    const texts = new Map<number, string>();
    while (now < this.stopAt && (this.perSecond > 0 ? this.dueAt <= now : this.outstanding < this.window)) {
      const sender = this.nextSender;
      texts.set(sender, (texts.get(sender) ?? '') + this.message(sender, now));
      this.nextSender = (sender + 1) % this.senders;
      if (this.perSecond > 0) this.dueAt += 1000 / this.perSecond;
    }
    for (const [sender, text] of texts) this.clients[sender]?.socket.write(text);
    this.finishWhenDone();
  }

  private message(sender: number, now: number): string {
    const seq = this.sent.get(sender) ?? 0;
    this.sent.set(sender, seq + 1);
    this.onTheWay.set(keyOf(sender, seq), { left: this.peopleIn(sender % this.rooms) - 1, at: now });
    this.outstanding += 1;
    this.messages += 1;
    return `PRIVMSG ${this.roomName(sender)} :${textOf(sender, seq)}\r\n`;
  }

  private receive(client: Client, chunk: string): void {
    const text = client.tail + chunk;
    let at = 0;
    for (;;) {
      const known = this.deliverKnown(client, text, at);
      if (known > 0) {
        at += known;
        continue;
      }
      const end = text.indexOf('\n', at);
      if (end === -1) break;
      this.handleLine(client, text.slice(at, end + 1));
      at = end + 1;
    }
    client.tail = text.slice(at);
    if (!this.topUpScheduled && this.state === 'sending') {
      this.topUpScheduled = true;
      setImmediate(() => this.topUp());
    }
  }

  /** The length of the line when it is the next one of its sender and the same as others got; else 0. */
  private deliverKnown(client: Client, text: string, at: number): number {
    if (!text.startsWith(':n000', at)) return 0;
    const sender = text.charCodeAt(at + 5) - 48;
    const seq = client.expected[sender] ?? 0;
    const known = this.known.get(sender * LINES_KEPT + (seq % LINES_KEPT));
    if (known?.seq !== seq || !text.startsWith(known.text, at)) return 0;
    this.delivered(client, sender, seq);
    return known.text.length;
  }

  private delivered(client: Client, sender: number, seq: number): void {
    client.expected[sender] = seq + 1;
    this.deliveries += 1;
    const key = keyOf(sender, seq);
    const sent = this.onTheWay.get(key);
    if (sent === undefined) return;
    if (this.perSecond > 0 || this.window === 1) this.latencies.push(performance.now() - sent.at);
    sent.left -= 1;
    if (sent.left > 0) return;
    this.onTheWay.delete(key);
    this.outstanding -= 1;
  }

  private handleLine(client: Client, line: string): void {
    const words = line.trimEnd().split(' ');
    const [source = '', command = ''] = words;
    if (source === 'PING') client.socket.write(`PONG ${words.slice(1).join(' ')}\r\n`);
    else if (source === 'ERROR') this.wrong(line);
    else if (command === '001') this.registered(client);
    else if (command === '366') this.sendIn();
    else if (command === '353') this.meetAll(client, words.slice(5));
    else if (command === 'JOIN') this.joined(client, numberOf(source.slice(1)));
    else if (command === 'PRIVMSG') this.check(client, numberOf(source.slice(1)), line);
    else if (/^4[013-9]/.test(command)) this.wrong(line);
  }

  private registered(client: Client): void {
    if (client.registered) return;
    client.registered = true;
    this.openNext();
    if (this.state === 'joining') client.socket.write(`JOIN ${this.roomName(client.index)}\r\n`);
    else this.arrive();
  }

  private meetAll(client: Client, names: readonly string[]): void {
    for (const name of names) this.meet(client, numberOf(name.replace(/^[:@+]+/, '')));
  }

  private joined(client: Client, number: number): void {
    if (client.met.has(number) && number !== client.index) this.wrong(`${nameOf(number)} joined twice`);
    this.meet(client, number);
  }

  private meet({ index, met }: Client, number: number): void {
    if (Number.isNaN(number) || met.has(number)) return;
    met.add(number);
    if (met.size === this.peopleIn(index % this.rooms)) this.arrive();
  }

  private arrive(): void {
    this.arrived += 1;
    if (this.arrived === this.people) this.finish(0);
  }

  private check(client: Client, sender: number, line: string): void {
    const seq = client.expected[sender] ?? 0;
    const text = line.slice(line.indexOf(' :') + 2).trimEnd();
    const wasSent = seq < (this.sent.get(sender) ?? 0) && sender % this.rooms === client.index % this.rooms;
    if (text !== textOf(sender, seq) || !wasSent) {
      this.wrong(`client ${client.index} expected ${keyOf(sender, seq)}, got ${text.slice(0, 40)}`);
      return;
    }
    this.known.set(sender * LINES_KEPT + (seq % LINES_KEPT), { seq, text: line });
    this.delivered(client, sender, seq);
  }

  private wrong(what: string): void {
    this.errors += 1;
    if (this.firstError === '') this.firstError = what.slice(0, 150);
  }

  private finishWhenDone(): void {
    if (this.state !== 'sending' || this.outstanding > 0 || performance.now() < this.stopAt) return;
    this.finish(0);
  }

  private progress = -1;

  private look(): void {
    const met = this.state === 'joining' ? this.clients.reduce((sum, client) => sum + client.met.size, 0) : 0;
    const done = this.deliveries + this.arrived + met;
    if (done !== this.progress) {
      this.progress = done;
      this.progressAt = performance.now();
    } else if (performance.now() - this.progressAt > PATIENCE_MS) {
      this.finish(this.state === 'sending' ? this.missing() : this.people - this.arrived);
    }
  }

  private missing(): number {
    let missing = 0;
    for (const { left } of this.onTheWay.values()) missing += left;
    this.onTheWay.clear();
    for (const { expected } of this.clients) for (const [sender, sent] of this.sent) expected[sender] = sent;
    return missing;
  }

  private finish(lost: number): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.state = 'waiting';
    for (const { met } of this.clients) met.clear();
    this.latencies.sort((a, b) => a - b);
    const { messages, deliveries, errors, firstError } = this;
    const seconds = (performance.now() - this.startedAt) / 1000;
    const [p50, p99] = [this.percentile(0.5), this.percentile(0.99)];
    const result: LoadResult = { seconds, messages, deliveries, errors, lost, p50, p99, firstError };
    process.stdout.write(`${JSON.stringify(result)}\n`);
  }

  private percentile(share: number): number {
    return this.latencies[Math.floor(share * (this.latencies.length - 1))] ?? 0;
  }
}

function nameOf(index: number): string {
  return `n${String(index).padStart(4, '0')}`;
}

/** NaN for a name that is none of ours. */
function numberOf(source: string): number {
  return Number(/^n(\d+)(?:!|$)/.exec(source)?.[1]);
}

function keyOf(sender: number, seq: number): string {
  return `${sender} ${seq}`;
}

function textOf(sender: number, seq: number): string {
  const head = `${String(sender).padStart(4, '0')} ${String(seq).padStart(10, '0')} `;
  return head + PAD.slice(seq % 16, (seq % 16) + TEXT_BYTES - HEAD_BYTES);
}

/** Runs until stdin ends. */
export function runNodeLoad(port: number): void {
  const load = new NodeLoad(port);
  const input = createInterface({ input: process.stdin });
  input.on('line', (line) => load.command(line));
  input.on('close', () => process.exit(0));
}
