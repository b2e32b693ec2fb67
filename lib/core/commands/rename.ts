/** NICK after registration: takes another name (RFC 2812 section 3.1.2). */
import { fold, sameName } from '../../base/casefold.js';
import type { CommandSpec } from '../command.js';
import type { Effect } from '../effect.js';
import { suggestName } from '../../base/names.js';
import type { Millis } from '../../base/result.js';
import { refuse } from '../effects.js';
import { carryMute } from '../mutes.js';
import { banOn, silencingRoom } from '../policy.js';
import { metadataForWatchers } from '../metadata.js';
import { nameFreed, nameTaken } from '../monitor.js';
import type { NameRefused } from '../refusal.js';
import { dropLapsed, isLoggedInTo } from '../accounts.js';
import { endSession, nameRefusal, rememberPast, replacedBy } from '../sessions.js';
import { findPerson, nextMessageId, type Session, type World } from '../world.js';

export const rename: CommandSpec<'rename'> = {
  activity: true,
  run({ world, from, now }, { name }) {
    const before = from.person;
    if (name === before.name) return [];
    const ghost = ghostOf(world, from, name);
    const { account } = before;
    const refusal = nameRefusal(world, name, ghost ?? from, account, now) ?? bannedName(world, name, now);
    if (refusal !== null) return refuse(from, refusal);
    const silencing = silencingRoom(from);
    if (silencing !== null) return refuse(from, { why: 'name-held', room: silencing.name });
    const lapsed = dropLapsed(world, name, now);
    const replaced =
      ghost === null ? [] : endSession(world, ghost, 'REPLACED', replacedBy(ghost.person.name), 'lost', now);
    if (!sameName(before.name, name)) rememberPast(world, from, now);
    world.names.delete(fold(before.name));
    world.names.set(fold(name), from);
    const carried = carryMute(world, before, name);
    const muted: readonly Effect[] = carried.length === 0 ? [] : [{ kind: 'keep', changes: carried }];
    from.person = { ...before, name };
    for (const room of from.rooms) room.memberChanges += 1;
    const id = nextMessageId(world, now);
    const happening = { kind: 'renamed', id, at: now, who: before, to: name } as const;
    const rooms = Array.from(from.rooms);
    const told: Effect =
      rooms.length === 0
        ? { kind: 'tell', to: from.id, happening, by: from.id }
        : { kind: 'publish', rooms, happening, by: from.id };
    return [
      ...lapsed,
      ...replaced,
      ...muted,
      told,
      ...(sameName(before.name, name)
        ? []
        : [...nameFreed(world, before.name), ...nameTaken(world, from), ...metadataForWatchers(world, from)]),
      { kind: 'log', text: `${before.name} is now known as ${name}` },
    ];
  },
};

/** Whoever has the name and is the same owner. */
function ghostOf(world: World, { person }: Session, name: string): Session | null {
  const holder = findPerson(world, name);
  if (holder === undefined || person.account === null || sameName(name, person.name)) return null;
  return sameName(name, person.account) || isLoggedInTo(holder, person.account) ? holder : null;
}

/** A ban of a name is not got round by coming in under another one. */
function bannedName(world: World, name: string, now: Millis): NameRefused | null {
  if (banOn(world, name, '', now) === null) return null;
  const suggestion = suggestName(
    `${name}2`,
    world.settings.chatroom,
    (free) => findPerson(world, free) === undefined,
  );
  return { why: 'name-refused', name, problem: 'banned', suggestion };
}
