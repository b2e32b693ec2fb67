/** What has arrived here is told to who sent it, and what of ours has arrived elsewhere is counted. */
import { fold, sameName } from '../../base/casefold.js';
import type { Millis } from '../../base/result.js';
import type { ClientEvent, Speech } from '../../client/event.js';
import { deliveredLine, readersIn } from '../../client/receipts.js';
import { isRoomTarget } from '../../client/session.js';
import { findRoom } from '../../client/state.js';
import type { Entry } from '../entry.js';
import type { Request } from '../message.js';
import type { Model } from '../model.js';
import type { Window } from '../window.js';

/** Milliseconds between two receipts: with one for many messages, less than a tenth of what a server lets one send. */
const EVERY_MS = 1000;

/** People who wait for one; a receipt that comes late is worth little. */
const WAITING_MAX = 24;

/** Entries looked back at for the newest own message. */
const LOOK_BACK = 500;

/** The newest message of each sender in each place is all that is told. */
export function noteArrived(model: Model, { place, from, id, own, earlier, how }: Speech): void {
  const isSaid = how === 'message' || how === 'action';
  if (own || earlier || id === '' || !isSaid || model.settings.receipts === 'off') return;
  if (readersIn(model.session, place) === null) return;
  const key = `${fold(place)} ${fold(from)}`;
  model.receipts.delete(key);
  model.receipts.set(key, { who: from, id });
  const [oldest] = model.receipts.keys();
  if (model.receipts.size > WAITING_MAX && oldest !== undefined) model.receipts.delete(oldest);
}

/** One at a time; what waits when the connection is lost is not told any more. */
export function receiptRequests(model: Model): readonly Request[] {
  if (model.receipts.size === 0) return [];
  if (model.status.kind !== 'connected') model.receipts.clear();
  if (model.now - model.receiptAt < EVERY_MS) return [];
  const [first] = model.receipts;
  if (first === undefined) return [];
  const [key, { who, id }] = first;
  model.receipts.delete(key);
  model.receiptAt = model.now;
  return [{ kind: 'send-later', line: deliveredLine(model.session, who, id) }];
}

/** When the next one goes out; null while none waits. */
export function receiptAgainAt({ receipts, receiptAt }: Model): Millis | null {
  return receipts.size === 0 ? null : receiptAt + EVERY_MS;
}

/** Counted for the newest message of one's own in each window, and for nothing older. */
export function onDelivered(model: Model, { who, id }: Extract<ClientEvent, { kind: 'delivered' }>): void {
  if (model.settings.receipts === 'off') return;
  const window = model.windows.find((one) => newestOwn(one)?.id === id);
  const of = window === undefined ? null : readersIn(model.session, window.place);
  if (window === undefined || of === null || !isReader(model, window.place, who)) return;
  const before = window.delivered?.id === id ? window.delivered.who : [];
  if (before.some((name) => sameName(name, who))) return;
  window.delivered = { id, who: [...before, who], of };
  window.timeline.relayout();
}

function newestOwn({ timeline }: Window): Entry | undefined {
  return timeline.find(({ own, who }) => own && who !== '', LOOK_BACK);
}

function isReader({ session }: Model, place: string, who: string): boolean {
  if (!isRoomTarget(session, place)) return sameName(place, who);
  return findRoom(session.chat, place)?.people.has(fold(who)) === true;
}
