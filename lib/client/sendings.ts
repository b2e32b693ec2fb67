/** What one Enter has sent, as long as the server has not taken all of it: how much is to go, and what can be stopped. */
import { sameName } from '../base/casefold.js';
import type { Millis } from '../base/result.js';
import { WINDOW, type Outgoing, type SendQueue } from './send-queue.js';

export interface Sending {
  /** All of one Enter has one time; never empty. */
  readonly items: readonly Outgoing[];
  /** As people count them. */
  readonly lines: number;
  /** The server's flood control is felt: what comes and is taken at once need not be told. */
  readonly isLong: boolean;
}

/** Lines that a server lets go at once, roughly, and milliseconds after which fewer have been waiting long. */
const BURST_LINES = 40;
const SLOW_MS = 500;

/** In the order typed. */
export function sendingsTo(queue: SendQueue, place: string, now: Millis): readonly Sending[] {
  const byTime = new Map<number, Outgoing[]>();
  for (const item of queue.items) {
    if (!sameName(item.target, place)) continue;
    const others = byTime.get(item.typedAt);
    if (others === undefined) byTime.set(item.typedAt, [item]);
    else others.push(item);
  }
  return Array.from(byTime, ([typedAt, items]) => {
    const lines = linesToGo(items);
    const isSlow = lines > BURST_LINES || now - typedAt >= SLOW_MS;
    return { items, lines, isLong: lines > WINDOW && isSlow };
  });
}

/** Of what one Enter has sent, that which is not on its way yet: the rest of it can be stopped. */
export function stoppable(sendings: readonly Sending[]): readonly Outgoing[] {
  return sendings
    .filter(({ isLong }) => isLong)
    .flatMap(({ items }) => items.filter(({ state }) => state === 'waiting'));
}

export function linesToGo(items: readonly Outgoing[]): number {
  return items.reduce((sum, { text }) => sum + text.split('\n').length, 0);
}
