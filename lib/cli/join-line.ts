/** Line mode of `lanchat join`: lines typed or piped in are messages, the room is lines on stdout, the rest is on stderr. */
import { createInterface, type Interface } from 'node:readline';
import type { ClientEvent, LinkStatus } from '../client/event.js';
import { actsOf } from '../client/commands.js';
import { entryNotice } from '../client/entry-notice.js';
import { catchUpLine } from '../client/requests.js';
import { WINDOW } from '../client/send-queue.js';
import { linesToGo } from '../client/sendings.js';
import { asksRoomPassword } from '../client/session.js';
import type { Settings } from '../client/settings.js';
import type { ReadSettings } from '../client/settings-text.js';
import { sentence } from '../client/words.js';
import { HiddenLine } from './hidden-line.js';
import { closedText, keptText } from './join-help.js';
import { KeptLines } from './join-kept.js';
import type { Link } from './join-link.js';
import type { LineRole } from './join-options.js';
import { KeptIgnored } from './kept-ignored.js';
import { LineAttention } from './line-attention.js';
import { LineCommands } from './line-commands.js';
import { eventJson } from './line-json.js';
import { ManyLines } from './line-many.js';
import { LineName } from './line-name.js';
import { LineOutput } from './line-output.js';
import { LinePasswords } from './line-passwords.js';
import { LinePlace } from './line-place.js';
import { RecentLines } from './line-recent.js';
import { LineTold } from './line-told.js';
import { LocalLog } from './local-log.js';

export interface LineModeOptions {
  readonly link: Link;
  /** Of the server, as `host:port`. */
  readonly address: string;
  readonly read: ReadSettings;
  readonly name: string | undefined;
  /** `say`: what comes in is said as it is, and nothing is shown; `tail`: nothing is read. */
  readonly role: LineRole;
  /** With `tail`: JSON for programs. */
  readonly json: boolean;
  /** To say, instead of what comes in. */
  readonly words: string | null;
  /** The person it is for, instead of the room. */
  readonly to: string | null;
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly errors: NodeJS.WriteStream;
}

/** Exit codes when ended from outside (docs/user-guide.md). */
const SIGNAL_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** Comes back from the server when it has answered all that was sent before. */
const CAUGHT_UP = 'caught-up';

/** Messages waiting for the server at which a fast pipe is made to wait, and at which it goes on. */
const QUEUE_FULL = 1000;
const QUEUE_LOW = 100;

/** Resolves with the exit code. The link is connected already. */
export function runLineMode(options: LineModeOptions): Promise<number> {
  return new LineMode(options).run();
}

/** What `say` leaves out: it is there to speak. */
function isForReaders({ kind }: ClientEvent): boolean {
  return [
    'speech',
    'page',
    'reacted',
    'taken-back',
    'quit',
    'renamed',
    'left',
    'joined',
    'topic',
    'modes',
    'info',
  ].includes(kind);
}

class LineMode {
  private readonly link: Link;
  private readonly lines: Interface;
  /** A script learns from the exit code that it must say something again; for a person it is kept. */
  private readonly kept: KeptLines | null;
  private readonly many: ManyLines | null;
  private readonly ignored: KeptIgnored;
  private readonly out: LineOutput;
  private readonly log: LocalLog;
  private readonly hidden: HiddenLine;
  private readonly passwords: LinePasswords;
  private readonly name: LineName;
  private readonly place: LinePlace;
  private readonly commands: LineCommands;
  private readonly told: LineTold;
  /** Of a person who reads; null for scripts. */
  private readonly attention: LineAttention | null;
  /** Until the first room is entered, or closed to us. */
  private entering = true;
  /** Asked to leave while something said before was still on its way. */
  private quitting = false;
  /** Lines that came before there was a room to say them in. */
  private early: string[] = [];
  private ended = false;
  private lost = false;
  private toldWaiting = false;
  /** All is sent, and the server has been asked to say when it has answered all. */
  private catchingUp = false;
  /** Something typed did not reach anybody. */
  private undelivered = false;
  private closing: string | null = null;
  private why = '';
  private finished = false;
  private finish: (code: number) => void = () => undefined;

  constructor(private readonly options: LineModeOptions) {
    const { link, address, role, input } = options;
    const { session } = link;
    this.link = link;
    this.ignored = new KeptIgnored(session, address);
    this.ignored.read();
    this.out = new LineOutput(options.output, options.errors, () => this.settings.letters);
    this.log = new LocalLog(address);
    const isPerson = role === 'chat' && input.isTTY;
    this.kept = isPerson ? new KeptLines(link, address) : null;
    this.many = isPerson ? new ManyLines(session.queue, (text) => this.out.tell(text)) : null;
    this.lines = createInterface({ input, terminal: false });
    // Nothing is lost: lines that come before there is a room wait in the stream.
    this.lines.pause();
    const finish = (code: number): void => this.finish(code);
    this.hidden = new HiddenLine(input, options.errors, () => finish(SIGNAL_CODES.SIGINT));
    const { out, hidden, lines, log } = this;
    this.passwords = new LinePasswords({ link, hidden, lines, tell: (text) => out.tell(text) });
    const { passwords } = this;
    const { isTTY } = input;
    this.name = new LineName({ link, out, passwords, lines, role, name: options.name, isTTY, finish });
    this.place = new LinePlace(session, out);
    const { place } = this;
    const recent = new RecentLines(session);
    this.commands = new LineCommands({
      ...{ link, out, place, recent, passwords, log, isTTY },
      settings: options.read.settings,
      said: () => {
        this.tellWaiting();
        this.many?.look();
      },
      quit: (why) => this.quit(why),
    });
    const settings = (): Settings => this.settings;
    this.attention = role === 'chat' ? new LineAttention({ session, out, settings }) : null;
    this.told = new LineTold({ session, recent, role, settings, place: () => place.now });
  }

  private get settings(): Settings {
    return this.commands.settings;
  }

  private get isReading(): boolean {
    return this.options.role !== 'tail' && this.options.words === null;
  }

  private get isChat(): boolean {
    return this.options.role === 'chat';
  }

  async run(): Promise<number> {
    const done = new Promise<number>((resolve) => {
      this.finish = (code) => {
        this.finished = true;
        resolve(code);
      };
    });
    const stopSignals = this.watchSignals();
    this.options.output.on('error', () => this.finish(0));
    this.link.listen({
      onEvents: (events) => this.onEvents(events),
      onStatus: (status) => this.onStatus(status),
    });
    if (this.isReading) {
      this.lines.on('line', (line) => this.typed(line));
      this.lines.on('close', () => this.inputEnded());
    }
    for (const trouble of this.options.read.troubles) this.out.tell(trouble);
    if (this.settings.log === 'on') this.out.tell(this.log.where);
    this.begin();
    const code = await done;
    stopSignals();
    this.hidden.close();
    this.many?.close();
    this.lines.close();
    this.options.input.pause();
    await this.link.leave(this.why);
    this.kept?.close();
    return code;
  }

  private begin(): void {
    const { words } = this.options;
    if (words !== null) {
      this.early.push(...words.split('\n'));
      this.ended = true;
    }
    this.name.begin();
  }

  private giveUp(why: string): void {
    this.out.tell(why);
    this.finish(1);
  }

  private typed(line: string): void {
    if (this.hidden.isAsking) {
      this.hidden.typed(line);
      return;
    }
    if (this.quitting && line.trim() !== 'QUIT') return;
    if (this.name.isAsking) this.name.typed(line.trim());
    else if (this.link.session.everReady && !this.entering) this.say(line);
    else this.early.push(line);
  }

  private say(line: string): void {
    const { role, to } = this.options;
    // What a program prints is never a command.
    if (role === 'say') {
      if (line.trim() !== '') this.link.say({ target: to ?? this.place.now, how: 'message', text: line });
    } else for (const act of actsOf(this.link.session, this.place.now, line)) this.commands.perform(act);
    this.kept?.look();
    this.ignored.look();
    if (this.link.session.queue.items.length >= QUEUE_FULL) this.lines.pause();
  }

  /** What was said before goes out first; who cannot wait says it again, or presses Ctrl-C. */
  private quit(why: string): void {
    const unsent = linesToGo(this.link.session.queue.items);
    this.why = why;
    if (unsent === 0 || this.quitting) {
      this.finish(0);
      return;
    }
    this.quitting = true;
    this.ended = true;
    const later = this.kept === null ? '' : ', and sends them next time';
    if (this.lost || unsent > WINDOW)
      this.out.tell(`Not sent yet: ${unsent}. QUIT again leaves without waiting${later}.`);
  }

  private inputEnded(): void {
    this.ended = true;
    if (this.name.isAsking) this.finish(0);
    else this.finishWhenDone();
  }

  /** At the end of the input all that was typed must have arrived, and all that was asked been answered. */
  private finishWhenDone(): void {
    const { everReady, queue } = this.link.session;
    if (!this.ended || this.entering || !everReady || queue.items.length > 0 || this.early.length > 0) return;
    if (this.lost || this.quitting) this.finish(this.undelivered ? 1 : 0);
    else if (!this.catchingUp) {
      this.catchingUp = true;
      this.link.send([catchUpLine(CAUGHT_UP)]);
    }
  }

  private onEvents(events: readonly ClientEvent[]): void {
    // What the server says to our goodbye is for nobody.
    if (this.finished) return;
    if (this.settings.log === 'on') this.out.tell(this.log.add(events));
    for (const event of events) this.onEvent(event);
    const count = this.kept?.onEvents(events) ?? 0;
    if (count > 0) this.out.tell(keptText(count));
    const { session } = this.link;
    const hasRoom = session.queue.items.length <= QUEUE_LOW;
    if (this.isReading && !this.entering && session.phase === 'ready' && hasRoom) this.lines.resume();
    this.finishWhenDone();
  }

  private onEvent(event: ClientEvent): void {
    if (this.options.role === 'say' && isForReaders(event)) return;
    if (this.options.json && isForReaders(event)) {
      for (const json of eventJson(event)) this.out.printData(json);
      return;
    }
    if (event.kind === 'speech') this.attention?.heard(event);
    if (event.kind === 'page' && event.why === 'missed') this.attention?.missed(event.messages);
    for (const line of this.told.linesOf(event)) this.out.print(line);
    this.follow(event);
  }

  /** What an event means for oneself. */
  private follow(event: ClientEvent): void {
    switch (event.kind) {
      case 'welcome':
        this.name.accepted(event.name);
        return;
      case 'name-refused':
        this.name.refused(event);
        return;
      case 'entered':
        this.entered(event.room);
        return;
      case 'caught-up':
        if (this.catchingUp && event.token === CAUGHT_UP) this.finish(this.undelivered ? 1 : 0);
        return;
      case 'closing':
        // Told when it is clear what comes of it.
        this.closing = sentence(event);
        return;
      case 'refused':
        this.out.tell(sentence(event) ?? '');
        if (this.entering) this.notEntered();
        return;
      case 'undelivered':
        this.undelivered = true;
        this.out.tell(sentence(event) ?? '');
        return;
      case 'renamed':
        this.place.renamed(event.from, event.to);
        return;
      case 'left':
        if (event.own) this.place.left(event.room);
        return;
      case 'kicked':
        if (event.own) this.putOut(event.room);
        return;
      case 'topic':
      case 'modes':
      case 'invited':
      case 'info':
      case 'not-told':
        this.out.tell(sentence(event) ?? '');
        return;
      default:
    }
  }

  private entered(room: string): void {
    this.entering = false;
    if (!this.place.entered(room)) {
      this.out.tell(`You are back in ${room}.`);
      return;
    }
    if (this.isChat) this.out.tell(`${entryNotice(this.link.session, room)} /help lists the commands.`);
    this.sayEarly();
  }

  /** Once in each loss: who cannot see the line waiting must hear of it. */
  private tellWaiting(): void {
    if (!this.lost || this.toldWaiting || !this.isChat) return;
    this.toldWaiting = true;
    this.out.tell('It is kept, and goes out when the server is back.');
  }

  /** A script that goes on talking would talk to nobody. */
  private putOut(room: string): void {
    this.place.putOut(room);
    if (this.place.isAt(room) && !this.options.input.isTTY) this.finish(1);
  }

  /** The room asked for is closed to us: a person may try another one, a script cannot. */
  private notEntered(): void {
    if (!this.options.input.isTTY) {
      this.finish(1);
      return;
    }
    this.entering = false;
    this.sayEarly();
  }

  private sayEarly(): void {
    const { early } = this;
    this.early = [];
    for (const line of early) this.say(line);
    if (this.isReading) this.lines.resume();
    this.finishWhenDone();
  }

  private onStatus(status: LinkStatus): void {
    if (this.finished) return;
    if (status.kind === 'waiting' && !this.lost) this.tellLost();
    if (status.kind === 'connected' && this.lost) this.out.tell('Connected again.');
    if (status.kind !== 'connecting') this.lost = status.kind === 'waiting';
    if (
      status.kind === 'closed' &&
      this.options.input.isTTY &&
      asksRoomPassword(this.link.session, status.code)
    )
      this.askRoomPassword();
    else if (status.kind === 'closed') {
      const given = this.link.session.options.password !== undefined;
      const said = status.code === 'PASSWORD' ? null : this.closing;
      this.giveUp(said ?? closedText(status.code, status.text, given));
    } else if (this.lost) this.finishWhenDone();
  }

  private askRoomPassword(): void {
    this.closing = null;
    this.passwords.ofRoom(() => this.finish(1));
    this.lines.resume();
  }

  private tellLost(): void {
    if (this.closing !== null) this.out.tell(this.closing);
    this.closing = null;
    this.catchingUp = false;
    this.toldWaiting = false;
    this.out.tell('Oh no, we have lost connection to the server!');
  }

  /** A signal ends line mode as it ends any program, but the room is told. */
  private watchSignals(): () => void {
    const handlers = Object.entries(SIGNAL_CODES).map(([signal, code]) => ({
      signal,
      onSignal: () => this.finish(code),
    }));
    for (const { signal, onSignal } of handlers) process.once(signal, onSignal);
    return () => {
      for (const { signal, onSignal } of handlers) process.removeListener(signal, onSignal);
    };
  }
}
