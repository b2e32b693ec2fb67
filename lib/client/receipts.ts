/** Receipts: that a message has come to a screen is told to who sent it, in small rooms (docs/adr, "Delivered to k of n"). */
import { formatLine } from '../protocol/line.js';
import { TAG_DELIVERED } from '../protocol/client-tags.js';
import { has, isRoomTarget, type Session } from './session.js';
import { findRoom } from './state.js';

/** People of a room in which receipts are sent and shown: beyond it they would be more than what is said. */
const PEOPLE_MAX = 12;

/** Others who could have a message of ours; null where nobody counts them. */
export function readersIn(session: Session, place: string): number | null {
  if (!has(session, 'message-tags') || session.phase !== 'ready' || place === '') return null;
  if (!isRoomTarget(session, place)) return 1;
  const people = findRoom(session.chat, place)?.people.size ?? 0;
  return people > 1 && people <= PEOPLE_MAX ? people - 1 : null;
}

/** To the sender alone; programs that do not know the tag show nothing of it. */
export function deliveredLine(who: string, id: string): string {
  return formatLine({ tags: new Map([[TAG_DELIVERED, id]]), command: 'TAGMSG', params: [who] });
}
