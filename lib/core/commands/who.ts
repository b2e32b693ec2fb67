/** WHO, WHOIS, WHOWAS, USERHOST and ISON: who people are (RFC 2812 sections 3.6 and 4.8). */
import { sameName } from '../../base/casefold.js';
import { ANSWER_ROWS_MAX } from '../../base/limits.js';
import type { Millis } from '../../base/result.js';
import type { CommandSpec, Context } from '../command.js';
import type { Effect } from '../effect.js';
import { refuse, reply } from '../effects.js';
import { matchesMask } from '../masks.js';
import { hostOf, mayKnow } from '../policy.js';
import type { PersonRow, WhoRow } from '../reply.js';
import { findPerson, findRoom, type Room, type Session } from '../world.js';

/** Rows of a WHOWAS that does not say how many. */
const WHOWAS_ROWS_MAX = 50;

export const who: CommandSpec<'who'> = {
  activity: false,
  run(context, { mask, operators, fields }) {
    const found = mask.startsWith('#') ? whoInRoom(context, mask) : whoMatches(context, mask);
    const rows = operators ? found.filter(({ operator }) => operator) : found;
    return [reply(context.from, { kind: 'who', mask, fields, rows: rows.slice(0, ANSWER_ROWS_MAX) })];
  },
};

function whoInRoom({ world, from, now }: Context, name: string): WhoRow[] {
  const room = findRoom(world, name);
  if (room === undefined || !mayKnow(room, from)) return [];
  const members = Array.from(room.members).filter(([session]) => maySee(session, from));
  return members.map(([session, membership]) => ({
    ...personRow(session, now),
    room: room.name,
    membership,
  }));
}

function whoMatches({ world, from, now }: Context, mask: string): WhoRow[] {
  const exact = findPerson(world, mask);
  const pattern = mask === '' || mask === '0' ? '*' : mask;
  const found =
    exact !== undefined
      ? [exact]
      : Array.from(world.sessions.values()).filter(
          (session) => maySee(session, from) && matchesAnyPart(session, pattern),
        );
  return found.map((session) => {
    const room = Array.from(session.rooms).find((one) => mayKnow(one, from));
    return {
      ...personRow(session, now),
      room: room?.name ?? null,
      membership: room?.members.get(session) ?? null,
    };
  });
}

/** Who is invisible is listed among those who share a room with them alone (RFC 2812 section 3.6.1). */
function maySee(session: Session, asker: Session): boolean {
  if (!session.modes.has('i') || session === asker || asker.operator) return true;
  return Array.from(session.rooms).some((room) => asker.rooms.has(room));
}

/** The mask is of the name, the user, the host or the real name (RFC 2812 section 3.6.1), or of `name!user@host`. */
function matchesAnyPart({ person, realName }: Session, pattern: string): boolean {
  const { name, user, host } = person;
  const isOfAll = pattern.includes('!') || pattern.includes('@');
  const parts = [name, user, host, realName, ...(isOfAll ? [`${name}!${user}@${host}`] : [])];
  return parts.some((part) => matchesMask(part, pattern));
}

export function personRow(session: Session, now: Millis): PersonRow {
  return {
    person: session.person,
    operator: session.operator,
    secure: session.secure,
    realName: session.realName,
    away: session.away,
    idleSeconds: Math.max(0, Math.floor((now - session.activeAt) / 1000)),
    since: session.since,
  };
}

export const whois: CommandSpec<'whois'> = {
  activity: false,
  run(context, { names, asked }) {
    const answers = names.flatMap((name) => whoisOf(context, name));
    return [...answers, reply(context.from, { kind: 'whois-end', asked })];
  },
};

function whoisOf({ world, from, now }: Context, name: string): readonly Effect[] {
  const session = findPerson(world, name);
  if (session === undefined) return refuse(from, { why: 'no-such-person', name });
  const isShown = (room: Room): boolean =>
    mayKnow(room, from) && (!session.modes.has('i') || from.operator || room.members.has(from));
  const rooms = Array.from(session.rooms).filter(isShown);
  const described = rooms.map((room) => {
    const membership = room.members.get(session);
    const prefix = membership?.operator === true ? '@' : membership?.voice === true ? '+' : '';
    return prefix + room.name;
  });
  // One's own address helps with finding mistakes; other people's are nobody's business.
  const address = session === from ? hostOf(session.address) : null;
  return [reply(from, { kind: 'whois', row: personRow(session, now), rooms: described, address })];
}

/** Those who had the names, the last one first, and up to `count` of each name (RFC 2812 section 3.6.3). */
export const whowas: CommandSpec<'whowas'> = {
  activity: false,
  run({ world, from }, { names, asked, count }) {
    const found = new Set(
      names.flatMap((name) => {
        const all = world.past.filter(({ person }) => sameName(person.name, name)).reverse();
        return all.slice(0, count > 0 ? count : WHOWAS_ROWS_MAX);
      }),
    );
    const rows = world.past.filter((past) => found.has(past)).reverse();
    const unknown = names.filter((name) => !rows.some(({ person }) => sameName(person.name, name)));
    return [reply(from, { kind: 'whowas', asked, found: rows, unknown })];
  },
};

export const userhost: CommandSpec<'userhost'> = {
  activity: false,
  run({ world, from, now }, args) {
    const found = args.names.map((name) => findPerson(world, name));
    const rows = found.flatMap((session) => (session === undefined ? [] : [personRow(session, now)]));
    return [reply(from, { kind: 'userhost', rows })];
  },
};

export const ison: CommandSpec<'ison'> = {
  activity: false,
  run({ world, from }, args) {
    const found = args.names.flatMap((name) => findPerson(world, name)?.person.name ?? []);
    return [reply(from, { kind: 'ison', names: found })];
  },
};
