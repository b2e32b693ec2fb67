/** A list of bounded length: what is pushed beyond the capacity drops the oldest. */
export class Ring<T> {
  private readonly items: T[] = [];
  private start = 0;

  constructor(private readonly capacity: number) {}

  get length(): number {
    return this.items.length;
  }

  push(item: T): void {
    if (this.items.length < this.capacity) {
      this.items.push(item);
      return;
    }
    this.items[this.start] = item;
    this.start = (this.start + 1) % this.capacity;
  }

  /** The newest `count`, oldest first. */
  last(count: number): T[] {
    const length = Math.min(Math.max(0, count), this.items.length);
    const result: T[] = [];
    for (let index = this.items.length - length; index < this.items.length; index += 1) {
      const item = this.items[(this.start + index) % this.items.length];
      if (item !== undefined) result.push(item);
    }
    return result;
  }
}
