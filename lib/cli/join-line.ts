/** Line mode of `lanchat join`: lines typed or piped in are messages, the room is lines on stdout, the rest is on stderr. */
import { createInterface, type Interface } from 'node:readline';
import { fold, sameName, type Folded } from '../base/casefold.js';
import { NAME_LENGTH_MAX } from '../base/limits.js';
import { nameProblem } from '../base/names.js';
import { unreachable } from '../base/result.js';
import type { ClientEvent, LinkStatus, Speech } from '../client/event.js';
import type { LineRole } from './join-options.js';
import { withEmoji } from '../client/emoji.js';
import { ignoreText } from '../client/ignoring.js';
import { actsOf, type Act } from '../client/commands.js';
import { catchUpLine } from '../client/requests.js';
import { asksRoomPassword, isRoomTarget, mainRoom } from '../client/session.js';
import { answerSet, withChange, type Settings } from '../client/settings.js';
import type { ReadSettings } from '../client/settings-text.js';
import { findRoom } from '../client/state.js';
import { sentence } from '../client/words.js';
import { names } from '../tui/entry.js';
import { slashSpecs, slashUsage } from '../protocol/slash.js';
import type { Ask } from '../client/past.js';
import { HiddenLine } from './hidden-line.js';
import { closedText, keptText } from './join-help.js';
import { KeptLines } from './join-kept.js';
import type { Link } from './join-link.js';
import { LinePasswords } from './line-passwords.js';
import { KeptIgnored } from './kept-ignored.js';
import { offeredName, rememberName } from './join-memory.js';
import { LocalLog } from './local-log.js';
import { eventJson } from './line-json.js';
import { LineOutput } from './line-output.js';
import { keepSetting, writeSettings } from './settings-file.js';
import { actOnLast } from './line-acts.js';
import { RecentLines } from './line-recent.js';
import { openLink } from './open-link.js';
import { foundLines, inPlace, pageLines, spoken } from './line-words.js';

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

/** For a server that keeps nothing we could ask for. */
const SCROLL = 'In line mode the terminal itself keeps what was said: scroll and search there.';

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

/** One's own name stays free for oneself. */
function nameBeside(own: string, role: LineRole): string {
  return `${own.slice(0, NAME_LENGTH_MAX - role.length - 1)}-${role}`;
}

class LineMode {
  private readonly link: Link;
  private readonly lines: Interface;
  /** A script learns from the exit code that it must say something again; for a person it is kept. */
  private readonly kept: KeptLines | null;
  private readonly ignored: KeptIgnored;
  /** Where what is typed goes: a room, or a person after `/msg NAME`. */
  private place = '';
  private asking = false;
  /** Until the first room is entered, or closed to us. */
  private entering = true;
  /** Asked to leave while something said before was still on its way. */
  private quitting = false;
  /** Rooms entered and not left. */
  private readonly known = new Set<Folded>();
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
  private namesLeft = 3;
  private finished = false;
  private settings: Settings;
  private readonly out: LineOutput;
  private readonly log: LocalLog;
  private readonly hidden: HiddenLine;
  private readonly passwords: LinePasswords;
  private readonly recent: RecentLines;
  /** The name that its owner may have with a password. */
  private mayProve: string | null = null;
  private finish: (code: number) => void = () => undefined;

  constructor(private readonly options: LineModeOptions) {
    this.link = options.link;
    this.settings = options.read.settings;
    this.ignored = new KeptIgnored(options.link.session, options.address);
    this.out = new LineOutput(options.output, options.errors, () => this.settings.letters);
    this.log = new LocalLog(options.address);
    this.recent = new RecentLines(options.link.session);
    this.kept = this.isChat && options.input.isTTY ? new KeptLines(options.link, options.address) : null;
    this.lines = createInterface({ input: options.input, terminal: false });
    // Nothing is lost: lines that come before there is a room wait in the stream.
    this.lines.pause();
    this.hidden = new HiddenLine(options.input, options.errors, () => this.finish(SIGNAL_CODES.SIGINT));
    const { link, hidden } = this;
    this.passwords = new LinePasswords({ link, hidden, tell: (text) => this.tell(text) });
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
    for (const trouble of this.options.read.troubles) this.tell(trouble);
    if (this.settings.log === 'on') this.tell(this.log.where);
    this.begin();
    const code = await done;
    stopSignals();
    this.hidden.close();
    this.lines.close();
    this.options.input.pause();
    await this.link.leave(this.why);
    this.kept?.close();
    return code;
  }

  private begin(): void {
    const { name, input, role, words } = this.options;
    if (words !== null) {
      this.early.push(...words.split('\n'));
      this.ended = true;
    }
    if (name !== undefined) this.introduce(name);
    else if (role !== 'chat') this.introduce(nameBeside(offeredName(), role));
    else if (input.isTTY) this.ask();
    else if (offeredName() !== '') this.introduce(offeredName());
    else this.giveUp('Say who you are: add -n NAME.');
  }

  private giveUp(why: string): void {
    this.tell(why);
    this.finish(1);
  }

  private ask(): void {
    const offered = offeredName();
    const hint = offered === '' ? '' : `(press Enter to be called ${offered})\n`;
    this.out.prompt(`${hint}Your name: `);
    this.asking = true;
    this.lines.resume();
  }

  private introduce(name: string): void {
    this.asking = false;
    this.lines.pause();
    this.link.introduce(name);
  }

  private typed(line: string): void {
    if (this.hidden.isAsking) {
      this.hidden.typed(line);
      return;
    }
    if (this.quitting && line.trim() !== 'QUIT') return;
    if (this.asking) this.named(line.trim());
    else if (this.link.session.everReady && !this.entering) this.say(line);
    else this.early.push(line);
  }

  private named(typed: string): void {
    const name = typed === '' ? offeredName() : typed;
    if (name === 'QUIT') {
      this.finish(0);
      return;
    }
    if (this.mayProve !== null && /^\/(password|passwd)$/i.test(name)) {
      this.asking = false;
      this.passwords.ofAccount(this.mayProve, () => this.ask());
      return;
    }
    const problem = nameProblem(name, '');
    if (problem === null || problem === 'reserved') {
      this.introduce(name);
      return;
    }
    this.tell('A name is up to 30 letters, digits, - and _, without spaces.');
    this.ask();
  }

  private say(line: string): void {
    const { role, to } = this.options;
    // What a program prints is never a command.
    if (role === 'say') {
      if (line.trim() !== '') this.link.say({ target: to ?? this.place, how: 'message', text: line });
    } else for (const act of actsOf(this.link.session, this.place, line)) this.perform(act);
    this.kept?.look();
    this.ignored.look();
    if (this.link.session.queue.items.length >= QUEUE_FULL) this.lines.pause();
  }

  private perform(act: Act): void {
    switch (act.kind) {
      case 'say': {
        // What a program prints is said as it is.
        const isTyped = this.options.input.isTTY && act.asSnippet !== true;
        this.link.say(isTyped ? { ...act, text: withEmoji(act.text) } : act);
        this.tellWaiting();
        return;
      }
      case 'send': {
        this.link.send([act.line]);
        return;
      }
      case 'tell': {
        this.tell(act.text);
        return;
      }
      case 'reply':
      case 'react':
      case 'take-back': {
        this.perform(actOnLast(this.link.session, this.recent, this.place, act));
        return;
      }
      case 'open-link': {
        void this.openLink(this.recent.lastLink(this.place));
        return;
      }
      case 'open':
        this.goTo(act.place);
        return;
      case 'close':
        this.goTo(mainRoom(this.link.session));
        return;
      case 'help':
        for (const { verb, help } of slashSpecs('client'))
          this.tell(`${slashUsage(verb).padEnd(24)} ${help}`);
        return;
      case 'quit': {
        this.quit(act.why);
        return;
      }
      case 'new-password': {
        this.passwords.fresh();
        this.lines.resume();
        return;
      }
      case 'search':
        this.askServer({ kind: 'search', place: this.place, words: act.words });
        return;
      case 'history':
        this.askServer({ kind: 'before', place: this.place, id: '', count: act.count });
        return;
      case 'ignore':
        this.tell(ignoreText(this.link.session, act));
        return;
      case 'set':
        this.set(act);
        return;
      case 'settings-file':
        this.tell(writeSettings());
        return;
      case 'clear':
        this.tell(SCROLL);
        return;
      default:
        return unreachable(act);
    }
  }

  private set({ name, value }: Extract<Act, { kind: 'set' }>): void {
    const { lines, change } = answerSet(this.settings, name, value);
    for (const line of lines) this.tell(line);
    if (change === null) return;
    this.settings = withChange(this.settings, change);
    if (change.name === 'log' && change.value === 'on') this.tell(this.log.where);
    this.tell(keepSetting(change));
  }

  private askServer(ask: Ask): void {
    if (!this.link.ask(ask)) this.tell(SCROLL);
  }

  /** What was said before goes out first; who cannot wait says it again, or presses Ctrl-C. */
  private quit(why: string): void {
    const unsent = this.link.session.queue.items.length;
    this.why = why;
    if (unsent === 0 || this.quitting) {
      this.finish(0);
      return;
    }
    this.quitting = true;
    this.ended = true;
    const later = this.kept === null ? '' : ', and sends them next time';
    if (this.lost) this.tell(`Not sent yet: ${unsent}. QUIT again leaves without waiting${later}.`);
  }

  private inputEnded(): void {
    this.ended = true;
    if (this.asking) this.finish(0);
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
    if (this.settings.log === 'on') this.tell(this.log.add(events));
    for (const event of events) this.onEvent(event);
    const count = this.kept?.onEvents(events) ?? 0;
    if (count > 0) this.tell(keptText(count));
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
    switch (event.kind) {
      case 'speech':
        if (this.isForMe(event)) this.ring();
        if (!event.own || event.earlier)
          spoken(this.link.session, event, this.recent).forEach((line) => this.print(line));
        else if (event.unkept === true) this.print('Server: others can read your line, but it is not kept.');
        this.recent.add(event);
        return;
      case 'page':
        if (event.why === 'missed') this.tellMissed(event.messages);
        for (const line of pageLines(this.link.session, event, this.recent, this.settings.time))
          this.print(line);
        return;
      case 'reacted': {
        const text = this.recent.reacted(event);
        if (text !== null && this.isChat && !event.earlier)
          this.print(inPlace(this.link.session, event.place, `Server: ${text}`));
        return;
      }
      case 'taken-back':
        if (!this.recent.takenBack(event)) return;
        this.print(inPlace(this.link.session, event.place, `Server: ${sentence(event) ?? ''}`));
        return;
      case 'found':
        for (const line of foundLines(this.link.session, event, this.recent, this.settings.time))
          this.print(line);
        return;
      case 'welcome':
        this.welcomed(event.name);
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
        this.tell(sentence(event) ?? '');
        if (this.entering) this.notEntered();
        return;
      case 'undelivered':
        this.undelivered = true;
        this.tell(sentence(event) ?? '');
        return;
      case 'name-refused':
        this.mayProve = event.mayProve === true ? event.name : null;
        this.nameRefused(sentence(event) ?? '', event.suggestion);
        return;
      case 'quit':
        if (this.settings.comings !== 'off') this.print(`Server: ${sentence(event) ?? ''}`);
        return;
      case 'renamed':
        // A conversation goes on with the person, not with the name.
        if (sameName(event.from, this.place)) this.place = event.to;
        this.print(`Server: ${sentence(event) ?? ''}`);
        return;
      case 'left':
        if (event.own) this.known.delete(fold(event.room));
        else if (this.settings.comings === 'off') return;
        this.print(inPlace(this.link.session, event.room, `Server: ${sentence(event) ?? ''}`));
        if (event.own) this.moveFrom(event.room);
        return;
      case 'joined':
        if (this.settings.comings === 'off') return;
        this.print(inPlace(this.link.session, event.room, `Server: ${sentence(event) ?? ''}`));
        return;
      case 'kicked':
        this.print(inPlace(this.link.session, event.room, `Server: ${sentence(event) ?? ''}`));
        if (event.own) this.putOut(event.room);
        return;
      case 'people':
      case 'read-until':
      case 'delivered':
      case 'typing':
        return;
      default: {
        const text = sentence(event);
        if (text !== null) this.tell(text);
      }
    }
  }

  private entered(room: string): void {
    this.entering = false;
    // After a lost connection typed text goes on to where it went before, which may be one person.
    if (this.known.has(fold(room))) {
      this.tell(`You are back in ${room}.`);
      return;
    }
    this.known.add(fold(room));
    this.place = room;
    if (!this.isChat) {
      this.sayEarly();
      return;
    }
    this.tell(
      `You are in ${room}. An open room: everyone on this network can read it, and it may be kept. /help lists the commands.`,
    );
    this.sayEarly();
  }

  /** What is typed next must not go where one is no more. */
  private moveFrom(room: string): void {
    if (!sameName(room, this.place)) return;
    const { chat } = this.link.session;
    const next = findRoom(chat, mainRoom(this.link.session)) ?? [...chat.rooms.values()][0];
    this.goTo(next?.name ?? '');
  }

  /** Where no page can be opened, its address is said alone, to be copied. */
  private async openLink(url: string | undefined): Promise<void> {
    if (url === undefined) this.tell('There is no link here.');
    else this.tell((await openLink(url)) ? `Opened ${url}` : url);
  }

  private goTo(place: string): void {
    this.place = place;
    this.tell(place === '' ? 'You are in no room now.' : `What you type now goes to ${place}.`);
  }

  private isForMe(message: Speech): boolean {
    const { place, own, earlier, how, text } = message;
    if (own || earlier || how === 'announcement') return false;
    return !isRoomTarget(this.link.session, place) || names(text, this.link.session.chat.me);
  }

  private ring(): void {
    if (this.isChat && this.settings.bell === 'on') this.out.ring();
  }

  /** What was said while the connection was lost comes after this. */
  private tellMissed(messages: readonly Speech[]): void {
    const others = messages.filter(({ own }) => !own);
    if (others.length === 0 || !this.isChat) return;
    const forMe = others.filter((message) => this.isForMe({ ...message, earlier: false })).length;
    const mine = forMe === 0 ? '' : `, ${forMe} of them for you`;
    this.tell(`Said while the server was away: ${others.length}${mine}.`);
    if (forMe > 0) this.ring();
  }

  /** Once in each loss: who cannot see the line waiting must hear of it. */
  private tellWaiting(): void {
    if (!this.lost || this.toldWaiting || !this.isChat) return;
    this.toldWaiting = true;
    this.tell('It is kept, and goes out when the server is back.');
  }

  /** A script that goes on talking would talk to nobody. */
  private putOut(room: string): void {
    this.known.delete(fold(room));
    if (sameName(room, this.place) && !this.options.input.isTTY) this.finish(1);
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

  private welcomed(name: string): void {
    if (!this.isChat) return;
    if (this.options.input.isTTY) rememberName(name);
    this.tell(`Welcome, ${name}! Type a message and press Enter. Leave anytime by typing QUIT.`);
  }

  private nameRefused(text: string, suggestion: string | null): void {
    // Who did not say how to be called will do with another name.
    if (!this.isChat && this.options.name === undefined && suggestion !== null && this.namesLeft > 0) {
      this.namesLeft -= 1;
      this.introduce(suggestion);
      return;
    }
    this.tell(text);
    if (this.link.session.phase === 'ready') return;
    if (this.isChat && this.options.input.isTTY) this.ask();
    else this.finish(1);
  }

  private onStatus(status: LinkStatus): void {
    if (this.finished) return;
    if (status.kind === 'waiting' && !this.lost) this.tellLost();
    if (status.kind === 'connected' && this.lost) this.tell('Connected again.');
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
    if (this.closing !== null) this.tell(this.closing);
    this.closing = null;
    this.catchingUp = false;
    this.toldWaiting = false;
    this.tell('Oh no, we have lost connection to the server!');
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

  private print(text: string): void {
    this.out.print(text);
  }

  private tell(text: string): void {
    if (text !== '') this.out.tell(text);
  }
}
