/** What people and rooms say of themselves, by key (IRCv3 draft/metadata-3): who has what, and who is told of it. */
import { fold, sameName } from '../base/casefold.js';
import {
  METADATA_KEY_LENGTH_MAX,
  METADATA_KEYS_MAX,
  METADATA_ROWS_MAX,
  METADATA_ROWS_ON_ENTRY_MAX,
} from '../base/limits.js';
import type { Millis } from '../base/result.js';
import { accountOf, saveAccount } from './accounts.js';
import type { Effect } from './effect.js';
import { reply } from './effects.js';
import type { Registration } from './event.js';
import { isMuted } from './mutes.js';
import { isOperator, mayKnow } from './policy.js';
import type { MetadataRow, MetadataValue } from './reply.js';
import { findPerson, findRoom, type Room, type Session, type World } from './world.js';

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
): readonly Effect[] {
  const subscribers = world.subscribers.get(key);
  if (subscribers === undefined) return [];
  return owners(world, target).flatMap((one) => {
    const rows = [rowOf(targetName(one), key, value)];
    const told = Array.from(subscribers).filter((to) => to !== from && sees(world, to, one));
    return told.map((to) => reply(to, { kind: 'metadata', target: targetName(one), rows, isBatch: false }));
  });
}

/** A key without a value is not set. */
export function rowOf(target: string, key: string, value: string | null): MetadataRow {
  return value === null ? { kind: 'not-set', target, key } : { kind: 'value', target, key, value };
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

/** Whether changes of the target are told to somebody. */
function sees(world: World, to: Session, target: MetadataTarget): boolean {
  if (target.kind === 'room') return target.room.members.has(to);
  const { session } = target;
  if (session === to || Array.from(session.rooms).some(({ members }) => members.has(to))) return true;
  return world.watchers.get(fold(session.person.name))?.has(to) === true;
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

/** All that somebody sees: their rooms, who is in them, and whom they watch. */
export function valuesAround(
  world: World,
  reader: Session,
  keys: Iterable<string>,
): readonly MetadataValue[] {
  const wanted = Array.from(keys);
  const near = Array.from(reader.rooms).flatMap((room) => valuesInRoom(world, reader, room, wanted));
  const watched = Array.from(reader.watched.values()).flatMap((name) => {
    const session = findPerson(world, name);
    return session === undefined ? [] : valuesFor(world, { kind: 'person', session }, wanted);
  });
  // Somebody may be met in several rooms.
  const known = new Map([...near, ...watched].map((value) => [`${fold(value.target)} ${value.key}`, value]));
  return Array.from(known.values());
}

/** The answer to SYNC, and what comes by itself as if that had been asked. */
export function synced(to: Session, target: string, values: readonly MetadataValue[]): Effect {
  const rows = values.slice(0, METADATA_ROWS_MAX).map((value): MetadataRow => ({ kind: 'value', ...value }));
  return reply(to, { kind: 'metadata', target, rows, isBatch: true });
}

/** As `synced`, but where there is much of it, whoever is told asks for it when they like ("Postponed synchronization"). */
export function syncedOrLater(to: Session, target: string, values: readonly MetadataValue[]): Effect {
  return values.length > METADATA_ROWS_ON_ENTRY_MAX
    ? reply(to, { kind: 'metadata-later', target })
    : synced(to, target, values);
}

/** Somebody has come into a room: they are told what the others have, and those who want it what they have. */
export function metadataOnEntry(world: World, session: Session, room: Room): readonly Effect[] {
  const values = session.subscribed.size === 0 ? [] : valuesInRoom(world, session, room, session.subscribed);
  const told = session.dialect === 'plain' ? [] : [syncedOrLater(session, room.name, values)];
  return [...told, ...toldOfNewcomer(world, session, room)];
}

function toldOfNewcomer(world: World, session: Session, room: Room): readonly Effect[] {
  const target = session.person.name;
  return Array.from(metadataOf(world, { kind: 'person', session })).flatMap(([key, value]) => {
    const others = Array.from(world.subscribers.get(key) ?? []).filter(
      (to) => to !== session && room.members.has(to),
    );
    const rows = [rowOf(target, key, value)];
    return others.map((to) => reply(to, { kind: 'metadata', target, rows, isBatch: false }));
  });
}

/** Somebody who is watched is here: what they say of themselves goes with that ("Automatic synchronization"). */
export function metadataOfOnline(
  world: World,
  session: Session,
  watchers: Iterable<Session>,
): readonly Effect[] {
  const target: MetadataTarget = { kind: 'person', session };
  return Array.from(watchers, (to) =>
    synced(to, targetName(target), valuesFor(world, target, to.subscribed)),
  );
}

/** Who watches the name that somebody has now. */
export function metadataForWatchers(world: World, session: Session): readonly Effect[] {
  const watchers = world.watchers.get(fold(session.person.name));
  return watchers === undefined ? [] : metadataOfOnline(world, session, watchers);
}

/** What somebody has said of themselves, and wanted to be told, before coming in (`before-connect`). */
export function bringMetadata(
  world: World,
  session: Session,
  { metadata = NOTHING, subscribed = [] }: Pick<Registration, 'metadata' | 'subscribed'>,
  now: Millis,
): readonly Effect[] {
  for (const key of subscribed) subscribe(world, session, key);
  if (metadata.size === 0 || isMuted(world, session, now)) return [];
  const target: MetadataTarget = { kind: 'person', session };
  const all = new Map(metadataOf(world, target));
  const set = Array.from(metadata).filter(([key, value]) => {
    const isTaken = all.has(key) || all.size < METADATA_KEYS_MAX;
    if (isTaken) all.set(key, value);
    return isTaken;
  });
  const kept = putOwnMetadata(world, session, all);
  return [...kept, ...set.flatMap(([key, value]) => metadataTold(world, session, target, key, value))];
}

export function putOwnMetadata(
  world: World,
  session: Session,
  metadata: ReadonlyMap<string, string>,
): readonly Effect[] {
  const account = accountOf(world, session);
  if (account !== null) return saveAccount(world, { ...account, metadata });
  session.metadata = metadata;
  return [];
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
