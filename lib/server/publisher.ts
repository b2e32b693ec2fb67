/** The fan-out with its clock: what was said goes out at the end of the turn, comings and goings a little later. */
import { fold, type Folded } from '../base/casefold.js';
import type { Happening } from '../core/happening.js';
import type { Room } from '../core/world.js';
import { FanOut, mayWait, type Listener } from './fan-out.js';

/**
 * Milliseconds without another coming or going after which those before are told, and how long they may wait for that
 * where thousands come at once: each would be a write to all the others (docs/performance.md).
 */
const PRESENCE_MS = { quiet: 20, most: 500 };

/** People from whom on a write to each of them costs more than looking whether more has come in. */
const CROWD = 50;

/** What was published since the last flush and waits no longer for more: some kilobytes for each to read. */
const PUBLISHED_MAX = 64;

export class Publisher {
  private readonly fanOut = new FanOut();
  /** Names given up since the last flush, and the one room that was told. */
  private readonly freed = new Map<Folded, Room>();
  /** Rooms that were told since the last flush that somebody of that name is in them no longer. */
  private readonly left = new Map<Folded, Set<Room>>();
  private isScheduled = false;
  /** How much was published since the last flush. */
  private published = 0;
  /** Somebody has come or gone since the last turn. */
  private isStirred = false;
  private lazyTimer: NodeJS.Timeout | null = null;
  private quietTimer: NodeJS.Timeout | null = null;

  /** `crowd`: how many there are to be told. */
  constructor(private readonly crowd: () => number) {}

  subscribe(listener: Listener, room: Room): void {
    this.fanOut.subscribe(listener, room);
  }

  unsubscribe(listener: Listener, room: Room): void {
    this.fanOut.unsubscribe(listener, room);
  }

  /** As `FanOut.reclass`. */
  reclass(listener: Listener, change: () => void): void {
    this.fanOut.reclass(listener, change);
  }

  forget(listener: Listener): void {
    this.fanOut.forget(listener);
  }

  /** Everyone in the rooms gets it once, but for `except`, whose own lines are made elsewhere. */
  publish(rooms: readonly Room[], happening: Happening, except: Listener | null): void {
    this.orderNames(rooms, happening);
    this.fanOut.publish(rooms, happening, except);
    this.published += 1;
    if (mayWait(happening)) this.isStirred = true;
    this.schedule();
  }

  /** For one listener alone, after all it has heard up to now. */
  send(listener: Listener, text: string): void {
    this.fanOut.send(listener, Buffer.from(text));
    this.schedule();
  }

  /**
   * Rooms are flushed one after the other: that somebody gave up a name in one must not be heard after somebody else
   * has come under it into another, nor that somebody left one after they have taken another name in another.
   */
  private orderNames(rooms: readonly Room[], happening: Happening): void {
    const { kind, who } = happening;
    if (kind === 'renamed')
      for (const room of this.left.get(fold(who.name)) ?? []) this.fanOut.settleRoom(room);
    if (kind === 'joined' || kind === 'renamed') {
      const told = this.freed.get(fold(kind === 'renamed' ? happening.to : who.name));
      if (told !== undefined && (rooms.length > 1 || rooms[0] !== told)) this.fanOut.settleRoom(told);
    }
    const [only] = rooms;
    // Several rooms are told at once, in order.
    if ((kind === 'quit' || kind === 'renamed') && rooms.length === 1 && only !== undefined)
      this.freed.set(fold(who.name), only);
    if ((kind === 'left' || kind === 'kicked') && only !== undefined)
      this.noteLeft(kind === 'left' ? who.name : happening.name, only);
  }

  private noteLeft(name: string, room: Room): void {
    const rooms = this.left.get(fold(name));
    if (rooms === undefined) this.left.set(fold(name), new Set([room]));
    else rooms.add(room);
  }

  /** Nothing that waits tells of a name any more. */
  private forgetNames(): void {
    this.freed.clear();
    this.left.clear();
  }

  /** All that one turn of the event loop brought goes out together. */
  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    this.afterTurn(0);
  }

  /** Where several speak at once to a crowd, the next turn mostly brings more: what comes alone never waits for it. */
  private afterTurn(before: number): void {
    setImmediate(() => {
      const { published } = this;
      const isBurst = published > Math.max(1, before) && published < PUBLISHED_MAX;
      if (isBurst && this.crowd() >= CROWD) this.afterTurn(published);
      else this.flushTurn();
    });
  }

  private flushTurn(): void {
    this.isScheduled = false;
    this.published = 0;
    this.fanOut.flush();
    if (!this.fanOut.hasLazy) this.forgetNames();
    else if (this.isStirred) this.scheduleLazy();
    this.isStirred = false;
  }

  private scheduleLazy(): void {
    this.lazyTimer ??= setTimeout(() => this.flush(), PRESENCE_MS.most);
    if (this.quietTimer === null) this.quietTimer = setTimeout(() => this.flush(), PRESENCE_MS.quiet);
    else this.quietTimer.refresh();
  }

  /** Writes all that waits. */
  flush(): void {
    for (const timer of [this.lazyTimer, this.quietTimer]) if (timer !== null) clearTimeout(timer);
    this.lazyTimer = null;
    this.quietTimer = null;
    // Before it: whoever falls behind in it leaves, and that waits.
    this.forgetNames();
    this.fanOut.flushAll();
  }
}
