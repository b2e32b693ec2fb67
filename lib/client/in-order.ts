/** What is said now waits until what was said before it has been told, and nothing is told twice. */
import type { ClientEvent } from './event.js';
import { findPast, pastOf, remember, type Past, type PlacePast } from './past.js';
import type { Session } from './session.js';

/** Events of a place that wait for a page; messages beyond it are asked for when the last page has come. */
const HELD_MAX = 2000;

/** What one line has brought, without what must wait and what has been told. */
export function inOrder(session: Session, events: readonly ClientEvent[]): ClientEvent[] {
  const told: ClientEvent[] = [];
  for (const event of events) {
    const place = placeOf(event);
    const one = place === null ? undefined : findPast(session.past, place);
    if (one?.catchingUp === true && mayWait(one, event)) one.held.push(event);
    else if (one?.catchingUp === true && isKept(event)) one.overflowed = true;
    else if (event.kind !== 'speech' || isNews(session.past, event)) told.push(event);
  }
  return told;
}

function mayWait({ held, overflowed }: PlacePast, event: ClientEvent): boolean {
  return held.length < HELD_MAX && !(overflowed && isKept(event));
}

/** Whether a page will tell it. */
function isKept(event: ClientEvent): boolean {
  return event.kind === 'speech' && event.id !== '';
}

function isNews(past: Past, speech: Extract<ClientEvent, { kind: 'speech' }>): boolean {
  return remember(past, pastOf(past, speech.place, speech.at), speech);
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
