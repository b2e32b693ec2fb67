/** Messages as line mode prints them: with the room where there are several, and with the time where they are old. */
import { clockText, dateText, type ClockFormat } from '../client/clock.js';
import type { ClientEvent, Page, Speech } from '../client/event.js';
import { isRoomTarget, type Session } from '../client/session.js';
import { speechLine } from '../client/words.js';
import type { RecentLines } from './line-recent.js';

/** With several rooms, which of them it is about. */
export function inPlace(session: Session, place: string, line: string): string {
  return session.chat.rooms.size > 1 ? `[${place}] ${line}` : line;
}

/** A message of several lines is as many, each with its name: what reads them looks at one at a time. */
export function spoken(session: Session, event: Speech, recent: RecentLines): readonly string[] {
  const inRoom = isRoomTarget(session, event.place);
  return `${recent.quote(event)}${event.text}`
    .split('\n')
    .map((text) => speechLine({ ...event, text }, inRoom))
    .map((said) => (inRoom ? inPlace(session, event.place, said) : said));
}

/** A page of earlier messages, and what there is to say about it. */
export function pageLines(
  session: Session,
  page: Page,
  recent: RecentLines,
  format: ClockFormat,
): readonly string[] {
  // What one has typed oneself stands on the terminal already.
  const messages = page.messages.filter((message) => page.why !== 'missed' || !message.own);
  const lines = messages.flatMap((message) => {
    const head = listed('earlier', clockText(message.at, format).trimStart());
    const said = spoken(session, message, recent).map((line) => `${head} ${line}`);
    recent.add(message);
    return said;
  });
  if (page.gap !== 'none') return ['Server: More has been said before this than is shown.', ...lines];
  return lines;
}

export function foundLines(
  session: Session,
  event: Extract<ClientEvent, { kind: 'found' }>,
  recent: RecentLines,
  format: ClockFormat,
): readonly string[] {
  if (event.messages.length === 0) return [`Server: Nobody has said "${event.words}" in ${event.place}.`];
  return event.messages.flatMap((message) => {
    const head = listed(
      'found',
      `${dateText(message.at)} ${clockText(message.at, format).trimStart()}`.trimEnd(),
    );
    return spoken(session, message, recent).map((line) => `${head} ${line}`);
  });
}

/** `[found, 2026-01-02]`; what is empty is left out. */
function listed(what: string, when: string): string {
  return `[${what}${when === '' ? '' : `, ${when}`}]`;
}
