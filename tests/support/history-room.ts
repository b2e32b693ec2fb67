/** A room that keeps what is said, as a client's session sees it: lines both ways that take as long as a test wants. */
import { parseLine, type IrcLine } from '../../lib/protocol/line.js';
import { receive } from '../../lib/client/receive.js';
import { hello, introduce, pump, say } from '../../lib/client/requests.js';
import { createSession, disconnected, type Session } from '../../lib/client/session.js';
import type { ClientEvent } from '../../lib/client/event.js';
import { KEEPING_CAPS, NOON, registrationLines } from './client-session.js';

interface Kept {
  readonly id: string;
  readonly from: string;
  readonly text: string;
  readonly at: number;
}

export interface HistoryRoomOptions {
  /** Messages of one page (ISUPPORT CHATHISTORY). */
  readonly page: number;
  /** Messages that a page may be cut to, for its lines were long. */
  readonly cutTo?: number;
  /** Messages that a page tells before they are heard. */
  readonly late?: number;
}

export class HistoryRoom {
  readonly kept: Kept[] = [];
  /** What the client has told its person, oldest first; a gap is `---`. */
  readonly told: string[] = [];
  readonly session: Session;
  private readonly idsByKey = new Map<string, Kept>();
  private toClient: string[] = [];
  private toServer: string[] = [];
  private late: string[] = [];
  private isUp = false;
  private isInside = false;
  private batches = 0;
  private keys = 0;
  private name = 'ann';

  constructor(private readonly options: HistoryRoomOptions) {
    const newKey = (): string => `key-${String((this.keys += 1)).padStart(18, '0')}`;
    this.session = createSession({ newKey, historyOnEntry: 0 }, NOON);
    introduce(this.session, 'ann');
  }

  /** Others say so many things; whoever is inside hears them. */
  talk(count: number): void {
    for (let one = 0; one < count; one += 1) {
      const message = this.keep('bo', `bo ${this.kept.length}`);
      if (this.isInside) this.late.push(lineOf(message, []));
    }
    this.fanOut(this.options.late ?? 0);
  }

  private fanOut(butFor: number): void {
    this.toClient.push(...this.late.splice(0, Math.max(0, this.late.length - butFor)));
  }

  /** The person at our client types something. */
  type(): void {
    say(this.session, { target: '#lobby', how: 'message', text: `ann ${this.keys}` }, NOON);
    this.toServer.push(...pump(this.session, NOON).lines);
  }

  connect(name: string): void {
    if (this.isUp) return;
    this.isUp = true;
    this.name = name;
    this.toServer = [...hello(this.session)];
    const [last = '', ...before] = registrationLines(name, KEEPING_CAPS)
      .filter((line) => !/ (JOIN|353|366) /.test(line))
      .reverse();
    this.toClient = [...before.reverse(), `:lan 005 ${name} CHATHISTORY=${this.options.page} :too`, last];
  }

  /** All that is on its way is lost. */
  cut(): void {
    if (!this.isUp) return;
    this.isUp = false;
    this.isInside = false;
    this.toClient = [];
    this.toServer = [];
    this.late = [];
    disconnected(this.session);
  }

  /** The server handles so many lines of ours. */
  serve(count: number): void {
    for (const raw of this.toServer.splice(0, count)) {
      const line = parseLine(raw);
      if (line !== null) this.toClient.push(...this.answer(line));
    }
  }

  /** The client reads so many lines. */
  hear(count: number): void {
    for (const raw of this.toClient.splice(0, count)) {
      const step = receive(this.session, raw, NOON);
      this.toServer.push(...step.lines);
      this.told.push(...textsOf(step.events));
    }
  }

  /** Everything arrives, with so many messages said in every turn; false where it never comes to rest. */
  settle(turns: number, talk = 0): boolean {
    for (let turn = 0; turn < turns; turn += 1) {
      if (this.toServer.length + this.toClient.length + this.late.length === 0) return true;
      this.talk(talk);
      this.serve(Infinity);
      if (talk === 0) this.fanOut(0);
      this.hear(Infinity);
    }
    return false;
  }

  private keep(from: string, text: string): Kept {
    const message = { id: `m${this.kept.length}`, from, text, at: NOON + 1 + this.kept.length };
    this.kept.push(message);
    return message;
  }

  private answer({ command, params, tags }: IrcLine): readonly string[] {
    const label = tags.get('label') ?? '';
    switch (command) {
      case 'JOIN':
        this.isInside = true;
        return registrationLines(this.name).slice(-3);
      case 'PING':
        return [`:lan PONG lan :${params[0] ?? ''}`];
      case 'PRIVMSG': {
        const key = tags.get('lanchat/id') ?? '';
        const message = this.idsByKey.get(key) ?? this.keep(this.name, params[1] ?? '');
        this.idsByKey.set(key, message);
        this.fanOut(0);
        return [lineOf(message, [`label=${label}`])];
      }
      case 'CHATHISTORY':
        return this.page(params, label);
      default:
        return [];
    }
  }

  private page([what = '', target = '', from = '', limit = '']: readonly string[], label: string) {
    if (what === 'TARGETS') return [`@label=${label} :lan ACK`];
    const { page, cutTo = page } = this.options;
    const count = Math.min(Number(limit), page);
    const wanted = what === 'LATEST' ? this.kept.slice(-count) : this.after(from).slice(0, count);
    const told = what === 'LATEST' ? wanted.slice(-cutTo) : wanted.slice(0, cutTo);
    const reference = `b${(this.batches += 1)}`;
    return [
      `@label=${label} :lan BATCH +${reference} chathistory ${target}`,
      ...told.map((message) => lineOf(message, [`batch=${reference}`])),
      `:lan BATCH -${reference}`,
    ];
  }

  private after(from: string): readonly Kept[] {
    const [, kind = '', value = ''] = /^(msgid|timestamp)=(.*)$/.exec(from) ?? [];
    const isPast = ({ id, at }: Kept): boolean => (kind === 'msgid' ? id === value : at > Date.parse(value));
    const index = this.kept.findIndex(isPast);
    if (index === -1) return [];
    return this.kept.slice(kind === 'msgid' ? index + 1 : index);
  }
}

function lineOf({ id, from, text, at }: Kept, tags: readonly string[]): string {
  const all = [...tags, `time=${new Date(at).toISOString()}`, `msgid=${id}`].join(';');
  return `@${all} :${from}!${from}@lan PRIVMSG #lobby :${text}`;
}

function textsOf(events: readonly ClientEvent[]): readonly string[] {
  return events.flatMap((event) => {
    if (event.kind === 'speech') return [event.text];
    if (event.kind !== 'page') return [];
    const texts = event.messages.map(({ text }) => text);
    return event.gap !== 'none' ? ['---', ...texts] : texts;
  });
}
