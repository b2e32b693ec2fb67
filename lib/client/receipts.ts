/** Receipts: that a message has come to a screen is told to who sent it, in small rooms (docs/adr, "Delivered to k of n"). */
import { CAP_LABELED_RESPONSE } from '../protocol/caps.js';
import { TAG_DELIVERED } from '../protocol/client-tags.js';
import { formatLine } from '../protocol/line.js';
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

/** Nobody has asked for it, so nobody is told that somebody has gone before it came. */
export const RECEIPT_LABEL = 'receipt';

/** To the sender alone; programs that do not know the tag show nothing of it. */
export function deliveredLine(session: Session, who: string, id: string): string {
  const tags = new Map([[TAG_DELIVERED, id]]);
  if (has(session, CAP_LABELED_RESPONSE)) tags.set('label', RECEIPT_LABEL);
  return formatLine({ tags, command: 'TAGMSG', params: [who] });
}
