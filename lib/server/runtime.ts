/** Runs the core: hands it events, performs its effects, and owns the clock and the ids it must not know of. */
import { randomBytes } from 'node:crypto';
import { nodeId, type SessionId } from '../base/ids.js';
import { fold, type Folded } from '../base/casefold.js';
import { unreachable, type Millis } from '../base/result.js';
import type { AdminCommand } from '../core/admin-command.js';
import type { CloseCode, Effect } from '../core/effect.js';
import type { CoreEvent } from '../core/event.js';
import type { Happening, Message } from '../core/happening.js';
import type { Change } from '../core/kept.js';
import type { Question } from '../core/question.js';
import type { Reply } from '../core/reply.js';
import { step } from '../core/step.js';
import { entriesOf } from '../core/told.js';
import { createWorld, removeIfEmpty, type Room, type Settings, type World } from '../core/world.js';
import type { Action, Lines, Received } from '../dialects/dialect.js';
import type { Store } from '../storage/store.js';
import { FanOut } from './fan-out.js';
import type { Log } from './log.js';
import type { Incoming, Visitor } from './visitor.js';

export interface RuntimeOptions {
  readonly settings: Settings;
  readonly motd: readonly string[];
  readonly store: Store;
  readonly log: Log;
  readonly now: () => Millis;
  /** Lines for the host, in answer to a command of the console. */
  readonly onConsole: (lines: readonly string[]) => void;
}

/**
 * Milliseconds that comings and goings may wait for each other when nothing is said: nobody notices, and a thousand
 * who join at once are in after half the time or less (docs/performance.md).
 */
const PRESENCE_MS = 20;

export class Runtime {
  readonly world: World;
  readonly visitors = new Map<SessionId, Visitor>();
  private readonly fanOut = new FanOut();
  /** Names given up since the last flush, and the one room that was told. */
  private readonly freed = new Map<Folded, Room>();
  private flushScheduled = false;
  private lazyTimer: NodeJS.Timeout | null = null;

  constructor(private readonly options: RuntimeOptions) {
    const node = nodeId(randomBytes(4).readUInt32BE());
    this.world = createWorld(options.settings, node, options.motd, options.now());
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

  /** One line from a visitor whose dialect is certain. */
  receive(visitor: Visitor, incoming: Incoming): void {
    const { dialect } = visitor;
    const received =
      typeof incoming === 'string' ? dialect.receive(incoming) : dialect.receiveBad(incoming.problem);
    this.perform(visitor, received);
    if (typeof incoming !== 'string' && incoming.problem === 'too-long') {
      this.end(visitor, 'LINE_TOO_LONG', 'that line never ended');
    }
  }

  private perform(visitor: Visitor, { actions, label }: Received): void {
    if (label !== null) visitor.collecting = [];
    for (const action of actions) if (!visitor.closing) this.act(visitor, action);
    const lines = visitor.collecting;
    visitor.collecting = null;
    if (label !== null && lines !== null) this.write(visitor, visitor.dialect.labelled(label, lines));
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
        this.write(visitor, action.lines);
        return;
      case 'prompt':
        this.fanOut.send(visitor, Buffer.from(action.text));
        this.scheduleFlush();
        return;
      case 'reclass':
        this.fanOut.reclass(visitor, () => {
          visitor.wireClass = visitor.dialect.wireClass;
        });
        return;
      case 'close':
        this.end(visitor, action.code, action.text);
        return;
      default:
        unreachable(action);
    }
  }

  private register(visitor: Visitor, { registration }: Extract<Action, { kind: 'register' }>): void {
    this.handle({
      kind: 'register',
      session: visitor.id,
      address: visitor.address,
      dialect: visitor.dialect.name,
      resumeToken: randomBytes(18).toString('base64url'),
      registration,
    });
  }

  private handle(event: CoreEvent): void {
    for (const effect of step(this.world, event, this.options.now())) this.effect(effect);
  }

  private effect(effect: Effect): void {
    switch (effect.kind) {
      case 'subscribe':
        this.withVisitor(effect.session, (visitor) => this.fanOut.subscribe(visitor, effect.room));
        return;
      case 'unsubscribe':
        this.withVisitor(effect.session, (visitor) => this.fanOut.unsubscribe(visitor, effect.room));
        return;
      case 'publish':
        this.publish(effect);
        return;
      case 'tell':
        this.tell(effect);
        return;
      case 'reply':
        this.withVisitor(effect.to, (visitor) => {
          if (effect.reply.kind === 'welcome') visitor.registered = true;
          const me = this.world.sessions.get(effect.to)?.person.name ?? null;
          this.write(visitor, visitor.dialect.reply(effect.reply, me));
        });
        return;
      case 'name-refused':
        this.withVisitor(effect.to, (visitor) => {
          for (const action of visitor.dialect.nameRefused(effect.refusal)) this.act(visitor, action);
        });
        return;
      case 'keep':
        this.commit(effect.changes);
        return;
      case 'ask-store':
        this.askStore(effect);
        return;
      case 'look-up':
        this.lookUp(effect);
        return;
      case 'close':
        this.withVisitor(effect.session, (visitor) => this.hangUp(visitor, effect.code, effect.text));
        return;
      case 'console':
        this.options.onConsole(effect.lines);
        return;
      case 'log':
        this.options.log.write(effect.text);
        return;
      default:
        unreachable(effect);
    }
  }

  private withVisitor(id: SessionId, use: (visitor: Visitor) => void): void {
    const visitor = this.visitors.get(id);
    if (visitor !== undefined) use(visitor);
  }

  private publish({ rooms, happening, by }: Extract<Effect, { kind: 'publish' }>): void {
    const entries = entriesOf(rooms, happening);
    this.commit(entries.map((entry) => ({ kind: 'entry', entry })));
    if (happening.kind === 'message') this.logSpeech(happening, rooms);
    this.orderNames(rooms, happening);
    const author = by === null ? undefined : this.visitors.get(by);
    if (author === undefined) {
      this.fanOut.publish(rooms, happening, null);
    } else {
      const own = author.dialect.own(happening);
      const shares = own === 'share' && author.collecting === null;
      this.fanOut.publish(rooms, happening, shares ? null : author);
      if (own === 'share' && !shares) this.writeHappening(author, happening);
      else if (typeof own !== 'string') this.write(author, own);
    }
    this.scheduleFlush();
  }

  /**
   * Rooms are flushed one after the other: that somebody gave up a name in one must not be heard after somebody else
   * has come under it into another.
   */
  private orderNames(rooms: readonly Room[], happening: Happening): void {
    const { kind, who } = happening;
    if (kind === 'joined' || kind === 'renamed') {
      const told = this.freed.get(fold(kind === 'renamed' ? happening.to : who.name));
      if (told !== undefined && (rooms.length > 1 || rooms[0] !== told)) this.fanOut.settleRoom(told);
    }
    const [only] = rooms;
    // Several rooms are told at once, in order.
    if ((kind === 'quit' || kind === 'renamed') && rooms.length === 1 && only !== undefined)
      this.freed.set(fold(who.name), only);
  }

  private logSpeech(message: Message, rooms: readonly Room[]): void {
    if (message.as === 'tags') return;
    const open = rooms.every(({ modes }) => !modes.secret && !modes.inviteOnly && modes.key === null);
    if (!open) return;
    const action = /^\u0001ACTION ([^\u0001]*)/.exec(message.text);
    const { name } = message.who;
    this.options.log.write(action === null ? `${name} says ${message.text}` : `* ${name} ${action[1] ?? ''}`);
  }

  private tell({ to, happening, by }: Extract<Effect, { kind: 'tell' }>): void {
    this.withVisitor(to, (visitor) => {
      const own = by === to ? visitor.dialect.own(happening) : 'share';
      // To oneself a message comes twice; only the echo is an answer (IRCv3 labeled-response).
      if (own === 'share' && by !== to) this.deliver(visitor, happening);
      else if (own === 'share') this.writeHappening(visitor, happening);
      else if (own !== 'skip') this.write(visitor, own);
    });
  }

  private deliver(visitor: Visitor, happening: Happening): void {
    const text = visitor.wireClass.encode(happening);
    if (text !== null) this.writeText(visitor, text);
  }

  private writeHappening(visitor: Visitor, happening: Happening): void {
    const text = visitor.wireClass.encode(happening);
    if (text === null) return;
    if (visitor.collecting !== null) visitor.collecting.push(...text.slice(0, -2).split('\r\n'));
    else this.writeText(visitor, text);
  }

  private write(visitor: Visitor, lines: Lines): void {
    if (lines.length === 0) return;
    if (visitor.collecting !== null) visitor.collecting.push(...lines);
    else this.writeText(visitor, `${lines.join('\r\n')}\r\n`);
  }

  private writeText(visitor: Visitor, text: string): void {
    if (visitor.closing) return;
    this.fanOut.send(visitor, Buffer.from(text));
    this.scheduleFlush();
  }

  private commit(changes: readonly Change[]): void {
    this.options.store.commit(changes).catch((error: unknown) => this.options.log.bug('the store', error));
  }

  private askStore({ to, question, target, onEntry }: Extract<Effect, { kind: 'ask-store' }>): void {
    const visitor = this.visitors.get(to);
    if (visitor === undefined) return;
    visitor.hold();
    this.answer(question, target, onEntry)
      .then((reply) => this.write(visitor, visitor.dialect.reply(reply, null)))
      .catch((error: unknown) => this.options.log.bug('history', error))
      .finally(() => visitor.release());
  }

  private async answer(question: Question, target: string, onEntry: boolean): Promise<Reply> {
    const { store } = this.options;
    switch (question.kind) {
      case 'page':
        return { kind: 'history', question, target, onEntry, entries: await store.page(question) };
      case 'search':
        return { kind: 'history', question, target, onEntry, entries: await store.search(question) };
      case 'targets':
        return { kind: 'history-targets', rows: await store.targets(question) };
    }
  }

  private lookUp({ session, args }: Extract<Effect, { kind: 'look-up' }>): void {
    const visitor = this.visitors.get(session);
    if (visitor === undefined) return;
    visitor.hold();
    this.options.store
      .sent(args.clientId ?? '')
      .then((found) => this.handle({ kind: 'looked-up', session, args, found }))
      .catch((error: unknown) => this.bug(visitor, error))
      .finally(() => visitor.release());
  }

  /** All that one turn of the event loop brought goes out together. */
  private scheduleFlush(): void {
    if (this.flushScheduled) return;
    this.flushScheduled = true;
    setImmediate(() => {
      this.flushScheduled = false;
      this.fanOut.flush();
      if (this.fanOut.hasLazy) this.scheduleLazy();
      else this.freed.clear();
    });
  }

  private scheduleLazy(): void {
    this.lazyTimer ??= setTimeout(() => this.flush(), PRESENCE_MS);
  }

  /** Writes all that waits. */
  flush(): void {
    if (this.lazyTimer !== null) clearTimeout(this.lazyTimer);
    this.lazyTimer = null;
    this.fanOut.flushAll();
    this.freed.clear();
  }

  dropSlow(visitor: Visitor): void {
    this.options.log.write(`${this.describe(visitor)} does not read what it is sent: connection dropped`);
    this.end(visitor, 'SLOW_READER', 'you did not read what was sent to you for too long');
  }

  describe(visitor: Visitor): string {
    const session = this.world.sessions.get(visitor.id);
    return session === undefined ? visitor.address : `${session.person.name} (${visitor.address})`;
  }

  /** Ends a visit: out of the world when it was in, told why, closed. Safe to call twice. */
  end(visitor: Visitor, code: CloseCode, text: string): void {
    if (visitor.closing) return;
    if (this.world.sessions.has(visitor.id)) {
      this.handle({ kind: 'gone', session: visitor.id, code, reason: text });
    } else {
      this.hangUp(visitor, code, text);
    }
  }

  private hangUp(visitor: Visitor, code: CloseCode, text: string): void {
    if (visitor.closing) return;
    // What it was told before still comes first.
    const waiting = visitor.collecting ?? [];
    visitor.collecting = null;
    this.write(visitor, waiting);
    visitor.close(visitor.dialect.closing(code, text));
  }

  /** The connection is gone: nothing can be told any more. */
  lost(visitor: Visitor, reason: string): void {
    visitor.destroy();
    // Only then is it forgotten: leaving its rooms is an effect upon it.
    if (this.world.sessions.has(visitor.id)) {
      this.handle({ kind: 'gone', session: visitor.id, code: 'QUIT', reason });
    }
    this.visitors.delete(visitor.id);
    // Mostly nothing is left; after a bug halfway through a leaving it might still hear a room.
    this.fanOut.forget(visitor);
  }

  /** Something threw while a visitor's line was handled: that one connection goes, the room stays. */
  bug(visitor: Visitor, error: unknown): void {
    this.options.log.bug(`the connection of ${this.describe(visitor)}`, error);
    // Then nothing is left to be said to it, and how far the leaving got is not known.
    if (visitor.closing) {
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
    this.fanOut.forget(visitor);
    const session = this.world.sessions.get(visitor.id);
    if (session === undefined) return;
    this.world.sessions.delete(visitor.id);
    this.world.names.delete(fold(session.person.name));
    this.world.resumable.delete(session.resumeToken);
    for (const room of session.rooms) {
      room.members.delete(session);
      removeIfEmpty(this.world, room);
    }
  }
}
