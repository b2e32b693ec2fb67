/** The host's mutes: held by the account somebody is logged in to, and by the name where there is none. */
import { fold, sameName } from '../base/casefold.js';
import { SERVER_MUTES_MAX } from '../base/limits.js';
import type { Millis } from '../base/result.js';
import type { Change } from './kept.js';
import { findPerson, type Person, type Session, type World } from './world.js';

export function isMuted(world: World, { person }: Session, now: Millis): boolean {
  if (world.mutes.size === 0) return false;
  return (
    isHeldBy(world, person.name, now) || (person.account !== null && isHeldBy(world, person.account, now))
  );
}

function isHeldBy(world: World, name: string, now: Millis): boolean {
  const until = world.mutes.get(fold(name));
  return until !== undefined && (until === null || until > now);
}

/** What somebody says on the way, such as on leaving: nothing of whom the host has muted. */
export function ownWords(world: World, session: Session, text: string, now: Millis): string {
  return isMuted(world, session, now) ? '' : text;
}

/** Whose mute it is: another name does not lift one of an account. */
export function muteHolder({ name, account }: Person): string {
  return account ?? name;
}

/** Null where there are as many as there may be. */
export function addMute(
  world: World,
  name: string,
  until: Millis | null,
  now: Millis,
): readonly Change[] | null {
  const isNew = !world.mutes.has(fold(name));
  const over = isNew && world.mutes.size >= SERVER_MUTES_MAX ? dropOverMutes(world, now) : [];
  if (isNew && world.mutes.size >= SERVER_MUTES_MAX) return null;
  world.mutes.set(fold(name), until);
  return [...over, { kind: 'mute', mute: { name, until } }];
}

/** The mute of that name, and of the account of whoever has it now. */
export function liftMute(world: World, name: string): readonly Change[] {
  const account = findPerson(world, name)?.person.account ?? name;
  const names = sameName(account, name) ? [name] : [name, account];
  return names
    .filter((one) => world.mutes.delete(fold(one)))
    .map((one): Change => ({ kind: 'unmute', name: one }));
}

/** Those whose time is up. */
export function dropOverMutes(world: World, now: Millis): readonly Change[] {
  const over = Array.from(world.mutes).filter(([, until]) => until !== null && until <= now);
  return over.map(([name]): Change => {
    world.mutes.delete(name);
    return { kind: 'unmute', name };
  });
}

/** A new name does not lift a mute, and leaves none behind for whoever has the old one next. */
export function carryMute(world: World, before: Person, name: string): readonly Change[] {
  const { mutes } = world;
  const holder = muteHolder({ ...before, name });
  const until = mutes.get(fold(before.name));
  if (until === undefined || sameName(holder, before.name)) return [];
  mutes.delete(fold(before.name));
  const longer = later(until, mutes.get(fold(holder)));
  mutes.set(fold(holder), longer);
  return [
    { kind: 'unmute', name: before.name },
    { kind: 'mute', mute: { name: holder, until: longer } },
  ];
}

/** The later of two ends; null is none. */
function later(one: Millis | null, other: Millis | null | undefined): Millis | null {
  if (other === undefined) return one;
  return one === null || other === null ? null : Math.max(one, other);
}
