/** Runs the core: hands it events, performs its effects, and owns the clock and the ids it must not know of. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { SessionId } from '../base/ids.js';
import { fold } from '../base/casefold.js';
import { unreachable, type Millis } from '../base/result.js';
import type { AdminCommand } from '../core/admin-command.js';
import type { CloseCode, Effect, EffectOf } from '../core/effect.js';
import type { Leaving } from '../core/leaving.js';
import type { CoreEvent } from '../core/event.js';
import type { Kept } from '../core/kept.js';
import type { Reply } from '../core/reply.js';
import { step } from '../core/step.js';
import { unkeptWords } from '../core/vouch.js';
import { createWorld, roomChange } from '../core/restore.js';
import { findRoom, type Settings, type World } from '../core/world.js';
import type { Action, Received } from '../dialects/dialect.js';
import type { Store } from '../storage/store.js';
import { CommitGate } from './commit-gate.js';
import type { Log } from './log.js';
import type { Tls } from './auth/certificate.js';
import type { Operators } from './auth/operators.js';
import type { ServerKey } from './auth/server-key.js';
import { Logins } from './logins.js';
import { Publisher } from './publisher.js';
import { StoreQuestions } from './store-questions.js';
import { answerLines, Telling } from './telling.js';
import { Unkept } from './unkept.js';
import type { Incoming, Visitor } from './visitor.js';

/** What the host writes into files, and may change while the server runs. */
export interface HostFiles {
  readonly motd: readonly string[];
  readonly password: string | null;
  readonly operators: Operators;
  /** Null without TLS. */
  readonly tls: Tls | null;
}

export interface RuntimeOptions {
  readonly settings: Settings;
  readonly motd: readonly string[];
  readonly store: Store;
  readonly log: Log;
  readonly now: () => Millis;
  /** Lines for the host, in answer to a command of the console. */
  readonly onConsole: (lines: readonly string[]) => void;
  /** What the store gave back at the start. */
  readonly kept: Kept;
  readonly serverKey: ServerKey;
  /** Beside each connection's own end: where clients may have found this server, `host:port`. */
  readonly addresses: readonly string[];
  /** Nobody when left out. */
  readonly operators?: Operators | undefined;
  /** Resolves with one line for whoever asked where it was not done; nothing is read again when left out. */
  readonly rehash?: (() => Promise<string | null>) | undefined;
}

export class Runtime {
  readonly world: World;
  readonly visitors = new Map<SessionId, Visitor>();
  private readonly publisher = new Publisher(() => this.visitors.size);
  private readonly gate: CommitGate;
  private readonly logins: Logins;
  private readonly questions: StoreQuestions;
  private readonly telling: Telling;
  private latest: Millis;
  /** Whose event is being handled. */
  private acting: SessionId | null = null;

  constructor(private readonly options: RuntimeOptions) {
    const { settings, motd, kept, store } = options;
    this.latest = latestOf(kept, options.now());
    this.world = createWorld(settings, kept, motd, this.now());
    // Ids of the last run may carry the same time: where this one begins must not.
    this.world.sequence = randomBytes(4).readUInt32BE();
    this.gate = new CommitGate(store, {
      onTrouble: (why) => this.tellTrouble(why),
      onBug: (error) => options.log.bug('a delivery', error),
    });
    const unkept = new Unkept();
    const { gate, publisher, visitors } = this;
    this.telling = new Telling({ gate, publisher, unkept, visitors, log: options.log });
    const world = this.world;
    const handle = (event: CoreEvent): void => this.handle(event);
    const reply = (visitor: Visitor, answer: Reply): void =>
      this.telling.write(visitor, visitor.dialect.reply(answer, this.nameOf(visitor.id)));
    this.questions = new StoreQuestions({
      ...{ world, store, handle, reply, unkept },
      during: (id, work) => this.askingStore(id, work),
      hurry: () => gate.hurry(),
    });
    this.logins = new Logins({
      ...{ world, handle, reply },
      key: options.serverKey,
      addresses: options.addresses,
      operators: options.operators ?? new Map(),
      log: options.log,
      now: () => this.now(),
      during: (visitor, work) => this.during(visitor, work),
    });
  }

  /** The clock as the chatroom sees it: never back, so that what is said later is later. */
  private now(): Millis {
    this.latest = Math.max(this.latest, this.options.now());
    return this.latest;
  }

  add(visitor: Visitor): void {
    this.visitors.set(visitor.id, visitor);
  }

  admin(command: AdminCommand): void {
    try {
      this.handle({ kind: 'admin', command });
    } catch (error) {
      this.options.log.bug(`the console's /${command.verb}`, error);
    }
  }

  /** What nobody came back for goes. */
  tidy(): void {
    this.handle({ kind: 'tidy' });
  }

  /** Resolves when all that was said is kept and delivered. */
  settled(): Promise<void> {
    return this.gate.settled();
  }

  /** One line from a visitor whose dialect is certain. */
  receive(visitor: Visitor, incoming: Incoming): void {
    const { dialect } = visitor;
    const received =
      typeof incoming === 'string'
        ? dialect.receive(incoming)
        : dialect.receiveBad(incoming.problem, incoming.lossy);
    this.perform(visitor, received);
    if (typeof incoming !== 'string' && incoming.problem === 'too-long') {
      this.end(visitor, 'LINE_TOO_LONG', 'that line never ended');
    }
  }

  private perform(visitor: Visitor, { actions, label }: Received): void {
    if (label !== null) visitor.answer = { label, parts: [] };
    for (const action of actions) if (!visitor.isLeaving) this.act(visitor, action);
    // What the store is asked for belongs to the answer too.
    if (!visitor.isHeld) this.telling.finishAnswer(visitor);
  }

  /** A later command is handled only when the store has answered. */
  private release(visitor: Visitor): void {
    if (visitor.isHeldOnce) this.telling.finishAnswer(visitor);
    visitor.release();
  }

  act(visitor: Visitor, action: Action): void {
    switch (action.kind) {
      case 'register':
        this.register(visitor, action);
        return;
      case 'command':
        this.handle({ kind: 'command', session: visitor.id, command: action.command });
        return;
      case 'send':
        this.telling.write(visitor, action.lines);
        return;
      case 'prompt':
        this.gate.deliver(() => this.telling.writeText(visitor, action.text));
        return;
      case 'reclass': {
        const { wireClass } = visitor.dialect;
        this.gate.deliver(() => this.publisher.reclass(visitor, () => (visitor.wireClass = wireClass)));
        return;
      }
      case 'authenticate':
        this.logins.authenticate(visitor, action.text, action.password);
        return;
      case 'register-account': {
        const { name, account, accountPassword, password } = action;
        const door = { address: visitor.address, password };
        const asked = { name, account, password: accountPassword, door };
        this.handle({ kind: 'register-account', session: visitor.id, ...asked });
        return;
      }
      case 'try-name':
        this.handle({ ...action, session: visitor.id });
        return;
      case 'log-in':
        this.logIn(visitor, action);
        return;
      case 'close':
        this.end(visitor, action.code, action.text);
        return;
      default:
        unreachable(action);
    }
  }

  private register(visitor: Visitor, { registration }: Extract<Action, { kind: 'register' }>): void {
    this.logins.abort(visitor);
    this.handle({
      kind: 'register',
      session: visitor.id,
      address: visitor.address,
      dialect: visitor.dialect.name,
      // Node makes many at a time: asking the system for each took a twentieth of the time of who comes in.
      resumeToken: randomUUID(),
      registration,
      secure: visitor.isSecure,
    });
    if (this.world.sessions.has(visitor.id)) this.gate.deliver(() => this.tellIfNotKept(visitor));
  }

  /** The welcome says that what is said is kept. */
  private tellIfNotKept(visitor: Visitor): void {
    const why = this.gate.whyNotKept;
    if (why !== null && !visitor.isLeaving)
      this.telling.writeLines(visitor, visitor.dialect.nothingKept(why));
  }

  private logIn(
    visitor: Visitor,
    { registration, accountPassword }: Extract<Action, { kind: 'log-in' }>,
  ): void {
    this.logins.logIn(visitor, registration.name, accountPassword, (why) => {
      if (visitor.isLeaving) return;
      if (why === null) this.register(visitor, { kind: 'register', registration });
      else for (const action of visitor.dialect.loginFailed(why)) this.act(visitor, action);
    });
  }

  private handle(event: CoreEvent): void {
    const before = this.acting;
    this.acting = 'session' in event ? event.session : null;
    try {
      for (const effect of step(this.world, event, this.now())) this.effect(effect);
    } finally {
      this.acting = before;
    }
  }

  /**
   * Everything that depends on the world as it is now is made now; everything that somebody sees waits, in order, for
   * what was to be kept before it.
   */
  private effect(effect: Effect): void {
    switch (effect.kind) {
      case 'subscribe':
        this.later(effect.session, (visitor) => this.publisher.subscribe(visitor, effect.room));
        return;
      case 'unsubscribe':
        this.later(effect.session, (visitor) => this.publisher.unsubscribe(visitor, effect.room));
        return;
      case 'publish':
        this.telling.publish(effect);
        return;
      case 'tell':
        this.withVisitor(effect.to, (visitor) =>
          this.telling.tell(visitor, effect.happening, effect.by === effect.to),
        );
        return;
      case 'reply':
        this.withVisitor(effect.to, (visitor) => {
          const session = this.world.sessions.get(effect.to) ?? null;
          if (effect.reply.kind === 'welcome') visitor.who = session;
          const lines = visitor.dialect.reply(effect.reply, session?.person.name ?? null);
          // What comes of somebody else's doing is no part of an answer that is being made.
          if (effect.to === this.acting) this.telling.write(visitor, lines);
          else this.telling.writeInTurn(visitor, lines);
        });
        return;
      case 'name-refused':
        this.withVisitor(effect.to, (visitor) => {
          for (const action of visitor.dialect.nameRefused(effect.refusal)) this.act(visitor, action);
        });
        return;
      case 'keep':
        this.gate.keep(effect.changes);
        return;
      case 'vouch':
        this.vouch(effect);
        return;
      case 'ask-store':
        this.questions.ask(effect);
        return;
      case 'hash-password':
        this.withVisitor(effect.session, (visitor) => this.logins.hashPassword(visitor, effect));
        return;
      case 'check-operator':
        this.withVisitor(effect.session, (visitor) =>
          this.logins.checkOperator(visitor, effect.name, effect.password),
        );
        return;
      case 'make-code':
        this.withVisitor(effect.session, (visitor) => this.logins.makeCode(visitor));
        return;
      case 'read-files':
        this.withVisitor(effect.session, (visitor) => this.readFiles(visitor));
        return;
      case 'find-message':
        this.questions.findMessage(effect);
        return;
      case 'look-up':
        this.questions.lookUp(effect);
        return;
      case 'close':
        this.withVisitor(effect.session, (visitor) =>
          this.hangUp(visitor, effect.code, effect.text, effect.quit),
        );
        return;
      case 'console':
        this.gate.deliver(() => this.options.onConsole(effect.lines));
        return;
      case 'log':
        this.gate.deliver(() => this.options.log.write(effect.text));
        return;
      default:
        unreachable(effect);
    }
  }

  private withVisitor(id: SessionId, use: (visitor: Visitor) => void): void {
    const visitor = this.visitors.get(id);
    if (visitor !== undefined) use(visitor);
  }

  private later(id: SessionId, use: (visitor: Visitor) => void): void {
    this.gate.deliver(() => this.withVisitor(id, use));
  }

  private vouch({ to, what }: EffectOf<'vouch'>): void {
    if (to !== null && what !== null) {
      this.withVisitor(to, (visitor) => this.telling.vouch(visitor, what, to === this.acting));
      return;
    }
    this.gate.deliver((kept) => {
      if (!kept) this.options.onConsole([`${unkeptWords(what, this.gate.whyNotKept)}.`]);
    });
  }

  private readFiles(visitor: Visitor): void {
    this.during(visitor, async () => {
      const problem = (await this.options.rehash?.()) ?? null;
      const lines = visitor.dialect.reply({ kind: 'rehashed', problem }, this.nameOf(visitor.id));
      this.telling.write(visitor, lines);
    });
  }

  /** What the host's files say now. */
  apply({ motd, password, operators }: HostFiles): void {
    this.world.motd = motd;
    this.world.settings.password = password;
    this.logins.operators = operators;
  }

  /** Something slow that begins when all before it is kept: only then does the store know what was said. */
  private askingStore(id: SessionId, work: (visitor: Visitor) => Promise<void>): void {
    this.withVisitor(id, (visitor) => {
      visitor.hold();
      this.gate.deliver(() => this.releaseAfter(visitor, work(visitor)));
    });
  }

  /** Something slow for one visitor, whose later lines wait for it. */
  private during(visitor: Visitor, work: () => Promise<void>): void {
    visitor.hold();
    this.releaseAfter(visitor, work());
  }

  private releaseAfter(visitor: Visitor, work: Promise<void>): void {
    work.catch((error: unknown) => this.bug(visitor, error)).finally(() => this.release(visitor));
  }

  private nameOf(id: SessionId): string | null {
    return this.world.sessions.get(id)?.person.name ?? null;
  }

  private tellTrouble(why: string | null): void {
    const { log } = this.options;
    log.write(why === null ? 'History is kept again.' : `History is not kept: ${why}`);
    const text =
      why === null
        ? 'What is said is kept again.'
        : 'What is said from now on reaches everybody here, but is not kept: the host knows why.';
    // What is owed is tried again by itself: so it is known when the disk takes something, also while nobody speaks.
    const main = findRoom(this.world, this.world.settings.mainRoom);
    if (why !== null && main !== undefined) this.gate.keep([roomChange(main)]);
    this.admin({ verb: 'say', text });
    this.gate.deliver(() => {
      for (const visitor of this.visitors.values())
        if (this.world.sessions.has(visitor.id))
          this.telling.writeLines(visitor, visitor.dialect.keeping(why === null));
    });
  }

  /** Writes all that waits. */
  flush(): void {
    this.publisher.flush();
  }

  dropSlow(visitor: Visitor): void {
    this.options.log.write(`${this.describe(visitor)} does not read what it is sent: connection dropped`);
    this.end(visitor, 'SLOW_READER', 'you did not read what was sent to you for too long');
  }

  describe({ who, address }: Visitor): string {
    return who === null ? address : `${who.person.name} (${address})`;
  }

  /** Ends a visit: out of the world when it was in, told why, closed. Safe to call twice. */
  end(visitor: Visitor, code: CloseCode, text: string, leaving: Leaving = 'lost'): void {
    if (visitor.isLeaving) return;
    if (this.world.sessions.has(visitor.id)) {
      this.handle({ kind: 'gone', session: visitor.id, code, reason: text, leaving });
    } else {
      this.hangUp(visitor, code, text);
    }
  }

  private hangUp(visitor: Visitor, code: CloseCode, text: string, quit?: string): void {
    if (visitor.isLeaving) return;
    visitor.stopReceiving();
    const { dialect, answer } = visitor;
    visitor.answer = null;
    const lastWords = dialect.closing(code, text, quit);
    this.gate.deliver((kept) => {
      if (visitor.closing) return;
      // What it was told before still comes first.
      const told = answerLines(answer?.parts ?? [], kept);
      const lines = [...told, ...lastWords];
      visitor.close(answer === null ? lines : dialect.labelled(answer.label, lines));
    });
  }

  /** The connection is gone: nothing can be told any more. */
  lost(visitor: Visitor, reason: string): void {
    visitor.destroy();
    // Only then is it forgotten: leaving its rooms is an effect upon it.
    if (this.world.sessions.has(visitor.id)) {
      this.handle({ kind: 'gone', session: visitor.id, code: 'QUIT', reason, leaving: 'lost' });
    }
    this.visitors.delete(visitor.id);
    this.logins.forget(visitor);
    // Mostly nothing is left; after a bug halfway through a leaving it might still hear a room.
    this.publisher.forget(visitor);
  }

  /** Something threw while a visitor's line was handled: that one connection goes, the room stays. */
  bug(visitor: Visitor, error: unknown): void {
    this.options.log.bug(`the connection of ${this.describe(visitor)}`, error);
    // Then nothing is left to be said to it, and how far the leaving got is not known.
    if (visitor.isLeaving) {
      this.expel(visitor);
      return;
    }
    try {
      this.end(visitor, 'BUG', 'something went wrong here');
    } catch (again) {
      this.options.log.bug('closing that connection', again);
      this.expel(visitor);
    }
  }

  /** The last resort: takes the session out by hand. */
  private expel(visitor: Visitor): void {
    visitor.destroy();
    this.visitors.delete(visitor.id);
    this.publisher.forget(visitor);
    const session = this.world.sessions.get(visitor.id);
    if (session === undefined) return;
    this.world.sessions.delete(visitor.id);
    this.world.names.delete(fold(session.person.name));
    this.world.resumable.delete(session.resumeToken);
    for (const room of session.rooms) {
      room.members.delete(session);
      room.memberChanges += 1;
    }
  }
}

/** Milliseconds by which a clock may have been put back and is waited for; a year is a mistake that must not last. */
const CLOCK_BACK_MAX_MS = 86_400_000;

function latestOf({ lastAt }: Kept, now: Millis): Millis {
  return lastAt - now < CLOCK_BACK_MAX_MS ? lastAt : 0;
}
