/** Questions to a server that keeps what was said (IRCv3 draft/chathistory, draft/read-marker, soju.im/search). */
import { encodeAscii } from '../base/ascii.js';
import type { Millis } from '../base/result.js';
import {
  CAP_ASCII,
  CAP_BATCH,
  CAP_CHATHISTORY,
  CAP_EVENT_PLAYBACK,
  CAP_LABELED_RESPONSE,
  CAP_READ_MARKER,
  CAP_SEARCH,
  CAP_SERVER_TIME,
  type ClientCap,
} from '../protocol/caps.js';
import { formatLine, NO_TAGS } from '../protocol/line.js';
import { escapeTagValue } from '../protocol/tags.js';
import { sameName } from '../base/casefold.js';
import { findPast, type Ask, type Asked, type Past } from './past.js';
import { has, type Session } from './session.js';

/** Messages asked for at a time: two screens. */
export const PAGE = 100;

/** Messages of what was missed asked for at a time, where a server tells as many: there may be very many. */
const MISSED_PAGE = 500;

/** Messages and other events looked at again: those that may stand on a screen. */
const AGAIN_MAX = 200;

/** Messages a search is to find: more than one reads through. */
export const FOUND_MAX = 50;

/** Conversations an account is told of: more than one goes back to. */
const PEOPLE_MAX = 20;

/** Milliseconds back for which conversations are brought up at the first start: two weeks, a holiday. */
const PEOPLE_MS = 14 * 86_400_000;

/** Milliseconds that clocks in one network may differ. */
const SKEW_MS = 86_400_000;

const FOR_HISTORY: readonly ClientCap[] = [CAP_CHATHISTORY, CAP_BATCH, CAP_SERVER_TIME, 'message-tags'];
const FOR_SEARCH: readonly ClientCap[] = [CAP_SEARCH, CAP_BATCH, CAP_SERVER_TIME, 'message-tags'];

export function canAsk(session: Session): boolean {
  return session.phase === 'ready' && FOR_HISTORY.every((cap) => has(session, cap));
}

export function canSearch(session: Session): boolean {
  return session.phase === 'ready' && FOR_SEARCH.every((cap) => has(session, cap));
}

/** The line that asks, remembered until it is answered; none where the server could not answer. */
export function askLines(session: Session, ask: Ask, now: Millis): readonly string[] {
  if (!(ask.kind === 'search' ? canSearch(session) : canAsk(session))) return [];
  const { past } = session;
  const limit = limitOf(session, ask);
  const label = `h${past.nextLabel}`;
  past.nextLabel += 1;
  past.asked.set(label, { ask, at: now, limit });
  const tags = has(session, CAP_LABELED_RESPONSE) ? new Map([['label', label]]) : NO_TAGS;
  return [formatLine({ tags, ...questionOf(session, ask, limit, now) })];
}

/** Asks for what comes in place of messages that were taken back too, for this one question: other pages are without it. */
export function askAgainLines(
  session: Session,
  place: string,
  until: Millis,
  now: Millis,
): readonly string[] {
  if (!session.offered.has(CAP_EVENT_PLAYBACK)) return [];
  const lines = askLines(session, { kind: 'again', place, until }, now);
  if (lines.length === 0) return [];
  return [`CAP REQ :${CAP_EVENT_PLAYBACK}`, ...lines, `CAP REQ :-${CAP_EVENT_PLAYBACK}`];
}

function limitOf(session: Session, ask: Ask): number {
  const told = Number(session.isupport.get('CHATHISTORY') ?? 0);
  const most = Number.isInteger(told) && told > 0 ? told : PAGE;
  const allowed = Math.min(PAGE, most);
  switch (ask.kind) {
    case 'entry':
      return Math.min(allowed, session.options.historyOnEntry ?? PAGE);
    case 'missed':
      return Math.min(MISSED_PAGE, most);
    case 'again':
      return Math.min(AGAIN_MAX, most);
    case 'before':
    case 'after':
    case 'around':
      return Math.max(1, Math.min(allowed, ask.count));
    case 'search':
      return FOUND_MAX;
    case 'people':
      return PEOPLE_MAX;
  }
}

function questionOf(
  session: Session,
  ask: Ask,
  limit: number,
  now: Millis,
): { readonly command: string; readonly params: readonly string[] } {
  switch (ask.kind) {
    case 'entry':
      return history('LATEST', ask.place, '*', limit);
    case 'missed':
      if (ask.from === 'newest') return history('LATEST', ask.place, '*', limit);
      return history('AFTER', ask.place, lastTold(session.past, ask.place, ask.from), limit);
    case 'before':
    case 'after':
    case 'around':
      if (ask.id === '') return history('LATEST', ask.place, '*', limit);
      return history(ask.kind.toUpperCase(), ask.place, `msgid=${ask.id}`, limit);
    case 'again':
      return history('BEFORE', ask.place, timestamp(ask.until + 1), limit);
    case 'search':
      return { command: 'SEARCH', params: [searchFor(session, ask.place, ask.words, limit)] };
    case 'people': {
      const since = session.past.newestAt === 0 ? now - PEOPLE_MS : session.past.newestAt - 1;
      return history('TARGETS', timestamp(since), timestamp(now + SKEW_MS), limit);
    }
  }
}

function history(what: string, place: string, from: string, limit: number) {
  return { command: 'CHATHISTORY', params: [what, place, from, String(limit)] };
}

/** By its id; where nothing was said yet, by when the place was entered, and what was said in that millisecond. */
function lastTold(past: Past, place: string, by: 'last' | 'time'): string {
  const one = findPast(past, place);
  if (one === undefined) return timestamp(past.newestAt);
  return one.lastId === '' || by === 'time' ? timestamp(one.lastAt - 1) : `msgid=${one.lastId}`;
}

/** As of server-time: ISO 8601 in UTC with milliseconds. */
function timestamp(at: Millis): string {
  return `timestamp=${new Date(at).toISOString()}`;
}

function searchFor(session: Session, place: string, words: string, limit: number): string {
  const text = has(session, CAP_ASCII) ? encodeAscii(words) : words;
  return `in=${escapeTagValue(place)};text=${escapeTagValue(text)};limit=${limit}`;
}

/** The question that an answer belongs to; it is asked no more. Without labels, servers answer in order. */
export function takeAsked(
  past: Past,
  label: string,
  about: (ask: Ask) => boolean,
): { readonly asked: Asked } | null {
  const found = past.asked.has(label)
    ? label
    : Array.from(past.asked).find(([, { ask }]) => label === '' && about(ask))?.[0];
  const asked = found === undefined ? undefined : past.asked.get(found);
  if (found === undefined || asked === undefined) return null;
  past.asked.delete(found);
  return { asked };
}

export function isAbout(place: string): (ask: Ask) => boolean {
  return (ask) => sameName(ask.place, place);
}

/** Whether one can tell the server how far one has read. */
export function canMark(session: Session): boolean {
  return session.phase === 'ready' && has(session, CAP_READ_MARKER) && has(session, CAP_SERVER_TIME);
}

/** Says how far one has read; null asks. */
export function markReadLine(place: string, until: Millis | null): string {
  return formatLine({
    command: 'MARKREAD',
    params: until === null ? [place] : [place, timestamp(until)],
  });
}
