/** Who wants to be told of whom as they come and go (IRCv3 monitor and extended-monitor). */
import { fold } from '../base/casefold.js';
import { reply } from './effects.js';
import type { Effect } from './effect.js';
import type { Happening } from './happening.js';
import { findPerson, type Session, type World } from './world.js';

/** Told to those who watch the name: it is somebody's now. */
export function nameTaken(world: World, session: Session): readonly Effect[] {
  return watchersOf(world, session.person.name).map((watcher) =>
    reply(watcher, { kind: 'monitored', online: [session.person], offline: [] }),
  );
}

/** Told to those who watch the name: it is nobody's any more. */
export function nameFreed(world: World, name: string): readonly Effect[] {
  return watchersOf(world, name).map((watcher) =>
    reply(watcher, { kind: 'monitored', online: [], offline: [name] }),
  );
}

function watchersOf(world: World, name: string): readonly Session[] {
  return world.watchers.size === 0 ? [] : Array.from(world.watchers.get(fold(name)) ?? []);
}

/** What has changed about somebody: told to those who share a room, and to those who watch the name and share none. */
export function toldOfPerson(world: World, session: Session, happening: Happening): readonly Effect[] {
  const rooms = Array.from(session.rooms);
  const watchers = toldToWatchers(world, session, happening);
  return rooms.length === 0 ? watchers : [{ kind: 'publish', rooms, happening, by: session.id }, ...watchers];
}

function toldToWatchers(world: World, session: Session, happening: Happening): readonly Effect[] {
  const others = watchersOf(world, session.person.name).filter(
    (watcher) => watcher !== session && !Array.from(session.rooms).some((room) => watcher.rooms.has(room)),
  );
  const told = { ...happening, forWatchers: true };
  return others.map(({ id }): Effect => ({ kind: 'tell', to: id, happening: told, by: null }));
}

export function watch(world: World, session: Session, name: string): void {
  const folded = fold(name);
  session.watched.set(folded, name);
  const watchers = world.watchers.get(folded) ?? new Set();
  world.watchers.set(folded, watchers.add(session));
}

export function unwatch(world: World, session: Session, name: string): void {
  const folded = fold(name);
  if (!session.watched.delete(folded)) return;
  const watchers = world.watchers.get(folded);
  watchers?.delete(session);
  if (watchers?.size === 0) world.watchers.delete(folded);
}

export function unwatchAll(world: World, session: Session): void {
  for (const name of Array.from(session.watched.values())) unwatch(world, session, name);
}

/** Of the names, those who are here and those who are not. */
export function statusOf(world: World, session: Session, names: readonly string[]): Effect {
  const found = names.map((name) => findPerson(world, name)?.person ?? name);
  const online = found.filter((one) => typeof one !== 'string');
  const offline = found.filter((one) => typeof one === 'string');
  return reply(session, { kind: 'monitored', online, offline });
}
