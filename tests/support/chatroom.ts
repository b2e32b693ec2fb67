/** A chatroom with people on real screens, for the tests of one file: one server, and one home for all who come in. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { endAllTuis, Tui, type TuiOptions } from './pty.js';
import { startServer, type TestServer } from './server.js';

export interface Visit extends TuiOptions {
  /** Of another server, or of what stands before this one. */
  readonly port?: number;
  /** Besides the address and the name. */
  readonly args?: readonly string[];
}

export class Chatroom {
  private opened: { readonly server: TestServer; readonly home: string } | null = null;

  /** For every visit that does not say otherwise. */
  constructor(private readonly usual: TuiOptions) {}

  get server(): TestServer {
    return this.open.server;
  }

  get port(): number {
    return this.server.port;
  }

  /** What people keep between their visits is below it. */
  get home(): string {
    return this.open.home;
  }

  private get open(): { readonly server: TestServer; readonly home: string } {
    if (this.opened === null) throw new Error('the chatroom is not open');
    return this.opened;
  }

  async start(): Promise<void> {
    this.opened = { server: await startServer(), home: mkdtempSync(join(tmpdir(), 'lanchat-')) };
  }

  async stop(): Promise<void> {
    await this.server.stop();
    rmSync(this.home, { recursive: true });
  }

  /** `lanchat join`, without waiting for anything. */
  join({ port = this.port, args = [], ...options }: Visit = {}): Tui {
    const env = { XDG_STATE_HOME: this.home, ...this.usual.env, ...options.env };
    const command = ['join', '127.0.0.1', '-p', String(port), ...args];
    return Tui.lanchat(command, { ...this.usual, ...options, env });
  }

  /** Somebody who is in the main room. */
  async enter(name: string, { args = [], ...visit }: Visit = {}): Promise<Tui> {
    const tui = this.join({ ...visit, args: ['-n', name, ...args] });
    await tui.waitFor('You are in #lobby');
    return tui;
  }
}

/** Open while the tests of the file that calls this run. */
export function openChatroom(usual: TuiOptions = {}): Chatroom {
  const chatroom = new Chatroom(usual);
  beforeAll(() => chatroom.start());
  afterEach(endAllTuis);
  afterAll(() => chatroom.stop());
  return chatroom;
}
