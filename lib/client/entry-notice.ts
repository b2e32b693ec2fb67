/** What somebody who enters a room is told of who reads it, and whether it lasts. */
import { CAP_ASCII, HISTORY_RULE, NOT_KEPT } from '../protocol/caps.js';
import { has, type Session } from './session.js';

export function entryNotice(session: Session, room: string): string {
  return `You are in ${room}. An open room: everyone on this network can read it${keptWords(session)}.`;
}

/** Of another server nobody knows; ours keeps all but while its disk fails. */
function keptWords(session: Session): string {
  if (!has(session, CAP_ASCII)) return ', and it may be recorded';
  if (session.isupport.has(NOT_KEPT)) return '';
  return showsPast(session) ? ', and it is recorded' : ', and it is recorded, but not shown to newcomers';
}

/** Whether newcomers are shown what was said before they came. */
export function showsPast({ isupport }: Session): boolean {
  return isupport.get(HISTORY_RULE) !== 'joined';
}
