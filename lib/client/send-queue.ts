/** Messages typed here, from the key to the server's word that it has them: waiting, sent, acknowledged. */
import { fold, sameName } from '../base/casefold.js';
import { take, tokenBucket, waitFor, type TokenBucket } from '../base/bucket.js';
import type { Millis } from '../base/result.js';
import type { Snippet } from '../protocol/snippet.js';

/** Unacknowledged lines at a time, or one message that has more: far below any server's flood control, and enough for a pipe at full speed. */
export const WINDOW = 10;

/** Without acknowledgements we can only guess what a server bears: RFC 1459 servers let 5 go and then 1 in 2 s to 2 a second. */
const BLIND_BURST = 5;
const BLIND_PER_SECOND = 2;

export interface Outgoing {
  readonly id: number;
  readonly target: string;
  readonly how: 'message' | 'action';
  readonly text: string;
  readonly typedAt: Millis;
  /** Our own name for it, by which a server takes it only once; empty where nobody made one. */
  readonly key: string;
  state: 'waiting' | 'sent';
  /** It may have arrived already, over a connection that was lost. */
  again: boolean;
  /** The id of the message that it answers. */
  readonly replyTo?: string;
  readonly snippet?: Snippet;
}

/** What is to be known of a message to queue it. */
export interface Saying {
  readonly target: string;
  readonly how: 'message' | 'action';
  readonly text: string;
  /** The id of the message that it answers. */
  readonly replyTo?: string;
  /** The part of a snippet that it is. */
  readonly snippet?: Snippet;
}

export interface SendQueue {
  /** In the order typed; those acknowledged or refused are gone. */
  items: Outgoing[];
  nextId: number;
  /** Grows with every change, so that whoever keeps a copy sees that there was one. */
  changes: number;
  readonly blind: TokenBucket;
}

export function sendQueue(now: Millis): SendQueue {
  return { items: [], nextId: 1, changes: 0, blind: tokenBucket(BLIND_BURST, BLIND_PER_SECOND, now) };
}

export function enqueue(queue: SendQueue, message: Saying, now: Millis, key = ''): Outgoing {
  const { target, how, text, replyTo, snippet } = message;
  const id = queue.nextId;
  const item: Outgoing = {
    id,
    target,
    how,
    text,
    typedAt: now,
    key,
    state: 'waiting',
    again: false,
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(snippet === undefined ? {} : { snippet }),
  };
  queue.nextId += 1;
  queue.changes += 1;
  queue.items.push(item);
  return item;
}

/** A message as it outlives the program. */
export type KeptLine = Omit<Outgoing, 'id' | 'state'>;

/** What was left unsent by an earlier start goes out before what has been typed since. */
export function restore(queue: SendQueue, lines: readonly KeptLine[]): void {
  const known = new Set(queue.items.map((item) => item.key));
  const items = lines
    .filter(({ key }) => key === '' || !known.has(key))
    .map((line, index): Outgoing => ({ ...line, id: queue.nextId + index, state: 'waiting' }));
  queue.nextId += items.length;
  queue.changes += 1;
  queue.items = [...items, ...queue.items];
}

/** What the next start would have to send, should this one end now. */
export function unsentLines(queue: SendQueue): readonly KeptLine[] {
  return queue.items.map(({ target, how, text, typedAt, key, again, state, replyTo, snippet }) => ({
    target,
    how,
    text,
    typedAt,
    key,
    again: again || state === 'sent',
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(snippet === undefined ? {} : { snippet }),
  }));
}

/** The person does not want them said any more. */
export function dropUnsent(queue: SendQueue, items: readonly Outgoing[]): void {
  const dropped = new Set(items);
  queue.items = queue.items.filter((item) => !dropped.has(item));
  queue.changes += 1;
}

/** How the server acknowledges: by the label given, by echoing in order, or not at all. */
export type Acknowledging = 'label' | 'echo' | 'none';

/** Characters of a line, roughly. */
const LINE_CHARS = 400;

/** How many lines it takes on the wire, roughly. */
export function linesOf({ text }: Saying): number {
  if (text.length <= LINE_CHARS && !text.includes('\n')) return 1;
  return text.split('\n').reduce((sum, line) => sum + 1 + Math.floor(line.length / LINE_CHARS), 0);
}

/** Takes what may be sent now and marks it sent; nothing overtakes what was typed to the same place before it. */
export function takeSendable(
  queue: SendQueue,
  acknowledging: Acknowledging,
  open: (target: string) => boolean,
  now: Millis,
): readonly Outgoing[] {
  const ready: Outgoing[] = [];
  let unacknowledged = queue.items
    .filter((item) => item.state === 'sent')
    .reduce((sum, item) => sum + linesOf(item), 0);
  for (const item of shortFirst(queue.items)) {
    if (item.state === 'sent' || !open(item.target)) continue;
    const lines = linesOf(item);
    if (unacknowledged > 0 && unacknowledged + lines > WINDOW) break;
    if (acknowledging !== 'label' && !take(queue.blind, now)) break;
    item.state = 'sent';
    queue.changes += 1;
    unacknowledged += lines;
    ready.push(item);
  }
  if (acknowledging === 'none') queue.items = queue.items.filter((item) => item.state !== 'sent');
  return ready;
}

/** A place for which more waits than goes out at once lets the others go before it: a long paste holds up its own room. */
function shortFirst(items: readonly Outgoing[]): readonly Outgoing[] {
  // Mostly all is for one place, and a pipe may have put much there.
  if (items.every(({ target }) => target === items[0]?.target)) return items;
  const waiting = new Map<string, number>();
  for (const item of items) {
    const place = fold(item.target);
    waiting.set(place, (waiting.get(place) ?? 0) + linesOf(item));
  }
  const isLong = (item: Outgoing): boolean => (waiting.get(fold(item.target)) ?? 0) > WINDOW;
  return [...items.filter((item) => !isLong(item)), ...items.filter(isLong)];
}

/** When to try again by itself: only where the pace, and not the server, holds messages back. */
export function sendAgainAt(
  queue: SendQueue,
  acknowledging: Acknowledging,
  open: (target: string) => boolean,
  now: Millis,
): Millis | null {
  if (acknowledging === 'label') return null;
  if (!queue.items.some((item) => item.state === 'waiting' && open(item.target))) return null;
  const wait = waitFor(queue.blind, now);
  return wait === 0 ? null : now + wait;
}

/** Removes one, acknowledged or refused, and returns it. */
export function settle(queue: SendQueue, id: number): Outgoing | null {
  const item = queue.items.find((one) => one.id === id && one.state === 'sent');
  if (item === undefined) return null;
  queue.items = queue.items.filter((one) => one !== item);
  queue.changes += 1;
  return item;
}

/** Where there are no labels, a server still answers in order: the oldest one sent to that target. */
export function settleOldest(queue: SendQueue, target: string): Outgoing | null {
  const item = queue.items.find((one) => one.state === 'sent' && sameName(one.target, target));
  return item === undefined ? null : settle(queue, item.id);
}

/** What was refused for a reason that will pass waits again, in its old place. */
export function putBack(queue: SendQueue, item: Outgoing): void {
  item.state = 'waiting';
  // What an earlier start left has later ids than what had been typed before it was read.
  queue.items = [...queue.items, item].sort((one, other) => one.typedAt - other.typedAt || one.id - other.id);
  queue.changes += 1;
}

/** Removes what still waits for a place that is gone; what was sent gets the server's answer. */
export function settleTarget(queue: SendQueue, target: string): readonly Outgoing[] {
  const gone = queue.items.filter((item) => item.state === 'waiting' && sameName(item.target, target));
  queue.items = queue.items.filter((item) => !gone.includes(item));
  queue.changes += 1;
  return gone;
}

/** After a lost connection: what nobody acknowledged is sent again, in its old order. */
export function sendAllAgain(queue: SendQueue): void {
  for (const item of queue.items) {
    if (item.state === 'sent') item.again = true;
    item.state = 'waiting';
  }
  queue.changes += 1;
}
