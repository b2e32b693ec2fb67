/** The client's connection over its whole life: calling, listening, noticing that it is gone, calling again. */
import type { ClientEvent, LinkStatus } from '../client/event.js';
import { answerLogin, provePassword } from '../client/login.js';
import type { Ask } from '../client/proof.js';
import { mayReconnect, pauseBefore } from '../client/reconnect.js';
import { hello, introduce, pump, pumpAgainAt, quitLine, say } from '../client/requests.js';
import { receive } from '../client/receive.js';
import { disconnected, type Session, type Step } from '../client/session.js';
import { dial, type Dialed } from '../net/dial.js';
import { addressText } from './join-help.js';
import { Prover } from './keys/prover.js';

/** Milliseconds of silence after which the server is asked for a sign of life. */
const IDLE_MS = 30_000;

/** Milliseconds it has to answer; a pulled cable says nothing by itself. */
const ANSWER_MS = 15_000;

/** Milliseconds between looks at the two above. */
const LOOK_MS = 5000;

/** Milliseconds between two looks after which we cannot have been running. */
const ASLEEP_MS = 3 * LOOK_MS;

/** Milliseconds a goodbye may take before the connection is simply closed. */
const GOODBYE_MS = 1000;

export interface LinkListener {
  readonly onEvents: (events: readonly ClientEvent[]) => void;
  readonly onStatus: (status: LinkStatus) => void;
}

/** Hears nothing any more. */
export const NOBODY: LinkListener = { onEvents: () => undefined, onStatus: () => undefined };

/** Knows the clock and the socket, so that the session need not. */
export class Link {
  private dialed: Dialed | null = null;
  private listener: LinkListener = NOBODY;
  private current: LinkStatus = { kind: 'connecting' };
  private failures = 0;
  private closingText = '';
  private heardAt = 0;
  private lookedAt = 0;
  private leaving = false;
  private finished: (() => void) | null = null;
  private retryTimer: NodeJS.Timeout | undefined;
  private pumpTimer: NodeJS.Timeout | undefined;
  private lifeTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly host: string,
    private readonly port: number,
    readonly session: Session,
    private readonly prover = new Prover(addressText(host, port)),
  ) {}

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
    const dialed = await dial(this.host, this.port, {
      onLines: (lines) => this.heard(lines),
      onClose: () => this.lost(),
    });
    this.dialed = dialed;
    this.closingText = '';
    this.heardAt = Date.now();
    this.lookedAt = this.heardAt;
    clearInterval(this.lifeTimer);
    this.lifeTimer = setInterval(() => this.checkLife(), LOOK_MS);
    this.send(hello(this.session));
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

  say(message: { readonly target: string; readonly how: 'message' | 'action'; readonly text: string }): void {
    say(this.session, message, Date.now());
    this.pump();
  }

  send(lines: readonly string[]): void {
    this.dialed?.send(lines);
  }

  /** Without waiting for the countdown. */
  tryNow(): void {
    if (this.current.kind === 'connecting' || this.current.kind === 'connected' || this.leaving) return;
    clearTimeout(this.retryTimer);
    this.connect().catch(() => this.failed());
  }

  /** Says goodbye and resolves when the connection is closed, or after a second all the same. */
  leave(why: string): Promise<void> {
    this.leaving = true;
    clearTimeout(this.retryTimer);
    clearTimeout(this.pumpTimer);
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

  private checkLife(): void {
    const now = Date.now();
    // We were asleep, by Ctrl-Z or a closed lid: what came meanwhile has not been read yet.
    if (now - this.lookedAt > ASLEEP_MS) this.heardAt = Math.max(this.heardAt, now - IDLE_MS);
    this.lookedAt = now;
    const silence = now - this.heardAt;
    if (silence >= IDLE_MS + ANSWER_MS) this.dialed?.abort();
    else if (silence >= IDLE_MS) this.send(['PING :alive']);
  }

  private lost(): void {
    this.dialed = null;
    clearInterval(this.lifeTimer);
    clearTimeout(this.pumpTimer);
    const code = this.session.closingCode;
    const text = this.closingText;
    const { everReady, wantedName } = this.session;
    disconnected(this.session);
    this.finished?.();
    if (this.leaving) return;
    if (!mayReconnect(code)) this.setStatus({ kind: 'closed', code, text });
    else if (everReady) this.failed();
    else if (wantedName === null) this.setStatus({ kind: 'idle' });
    else this.setStatus({ kind: 'closed', code, text });
  }

  /** A connection was lost or could not be made: waits, longer each time. */
  private failed(): void {
    if (this.leaving) return;
    const pause = pauseBefore(this.failures, Math.random());
    this.failures += 1;
    this.setStatus({ kind: 'waiting', until: Date.now() + pause });
    this.retryTimer = setTimeout(() => {
      this.connect().catch(() => this.failed());
    }, pause);
  }

  private setStatus(status: LinkStatus): void {
    this.current = status;
    this.listener.onStatus(status);
  }
}
