/** What is said, also on this machine and for this user alone: one file for each room and day, each line written at once. */
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fold } from '../base/casefold.js';
import { safeText } from '../base/safe-text.js';
import { clockText, dateText } from '../client/clock.js';
import type { ClientEvent, Speech } from '../client/event.js';
import { sentence } from '../client/words.js';
import { codeOf } from '../files/private-files.js';
import { stateDirectory } from './state-directory.js';

/** Messages of which the time is remembered, for when they are taken back. */
const REMEMBERED_MAX = 1000;

export class LocalLog {
  private readonly folder: string;
  private readonly saidAt = new Map<string, number>();
  /** Why it stopped; empty while it writes. */
  private trouble = '';

  /** `server` as `host:port`. */
  constructor(server: string) {
    this.folder = join(stateDirectory(), 'logs', fileName(server));
  }

  /** For the person who turns it on. */
  get where(): string {
    return `What is said from now on is also written to ${this.folder}, for you alone.`;
  }

  /** A sentence when it had to stop just now; empty else. */
  add(events: readonly ClientEvent[]): string {
    if (this.trouble !== '') return '';
    const texts = new Map<string, string>();
    for (const event of events) {
      for (const { place, at, line } of this.linesOf(event)) {
        const file = this.fileOf(place, at);
        texts.set(file, `${texts.get(file) ?? ''}${clockText(at, 'seconds')} ${safeText(line)}\n`);
      }
    }
    try {
      for (const [file, text] of texts) append(file, text);
    } catch (error) {
      this.trouble = `Nothing more is written to ${this.folder} (${codeOf(error)}).`;
    }
    return this.trouble;
  }

  private linesOf(event: ClientEvent): readonly Line[] {
    switch (event.kind) {
      case 'speech':
        return event.earlier ? [] : this.spoken(event);
      case 'page':
        // What was there before we came is the server's to keep; what was missed between is ours.
        return event.why === 'missed' ? event.messages.flatMap((message) => this.spoken(message)) : [];
      case 'taken-back': {
        const at = this.saidAt.get(event.id);
        if (event.earlier && at === undefined) return [];
        this.saidAt.delete(event.id);
        const which = at === undefined ? '' : ` (the one of ${dateText(at)} ${clockText(at, 'seconds')})`;
        return [{ place: event.place, at: event.at, line: `-- ${sentence(event) ?? ''}${which}` }];
      }
      case 'quit':
      case 'renamed':
        return event.rooms.map((place) => note(place, event.at, event));
      case 'joined':
      case 'left':
      case 'kicked':
      case 'modes':
        return [note(event.room, event.at, event)];
      case 'topic':
        // Told on entry, it is nothing that has happened.
        return event.by === null ? [] : [note(event.room, event.at, event)];
      default:
        return [];
    }
  }

  private spoken(message: Speech): readonly Line[] {
    const { place, at, id, text } = message;
    if (id !== '') this.remember(id, at);
    return text.split('\n').map((each) => ({ place, at, line: `${before(message)} ${each}` }));
  }

  private remember(id: string, at: number): void {
    this.saidAt.set(id, at);
    const [oldest] = this.saidAt.keys();
    if (this.saidAt.size > REMEMBERED_MAX && oldest !== undefined) this.saidAt.delete(oldest);
  }

  private fileOf(place: string, at: number): string {
    return join(this.folder, fileName(fold(place)), `${dateText(at)}.log`);
  }
}

interface Line {
  readonly place: string;
  readonly at: number;
  readonly line: string;
}

function note(place: string, at: number, event: ClientEvent): Line {
  return { place, at, line: `-- ${sentence(event) ?? ''}` };
}

function before({ how, from }: Speech): string {
  switch (how) {
    case 'message':
      return `<${from}>`;
    case 'notice':
      return `-${from}-`;
    case 'action':
      return `* ${from}`;
    case 'announcement':
      return '<Server>';
  }
}

function append(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  appendFileSync(file, text, { mode: 0o600 });
}

/** Rooms and names may hold what a file's name may not; `.` and `..` are no names of ours. */
function fileName(name: string): string {
  const safe = name.replace(/[^A-Za-z0-9#_.-]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
  return safe.replace(/^\.+/, (dots) => '%2e'.repeat(dots.length)).slice(0, 120);
}
