/** What is said now waits until what was said before it has been told, and nothing is told twice. */
import type { ClientEvent, Speech } from './event.js';
import { findPast, isKnown, pastOf, remember, type PlacePast } from './past.js';
import { isOurs, type Session } from './session.js';

/** Events of a place that wait for a page; messages beyond it are asked for when the last page has come. */
const HELD_MAX = 2000;

/** What one line has brought, without what must wait and what has been told. */
export function inOrder(session: Session, events: readonly ClientEvent[]): ClientEvent[] {
  const told: ClientEvent[] = [];
  for (const event of events) {
    const place = placeOf(event);
    const one = place === null ? undefined : findPast(session.past, place);
    if (one?.catchingUp === true && (isKept(event) || one.held.length < HELD_MAX)) hold(one, event);
    else if (event.kind !== 'speech' || isNews(session, event)) told.push(event);
  }
  return told;
}

function hold(one: PlacePast, event: ClientEvent): void {
  if (!isKept(event)) {
    one.held.push(event);
    return;
  }
  // By the time that it could be told, its id may be forgotten.
  if (isKnown(one, event)) return;
  if (one.overflowed || one.held.length >= HELD_MAX) {
    one.overflowed = true;
    one.live.clear();
    return;
  }
  one.held.push(event);
  // What is sent again comes out of its order.
  if (!event.own) one.live.add(event.id);
}

/** Whether a page will tell it. */
function isKept(event: ClientEvent): event is Speech {
  return event.kind === 'speech' && event.id !== '';
}

function isNews(session: Session, speech: Speech): boolean {
  const { past } = session;
  return remember(past, pastOf(past, speech.place, speech.at), speech, isOurs(session, speech));
}

/** Null for what has no place among the messages. */
function placeOf(event: ClientEvent): string | null {
  switch (event.kind) {
    case 'speech':
    case 'reacted':
    case 'taken-back':
      return event.place;
    case 'joined':
    case 'modes':
      return event.room;
    case 'left':
    case 'kicked':
      return event.own ? null : event.room;
    case 'topic':
      return event.by === null ? null : event.room;
    default:
      return null;
  }
}
