/** Registration, names and leaving: a session's life in the world. */
import { fold, sameName } from '../base/casefold.js';
import {
  AWAY_BYTES_MAX,
  PAST_PEOPLE_MAX,
  REAL_NAME_BYTES_MAX,
  REASON_BYTES_MAX,
  USER_LENGTH_MAX,
} from '../base/limits.js';
import { nameProblem } from '../base/names.js';
import type { Millis } from '../base/result.js';
import { cutUtf8 } from '../base/utf8.js';
import { accountNamed, dropLapsed, freeName, isOperatorAccount, isOwnedByOther } from './accounts.js';
import type { CloseCode, Effect } from './effect.js';
import { reply } from './effects.js';
import type { CoreEvent, Registration } from './event.js';
import { banOn } from './policy.js';
import { bringMetadata, metadataForWatchers, metadataOf, unsubscribeAll } from './metadata.js';
import { nameFreed, nameTaken, unwatchAll } from './monitor.js';
import type { NameRefused } from './refusal.js';
import type { Counts } from './reply.js';
import type { Leaving } from './leaving.js';
import { dropMember, enterRoom } from './rooms.js';
import {
  addRoom,
  findRoom,
  makeOperator,
  nextMessageId,
  type Membership,
  type Room,
  type Session,
  type World,
} from './world.js';

/** Everyone's host: short, so that programs split long lines well, and no secret of anybody's. */
const PUBLIC_HOST = 'lan';

type RegisterEvent = Extract<CoreEvent, { kind: 'register' }>;

export function register(world: World, event: RegisterEvent, now: Millis): readonly Effect[] {
  const { registration } = event;
  const account = world.proved.get(event.session)?.account ?? null;
  const ghost = ghostOf(world, registration, account);
  const barred = doorRefusal(world, event, now) ?? (ghost === null ? newcomerRefusal(world) : null);
  if (barred !== null) {
    const { name } = registration;
    return [
      { kind: 'log', text: `Turned away ${name} from ${event.address}: ${barred.text}` },
      { kind: 'close', session: event.session, ...barred },
    ];
  }
  const refusal = nameRefusal(world, registration.name, ghost, account, now);
  if (refusal !== null) {
    return [{ kind: 'name-refused', to: event.session, refusal }];
  }
  const lapsed = dropLapsed(world, registration.name, now);
  const ranks = ghost === null ? new Map<Room, Membership>() : ranksOf(ghost);
  const replaced =
    ghost === null ? [] : endSession(world, ghost, 'REPLACED', replacedBy(ghost.person.name), 'lost', now);
  const session = addSession(world, event, ranks, now);
  for (const [conversation, at] of ghost?.read ?? []) session.read.set(conversation, at);
  return [
    ...lapsed,
    ...replaced,
    ...bringMetadata(world, session, registration, now),
    ...welcome(world, session),
    ...nameTaken(world, session),
    ...metadataForWatchers(world, session),
    ...enterMainRoom(world, session, registration, now),
  ];
}

/** Says at once what is wrong with a name, as far as nothing that is still to come can put it right. */
export function tryName(
  world: World,
  { session, name, mayProve }: Extract<CoreEvent, { kind: 'try-name' }>,
  now: Millis,
): readonly Effect[] {
  const refusal = nameRefusal(world, name, null, world.proved.get(session)?.account ?? null, now);
  if (refusal === null) return [];
  const isHeld = ['taken', 'owned', 'claimed'].includes(refusal.problem);
  return isHeld && mayProve ? [] : [{ kind: 'name-refused', to: session, refusal }];
}

interface DoorRefusal {
  readonly code: CloseCode;
  readonly text: string;
}

function doorRefusal(world: World, event: RegisterEvent, now: Millis): DoorRefusal | null {
  const { settings } = world;
  // Whoever comes under another name is the same owner.
  const account = world.proved.get(event.session)?.account ?? null;
  if (settings.password !== null && event.registration.password !== settings.password) {
    return { code: 'PASSWORD', text: 'wrong password: ask the host for it' };
  }
  const ban = banOn(world, event.registration.name, event.address, now, account);
  return ban === null ? null : { code: 'BANNED', text: ban.reason };
}

/** Whoever comes back on another connection is nobody new, and takes the place of their own ghost. */
function newcomerRefusal(world: World): DoorRefusal | null {
  const { settings } = world;
  if (world.locked) return { code: 'LOCKED', text: 'the chatroom lets nobody new in just now: ask the host' };
  if (world.sessions.size >= settings.maxClients) {
    return { code: 'ROOM_FULL', text: `the chatroom is full (${settings.maxClients}): try again later` };
  }
  return null;
}

/** The earlier session that the newcomer's token or account proves to be its own, as long as its name is the one wanted. */
function ghostOf(world: World, registration: Registration, account: string | null): Session | null {
  const holder = world.names.get(fold(registration.name));
  if (holder === undefined) return null;
  // Nobody holds an owned name without having proved it; whoever proves it now is its owner too.
  if (account !== null && sameName(account, registration.name)) return holder;
  const { resumeToken } = registration;
  return resumeToken !== null && world.resumable.get(resumeToken) === holder ? holder : null;
}

function ranksOf(session: Session): Session['ranksBefore'] {
  const ranks: Session['ranksBefore'] = new Map();
  for (const room of session.rooms) {
    const membership = room.members.get(session);
    if (membership !== undefined) ranks.set(room, membership);
  }
  return ranks;
}

function addSession(
  world: World,
  event: RegisterEvent,
  ranksBefore: Session['ranksBefore'],
  now: Millis,
): Session {
  const { name, user, realName } = event.registration;
  const session: Session = {
    id: event.session,
    person: {
      name,
      user: publicUser(user === '' ? name : user),
      host: PUBLIC_HOST,
      account: world.proved.get(event.session)?.account ?? null,
    },
    modes: new Set(),
    watched: new Map(),
    metadata: new Map(),
    subscribed: new Set(),
    realName: cutUtf8(realName === '' ? name : realName, REAL_NAME_BYTES_MAX),
    address: event.address,
    dialect: event.dialect,
    secure: event.secure ?? false,
    since: now,
    activeAt: now,
    away: event.registration.away === null ? null : awayMessage(event.registration.away),
    resumeToken: event.resumeToken,
    rooms: new Set(),
    operator: false,
    ranksBefore,
    read: new Map(),
    signs: null,
  };
  if (isOperatorAccount(world, session.person.account)) makeOperator(world, session);
  world.sessions.set(session.id, session);
  world.names.set(fold(name), session);
  world.resumable.set(session.resumeToken, session);
  world.peak = Math.max(world.peak, world.sessions.size);
  return session;
}

function publicUser(user: string): string {
  const legal = user.replace(/[^A-Za-z0-9_.-]/g, '').slice(0, USER_LENGTH_MAX);
  return legal === '' ? 'user' : legal;
}

function welcome(world: World, session: Session): readonly Effect[] {
  return [
    {
      kind: 'reply',
      to: session.id,
      reply: {
        kind: 'welcome',
        person: session.person,
        resumeToken: session.resumeToken,
        startedAt: world.startedAt,
        counts: countsOf(world),
        motd: world.motd,
        metadata: metadataOf(world, { kind: 'person', session }),
      },
    },
    ...(session.operator ? [reply(session, { kind: 'made-operator' })] : []),
    { kind: 'log', text: `${session.person.name} is here, from ${session.address} (${session.dialect})` },
  ];
}

function enterMainRoom(
  world: World,
  session: Session,
  registration: Registration,
  now: Millis,
): readonly Effect[] {
  if (!registration.enter) return [];
  const name = world.settings.mainRoom;
  return enterRoom(world, session, findRoom(world, name) ?? addRoom(world, name, null, now), now);
}

/** For WHOWAS. */
export function rememberPast(world: World, { person, realName }: Session, at: Millis): void {
  world.past.push({ person, realName, at });
  // By halves, so that a name costs nothing.
  if (world.past.length > PAST_PEOPLE_MAX) world.past.splice(0, PAST_PEOPLE_MAX / 2);
}

export function countsOf(world: World): Counts {
  let rooms = 0;
  let invisible = 0;
  let operators = 0;
  for (const session of world.marked) {
    if (world.sessions.get(session.id) !== session) {
      world.marked.delete(session);
      continue;
    }
    if (session.modes.has('i')) invisible += 1;
    if (session.operator) operators += 1;
  }
  for (const room of world.rooms.values()) if (room.members.size > 0) rooms += 1;
  return { people: world.sessions.size, invisible, operators, rooms, peak: world.peak };
}

/** Why nobody, or not this visitor, can have the name; null where it is free. `own` is whoever may keep holding it. */
export function nameRefusal(
  world: World,
  name: string,
  own: Session | null,
  account: string | null,
  now: Millis,
): NameRefused | null {
  const problem =
    nameProblem(name, world.settings.chatroom) ?? holdingProblem(world, name, own, account, now);
  if (problem === null) return null;
  const suggestion = freeName(world, name, now);
  if (problem !== 'owned') return { why: 'name-refused', name, problem, suggestion };
  const hasPassword = accountNamed(world, name, now)?.password !== null;
  return { why: 'name-refused', name, problem: hasPassword ? 'owned' : 'claimed', suggestion };
}

function holdingProblem(
  world: World,
  name: string,
  own: Session | null,
  account: string | null,
  now: Millis,
): 'owned' | 'taken' | null {
  if (isOwnedByOther(world, name, account, now)) return 'owned';
  const holder = world.names.get(fold(name));
  return holder !== undefined && holder !== own ? 'taken' : null;
}

/** Takes a session out of the world and tells those who shared a room with it. */
export function removeSession(
  world: World,
  session: Session,
  reason: string,
  leaving: Leaving,
  now: Millis,
): readonly Effect[] {
  const rooms = Array.from(session.rooms);
  const forgotten = forget(world, session, rooms, leaving, now);
  const freed = nameFreed(world, session.person.name);
  const happening = {
    kind: 'quit',
    id: nextMessageId(world, now),
    at: now,
    who: session.person,
    reason: cutUtf8(reason, REASON_BYTES_MAX),
  } as const;
  return [
    ...rooms.map((room): Effect => ({ kind: 'unsubscribe', session: session.id, room })),
    { kind: 'publish', rooms, happening, by: session.id },
    ...freed,
    ...forgotten,
  ];
}

function forget(
  world: World,
  session: Session,
  rooms: readonly Room[],
  leaving: Leaving,
  now: Millis,
): readonly Effect[] {
  rememberPast(world, session, now);
  unwatchAll(world, session);
  unsubscribeAll(world, session);
  world.sessions.delete(session.id);
  world.names.delete(fold(session.person.name));
  world.resumable.delete(session.resumeToken);
  for (const room of world.rooms.values()) room.invited.delete(session);
  return rooms.flatMap((room) => dropMember(world, session, room, leaving, now));
}

/** Ends a session from the server's side: out of the world, then the connection is told why and closed. */
export function endSession(
  world: World,
  session: Session,
  code: CloseCode,
  text: string,
  leaving: Leaving,
  now: Millis,
): readonly Effect[] {
  return [
    ...removeSession(world, session, code === 'QUIT' ? text : sayWhy(code, text), leaving, now),
    { kind: 'close', session: session.id, code, text },
  ];
}

/** For whoever sits there: it may be a ghost, or another window or device of the same person. */
export function replacedBy(name: string): string {
  return `you came in as ${name} somewhere else, in another window or on another device: ${name} is there now`;
}

/** What others read when somebody is sent away; their own words come after QUIT alone. */
function sayWhy(code: CloseCode, text: string): string {
  switch (code) {
    case 'KICKED':
      return `removed by the host: ${text}`;
    case 'BANNED':
      return `banned by the host: ${text}`;
    case 'REPLACED':
      return 'came back on another connection';
    default:
      return text;
  }
}

export function gone(
  world: World,
  event: Extract<CoreEvent, { kind: 'gone' }>,
  now: Millis,
): readonly Effect[] {
  const session = world.sessions.get(event.session);
  if (session === undefined) return [];
  return endSession(world, session, event.code, event.reason, event.leaving, now);
}

/** The message as kept: bounded, and null for none. */
export function awayMessage(text: string): string | null {
  return text === '' ? null : cutUtf8(text, AWAY_BYTES_MAX);
}
