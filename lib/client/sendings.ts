/** What one Enter has sent, as long as the server has not taken all of it: how much is to go, and what can be stopped. */
import { sameName } from '../base/casefold.js';
import { WINDOW, type Outgoing, type SendQueue } from './send-queue.js';

export interface Sending {
  /** All of one Enter has one time; never empty. */
  readonly items: readonly Outgoing[];
  /** As people count them. */
  readonly lines: number;
  /** It is more than goes out at once, so that the server's flood control is felt. */
  readonly isLong: boolean;
}

/** In the order typed. */
export function sendingsTo(queue: SendQueue, place: string): readonly Sending[] {
  const byTime = new Map<number, Outgoing[]>();
  for (const item of queue.items) {
    if (!sameName(item.target, place)) continue;
    const others = byTime.get(item.typedAt);
    if (others === undefined) byTime.set(item.typedAt, [item]);
    else others.push(item);
  }
  return Array.from(byTime.values(), (items) => {
    const lines = linesToGo(items);
    return { items, lines, isLong: lines > WINDOW };
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
