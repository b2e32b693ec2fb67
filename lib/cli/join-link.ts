/** The client's connection over its whole life: calling, listening, noticing that it is gone, calling again. */
import { sameName } from '../base/casefold.js';
import type { ClientEvent, LinkStatus } from '../client/event.js';
import { answerLogin, provePassword, SERVER_CHANGED } from '../client/login.js';
import type { Ask } from '../client/proof.js';
import { mayReconnect, pauseBefore } from '../client/reconnect.js';
import { askLines } from '../client/asking.js';
import {
  hello,
  introduce,
  joinLine,
  noteSent,
  pump,
  pumpAgainAt,
  quitLine,
  say,
  sayKept,
} from '../client/requests.js';
import { receive } from '../client/receive.js';
import type { Ask as PastAsk } from '../client/past.js';
import type { KeptLine, Saying } from '../client/send-queue.js';
import { disconnected, isRoomTarget, mainRoom, type Session, type Step } from '../client/session.js';
import { findRoom } from '../client/state.js';
import { dial, DialError, type Dialed } from '../net/dial.js';
import { changedText } from './join-help.js';
import { Prover } from './keys/prover.js';
import { TlsTrust } from './keys/tls-trust.js';

/**
 * Milliseconds of silence after which the server is asked for a sign of life, and which it then has to answer: a
 * pulled cable says nothing by itself, and is to be noticed within 20 s, the looks included. In a quiet room that is
 * one short line in 8 s; on a local network even a server that is very busy answers in 8 s.
 */
const IDLE_MS = 8000;
const ANSWER_MS = 8000;

/** Milliseconds between looks at the two above: what they may add to them. */
const LOOK_MS = 2000;

/** Milliseconds between two looks after which we cannot have been running. */
const ASLEEP_MS = 3 * LOOK_MS;

/** Milliseconds to answer for a server that we have slept through: it has most likely given us up. */
const AWAKE_ANSWER_MS = 3000;

/** Milliseconds a goodbye may take before the connection is simply closed. */
const GOODBYE_MS = 1000;

export interface LinkListener {
  readonly onEvents: (events: readonly ClientEvent[]) => void;
  readonly onStatus: (status: LinkStatus) => void;
}

/** Hears nothing any more. */
export const NOBODY: LinkListener = { onEvents: () => undefined, onStatus: () => undefined };

/** Where a server is to be called. */
export interface Where {
  readonly host: string;
  readonly port: number;
}

/** Knows the clock and the socket, so that the session need not. */
export class Link {
  private dialed: Dialed | null = null;
  private readonly prover: Prover;
  private readonly tls: TlsTrust;
  private listener: LinkListener = NOBODY;
  private current: LinkStatus = { kind: 'connecting' };
  private failures = 0;
  private closingText = '';
  private heardAt = 0;
  private lookedAt = 0;
  /** In this silence the server has been asked for a sign of life. */
  private asked = false;
  private leaving = false;
  private finished: (() => void) | null = null;
  private retryTimer: NodeJS.Timeout | undefined;
  private pumpTimer: NodeJS.Timeout | undefined;
  private lifeTimer: NodeJS.Timeout | undefined;

  /** `whereTo` is asked before each call, so that a server may have moved; it rejects with a `DialError`. */
  constructor(
    private readonly whereTo: () => Promise<Where>,
    readonly session: Session,
    /** What was typed, with its port: the server's key and certificate are pinned to it. */
    private readonly address: string,
  ) {
    this.prover = new Prover(address);
    this.tls = new TlsTrust(address);
  }

  get status(): LinkStatus {
    return this.current;
  }

  /** What happened before there was a listener has been kept in the session only; listen before `connect`. */
  listen(listener: LinkListener): void {
    this.listener = listener;
  }

  /** Rejects with a `DialError` when nobody answers. */
  async connect(): Promise<void> {
    this.setStatus({ kind: 'connecting' });
    const { host, port } = await this.whereTo();
    const { isServer } = this.tls;
    const handlers = { onLines: (lines: readonly string[]) => this.heard(lines), onClose: () => this.lost() };
    const dialed = await dial(host, port, handlers, isServer);
    this.dialed = dialed;
    this.session.secure = isServer !== null;
    this.session.certificate = this.tls.certificate;
    this.closingText = '';
    this.heardAt = Date.now();
    this.asked = false;
    this.watchLife();
    this.send(hello(this.session));
    this.endIfLeaving(dialed);
  }

  /** Somebody may have left while the server was called. */
  private endIfLeaving(dialed: Dialed): void {
    if (this.leaving) dialed.end();
  }

  /** Says who we are; where the server did not wait for the answer, it is called again. */
  introduce(name: string): void {
    this.send(introduce(this.session, name));
    if (this.current.kind === 'idle') this.tryNow();
  }

  /** The password of the account whose name it is; kept for this visit, so that a lost connection finds its way back. */
  prove(name: string, password: string): void {
    this.send(provePassword(this.session, name, password));
    if (this.current.kind === 'idle') this.tryNow();
  }

  /** The chatroom's own password: the server is called again with it. */
  givePassword(password: string): void {
    this.session.password = password;
    this.tryNow();
  }

  say(message: Saying): void {
    say(this.session, message, Date.now());
    this.pump();
  }

  /** What an earlier start could not send goes out now; the rooms it is for are entered. */
  sayKept(lines: readonly KeptLine[]): void {
    const { session } = this;
    sayKept(session, lines);
    const rooms = new Set(
      lines.map(({ target }) => target).filter((target) => isRoomTarget(session, target)),
    );
    // The rooms of this start are being entered already.
    const main = mainRoom(session);
    const others = [...rooms].filter(
      (room) => findRoom(session.chat, room) === undefined && !sameName(room, main),
    );
    this.send(others.map(joinLine));
    this.pump();
  }

  /** Asks for earlier messages; false where the server cannot be asked. */
  ask(ask: PastAsk): boolean {
    const lines = askLines(this.session, ask, Date.now());
    this.send(lines);
    return lines.length > 0;
  }

  send(lines: readonly string[]): void {
    for (const line of lines) noteSent(this.session, line);
    this.dialed?.send(lines);
  }

  /** What the server only passes on, and does not answer. */
  tell(lines: readonly string[]): void {
    this.dialed?.tell(lines);
  }

  /** Without waiting for the countdown. */
  tryNow(): void {
    if (this.current.kind === 'connecting' || this.current.kind === 'connected' || this.leaving) return;
    clearTimeout(this.retryTimer);
    this.connectAgain();
  }

  /** Says goodbye and resolves when the connection is closed, or after a second all the same. */
  leave(why: string): Promise<void> {
    this.leaving = true;
    clearTimeout(this.retryTimer);
    clearTimeout(this.pumpTimer);
    this.stopWatching();
    const { dialed } = this;
    if (dialed === null) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        dialed.abort();
        resolve();
      }, GOODBYE_MS);
      this.finished = () => {
        clearTimeout(timer);
        resolve();
      };
      dialed.send([quitLine(this.session, why)]);
      dialed.end();
    });
  }

  private heard(lines: readonly string[]): void {
    const now = Date.now();
    this.heardAt = now;
    this.asked = false;
    const all: Step = { lines: [], events: [], asks: [] };
    for (const line of lines) {
      const step = receive(this.session, line, now);
      all.lines.push(...step.lines);
      all.events.push(...step.events);
      all.asks.push(...step.asks);
    }
    this.take(all, now);
  }

  private take({ lines, events, asks }: Step, now: number): void {
    this.send(lines);
    for (const event of events) {
      if (event.kind === 'closing') this.closingText = event.text;
      if (event.kind === 'welcome') this.welcomed();
    }
    const news = this.session.phase === 'ready' ? this.tls.takeNews() : null;
    if (news !== null) events.push({ kind: 'info', place: null, text: news, at: now });
    this.schedulePump(now);
    for (const ask of asks) void this.answer(ask);
    if (events.length > 0) this.listener.onEvents(events);
  }

  /** What comes after the connection it was asked on is of no use to the next one. */
  private async answer(ask: Ask): Promise<void> {
    const { dialed } = this;
    if (dialed === null) return;
    if (ask.kind === 'hang-up') {
      dialed.abort();
      return;
    }
    if (ask.kind === 'secure') {
      this.tls.turnOn(ask.ephemeral);
      dialed.abort();
      return;
    }
    const answer = await this.prover.answer(ask, dialed.remote);
    if (this.dialed !== dialed) return;
    const now = Date.now();
    this.take(answerLogin(this.session, answer, now), now);
  }

  private welcomed(): void {
    this.failures = 0;
    this.setStatus({ kind: 'connected' });
  }

  private pump(): void {
    const now = Date.now();
    const step = pump(this.session, now);
    this.send(step.lines);
    this.schedulePump(now);
    if (step.events.length > 0) this.listener.onEvents(step.events);
  }

  private schedulePump(now: number): void {
    clearTimeout(this.pumpTimer);
    const at = pumpAgainAt(this.session, now);
    if (at !== null) this.pumpTimer = setTimeout(() => this.pump(), at - now);
  }

  private watchLife(): void {
    if (this.lifeTimer !== undefined) return;
    this.lookedAt = Date.now();
    this.lifeTimer = setInterval(() => this.checkLife(), LOOK_MS);
  }

  private stopWatching(): void {
    clearInterval(this.lifeTimer);
    this.lifeTimer = undefined;
  }

  private checkLife(): void {
    const now = Date.now();
    const away = now - this.lookedAt;
    this.lookedAt = now;
    // A clock that was set back tells nothing about silence.
    if (away < 0) this.heardAt = now;
    if (away > ASLEEP_MS) this.awake(now);
    if (this.dialed === null) return;
    const silence = now - this.heardAt;
    if (silence >= IDLE_MS + ANSWER_MS) this.dialed.abort();
    else if (silence >= IDLE_MS && !this.asked) {
      this.asked = true;
      this.send(['PING :alive']);
    }
  }

  /** We were asleep, by Ctrl-Z or a closed lid: what came meanwhile has not been read yet, and nobody should wait now. */
  private awake(now: number): void {
    this.heardAt = Math.max(this.heardAt, now - IDLE_MS - ANSWER_MS + AWAKE_ANSWER_MS);
    this.asked = false;
    this.failures = 0;
    if (this.current.kind === 'waiting') this.tryNow();
  }

  private lost(): void {
    this.dialed = null;
    clearTimeout(this.pumpTimer);
    const code = this.session.closingCode;
    const text = this.closingText;
    const { everReady, wantedName, isMovingToTls } = this.session;
    disconnected(this.session);
    this.finished?.();
    if (this.leaving) return;
    if (isMovingToTls) {
      this.connectAgain();
      return;
    }
    if (mayReconnect(code) && everReady) {
      this.failed();
      return;
    }
    this.stopWatching();
    if (mayReconnect(code) && wantedName === null) this.setStatus({ kind: 'idle' });
    else this.setStatus({ kind: 'closed', code, text });
  }

  private connectAgain(): void {
    this.connect().catch((error: unknown) => this.notConnected(error));
  }

  /** What may pass by itself is tried again; that it is no longer the server that was known does not. */
  private notConnected(error: unknown): void {
    const problem = error instanceof DialError ? error.problem : 'other';
    const isChanged = problem === 'other-certificate' || (problem === 'no-tls' && !this.tls.turnOff());
    if (!isChanged || !(error instanceof DialError) || this.leaving) {
      this.failed();
      return;
    }
    this.stopWatching();
    this.setStatus({ kind: 'closed', code: SERVER_CHANGED, text: changedText(error, this.address) });
  }

  /** A connection was lost or could not be made: waits, longer each time. */
  private failed(): void {
    if (this.leaving) return;
    const pause = pauseBefore(this.failures, Math.random());
    this.failures += 1;
    this.setStatus({ kind: 'waiting', until: Date.now() + pause });
    this.retryTimer = setTimeout(() => this.connectAgain(), pause);
  }

  private setStatus(status: LinkStatus): void {
    this.current = status;
    this.listener.onStatus(status);
  }
}
