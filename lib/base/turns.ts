/** Work of which so much is done at a time; the rest waits. Those who want much wait longer than those who want little. */
export class Turns {
  private running = 0;
  /** Whose turn is next comes first; each of them keeps the order of its own. */
  private readonly waiting = new Map<string, (() => void)[]>();

  constructor(private readonly atOnce: number) {}

  /** How much waits for its turn. */
  get waitingCount(): number {
    return Array.from(this.waiting.values()).reduce((sum, mine) => sum + mine.length, 0);
  }

  /** How much of it waits for `who`. */
  waitingFor(who: string): number {
    return this.waiting.get(who)?.length ?? 0;
  }

  /** Resolves or rejects as the work does. */
  async take<Result>(who: string, work: () => Promise<Result>): Promise<Result> {
    if (this.running >= this.atOnce) await new Promise<void>((resolve) => this.queue(who, resolve));
    else this.running += 1;
    try {
      return await work();
    } finally {
      // Whoever waits takes the place as it is: nobody slips in between.
      const next = this.next();
      if (next === undefined) this.running -= 1;
      else next();
    }
  }

  private queue(who: string, start: () => void): void {
    const mine = this.waiting.get(who);
    if (mine === undefined) this.waiting.set(who, [start]);
    else mine.push(start);
  }

  /** One of whoever has waited longest for a turn, and then it is the others' turn. */
  private next(): (() => void) | undefined {
    for (const [who, mine] of this.waiting) {
      const start = mine.shift();
      this.waiting.delete(who);
      if (mine.length > 0) this.waiting.set(who, mine);
      return start;
    }
    return undefined;
  }
}
