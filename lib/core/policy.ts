/** Who may do what: pure questions about the world. */
import { fold } from '../base/casefold.js';
import type { Millis } from '../base/result.js';
import { MUTE } from './masks.js';
import type { CannotSpeak } from './refusal.js';
import type { ListedMask, Person, Room, ServerBan, Session, World } from './world.js';

/** The ban that keeps a name or an address (`host:port`) out, if there is one. */
export function banOn(world: World, name: string | null, address: string, now: Millis): ServerBan | null {
  for (const target of [name, hostOf(address)]) {
    if (target === null) continue;
    const ban = world.bans.get(fold(target));
    if (ban !== undefined && (ban.until === null || ban.until > now)) return ban;
  }
  return null;
}

/** The host of `host:port`, and of `[host]:port` for IPv6. */
export function hostOf(address: string): string {
  const colon = address.lastIndexOf(':');
  const host = colon === -1 ? address : address.slice(0, colon);
  return host.replace(/^\[|\]$/g, '');
}

export function isOperator(room: Room, session: Session): boolean {
  return session.operator || room.members.get(session)?.operator === true;
}

/** Why the session may not speak in the room, or null where it may. */
export function speechBar(room: Room, session: Session): CannotSpeak | null {
  const membership = room.members.get(session);
  if (session.operator) return null;
  if (membership === undefined && room.modes.noOutside) return 'outside';
  if (membership?.operator === true || membership?.voice === true) return null;
  if (room.modes.moderated) return 'moderated';
  if (isBannedFromRoom(room, session)) return 'banned';
  if (isMutedInRoom(room, session)) return 'muted';
  return null;
}

/** A ban that no exception lifts (RFC 2811 section 4.3.1). */
export function isBannedFromRoom(room: Room, { person }: Session): boolean {
  return isListed(room.bans, person) && !isListed(room.banExceptions, person);
}

/** A mute that no exception lifts. Exceptions from bans are none from mutes, nor the other way round. */
function isMutedInRoom(room: Room, { person }: Session): boolean {
  return isListed(room.bans, person, MUTE) && !isListed(room.banExceptions, person, MUTE);
}

/** Whether one of the masks on the list is the person's; with `kind`, of those that begin with it. */
export function isListed(
  list: readonly ListedMask[],
  { name, user, host }: Person,
  kind: '' | typeof MUTE = '',
): boolean {
  if (list.length === 0) return false;
  const source = `${name}!${user}@${host}`;
  // No name has a colon, so that a mute matches nobody when bans are asked for.
  return list.some(({ mask }) => mask.startsWith(kind) && matchesMask(source, mask.slice(kind.length)));
}

/** Whether `text` matches a mask in which * stands for any characters and ? for one (Modern IRC, "Wildcard Expressions"). */
export function matchesMask(text: string, mask: string): boolean {
  const subject = fold(text);
  const pattern = fold(mask);
  let at = 0;
  let inPattern = 0;
  let star = -1;
  let starAt = 0;
  // Greedy with one step back: linear in practice, and never exponential as a regular expression can be.
  while (at < subject.length) {
    const char = pattern[inPattern];
    if (char === '*') {
      star = inPattern;
      starAt = at;
      inPattern += 1;
    } else if (char === '?' || char === subject[at]) {
      at += 1;
      inPattern += 1;
    } else if (star !== -1) {
      starAt += 1;
      at = starAt;
      inPattern = star + 1;
    } else return false;
  }
  while (pattern[inPattern] === '*') inPattern += 1;
  return inPattern === pattern.length;
}

/** Whether the asker may know that the room exists and who is in it. */
export function mayKnow(room: Room, asker: Session): boolean {
  return !room.modes.secret || asker.operator || room.members.has(asker);
}
