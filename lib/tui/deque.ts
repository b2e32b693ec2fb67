/** A list that grows and shrinks at both ends at the cost of one step, and whose items keep their indexes. */

/** Room in a new list; it doubles when it is full. */
const SLOTS_AT_FIRST = 64;

export class Deque<T> {
  /** There is always a power of two of slots, so that an index finds its own below zero too. */
  private slots: (T | undefined)[] = Array.from({ length: SLOTS_AT_FIRST });
  private start = 0;
  private end = 0;

  /** The index of the first item; below zero after things were put in front. */
  get first(): number {
    return this.start;
  }

  /** The index behind the last item. */
  get next(): number {
    return this.end;
  }

  get length(): number {
    return this.end - this.start;
  }

  at(index: number): T | undefined {
    return index < this.start || index >= this.end ? undefined : this.slots[this.slot(index)];
  }

  /** Replaces an item that is there. */
  set(index: number, item: T): void {
    this.slots[this.slot(index)] = item;
  }

  push(item: T): void {
    this.makeRoom();
    this.slots[this.slot(this.end)] = item;
    this.end += 1;
  }

  unshift(item: T): void {
    this.makeRoom();
    this.start -= 1;
    this.slots[this.slot(this.start)] = item;
  }

  shift(): void {
    if (this.length === 0) return;
    this.slots[this.slot(this.start)] = undefined;
    this.start += 1;
  }

  pop(): void {
    if (this.length === 0) return;
    this.end -= 1;
    this.slots[this.slot(this.end)] = undefined;
  }

  /** Indexes go on from where they were. */
  clear(): void {
    this.start = this.end;
    this.slots = Array.from({ length: SLOTS_AT_FIRST });
  }

  private slot(index: number): number {
    return index & (this.slots.length - 1);
  }

  private makeRoom(): void {
    const { slots } = this;
    if (this.length < slots.length) return;
    this.slots = Array.from({ length: slots.length * 2 });
    for (let index = this.start; index < this.end; index += 1)
      this.slots[this.slot(index)] = slots[index & (slots.length - 1)];
  }
}
