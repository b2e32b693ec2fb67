/** One connection: its bytes become lines, wait their turn, and what is meant for it is written. */
import type { Socket } from 'node:net';
import { take, tokenBucket, waitFor, type TokenBucket } from '../base/bucket.js';
import type { SessionId } from '../base/ids.js';
import {
  ANSWER_BYTES_PER_TURN,
  FLOOD_BURST_LINES,
  FLOOD_LINES_PER_SECOND,
  LINES_PER_TURN,
  RECEIVE_QUEUE_BYTES_MAX,
  UNENDED_LINE_BYTES_MAX,
} from '../base/limits.js';
import type { Millis } from '../base/result.js';
import type { Session } from '../core/world.js';
import type { Dialect, LineProblem, Lines, WireClass } from '../dialects/dialect.js';
import { TelnetFilter } from '../dialects/plain/terminal-line.js';
import { LineSplitter, type NotUtf8 } from '../net/line-splitter.js';
import { Outbox } from '../net/outbox.js';
import type { ClassLog, Listener } from './fan-out.js';

/** A line, or why there is none; `lossy` is what can be read of one that is not UTF-8. */
export type Incoming = string | { readonly problem: LineProblem; readonly lossy?: string };

export interface VisitorEvents {
  readonly onLine: (visitor: Visitor, line: Incoming) => void;
  /** It sends more than it may, for longer than it may. */
  readonly onFlood: (visitor: Visitor) => void;
  /** No line will come any more, and all that came were handled. */
  readonly onEnd: (visitor: Visitor) => void;
  /** It does not read what it is sent. */
  readonly onSlow: (visitor: Visitor) => void;
  readonly onBug: (visitor: Visitor, error: unknown) => void;
}

export interface AnswerPart {
  readonly lines: Lines;
  /** What to say instead where what it tells of could not be kept; null where it keeps nothing. */
  readonly unkept: (() => Lines) | null;
}

export interface LabelledAnswer {
  readonly label: string;
  readonly parts: AnswerPart[];
}

export interface VisitorOptions {
  readonly id: SessionId;
  readonly socket: Socket;
  /** `host:port` of the other side. */
  readonly address: string;
  readonly dialect: Dialect;
  readonly floodControl: boolean;
  readonly now: () => Millis;
  readonly events: VisitorEvents;
}

/** Queued bytes from which a sender without flood control is no longer read until they are handled. */
const PAUSE_BYTES = RECEIVE_QUEUE_BYTES_MAX;

export class Visitor implements Listener {
  readonly id: SessionId;
  readonly address: string;
  outbox: Outbox;
  socket: Socket;
  /** What it sends and reads is encrypted. */
  isSecure = false;
  readonly hears = new Set<ClassLog>();
  readonly marks = new Map<ClassLog, number>();
  dialect: Dialect;
  wireClass: WireClass;
  /** Whether the dialect is certain: the first line, or a silence, has told. */
  settled = false;
  /** Whose visit it is, from the moment they have a name; also when they have left the world. */
  who: Session | null = null;
  /** Its last words are on their way, or it is gone. */
  closing = false;
  private isDone = false;
  /** When the watch first saw it closing. */
  closingSince: Millis | null = null;
  readonly since: Millis;
  heardAt: Millis;
  pingedAt: Millis | null = null;
  /** The answer to a labelled command, as long as it is being made. */
  answer: LabelledAnswer | null = null;
  /** A question to the store is under way: later commands wait, so that answers stay in order. */
  private held = 0;
  private readonly splitter = new LineSplitter(UNENDED_LINE_BYTES_MAX);
  private readonly telnet = new TelnetFilter();
  private readonly bucket: TokenBucket | null;
  private inbox: Incoming[] = [];
  private inboxBytes = 0;
  private ended = false;
  private timer: NodeJS.Timeout | NodeJS.Immediate | null = null;

  constructor(private readonly options: VisitorOptions) {
    this.id = options.id;
    this.address = options.address;
    this.dialect = options.dialect;
    this.wireClass = options.dialect.wireClass;
    this.since = options.now();
    this.heardAt = this.since;
    this.socket = options.socket;
    this.outbox = new Outbox(options.socket, this.since);
    this.bucket = options.floodControl
      ? tokenBucket(FLOOD_BURST_LINES, FLOOD_LINES_PER_SECOND, this.since)
      : null;
  }

  get registered(): boolean {
    return this.who !== null;
  }

  /** Nothing it sends counts any more, though it may still have something to read. */
  get isLeaving(): boolean {
    return this.isDone || this.closing;
  }

  stopReceiving(): void {
    this.isDone = true;
    this.clearTimer();
    this.inbox = [];
  }

  receive(chunk: Buffer): void {
    if (this.isLeaving) return;
    this.heardAt = this.options.now();
    const bytes = this.dialect.name === 'plain' ? Buffer.from(this.telnet.filter(chunk)) : chunk;
    for (const line of this.splitter.push(bytes)) this.enqueue(line);
    if (this.splitter.overflowed && !this.ended) {
      this.enqueueIncoming({ problem: 'too-long' }, 0);
      this.ended = true;
      this.socket.pause();
    }
    this.pump();
  }

  /** The other side has closed its half; what it sent before is still handled. */
  end(): void {
    for (const line of this.splitter.rest()) this.enqueue(line);
    this.ended = true;
    this.pump();
  }

  private enqueue(line: string | NotUtf8): void {
    const isText = typeof line === 'string';
    this.enqueueIncoming(isText ? line : { problem: 'not-utf8', ...line }, isText ? line.length : 0);
  }

  private enqueueIncoming(line: Incoming, bytes: number): void {
    this.inbox.push(line);
    this.inboxBytes += bytes + 1;
  }

  /** Handles what waits, as fast as flood control allows and never so long that others wait. */
  private pump(): void {
    if (this.timer !== null || this.held > 0) {
      this.boundInbox();
      return;
    }
    for (let count = 0; this.inbox.length > 0 && this.held === 0 && !this.isLeaving; count += 1) {
      // Long answers (LIST, WHO) to many questions at once are written before more of them are made.
      if (count === LINES_PER_TURN || this.outbox.gathered > ANSWER_BYTES_PER_TURN) {
        this.later(0);
        return;
      }
      if (this.bucket !== null && !this.mayGoOn(this.bucket)) return;
      this.handleNext();
    }
    if (this.socket.isPaused() && !this.ended) this.socket.resume();
    if (this.ended && this.inbox.length === 0 && this.held === 0 && !this.isLeaving)
      this.options.events.onEnd(this);
  }

  /** What waits must not grow while nothing of it can be handled. */
  private boundInbox(): void {
    if (this.inboxBytes <= RECEIVE_QUEUE_BYTES_MAX) return;
    if (this.bucket !== null && this.held === 0) this.options.events.onFlood(this);
    else this.socket.pause();
  }

  private handleNext(): void {
    const line = this.inbox.shift();
    if (line === undefined) return;
    this.inboxBytes -= (typeof line === 'string' ? line.length : 0) + 1;
    try {
      this.options.events.onLine(this, line);
    } catch (error) {
      this.options.events.onBug(this, error);
    }
  }

  private mayGoOn(bucket: TokenBucket): boolean {
    const now = this.options.now();
    if (take(bucket, now)) return true;
    this.waitForToken(bucket, now);
    return false;
  }

  private waitForToken(bucket: TokenBucket, now: Millis): void {
    if (this.inboxBytes > RECEIVE_QUEUE_BYTES_MAX) this.options.events.onFlood(this);
    else this.later(waitFor(bucket, now));
  }

  private later(milliseconds: Millis): void {
    if (this.inboxBytes > PAUSE_BYTES) this.socket.pause();
    const resume = (): void => {
      this.timer = null;
      this.pump();
    };
    this.timer = milliseconds === 0 ? setImmediate(resume) : setTimeout(resume, milliseconds);
  }

  fellBehind(): void {
    this.options.events.onSlow(this);
  }

  /** Whether a question to the store is under way for it. */
  get isHeld(): boolean {
    return this.held > 0;
  }

  /** Whether the answer now to come is the last one that is waited for. */
  get isHeldOnce(): boolean {
    return this.held === 1;
  }

  hold(): void {
    this.held += 1;
  }

  release(): void {
    this.held -= 1;
    this.pump();
  }

  /** From now on it speaks through this, which is its connection with TLS around it. */
  secure(socket: Socket): void {
    this.socket = socket;
    this.outbox = new Outbox(socket, this.options.now());
    this.isSecure = true;
  }

  /** A line that must be looked at again, by another dialect. */
  handOver(dialect: Dialect): void {
    this.dialect = dialect;
    this.wireClass = dialect.wireClass;
  }

  /** Ends the connection once what waits for it has gone out. */
  close(lastWords: Lines): void {
    this.closing = true;
    this.clearTimer();
    this.inbox = [];
    if (!this.outbox.flush()) {
      this.socket.destroy();
      return;
    }
    if (!this.socket.writable) return;
    this.socket.end(lastWords.map((line) => `${line}\r\n`).join(''));
    // Reading on keeps unread bytes from turning the goodbye into a reset.
    this.socket.resume();
  }

  destroy(): void {
    this.closing = true;
    this.clearTimer();
    this.socket.destroy();
  }

  private clearTimer(): void {
    if (this.timer === null) return;
    clearTimeout(this.timer as NodeJS.Timeout);
    clearImmediate(this.timer as NodeJS.Immediate);
    this.timer = null;
  }
}
