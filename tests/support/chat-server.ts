/** The real server inside the test's process, on a free loopback port, with a clock that a test can put forward. */
import { serverName } from '../../lib/base/names.js';
import type { Settings } from '../../lib/core/world.js';
import type { Operators } from '../../lib/server/auth/operators.js';
import type { Tls } from '../../lib/server/auth/certificate.js';
import { freshServerKey } from '../../lib/server/auth/server-key.js';
import { Host } from '../../lib/server/host.js';
import { Log } from '../../lib/server/log.js';
import { ChatServer, type ServerOptions } from '../../lib/server/server.js';
import { nodeId } from '../../lib/base/ids.js';
import type { Kept } from '../../lib/core/kept.js';
import type { Store } from '../../lib/storage/store.js';
import { MemoryStore } from '../../lib/storage/memory.js';
import { readTransmissions } from '../../lib/net/transmissions.js';
import { closeAfterTest } from './cleanup.js';
import { IrcClient, type Introduction } from './irc-client.js';
import { PlainClient } from './plain-client.js';

export interface ChatroomOptions extends Partial<Settings> {
  readonly motd?: readonly string[];
  readonly floodControl?: boolean;
  readonly operators?: Operators;
  readonly tls?: Tls;
  readonly tlsRequired?: boolean;
  /** Everything is kept when left out. */
  readonly retention?: ServerOptions['retention'];
  /** What the system really knows when left out. */
  readonly transmissions?: ServerOptions['transmissions'];
  /** In memory when left out. */
  readonly store?: Store;
}

/** Making one takes longer than most tests. */
const SERVER_KEY = freshServerKey();

export class Chatroom {
  /** Lines of the log so far. */
  readonly log: string[] = [];
  /** Whether the host has typed q. */
  hasQuit = false;
  readonly server: ChatServer;
  readonly host: Host;
  port = 0;
  private shown: string[] = [];
  private ahead = 0;

  private constructor(
    {
      motd = [],
      floodControl = true,
      store,
      operators = new Map(),
      tls,
      tlsRequired = false,
      retention,
      transmissions = readTransmissions,
      ...settings
    }: ChatroomOptions & { readonly store: Store },
    kept: Kept,
  ) {
    const log = new Log();
    log.attach((line) => this.log.push(line));
    const show = (lines: readonly string[]): void => void this.shown.push(...lines);
    this.server = new ChatServer({
      host: '127.0.0.1',
      port: 0,
      settings: settingsFrom(settings),
      motd,
      store,
      kept,
      serverKey: SERVER_KEY,
      addresses: [],
      operators,
      ...(tls === undefined ? {} : { tls, tlsRequired }),
      ...(retention === undefined ? {} : { retention }),
      floodControl,
      log,
      now: () => this.now(),
      transmissions,
      onConsole: show,
    });
    this.host = new Host(
      this.server,
      () => this.now(),
      show,
      () => (this.hasQuit = true),
    );
  }

  static async start(options: ChatroomOptions = {}): Promise<Chatroom> {
    const store = options.store ?? new MemoryStore();
    const chatroom = new Chatroom({ ...options, store }, await store.load(nodeId(1)));
    chatroom.port = await chatroom.server.start();
    closeAfterTest(() => chatroom.server.stop());
    return chatroom;
  }

  now(): number {
    return Date.now() + this.ahead;
  }

  /** Puts the server's clock forward; the server looks around at its own pace. */
  advance(milliseconds: number): void {
    this.ahead += milliseconds;
  }

  /** Types a line at the console and returns its answer. */
  console(line: string): readonly string[] {
    this.shown = [];
    this.host.run(line);
    return this.shown;
  }

  /** What the console has shown since the last line that was typed. */
  shownSince(): readonly string[] {
    return this.shown;
  }

  irc(name: string, introduction?: Introduction): Promise<IrcClient> {
    return IrcClient.register(this.port, name, introduction);
  }

  /** An IRC program in the main room. */
  member(name: string, introduction: Introduction = {}): Promise<IrcClient> {
    return this.irc(name, { ...introduction, join: ['#lobby', ...(introduction.join ?? [])] });
  }

  plain(name: string): Promise<PlainClient> {
    return PlainClient.enter(this.port, name);
  }
}

export function settingsFrom(settings: Partial<Settings> = {}): Settings {
  const chatroom = settings.chatroom ?? 'lanchat';
  return {
    chatroom,
    server: serverName(chatroom),
    version: 'test',
    mainRoom: '#lobby',
    password: null,
    maxClients: 1000,
    accounts: true,
    claimDays: 30,
    history: 'open',
    ...settings,
  };
}
