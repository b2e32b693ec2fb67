/** What the host sees and does: the server's commands, people and figures, for whichever console is in front. */
import { SAFE_TEXT_BYTES } from '../base/limits.js';
import type { Millis } from '../base/result.js';
import { sharesAddress } from '../core/admin.js';
import { hostOf } from '../core/policy.js';
import { countsOf } from '../core/sessions.js';
import { findPerson } from '../core/world.js';
import { splitText } from '../protocol/split.js';
import { consoleHelp, parseConsole, type ConsoleCommand } from './console-commands.js';
import type { ChatServer, VisitorRow } from './server.js';

export interface Figures {
  readonly people: number;
  readonly connections: number;
  readonly rooms: number;
  readonly messages: number;
  /** Over the last ten seconds. */
  readonly messagesPerSecond: number;
  readonly uptimeSeconds: number;
  readonly memoryBytes: number;
  readonly locked: boolean;
}

/** Milliseconds over which messages per second are counted. */
const RATE_MS = 10_000;

export class Host {
  private readonly samples: { at: Millis; messages: number }[] = [];

  constructor(
    private readonly server: ChatServer,
    private readonly now: () => Millis,
    private readonly show: (lines: readonly string[]) => void,
    private readonly quit: () => void,
  ) {}

  /** Runs one line of the host's; what it says goes to `show`. */
  run(line: string): void {
    const parsed = parseConsole(line);
    if (parsed.kind === 'mistake') this.show([parsed.text]);
    else if (parsed.kind === 'command') this.execute(parsed.command);
  }

  private execute(command: ConsoleCommand): void {
    switch (command.verb) {
      case 'quit':
        this.quit();
        return;
      case 'rehash':
        void this.server
          .rehash()
          .then((problem) => this.show([problem ?? 'Done: what the files say holds from now on.']));
        return;
      case 'help':
        this.show(consoleHelp());
        return;
      case 'who':
        this.show(this.whoLines());
        return;
      case 'stats':
        this.show([figuresText(this.figures())]);
        return;
      case 'say':
        for (const text of splitText(command.text, SAFE_TEXT_BYTES)) this.server.admin({ verb: 'say', text });
        return;
      case 'topic': {
        const room = command.room === '' ? this.server.world.settings.mainRoom : command.room;
        this.server.admin({ ...command, room });
        return;
      }
      case 'ban':
        this.warnOfNeighbours(command.target);
        this.server.admin(command);
        return;
      default:
        this.server.admin(command);
    }
  }

  /** Many people may come from one address: the host is told what a ban of a name does not do, and of an address does. */
  private warnOfNeighbours(target: string): void {
    const session = findPerson(this.server.world, target);
    if (session === undefined) return;
    const others = sharesAddress(this.server.world, session);
    const also = others.length === 0 ? '' : `; it would put out ${others.slice(0, 10).join(', ')} too`;
    this.show([`To ban the address as well: /ban ${hostOf(session.address)}${also}`]);
  }

  people(): readonly VisitorRow[] {
    return this.server.people();
  }

  /** The names and addresses that are kept out or silent. */
  barred(): readonly string[] {
    const { bans, mutes } = this.server.world;
    return [...Array.from(bans.values(), ({ target }) => target), ...mutes.keys()];
  }

  roomNames(): readonly string[] {
    return Array.from(this.server.world.rooms.values(), ({ name }) => name);
  }

  figures(): Figures {
    const { world } = this.server;
    const { people, rooms } = countsOf(world);
    const now = this.now();
    return {
      people,
      connections: this.server.connections,
      rooms,
      messages: world.messages,
      messagesPerSecond: this.rate(now, world.messages),
      uptimeSeconds: Math.floor((now - world.startedAt) / 1000),
      memoryBytes: process.memoryUsage.rss(),
      locked: world.locked,
    };
  }

  /**
   * What changes with the people, the rooms and the figures, but for what merely goes by (how long, how much memory):
   * cheap enough to be compared with the last one every second.
   */
  pulse(): string {
    const { world, connections } = this.server;
    return [world.messages, connections, world.sessions.size, world.rooms.size, world.locked].join(' ');
  }

  /** From the newest sample that is old enough: nothing was said between two samples but what the later one counts. */
  private rate(now: Millis, messages: number): number {
    const { samples } = this;
    // The clock was put back.
    if (now < (samples.at(-1)?.at ?? now)) samples.length = 0;
    samples.push({ at: now, messages });
    while ((samples[1]?.at ?? now) <= now - RATE_MS) samples.shift();
    const first = samples[0];
    const elapsed = first === undefined ? 0 : Math.min(RATE_MS, now - first.at);
    return elapsed < 1000 || first === undefined ? 0 : ((messages - first.messages) * 1000) / elapsed;
  }

  private whoLines(): readonly string[] {
    const people = this.people();
    if (people.length === 0) return ['Nobody is here.'];
    const width = Math.max(...people.map(({ name }) => name.length));
    return people.map(({ name, address, dialect, idleSeconds, rooms }) => {
      return `${name.padEnd(width)}  ${address}  ${dialect}  idle ${durationText(idleSeconds)}  ${rooms.join(' ')}`;
    });
  }
}

export function figuresText(figures: Figures): string {
  const rate = figures.messagesPerSecond.toFixed(1);
  const memory = (figures.memoryBytes / 1_048_576).toFixed(0);
  return [
    `${counted(figures.people, 'person', 'people')} in ${counted(figures.rooms, 'room', 'rooms')}`,
    counted(figures.connections, 'connection', 'connections'),
    `${counted(figures.messages, 'message', 'messages')} (${rate}/s)`,
    figures.uptimeSeconds < 60 ? 'just started' : `up ${durationText(figures.uptimeSeconds)}`,
    `${memory} MB`,
    ...(figures.locked ? ['locked'] : []),
  ].join(', ');
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `42s`, `5m`, `3h 05m`. */
export function durationText(seconds: number): string {
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}m`;
  return `${Math.floor(minutes / 60)}h ${String(minutes % 60).padStart(2, '0')}m`;
}
