/** Between the world and what is kept of it: the world as it begins, and a room as it is to be kept. */
import { fold } from '../base/casefold.js';
import { ACCOUNTS_PER_ADDRESS_MAX } from '../base/limits.js';
import { Quota } from '../base/quota.js';
import { DAY_MS, type Millis } from '../base/result.js';
import { AccountTable } from './account-table.js';
import type { Change, Kept, KeptRoom } from './kept.js';
import { addRoom, findRoom, type Room, type Settings, type World } from './world.js';

export function createWorld(settings: Settings, kept: Kept, motd: readonly string[], now: Millis): World {
  const world: World = {
    settings,
    node: kept.node,
    startedAt: now,
    sessions: new Map(),
    names: new Map(),
    rooms: new Map(),
    watchers: new Map(),
    subscribers: new Map(),
    renamed: new Map(),
    resumable: new Map(),
    bans: new Map(kept.bans.map((ban) => [fold(ban.target), ban])),
    accounts: new AccountTable(),
    newAccounts: new Quota(ACCOUNTS_PER_ADDRESS_MAX, DAY_MS),
    proved: new Map(),
    linkCodes: new Map(),
    mutes: new Map(kept.mutes.map(({ name, until }) => [fold(name), until])),
    marked: new Set(),
    past: [],
    motd,
    locked: false,
    messages: 0,
    peak: 0,
    sequence: 0,
  };
  for (const account of kept.accounts) world.accounts.set(fold(account.name), account);
  for (const room of kept.rooms) world.rooms.set(fold(room.name), restored(room, now));
  if (findRoom(world, settings.mainRoom) === undefined) addRoom(world, settings.mainRoom, null, now);
  return world;
}

function restored(kept: KeptRoom, now: Millis): Room {
  const { name, createdAt, topic, modes, founder, retention } = kept;
  return {
    ...{ name, createdAt, topic, founder, retention },
    modes: { ...modes },
    metadata: kept.metadata,
    bans: [...kept.bans],
    exceptions: [...kept.exceptions],
    inviteExceptions: [...kept.inviteExceptions],
    members: new Map(),
    invited: new Map(),
    isUsed: true,
    emptySince: now,
    memberChanges: 0,
  };
}

/** The room as it is to be kept. */
export function roomChange(room: Room): Change {
  return { kind: 'room', room: roomOf(room) };
}

export function roomOf(room: Room): KeptRoom {
  const { name, createdAt, topic, founder, retention } = room;
  return {
    ...{ name, createdAt, topic, founder, retention },
    modes: { ...room.modes },
    metadata: room.metadata,
    bans: [...room.bans],
    exceptions: [...room.exceptions],
    inviteExceptions: [...room.inviteExceptions],
  };
}
