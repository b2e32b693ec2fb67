/**
 * A long list of entries seen through a window: bounded, wrapped only where it is seen, and still under the reader's
 * eyes while more arrives below. The cost of everything here is independent of how many entries there are.
 */
import { Deque } from './deque.js';
import type { Row } from './frame.js';

/** Entries kept: a day of a busy room (about 200 bytes each). */
export const TIMELINE_CAPACITY = 100_000;

export interface TimelineOptions<T> {
  /** The rows of one entry at a width; called for what is seen and for what arrives while scrolled. `before` is the entry above. */
  readonly layout: (entry: T, width: number, before: T | undefined) => readonly Row[];
  /** Whether an entry that arrives out of sight counts as new; left out, all do. */
  readonly isNews?: (entry: T) => boolean;
  /** Whether it counts as "for you" too. */
  readonly isForMe: (entry: T) => boolean;
  readonly capacity?: number;
}

/** What has arrived since the reader left the end, and was not seen yet. */
export interface Below {
  readonly count: number;
  readonly forMe: number;
}

/** The end, wherever that is by then; or the entry at the bottom, and how many of its rows are hidden. */
export type Position = 'end' | { readonly bottom: number; readonly hidden: number };

const NOTHING_BELOW: Below = { count: 0, forMe: 0 };

/** Changed in place: a list of 100,000 entries is not copied for a new one. */
export class Timeline<T> {
  private readonly entries = new Deque<T>();
  private readonly capacity: number;
  /** The entry at the bottom of the window, and how many of its rows are hidden below. Only when not following. */
  private bottom = 0;
  private hidden = 0;
  private following = true;
  /** Stays exactly as it is, also where it is not full. */
  private pinned = false;
  private below: Below = NOTHING_BELOW;
  /** The oldest entry that has not been on the screen. Only when not following. */
  private unseen = 0;
  private cache = new Map<number, readonly Row[]>();
  private cacheWidth = 0;

  constructor(private readonly options: TimelineOptions<T>) {
    this.capacity = options.capacity ?? TIMELINE_CAPACITY;
  }

  get length(): number {
    return this.entries.length;
  }

  private get first(): number {
    return this.entries.first;
  }

  private get next(): number {
    return this.entries.next;
  }

  get isFollowing(): boolean {
    return this.following;
  }

  /** Whether something is below the window: one may hold still at the very end, too. */
  get hasBelow(): boolean {
    return !this.following && (this.bottom < this.next - 1 || this.hidden > 0);
  }

  get newBelow(): Below {
    return this.below;
  }

  append(entry: T): void {
    if (this.length === this.capacity) this.dropOldest();
    this.entries.push(entry);
    if (!this.following) this.count(entry, 1);
  }

  private count(entry: T, by: 1 | -1): void {
    const { isNews, isForMe } = this.options;
    if (isNews?.(entry) === false) return;
    const { count, forMe } = this.below;
    this.below = { count: count + by, forMe: forMe + (isForMe(entry) ? by : 0) };
  }

  /** What the window has come down to is not new any more. */
  private noteSeen(): void {
    for (; !this.following && this.unseen <= this.bottom; this.unseen += 1) {
      const entry = this.at(this.unseen);
      if (entry !== undefined) this.count(entry, -1);
    }
  }

  /**
   * Puts older entries, oldest first, before all others; what is on the screen stays where it is. Where there is not
   * room for all of them the oldest are left out. Returns how many there was room for.
   */
  prepend(older: readonly T[]): number {
    const count = Math.min(older.length, this.capacity - this.length);
    this.cache.delete(this.first);
    for (const entry of older.slice(older.length - count).reverse()) this.entries.unshift(entry);
    return count;
  }

  /** Takes away the oldest entry. */
  dropOldest(): void {
    if (this.length === 0) return;
    this.cache.delete(this.first);
    this.entries.shift();
    // What was laid out as the second is the first now.
    this.cache.delete(this.first);
    // What the reader looked at is gone: the window moves to the oldest there is.
    if (this.length === 0) this.toEnd();
    else if (this.bottom < this.first) {
      this.bottom = this.first;
      this.hidden = 0;
    }
  }

  /** Takes away the newest entry. */
  dropNewest(): void {
    const newest = this.fromEnd(0);
    if (newest === undefined) return;
    if (!this.following && this.unseen < this.next) this.count(newest, -1);
    this.cache.delete(this.next - 1);
    this.entries.pop();
    this.unseen = Math.min(this.unseen, this.next);
    if (this.length === 0) this.toEnd();
    else if (this.bottom >= this.next) {
      this.bottom = this.next - 1;
      this.hidden = 0;
    }
  }

  /** The age of the entry at the bottom of the window. */
  get bottomAge(): number {
    return this.following ? 0 : this.next - 1 - this.bottom;
  }

  /** An entry by its age: 0 is the newest. */
  fromEnd(index: number): T | undefined {
    return index < this.length ? this.at(this.next - 1 - index) : undefined;
  }

  /** An entry by its place: 0 is the oldest. */
  fromStart(index: number): T | undefined {
    return index < this.length ? this.at(this.first + index) : undefined;
  }

  /** The newest entry that `isIt`, looking back at most `depth` entries. */
  find(isIt: (entry: T) => boolean, depth: number): T | undefined {
    for (let index = this.next - 1; index >= Math.max(this.first, this.next - depth); index -= 1) {
      const entry = this.at(index);
      if (entry !== undefined && isIt(entry)) return entry;
    }
    return undefined;
  }

  /** The entry nearest to another that `isIt`, before it (-1) or after it (1); undefined where there is none. */
  nextFrom(entry: T, direction: -1 | 1, isIt: (entry: T) => boolean): T | undefined {
    const from = this.indexOf(entry);
    if (from === null) return undefined;
    for (let index = from + direction; index >= this.first && index < this.next; index += direction) {
      const other = this.at(index);
      if (other !== undefined && isIt(other)) return other;
    }
    return undefined;
  }

  private indexOf(entry: T): number | null {
    for (let index = this.next - 1; index >= this.first; index -= 1)
      if (this.at(index) === entry) return index;
    return null;
  }

  /** The newest entry of the window that `isIt`, or else the newest one above it. */
  newestShown(isIt: (entry: T) => boolean): T | undefined {
    for (let index = this.following ? this.next - 1 : this.bottom; index >= this.first; index -= 1) {
      const entry = this.at(index);
      if (entry !== undefined && isIt(entry)) return entry;
    }
    return undefined;
  }

  /** The entry of which a row of the window is part, counted from the window's first row. */
  atRow(row: number, width: number, height: number): T | undefined {
    const shown: (T | undefined)[] = [];
    let index = this.following ? this.next - 1 : this.bottom;
    let skip = this.following ? 0 : this.hidden;
    for (; index >= this.first && shown.length < height; index -= 1) {
      const rows = this.rowsOf(index, width).length - skip;
      for (let left = rows; left > 0 && shown.length < height; left -= 1) shown.push(this.at(index));
      skip = 0;
    }
    return shown.reverse()[row];
  }

  /** Moves the window as little as it takes to show an entry whole. It holds still from then on. */
  reveal(entry: T, width: number, height: number): void {
    const index = this.indexOf(entry);
    if (index === null) return;
    this.leaveEnd();
    const rows = this.rowsOf(index, width).length;
    if (index >= this.bottom) {
      this.bottom = index;
      this.hidden = 0;
      this.keepFull(width, height);
    } else if (this.rowsBetween(index, width) > height) {
      this.bottom = index;
      this.hidden = 0;
      this.down(Math.max(0, height - rows), width);
    }
    this.pin();
  }

  /** Rows from the first of an entry to the last of the window. */
  private rowsBetween(index: number, width: number): number {
    let rows = -this.hidden;
    for (let at = index; at <= this.bottom; at += 1) {
      rows += this.rowsOf(at, width).length;
      // Far enough to know.
      if (at - index > 500) return Infinity;
    }
    return rows;
  }

  /** Replaces every entry that is to be another one. */
  replaceEach(change: (entry: T) => T): boolean {
    let changed = false;
    for (let index = this.first; index < this.next; index += 1) {
      const entry = this.at(index);
      if (entry === undefined) continue;
      const other = change(entry);
      if (other === entry) continue;
      this.entries.set(index, other);
      changed = true;
    }
    if (changed) this.cache.clear();
    return changed;
  }

  /** Whether the oldest entry is seen whole: there is nothing above to scroll to. */
  isAtTop(width: number, height: number): boolean {
    let shown = this.following ? 0 : -this.hidden;
    for (let index = this.following ? this.next - 1 : this.bottom; index >= this.first; index -= 1) {
      shown += this.rowsOf(index, width).length;
      if (shown > height) return false;
    }
    return true;
  }

  /** Moves the window so that an entry is in its middle; false when it is not here. */
  show(isIt: (entry: T) => boolean, width: number, height: number): boolean {
    for (let index = this.next - 1; index >= this.first; index -= 1) {
      const entry = this.at(index);
      if (entry === undefined || !isIt(entry)) continue;
      this.leaveEnd();
      this.bottom = index;
      this.hidden = 0;
      this.scroll(Math.floor(height / 2), width, height);
      return true;
    }
    return false;
  }

  /** Replaces the newest entry that `isIt`, looking back at most `depth` entries. False when there is none. */
  replaceRecent(isIt: (entry: T) => boolean, entry: T, depth = 1000): boolean {
    for (let index = this.next - 1; index >= Math.max(this.first, this.next - depth); index -= 1) {
      const old = this.at(index);
      if (old === undefined || !isIt(old)) continue;
      this.entries.set(index, entry);
      this.cache.delete(index);
      this.cache.delete(index + 1);
      return true;
    }
    return false;
  }

  clear(): void {
    this.entries.clear();
    this.cache.clear();
    this.toEnd();
  }

  /** Forgets how entries were laid out, when something that changes all of them has changed. */
  relayout(): void {
    this.cache.clear();
  }

  /** Moves the window by rows: negative is up, towards older entries. `height` is the window's. */
  scroll(rows: number, width: number, height: number): void {
    if (this.length === 0) return;
    this.leaveEnd();
    this.pinned = false;
    this.fitHidden(width);
    if (rows < 0) this.up(-rows, width, height);
    else this.down(rows, width);
    this.noteSeen();
  }

  /** Where the window stands, to come back to. */
  get position(): Position {
    return this.following ? 'end' : { bottom: this.bottom, hidden: this.hidden };
  }

  goTo(position: Position): void {
    if (position === 'end' || this.length === 0) {
      this.toEnd();
      return;
    }
    this.leaveEnd();
    this.bottom = Math.min(Math.max(position.bottom, this.first), this.next - 1);
    this.hidden = this.bottom === position.bottom ? position.hidden : 0;
  }

  /** Stays where it is while more comes, also at the end. */
  hold(): void {
    this.leaveEnd();
  }

  /** Holds still also where there would be room for more. */
  pin(): void {
    this.leaveEnd();
    this.pinned = true;
  }

  toEnd(): void {
    this.following = true;
    this.pinned = false;
    this.below = NOTHING_BELOW;
    this.hidden = 0;
  }

  /** Shows the oldest entries. */
  toStart(width: number, height: number): void {
    if (this.length === 0) return;
    this.leaveEnd();
    this.bottom = this.first;
    this.hidden = 0;
    this.fillFromTop(width, height);
    this.noteSeen();
  }

  /** The rows to show, at most `height`, oldest first. */
  visible(width: number, height: number): readonly Row[] {
    // The window may have grown, or what it showed may have been dropped, since it was last moved.
    if (!this.following) {
      this.fitHidden(width);
      if (!this.pinned) this.keepFull(width, height);
      this.noteSeen();
    }
    const rows: Row[] = [];
    let index = this.following ? this.next - 1 : this.bottom;
    let skip = this.following ? 0 : this.hidden;
    for (; index >= this.first && rows.length < height; index -= 1) {
      const entry = this.rowsOf(index, width);
      const end = Math.max(0, entry.length - skip);
      for (let row = end - 1; row >= 0 && rows.length < height; row -= 1) rows.push(entry[row] ?? []);
      skip = 0;
    }
    this.forgetUnseen(index, height);
    return rows.reverse();
  }

  private leaveEnd(): void {
    if (!this.following) return;
    this.following = false;
    this.bottom = this.next - 1;
    this.hidden = 0;
    this.unseen = this.next;
    this.below = NOTHING_BELOW;
  }

  /** A wider window has fewer rows to hide: some of the entry at the bottom is always seen. */
  private fitHidden(width: number): void {
    this.hidden = Math.min(this.hidden, Math.max(0, this.rowsOf(this.bottom, width).length - 1));
  }

  private up(rows: number, width: number, height: number): void {
    let left = rows;
    while (left > 0 && this.bottom >= this.first) {
      const inEntry = this.rowsOf(this.bottom, width).length - this.hidden;
      if (left < inEntry) {
        this.hidden += left;
        break;
      }
      if (this.bottom === this.first) {
        this.fillFromTop(width, height);
        return;
      }
      left -= inEntry;
      this.bottom -= 1;
      this.hidden = 0;
    }
    this.keepFull(width, height);
  }

  private down(rows: number, width: number): void {
    let left = rows;
    while (left > 0) {
      if (left <= this.hidden) {
        this.hidden -= left;
        break;
      }
      left -= this.hidden;
      this.hidden = 0;
      if (this.bottom >= this.next - 1) break;
      this.bottom += 1;
      this.hidden = this.rowsOf(this.bottom, width).length;
    }
    if (this.bottom >= this.next - 1 && this.hidden === 0) this.toEnd();
  }

  /** The window may not show less than a full page while there is one above or below. */
  private keepFull(width: number, height: number): void {
    let shown = 0;
    for (let index = this.bottom; index >= this.first && shown < height; index -= 1) {
      shown += this.rowsOf(index, width).length - (index === this.bottom ? this.hidden : 0);
    }
    if (shown < height) this.fillFromTop(width, height);
  }

  private fillFromTop(width: number, height: number): void {
    let shown = 0;
    for (let index = this.first; index < this.next; index += 1) {
      shown += this.rowsOf(index, width).length;
      this.bottom = index;
      if (shown >= height) break;
    }
    this.hidden = Math.max(0, shown - height);
    if (this.bottom >= this.next - 1 && this.hidden === 0) this.toEnd();
  }

  private at(index: number): T | undefined {
    return this.entries.at(index);
  }

  private rowsOf(index: number, width: number): readonly Row[] {
    if (width !== this.cacheWidth) {
      this.cache.clear();
      this.cacheWidth = width;
    }
    let rows = this.cache.get(index);
    if (rows === undefined) {
      const entry = this.at(index);
      const before = index > this.first ? this.at(index - 1) : undefined;
      rows = entry === undefined ? [] : this.options.layout(entry, width, before);
      this.cache.set(index, rows);
    }
    return rows;
  }

  /** Keeps what is near the window laid out, and no more. */
  private forgetUnseen(top: number, height: number): void {
    if (this.cache.size < height * 8 + 64) return;
    for (const index of this.cache.keys()) {
      if (index < top - height * 2 || index > top + height * 4) this.cache.delete(index);
    }
  }
}
