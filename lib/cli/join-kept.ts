/** Keeps what is not sent yet across quitting and starting again: reads it on entry, writes it after each change. */
import type { ClientEvent } from '../client/event.js';
import { unsentLines } from '../client/send-queue.js';
import type { Link } from './join-link.js';
import { keptFile, readKept, writeKept } from './kept-lines.js';

/** Milliseconds from a change to the disk: what the server takes at once never gets there. */
const WRITE_MS = 200;

export class KeptLines {
  /** Whose lines they are; empty before the first welcome. */
  private name = '';
  private written = 0;
  private timer: NodeJS.Timeout | undefined;

  /** `server` is what tells servers apart, as `host:port`. */
  constructor(
    private readonly link: Link,
    private readonly server: string,
  ) {}

  /** To be told of all events; returns how many lines of an earlier start go out now. */
  onEvents(events: readonly ClientEvent[]): number {
    const welcome = events.find((event) => event.kind === 'welcome');
    const count = welcome !== undefined && this.name === '' ? this.begin(welcome.name) : 0;
    this.look();
    return count;
  }

  /** To be called when something was typed. */
  look(): void {
    const { queue } = this.link.session;
    if (this.name === '' || queue.changes === this.written) return;
    this.timer ??= setTimeout(() => this.write(false), WRITE_MS);
  }

  /** After the goodbye: what is left is known exactly now. False where it could not be kept. */
  close(): boolean {
    return this.name === '' || this.write(true);
  }

  private begin(name: string): number {
    this.name = name;
    const kept = readKept(this.file());
    if (kept.length > 0) this.link.sayKept(kept);
    return kept.length;
  }

  /** The lines go with the person; what the new name had left unsent is said too. */
  private rename(name: string): void {
    writeKept(this.file(), this.server, this.name, [], true);
    this.begin(name);
  }

  private file(): string {
    return keptFile(this.server, this.name);
  }

  private write(exact: boolean): boolean {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { queue, wantedName } = this.link.session;
    if (wantedName !== null && wantedName !== this.name) this.rename(wantedName);
    this.written = queue.changes;
    return writeKept(this.file(), this.server, this.name, unsentLines(queue), exact);
  }
}
