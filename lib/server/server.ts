/** The server as one thing to start and to stop: the listener, the door, the runtime and the watch over connections. */
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { sessionId } from '../base/ids.js';
import {
  GOODBYE_MS,
  OUTBOX_STALL_MS,
  PING_ANSWER_MS,
  PING_IDLE_MS,
  SILENT_END_MS,
  UNREGISTERED_MAX,
} from '../base/limits.js';
import type { Millis } from '../base/result.js';
import type { AdminCommand } from '../core/admin-command.js';
import type { Kept } from '../core/kept.js';
import { KEEP_ALL, retentionRule } from '../core/retention.js';
import { findPerson, type Retention, type Settings, type World } from '../core/world.js';
import type { Surroundings } from '../dialects/dialect.js';
import { oneLine } from '../base/words.js';
import { plainAddress, withPort } from '../net/addresses.js';
import { listen, type Listener } from '../net/listener.js';
import { SilentEnds } from '../net/silent-ends.js';
import type { Transmissions } from '../net/transmissions.js';
import type { Store } from '../storage/store.js';
import { Arrivals } from './arrivals.js';
import { Door } from './door.js';
import type { Tls } from './auth/certificate.js';
import type { Operators } from './auth/operators.js';
import type { ServerKey } from './auth/server-key.js';
import type { Log } from './log.js';
import { CAP_TLS, TLS_EPHEMERAL } from '../protocol/caps.js';
import { Runtime, type HostFiles } from './runtime.js';
import { Visitor, type Incoming } from './visitor.js';

/** Milliseconds between two looks at every connection. */
const WATCH_MS = 1000;

/** Of the time, one part in so many is spent on looking for silent ends, and the longest pause between two looks. */
const SILENCE_LOOKS_PART = 50;
const SILENCE_PAUSE_MS = 10_000;

/** Milliseconds in which a TLS handshake must end. */
const HANDSHAKE_MS = 10_000;

/** Characters of what the library says about a handshake that failed. */
const REASON_CHARS_MAX = 120;

/** Milliseconds between two looks for rooms that nobody came back to. */
const TIDY_MS = 60_000;

export interface ServerOptions {
  readonly host: string;
  readonly port: number;
  readonly settings: Settings;
  readonly motd: readonly string[];
  readonly store: Store;
  /** What the store gave back at the start. */
  readonly kept: Kept;
  readonly serverKey: ServerKey;
  /** Beside each connection's own end: where clients may have found this server, `host:port`. */
  readonly addresses: readonly string[];
  /** Nobody when left out. */
  readonly operators?: Operators;
  /** Reads what the host has written into files once more, or says in one line why not. */
  readonly readFiles?: () => Promise<HostFiles | { readonly problem: string }>;
  /** Nothing is forgotten when left out. */
  readonly retention?: Retention;
  /** No TLS when left out. */
  readonly tls?: Tls;
  /** Programs have to use it. */
  readonly tlsRequired?: boolean;
  readonly floodControl: boolean;
  readonly log: Log;
  readonly now: () => Millis;
  /** What the system knows of the connections from a port to those ends, named as `host:port`. */
  readonly transmissions: (port: number, ends: ReadonlySet<string>) => Promise<Transmissions>;
  readonly onConsole: (lines: readonly string[]) => void;
}

/** One row of the host's view of the people. */
export interface VisitorRow {
  readonly name: string;
  readonly address: string;
  readonly dialect: string;
  readonly idleSeconds: number;
  readonly rooms: readonly string[];
}

export class ChatServer {
  private readonly runtime: Runtime;
  private readonly door: Door;
  private readonly arrivals: Arrivals;
  private listener: Listener | null = null;
  private watch: NodeJS.Timeout | null = null;
  private nextId = 1;
  private tidiedAt: Millis;
  private tls: Tls | undefined;
  private readonly silentEnds = new SilentEnds();
  /** When to look for silent ends again; never before the last look has ended. */
  private silenceAt = 0;

  constructor(private readonly options: ServerOptions) {
    this.tidiedAt = options.now();
    this.runtime = new Runtime({ ...options, rehash: () => this.rehash() });
    const { settings, now, tls, tlsRequired = false } = options;
    this.tls = tls;
    const rule = tls === undefined ? 'off' : tlsRequired ? 'require' : 'offered';
    const surroundings: Surroundings = {
      ...{ settings, now, tlsCap: tlsCapOf(tls), strangers: () => this.strangers },
      isHere: (name) => findPerson(this.world, name) !== undefined,
    };
    this.door = new Door(this.runtime, surroundings, rule);
    this.arrivals = new Arrivals(options.log, rule);
  }

  get world(): World {
    return this.runtime.world;
  }

  get connections(): number {
    return this.runtime.visitors.size;
  }

  /** How many have not said who they are; those on their way out count too. */
  get strangers(): number {
    return this.connections - this.world.sessions.size;
  }

  /** Resolves with the port; rejects with a `ListenError`. */
  async start(): Promise<number> {
    const { host, port, log } = this.options;
    this.listener = await listen(
      host,
      port,
      (socket) => this.accept(socket),
      (error) => log.write(`Trouble accepting connections: ${error.message}`),
    );
    this.watch = setInterval(() => this.lookAround(), WATCH_MS);
    return this.listener.port;
  }

  admin(command: AdminCommand): void {
    this.runtime.admin(command);
  }

  /**
   * What the host has written into files holds from now on, for whoever comes and asks; nobody who is here is put out.
   * Resolves with one line for the host where nothing was changed.
   */
  async rehash(): Promise<string | null> {
    const { readFiles, log } = this.options;
    const read = (await readFiles?.()) ?? { problem: 'This server has no files to read.' };
    if ('problem' in read) {
      log.write(`Nothing is changed: ${read.problem}`);
      return read.problem;
    }
    this.runtime.apply(read);
    // Whether there is TLS at all was told to those who came.
    if (this.tls !== undefined && read.tls !== null) this.tls = read.tls;
    log.write('What the files of the command line say holds from now on');
    return null;
  }

  private accept(socket: Socket): void {
    const { settings, floodControl, log, now } = this.options;
    const address = withPort(plainAddress(socket.remoteAddress ?? '?'), socket.remotePort ?? 0);
    if (this.connections >= settings.maxClients || this.strangers >= UNREGISTERED_MAX) {
      log.write(`Turned away ${address}: the chatroom is full`);
      turnAway(socket, `the chatroom is full (${settings.maxClients}): try again later`);
      return;
    }
    const id = sessionId(this.nextId);
    this.nextId += 1;
    const dialect = this.door.dialectForNewcomer();
    const visitor = new Visitor({ id, socket, address, dialect, floodControl, now, events: this.events });
    this.runtime.add(visitor);
    this.arrivals.came(visitor);
    this.door.open(visitor);
    this.attach(visitor, socket);
  }

  private readonly events = {
    onLine: (visitor: Visitor, line: Incoming) => {
      this.arrivals.said(visitor, line);
      this.door.receive(visitor, line);
    },
    // These come from timers and from the fan-out too, where nobody else would catch what they throw.
    onFlood: (visitor: Visitor) => {
      this.options.log.write(`${this.runtime.describe(visitor)} floods the room: connection closed`);
      this.guarded(visitor, () => this.runtime.end(visitor, 'FLOOD', 'you sent too much too fast'));
    },
    onSlow: (visitor: Visitor) => this.guarded(visitor, () => this.runtime.dropSlow(visitor)),
    onEnd: (visitor: Visitor) =>
      this.guarded(visitor, () => this.runtime.end(visitor, 'QUIT', 'left', 'meant')),
    onBug: (visitor: Visitor, error: unknown) => this.runtime.bug(visitor, error),
  };

  /** Whatever is done for a visitor may cost no more than that visitor. */
  private guarded(visitor: Visitor, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.runtime.bug(visitor, error);
    }
  }

  private attach(visitor: Visitor, socket: Socket): void {
    let reason = 'connection closed';
    socket.on('data', (chunk: Buffer) => {
      this.guarded(visitor, () => {
        const first = this.door.admit(visitor, chunk);
        if (first === 'tls') this.secure(visitor, chunk);
        else if (first === 'talk') visitor.receive(chunk);
      });
    });
    socket.on('end', () => this.guarded(visitor, () => visitor.end()));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      reason = error.code === 'ETIMEDOUT' ? 'connection timed out' : 'connection lost';
    });
    socket.on('close', () => {
      this.arrivals.left(visitor);
      this.door.forget(visitor);
      this.guarded(visitor, () => this.runtime.lost(visitor, reason));
    });
  }

  /** TLS on the same port: the first bytes go back to where they came from, and all goes through it from now on. */
  private secure(visitor: Visitor, first: Buffer): void {
    const { tls } = this;
    const { log } = this.options;
    const { socket } = visitor;
    if (tls === undefined) return;
    this.arrivals.tell(visitor);
    for (const event of ['data', 'end', 'error', 'close']) socket.removeAllListeners(event);
    socket.on('error', () => undefined);
    socket.pause();
    socket.unshift(first);
    const secured = new TLSSocket(socket, { isServer: true, secureContext: tls.context });
    visitor.secure(secured);
    const late = setTimeout(() => secured.destroy(), HANDSHAKE_MS);
    secured.once('close', () => clearTimeout(late));
    const failed = ({ message }: Error): void =>
      log.write(`TLS with ${visitor.address} failed: ${oneLine(message).slice(0, REASON_CHARS_MAX)}`);
    secured.once('error', failed);
    secured.once('secure', () => {
      clearTimeout(late);
      // From now on an error is a connection that is lost, as of anybody.
      secured.removeListener('error', failed);
      this.door.open(visitor);
    });
    this.attach(visitor, secured);
  }

  /** Once a second: who has gone without a word, who never said a name, who does not read. */
  private lookAround(): void {
    const now = this.options.now();
    if (now - this.tidiedAt > TIDY_MS) {
      this.tidiedAt = now;
      this.runtime.tidy();
      this.forgetOld(now);
    }
    this.arrivals.look(now);
    for (const visitor of this.runtime.visitors.values()) {
      if (visitor.closing) this.finishClosing(visitor, now);
      else this.guarded(visitor, () => this.check(visitor, now));
    }
    if (now >= this.silenceAt) void this.lookForSilence();
  }

  /** People with nc cannot answer a PING, but their machines acknowledge what is sent to them. */
  private async lookForSilence(): Promise<void> {
    const { now, transmissions } = this.options;
    const people = Array.from(this.runtime.visitors.values()).filter(
      ({ registered, dialect, isLeaving }) => registered && dialect.name === 'plain' && !isLeaving,
    );
    if (people.length === 0 || this.listener === null) return;
    this.silenceAt = Infinity;
    const began = now();
    const ends = new Set(people.map(({ address }) => address));
    const gone = this.silentEnds.look(await transmissions(this.listener.port, ends), now());
    // Where the table is long it is read less often.
    this.silenceAt = now() + Math.min(SILENCE_PAUSE_MS, SILENCE_LOOKS_PART * (now() - began));
    for (const visitor of people) if (gone.includes(visitor.address)) this.silent(visitor);
  }

  private silent(visitor: Visitor): void {
    if (visitor.isLeaving) return;
    const seconds = Math.round(SILENT_END_MS / 1000);
    this.guarded(visitor, () =>
      this.runtime.end(visitor, 'PING_TIMEOUT', `no sign of life for ${seconds} seconds`),
    );
  }

  private forgetOld(now: Millis): void {
    const { retention, store, log } = this.options;
    const rule = retentionRule(this.runtime.world, retention ?? KEEP_ALL);
    if (rule === null) return;
    store.retain(rule, now).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      log.write(`What is older than it may be could not be forgotten: ${why}`);
    });
  }

  private check(visitor: Visitor, now: Millis): void {
    if (!visitor.registered && this.isLateToRegister(visitor, now)) {
      this.runtime.end(visitor, 'REGISTRATION_TIMEOUT', 'you did not give a name in time: connect again');
      return;
    }
    if (visitor.outbox.stalledFor(now) > OUTBOX_STALL_MS) {
      this.runtime.dropSlow(visitor);
      return;
    }
    if (visitor.registered) this.checkLife(visitor, now);
  }

  private isLateToRegister({ dialect, since }: Visitor, now: Millis): boolean {
    return now - since > dialect.namedWithin;
  }

  private checkLife(visitor: Visitor, now: Millis): void {
    if (visitor.pingedAt !== null && visitor.heardAt >= visitor.pingedAt) visitor.pingedAt = null;
    if (visitor.pingedAt === null) {
      const lines = now - visitor.heardAt > PING_IDLE_MS ? visitor.dialect.ping() : null;
      if (lines === null) return;
      visitor.pingedAt = now;
      this.runtime.act(visitor, { kind: 'send', lines });
    } else if (now - visitor.pingedAt > PING_ANSWER_MS) {
      const seconds = Math.round((now - visitor.heardAt) / 1000);
      this.runtime.end(visitor, 'PING_TIMEOUT', `no sign of life for ${seconds} seconds`);
    }
  }

  /** A goodbye that is not read in time is cut short. */
  private finishClosing(visitor: Visitor, now: Millis): void {
    visitor.closingSince ??= now;
    if (now - visitor.closingSince > GOODBYE_MS) visitor.destroy();
  }

  /** The orderly goodbye: everyone is told, and all is over within `GOODBYE_MS` whatever the clients do. */
  async stop(): Promise<void> {
    const { log } = this.options;
    this.listener?.close();
    if (this.watch !== null) clearInterval(this.watch);
    log.write('Closing all connections...');
    const visitors = Array.from(this.runtime.visitors.values());
    const closed = visitors.map(async ({ socket }) => {
      if (!socket.destroyed) await new Promise((resolve) => socket.once('close', resolve));
    });
    for (const visitor of visitors) visitor.stopReceiving();
    // What was said until now is kept, and comes before the goodbye.
    await this.runtime.settled();
    this.runtime.flush();
    for (const visitor of visitors) this.sayGoodbye(visitor);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => (timer = setTimeout(resolve, GOODBYE_MS)));
    await Promise.race([Promise.all(closed), late]);
    clearTimeout(timer);
    for (const visitor of visitors) visitor.destroy();
    await this.runtime.settled();
    await this.options.store.close();
    log.write('Shutting down the server...');
  }

  private sayGoodbye(visitor: Visitor): void {
    if (visitor.closing) return;
    // Nobody needs to hear that everybody else leaves too.
    visitor.close(visitor.dialect.closing('SHUTDOWN', 'The chatroom is closing. Goodbye!'));
  }

  /** The people as the host sees them. */
  people(): readonly VisitorRow[] {
    const now = this.options.now();
    return Array.from(this.world.sessions.values(), (session) => ({
      name: session.person.name,
      address: session.address,
      dialect: session.dialect,
      idleSeconds: Math.max(0, Math.floor((now - session.activeAt) / 1000)),
      rooms: Array.from(session.rooms, (room) => room.name),
    }));
  }
}

/** Says why there is no place, and does not wait for the other side to hang up: it might never do so. */
function turnAway(socket: Socket, why: string): void {
  const timer = setTimeout(() => socket.destroy(), GOODBYE_MS);
  socket.on('close', () => clearTimeout(timer));
  socket.on('error', () => socket.destroy());
  socket.end(`ERROR :Closing link: ${why}\r\n`);
  socket.resume();
}

function tlsCapOf(tls: Tls | undefined): string | null {
  if (tls === undefined) return null;
  return tls.isEphemeral ? `${CAP_TLS}=${TLS_EPHEMERAL}` : CAP_TLS;
}
