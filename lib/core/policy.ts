/** Who may do what: pure questions about the world. */
import { fold } from '../base/casefold.js';
import type { Millis } from '../base/result.js';
import { isBannedFromRoom, isSilenced } from './masks.js';
import type { CannotSpeak } from './refusal.js';
import type { Room, ServerBan, Session, World } from './world.js';

/** The ban that keeps a name, an address (`host:port`) or an account out, if there is one. */
export function banOn(
  world: World,
  name: string | null,
  address: string,
  now: Millis,
  account: string | null = null,
): ServerBan | null {
  for (const target of [name, account, hostOf(address)]) {
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
  if (isSilenced(room, session)) return 'silenced';
  return null;
}

/** A room that has banned or silenced the session and in which it still is; null where there is none. */
export function silencingRoom(session: Session): Room | null {
  if (session.operator) return null;
  for (const room of session.rooms) {
    const membership = room.members.get(session);
    if (membership?.operator === true || membership?.voice === true) continue;
    if (isBannedFromRoom(room, session) || isSilenced(room, session)) return room;
  }
  return null;
}

/** Whether the asker may know that the room exists and who is in it. */
export function mayKnow(room: Room, asker: Session): boolean {
  return !room.modes.secret || asker.operator || room.members.has(asker);
}
