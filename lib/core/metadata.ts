/** What people and rooms say of themselves, by key (IRCv3 draft/metadata-2): who has what, and who is told of it. */
import { fold, sameName } from '../base/casefold.js';
import { METADATA_KEY_LENGTH_MAX, METADATA_ROWS_ON_ENTRY_MAX } from '../base/limits.js';
import type { Millis } from '../base/result.js';
import { accountOf } from './accounts.js';
import type { Effect } from './effect.js';
import { reply } from './effects.js';
import type { Happening } from './happening.js';
import { isOperator, mayKnow } from './policy.js';
import type { MetadataValue } from './reply.js';
import { findPerson, findRoom, nextMessageId, type Room, type Session, type World } from './world.js';

/** A person's belongs to the account, where there is one. */
export type MetadataTarget =
  { readonly kind: 'person'; readonly session: Session } | { readonly kind: 'room'; readonly room: Room };

const NOTHING: ReadonlyMap<string, string> = new Map();

/** "Keys and Values": letters are small. */
export function isMetadataKey(key: string): boolean {
  return key.length <= METADATA_KEY_LENGTH_MAX && /^[a-z0-9_./-]+$/.test(key);
}

/** `*` is oneself. Null where there is nobody, or no room that one may know of. */
export function metadataTarget(world: World, from: Session, name: string): MetadataTarget | null {
  if (name === '*') return { kind: 'person', session: from };
  if (name.startsWith('#')) {
    const room = findRoom(world, name);
    return room !== undefined && mayKnow(room, from) ? { kind: 'room', room } : null;
  }
  const session = findPerson(world, name);
  return session === undefined ? null : { kind: 'person', session };
}

export function targetName(target: MetadataTarget): string {
  return target.kind === 'room' ? target.room.name : target.session.person.name;
}

export function metadataOf(world: World, target: MetadataTarget): ReadonlyMap<string, string> {
  if (target.kind === 'room') return target.room.metadata;
  const account = accountOf(world, target.session);
  return account === null ? target.session.metadata : (account.metadata ?? NOTHING);
}

/** One's own, and that of rooms one runs. */
export function maySetMetadata(from: Session, target: MetadataTarget): boolean {
  return target.kind === 'room' ? isOperator(target.room, from) : target.session === from;
}

/** Told to those who want to know that key, and see the target: all but whoever has set it ("Notifications"). */
export function metadataTold(
  world: World,
  from: Session,
  target: MetadataTarget,
  key: string,
  value: string | null,
  now: Millis,
): readonly Effect[] {
  const subscribers = world.subscribers.get(key);
  if (subscribers === undefined) return [];
  const change = { kind: 'metadata', id: nextMessageId(world, now), at: now, who: from.person } as const;
  return owners(world, target).flatMap((one) => {
    const happening: Happening = { ...change, target: targetName(one), key, value };
    return Array.from(subscribers).flatMap((to): readonly Effect[] => {
      const sight = to === from ? null : sightOf(world, to, one);
      if (sight === null) return [];
      const told = sight === 'watching' ? { ...happening, forWatchers: true } : happening;
      return [{ kind: 'tell', to: to.id, happening: told, by: null }];
    });
  });
}

/** An account's metadata is everybody's who is logged in to it. */
function owners(world: World, target: MetadataTarget): readonly MetadataTarget[] {
  if (target.kind === 'room') return [target];
  const { account } = target.session.person;
  if (account === null) return [target];
  return Array.from(world.sessions.values())
    .filter(({ person }) => person.account !== null && sameName(person.account, account))
    .map((session) => ({ kind: 'person', session }));
}

function sightOf(world: World, to: Session, target: MetadataTarget): 'near' | 'watching' | null {
  if (target.kind === 'room') return target.room.members.has(to) ? 'near' : null;
  const { session } = target;
  if (session === to || Array.from(session.rooms).some(({ members }) => members.has(to))) return 'near';
  return world.watchers.get(fold(session.person.name))?.has(to) === true ? 'watching' : null;
}

/** Of the keys, or of all that the reader is subscribed to: what the target has. */
export function valuesFor(
  world: World,
  target: MetadataTarget,
  keys: Iterable<string>,
): readonly MetadataValue[] {
  const all = metadataOf(world, target);
  if (all.size === 0) return [];
  const values: MetadataValue[] = [];
  for (const key of keys) {
    const value = all.get(key);
    if (value !== undefined) values.push({ target: targetName(target), key, value });
  }
  return values;
}

/** Of the room, and of all who are in it but the reader. */
export function valuesInRoom(
  world: World,
  reader: Session,
  room: Room,
  keys: Iterable<string>,
): readonly MetadataValue[] {
  const wanted = Array.from(keys);
  const people = Array.from(room.members.keys()).filter((session) => session !== reader);
  return [
    ...valuesFor(world, { kind: 'room', room }, wanted),
    ...people.flatMap((session) => valuesFor(world, { kind: 'person', session }, wanted)),
  ];
}

/** Somebody has come into a room: who wants it is told what the others have, and those who want it what they have. */
export function metadataOnEntry(world: World, session: Session, room: Room, now: Millis): readonly Effect[] {
  return [...toldToNewcomer(world, session, room), ...toldOfNewcomer(world, session, room, now)];
}

function toldToNewcomer(world: World, session: Session, room: Room): readonly Effect[] {
  if (session.subscribed.size === 0) return [];
  const values = valuesInRoom(world, session, room, session.subscribed);
  if (values.length === 0) return [];
  if (values.length > METADATA_ROWS_ON_ENTRY_MAX)
    return [reply(session, { kind: 'metadata-later', target: room.name })];
  return [reply(session, { kind: 'metadata-values', target: null, values })];
}

function toldOfNewcomer(world: World, session: Session, room: Room, now: Millis): readonly Effect[] {
  const all = metadataOf(world, { kind: 'person', session });
  const target = session.person.name;
  return Array.from(all).flatMap(([key, value]) => {
    const change = { kind: 'metadata', id: nextMessageId(world, now), at: now, who: session.person } as const;
    const others = Array.from(world.subscribers.get(key) ?? []).filter(
      (to) => to !== session && room.members.has(to),
    );
    return others.map((to): Effect => {
      return { kind: 'tell', to: to.id, happening: { ...change, target, key, value }, by: null };
    });
  });
}

export function subscribe(world: World, session: Session, key: string): void {
  session.subscribed.add(key);
  const subscribers = world.subscribers.get(key) ?? new Set();
  world.subscribers.set(key, subscribers.add(session));
}

export function unsubscribe(world: World, session: Session, key: string): void {
  session.subscribed.delete(key);
  const subscribers = world.subscribers.get(key);
  subscribers?.delete(session);
  if (subscribers?.size === 0) world.subscribers.delete(key);
}

export function unsubscribeAll(world: World, session: Session): void {
  for (const key of Array.from(session.subscribed)) unsubscribe(world, session, key);
}
