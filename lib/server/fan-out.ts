/**
 * Who hears what, at the cost of one write per listener and turn (docs/performance.md): each room keeps one log per
 * wire class and turn, every line is encoded into it once, and all who heard the same get the same slice of it.
 */
import type { Happening } from '../core/happening.js';
import type { Room } from '../core/world.js';
import type { WireClass } from '../dialects/dialect.js';
import type { Outbox } from '../net/outbox.js';

/** What the fan-out needs to know of a connection. */
export interface Listener {
  readonly wireClass: WireClass;
  readonly outbox: Outbox;
  /** The logs of the rooms it hears. */
  readonly hears: Set<ClassLog>;
  /** Where it has got to in logs of which it did not hear all, this turn. */
  readonly marks: Map<ClassLog, number>;
  /** What waits for it has passed the limit. */
  readonly fellBehind: () => void;
}

/** Bytes of a fresh slab: a quiet room's turn fits, and 2,000 quiet rooms take little. */
const SLAB_BYTES = 4096;
/** Bytes beyond which a slab does not double any more. */
const SLAB_BYTES_MAX = 262_144;

/** The lines of one room in one class since the last flush. */
class ClassLog {
  readonly listeners = new Set<Listener>();
  private slab = Buffer.alloc(0);
  private start = 0;
  private end = 0;
  private whole: Buffer | null = null;
  /** When it got something to go out with the next flush, among other logs. */
  begun = 0;

  constructor(readonly wireClass: WireClass) {}

  /** The position behind the last line, counted from the last flush. */
  get length(): number {
    return this.end - this.start;
  }

  append(line: string): void {
    // Three bytes a UTF-16 unit is the most that UTF-8 takes.
    this.reserve(line.length * 3);
    this.end += this.slab.write(line, this.end, 'utf8');
    this.whole = null;
  }

  /** The same Buffer for everyone who heard all of it. */
  since(position: number): Buffer {
    if (position !== 0) return this.slab.subarray(this.start + position, this.end);
    this.whole ??= this.slab.subarray(this.start, this.end);
    return this.whole;
  }

  /** Slices already handed out stay as they are: the next lines go behind them. */
  clear(): void {
    this.start = this.end;
    this.whole = null;
  }

  private reserve(bytes: number): void {
    if (this.end + bytes <= this.slab.length) return;
    const needed = this.length + bytes;
    const grown = Math.min(
      SLAB_BYTES_MAX,
      Math.max(SLAB_BYTES, this.slab.length * (this.start === 0 ? 2 : 1)),
    );
    const slab = Buffer.allocUnsafeSlow(Math.max(grown, needed));
    this.slab.copy(slab, 0, this.start, this.end);
    this.end -= this.start;
    this.start = 0;
    this.slab = slab;
    this.whole = null;
  }
}

/** Comings and goings may wait a little for each other. */
export function mayWait({ kind }: Happening): boolean {
  return kind === 'joined' || kind === 'left' || kind === 'quit';
}

export class FanOut {
  private readonly rooms = new Map<Room, Map<WireClass, ClassLog>>();
  /** Logs that go out with the next flush. */
  private readonly active = new Set<ClassLog>();
  /** Logs with nothing but comings and goings, which may wait a little. */
  private readonly lazy = new Set<ClassLog>();
  private readonly waiting = new Set<Listener>();
  private begins = 0;

  subscribe(listener: Listener, room: Room): void {
    const log = this.logOf(room, listener.wireClass);
    log.listeners.add(listener);
    listener.hears.add(log);
    if (log.length > 0) listener.marks.set(log, log.length);
  }

  unsubscribe(listener: Listener, room: Room): void {
    const logs = this.rooms.get(room);
    const log = logs?.get(listener.wireClass);
    if (logs === undefined || log === undefined) return;
    this.settleAll(listener);
    this.drop(listener, log);
    if (log.listeners.size > 0) return;
    logs.delete(listener.wireClass);
    this.active.delete(log);
    this.lazy.delete(log);
    if (logs.size === 0) this.rooms.delete(room);
  }

  private drop(listener: Listener, log: ClassLog): void {
    log.listeners.delete(listener);
    listener.hears.delete(log);
    listener.marks.delete(log);
  }

  /** The listener hears nothing any more, whatever rooms it was in. */
  forget(listener: Listener): void {
    for (const room of this.roomsOf(listener)) this.unsubscribe(listener, room);
  }

  private roomsOf(listener: Listener): readonly Room[] {
    if (listener.hears.size === 0) return [];
    const heard = Array.from(this.rooms).filter(([, logs]) => {
      return logs.get(listener.wireClass)?.listeners.has(listener) === true;
    });
    return heard.map(([room]) => room);
  }

  /** The listener's class changes in `change`: it hears the same rooms in its new class from here on. */
  reclass(listener: Listener, change: () => void): void {
    const rooms = this.roomsOf(listener);
    for (const room of rooms) this.unsubscribe(listener, room);
    change();
    for (const room of rooms) this.subscribe(listener, room);
  }

  /** Everyone in the rooms gets it once, but for `except`, whose own lines are made elsewhere. */
  publish(rooms: readonly Room[], happening: Happening, except: Listener | null): void {
    const [only] = rooms;
    if (only === undefined) return;
    if (rooms.length === 1) this.publishInRoom(only, happening, except);
    else this.publishOnce(rooms, happening, except);
  }

  private publishInRoom(room: Room, happening: Happening, except: Listener | null): void {
    for (const log of this.rooms.get(room)?.values() ?? []) {
      const line = log.wireClass.encode(happening);
      if (line === null) continue;
      const skips = except !== null && log.listeners.has(except);
      if (skips) this.settle(except, log);
      log.append(line);
      this.goesOut(log, happening);
      if (skips) except.marks.set(log, log.length);
    }
  }

  /** Whatever is said takes the comings and goings before it along, so that everything keeps its order. */
  private goesOut(log: ClassLog, happening: Happening): void {
    if (this.active.has(log)) return;
    log.begun = this.begins += 1;
    if (mayWait(happening)) {
      this.lazy.add(log);
    } else {
      this.lazy.delete(log);
      this.active.add(log);
    }
  }

  private publishOnce(rooms: readonly Room[], happening: Happening, except: Listener | null): void {
    const encoded = new Map<WireClass, Buffer | null>();
    const told = new Set<Listener | null>([except]);
    for (const room of rooms) {
      for (const log of this.rooms.get(room)?.values() ?? []) {
        for (const listener of log.listeners) {
          if (told.has(listener)) continue;
          told.add(listener);
          const line = this.encodedFor(listener.wireClass, happening, encoded);
          if (line !== null) this.send(listener, line);
        }
      }
    }
  }

  private encodedFor(
    wireClass: WireClass,
    happening: Happening,
    encoded: Map<WireClass, Buffer | null>,
  ): Buffer | null {
    let line = encoded.get(wireClass);
    if (line === undefined) {
      const text = wireClass.encode(happening);
      line = text === null ? null : Buffer.from(text);
      encoded.set(wireClass, line);
    }
    return line;
  }

  /** Bytes for one listener alone, after all it has heard up to now. */
  send(listener: Listener, bytes: Buffer): void {
    this.settleAll(listener);
    this.wait(listener, bytes);
  }

  /** Those who hear other rooms too get what was said in this one before whatever is said there from now on. */
  settleRoom(room: Room): void {
    for (const log of this.rooms.get(room)?.values() ?? []) {
      for (const listener of log.listeners) {
        if (listener.hears.size > 1) this.settleAll(listener);
      }
    }
  }

  /** Hands the listener what it has heard anywhere so far: of several rooms first the one that spoke first. */
  private settleAll(listener: Listener): void {
    const [only] = listener.hears;
    if (only !== undefined && listener.hears.size === 1) {
      this.settle(listener, only);
      return;
    }
    const spoken = Array.from(listener.hears).filter((log) => log.length > 0);
    for (const log of spoken.sort((a, b) => a.begun - b.begun)) this.settle(listener, log);
  }

  /** Hands the listener what it has heard in this log so far. */
  private settle(listener: Listener, log: ClassLog): void {
    const from = listener.marks.get(log) ?? 0;
    if (from === log.length) return;
    this.wait(listener, log.since(from));
    listener.marks.set(log, log.length);
  }

  get hasLazy(): boolean {
    return this.lazy.size > 0;
  }

  /** As `flush`, and the comings and goings that have waited. */
  flushAll(): void {
    for (const log of this.lazy) this.active.add(log);
    this.lazy.clear();
    this.flush();
  }

  /** One write per listener, for all that came together since the last flush. */
  flush(): void {
    const slow: Listener[] = [];
    const isOnly = this.active.size === 1;
    for (const log of this.active) {
      for (const listener of log.listeners) {
        const bytes = this.finish(listener, log);
        if (bytes === null) continue;
        // Mostly one room has spoken, and nothing else waits: the shared slice goes out without a detour.
        if (!isOnly || !listener.outbox.isEmpty) this.wait(listener, bytes);
        else if (!listener.outbox.write(bytes)) slow.push(listener);
      }
      log.clear();
    }
    this.active.clear();
    for (const listener of this.waiting) if (!listener.outbox.flush()) slow.push(listener);
    this.waiting.clear();
    for (const listener of slow) listener.fellBehind();
  }

  private wait(listener: Listener, bytes: Buffer): void {
    listener.outbox.add(bytes);
    this.waiting.add(listener);
  }

  /** What the listener has yet to hear of this log, when nothing of the turn need be remembered any more. */
  private finish({ marks }: Listener, log: ClassLog): Buffer | null {
    if (marks.size === 0) return log.since(0);
    const from = marks.get(log) ?? 0;
    marks.delete(log);
    return from === log.length ? null : log.since(from);
  }

  private logOf(room: Room, wireClass: WireClass): ClassLog {
    let logs = this.rooms.get(room);
    if (logs === undefined) {
      logs = new Map();
      this.rooms.set(room, logs);
    }
    let log = logs.get(wireClass);
    if (log === undefined) {
      log = new ClassLog(wireClass);
      logs.set(wireClass, log);
    }
    return log;
  }
}

export type { ClassLog };
