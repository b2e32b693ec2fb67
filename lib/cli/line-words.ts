/** Messages as line mode prints them: with the room where there are several, and with the time where they are old. */
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
export function pageLines(session: Session, page: Page, recent: RecentLines): readonly string[] {
  // What one has typed oneself stands on the terminal already.
  const messages = page.messages.filter((message) => page.why !== 'missed' || !message.own);
  const lines = messages.flatMap((message) => {
    const said = spoken(session, message, recent).map((line) => `[earlier, ${clock(message.at)}] ${line}`);
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
): readonly string[] {
  if (event.messages.length === 0) return [`Server: Nobody has said "${event.words}" in ${event.place}.`];
  return event.messages.flatMap((message) =>
    spoken(session, message, recent).map(
      (line) => `[found, ${day(message.at)} ${clock(message.at)}] ${line}`,
    ),
  );
}

function clock(at: number): string {
  const date = new Date(at);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

function day(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
