/** Line mode of `lanchat join`: lines typed or piped in are messages, the room is lines on stdout, the rest is on stderr. */
import { createInterface, type Interface } from 'node:readline';
import { nameProblem } from '../base/names.js';
import { unreachable } from '../base/result.js';
import { safeText } from '../base/safe-text.js';
import type { ClientEvent, LinkStatus } from '../client/event.js';
import { actsOf, type Act } from '../client/commands.js';
import { isRoomTarget, mainRoom } from '../client/session.js';
import { sentence, speechLine } from '../client/words.js';
import { slashSpecs, slashUsage } from '../protocol/slash.js';
import { closedText } from './join-help.js';
import type { Link } from './join-link.js';
import { offeredName, rememberName } from './join-memory.js';

export interface LineModeOptions {
  readonly link: Link;
  readonly name: string | undefined;
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly errors: NodeJS.WriteStream;
}

/** Exit codes when ended from outside (docs/user-guide.md). */
const SIGNAL_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** Messages waiting for the server at which a fast pipe is made to wait, and at which it goes on. */
const QUEUE_FULL = 1000;
const QUEUE_LOW = 100;

/** Resolves with the exit code. The link is connected already. */
export function runLineMode(options: LineModeOptions): Promise<number> {
  return new LineMode(options).run();
}

class LineMode {
  private readonly link: Link;
  private readonly lines: Interface;
  /** Where what is typed goes: a room, or a person after `/msg NAME`. */
  private place = '';
  private asking = false;
  private ended = false;
  private lost = false;
  private finished = false;
  private finish: (code: number) => void = () => undefined;

  constructor(private readonly options: LineModeOptions) {
    this.link = options.link;
    this.lines = createInterface({ input: options.input, terminal: false });
    // Nothing is lost: lines that come before there is a room wait in the stream.
    this.lines.pause();
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
    this.lines.on('line', (line) => this.typed(line));
    this.lines.on('close', () => this.inputEnded());
    this.begin();
    const code = await done;
    stopSignals();
    this.lines.close();
    this.options.input.pause();
    await this.link.leave('');
    return code;
  }

  private begin(): void {
    const { name, input } = this.options;
    if (name !== undefined) this.introduce(name);
    else if (input.isTTY) this.ask();
    else this.introduce(offeredName());
  }

  private ask(): void {
    const offered = offeredName();
    const hint = offered === '' ? '' : `(press Enter to be called ${offered})\n`;
    this.options.errors.write(`${hint}Your name: `);
    this.asking = true;
    this.lines.resume();
  }

  private introduce(name: string): void {
    this.asking = false;
    this.lines.pause();
    this.link.introduce(name);
  }

  private typed(line: string): void {
    if (this.asking) this.named(line.trim());
    else this.say(line);
  }

  private named(typed: string): void {
    const name = typed === '' ? offeredName() : typed;
    const problem = nameProblem(name, '');
    if (problem === null || problem === 'reserved') {
      this.introduce(name);
      return;
    }
    this.tell('A name is up to 30 letters, digits, - and _, without spaces.');
    this.ask();
  }

  private say(line: string): void {
    for (const act of actsOf(this.link.session, this.place, line)) this.perform(act);
    if (this.link.session.queue.items.length >= QUEUE_FULL) this.lines.pause();
  }

  private perform(act: Act): void {
    switch (act.kind) {
      case 'say': {
        this.link.say(act);
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
      case 'open':
        this.place = act.place;
        {
          this.tell(`What you type now goes to ${act.place}.`);
          return;
        }
      case 'close':
        this.place = mainRoom(this.link.session);
        {
          this.tell(`What you type now goes to ${this.place}.`);
          return;
        }
      case 'help':
        for (const { verb, help } of slashSpecs('client'))
          this.tell(`${slashUsage(verb).padEnd(24)} ${help}`);
        return;
      case 'quit': {
        this.finish(0);
        return;
      }
      case 'search':
      case 'history':
      case 'clear': {
        this.tell('In line mode the terminal itself keeps what was said: scroll and search there.');
        return;
      }
      default:
        return unreachable(act);
    }
  }

  private inputEnded(): void {
    this.ended = true;
    if (this.asking) this.finish(1);
    else this.finishWhenDone();
  }

  /** At the end of the input all that was typed must have arrived. */
  private finishWhenDone(): void {
    if (this.ended && this.link.session.everReady && this.link.session.queue.items.length === 0)
      this.finish(0);
  }

  private onEvents(events: readonly ClientEvent[]): void {
    // What the server says to our goodbye is for nobody.
    if (this.finished) return;
    for (const event of events) this.onEvent(event);
    const { session } = this.link;
    if (this.place !== '' && session.phase === 'ready' && session.queue.items.length <= QUEUE_LOW)
      this.lines.resume();
    this.finishWhenDone();
  }

  private onEvent(event: ClientEvent): void {
    switch (event.kind) {
      case 'speech':
        if (!event.own || event.earlier) this.print(this.speech(event));
        return;
      case 'welcome':
        this.welcomed(event.name);
        return;
      case 'entered':
        this.place = event.room;
        this.tell(
          `You are in ${event.room}. An open room: everyone on this network can read it. /help lists the commands.`,
        );
        this.lines.resume();
        return;
      case 'name-refused':
        this.nameRefused(sentence(event) ?? '');
        return;
      case 'joined':
      case 'left':
      case 'quit':
      case 'kicked':
      case 'renamed':
        this.print(`Server: ${sentence(event) ?? ''}`);
        return;
      case 'people':
        return;
      default: {
        const text = sentence(event);
        if (text !== null) this.tell(text);
      }
    }
  }

  private speech(event: Extract<ClientEvent, { kind: 'speech' }>): string {
    const line = speechLine(event, isRoomTarget(this.link.session, event.place));
    return event.earlier ? `[earlier, ${clock(event.at)}] ${line}` : line;
  }

  private welcomed(name: string): void {
    if (this.options.input.isTTY) rememberName(name);
    this.tell(`Welcome, ${name}! Type a message and press Enter. Leave anytime by typing QUIT.`);
  }

  private nameRefused(text: string): void {
    this.tell(text);
    if (this.link.session.phase === 'ready') return;
    if (this.options.input.isTTY) this.ask();
    else this.finish(1);
  }

  private onStatus(status: LinkStatus): void {
    if (status.kind === 'waiting' && !this.lost) this.tell('Oh no, we have lost connection to the server!');
    if (status.kind === 'connected' && this.lost) this.tell('Connected again.');
    if (status.kind !== 'connecting') this.lost = status.kind === 'waiting';
    if (status.kind !== 'closed') return;
    this.tell(closedText(status.code, status.text));
    this.finish(1);
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
    this.options.output.write(`${safeText(text)}\n`);
  }

  private tell(text: string): void {
    this.options.errors.write(`${safeText(text)}\n`);
  }
}

function clock(at: number): string {
  const date = new Date(at);
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
}
