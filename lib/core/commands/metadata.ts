/** METADATA: what people and rooms say of themselves (IRCv3 draft/metadata-3). */
import { sameName } from '../../base/casefold.js';
import { METADATA_KEYS_MAX, METADATA_SUBSCRIBED_MAX, METADATA_VALUE_BYTES_MAX } from '../../base/limits.js';
import { utf8Length } from '../../base/utf8.js';
import type { CommandSpec } from '../command.js';
import type { Effect } from '../effect.js';
import { refuse, reply } from '../effects.js';
import {
  isMetadataKey,
  maySetMetadata,
  metadataOf,
  metadataTarget,
  metadataTold,
  putOwnMetadata,
  rowOf,
  subscribe,
  synced,
  syncedOrLater,
  targetName,
  unsubscribe,
  unsubscribeAll,
  valuesAround,
  valuesFor,
  valuesInRoom,
  type MetadataTarget,
} from '../metadata.js';
import { isMuted } from '../mutes.js';
import type { MetadataRefusal } from '../refusal.js';
import { keepRoom } from '../rooms.js';
import type { MetadataRow } from '../reply.js';
import type { Session, World } from '../world.js';

function no(to: Session, code: MetadataRefusal, ...context: readonly string[]): readonly Effect[] {
  return refuse(to, { why: 'metadata', code, context });
}

export const metadataGet: CommandSpec<'metadata-get'> = {
  activity: false,
  run({ world, from }, { target: name, keys }) {
    const target = metadataTarget(world, from, name);
    if (target === null) return no(from, 'INVALID_TARGET', name);
    const shown = targetName(target);
    const all = metadataOf(world, target);
    const rows = keys.map((key): MetadataRow => {
      if (!isMetadataKey(key)) return { kind: 'bad-key', key };
      const value = all.get(key);
      return value === undefined
        ? { kind: 'not-set', target: shown, key }
        : { kind: 'value', target: shown, key, value };
    });
    return [reply(from, { kind: 'metadata', target: shown, rows, isBatch: true })];
  },
};

export const metadataList: CommandSpec<'metadata-list'> = {
  activity: false,
  run({ world, from }, { target: name }) {
    const target = metadataTarget(world, from, name);
    if (target === null) return no(from, 'INVALID_TARGET', name);
    const values = valuesFor(world, target, metadataOf(world, target).keys());
    const rows = values.map((value): MetadataRow => ({ kind: 'value', ...value }));
    return [reply(from, { kind: 'metadata', target: targetName(target), rows, isBatch: true })];
  },
};

export const metadataSet: CommandSpec<'metadata-set'> = {
  activity: true,
  vouches: 'metadata',
  run({ world, from, now }, { target: name, key, value }) {
    const target = metadataTarget(world, from, name);
    if (target === null) return no(from, 'INVALID_TARGET', name);
    if (!isMetadataKey(key)) return no(from, 'INVALID_KEY', key);
    const shown = targetName(target);
    if (!maySetMetadata(from, target) || isMuted(world, from, now))
      return no(from, 'KEY_NO_PERMISSION', shown, key);
    if (value !== null && utf8Length(value) > METADATA_VALUE_BYTES_MAX) return no(from, 'INVALID_VALUE', key);
    const before = metadataOf(world, target);
    const rows = [rowOf(shown, key, value)];
    const answer = reply(from, { kind: 'metadata', target: shown, rows, isBatch: false });
    if ((before.get(key) ?? null) === value) return [answer];
    if (value !== null && !before.has(key) && before.size >= METADATA_KEYS_MAX)
      return no(from, 'LIMIT_REACHED', 'SET', shown, String(METADATA_KEYS_MAX));
    const after = new Map(before);
    if (value === null) after.delete(key);
    else after.set(key, value);
    return [...put(world, target, after), answer, ...metadataTold(world, from, target, key, value)];
  },
};

export const metadataClear: CommandSpec<'metadata-clear'> = {
  activity: true,
  vouches: 'metadata',
  run({ world, from }, { target: name }) {
    const target = metadataTarget(world, from, name);
    if (target === null) return no(from, 'INVALID_TARGET', name);
    const shown = targetName(target);
    if (!maySetMetadata(from, target)) return no(from, 'KEY_NO_PERMISSION', shown, '*');
    const keys = Array.from(metadataOf(world, target).keys());
    const rows = keys.map((key): MetadataRow => ({ kind: 'not-set', target: shown, key }));
    return [
      ...(keys.length === 0 ? [] : put(world, target, new Map())),
      reply(from, { kind: 'metadata', target: shown, rows, isBatch: true }),
      ...keys.flatMap((key) => metadataTold(world, from, target, key, null)),
    ];
  },
};

/** Everybody and everything one sees. */
const ALL = '*ALL';

export const metadataSync: CommandSpec<'metadata-sync'> = {
  activity: false,
  run({ world, from }, { target: name }) {
    if (name === ALL) return [synced(from, ALL, valuesAround(world, from, from.subscribed))];
    const target = metadataTarget(world, from, name);
    if (target === null) return no(from, 'INVALID_TARGET', name);
    const isMember = target.kind === 'room' && target.room.members.has(from);
    const values = isMember
      ? valuesInRoom(world, from, target.room, from.subscribed)
      : valuesFor(world, target, from.subscribed);
    return [synced(from, targetName(target), values)];
  },
};

/** In their order: which were taken can be told by the first that was not ("METADATA SUB"). */
export const metadataSubscribe: CommandSpec<'metadata-subscribe'> = {
  activity: false,
  run({ world, from }, { target, keys }) {
    if (!isSelf(from, target)) return no(from, 'INVALID_TARGET', target);
    const taken = new Set<string>();
    const added = new Set<string>();
    const refusals: Effect[] = [];
    for (const key of keys) {
      if (!isMetadataKey(key)) refusals.push(...badKey(from, key));
      else if (!from.subscribed.has(key) && from.subscribed.size >= METADATA_SUBSCRIBED_MAX) {
        refusals.push(...no(from, 'LIMIT_REACHED', 'SUB', key, String(METADATA_SUBSCRIBED_MAX)));
        break;
      } else {
        if (!from.subscribed.has(key)) added.add(key);
        subscribe(world, from, key);
        taken.add(key);
      }
    }
    return [
      ...(taken.size === 0
        ? []
        : [reply(from, { kind: 'metadata-subscriptions', what: 'added', keys: [...taken] })]),
      ...refusals,
      ...(added.size === 0 ? [] : [syncedOrLater(from, ALL, valuesAround(world, from, added))]),
    ];
  },
};

/** Nobody subscribes for others. */
function isSelf({ person }: Session, target: string): boolean {
  return target === '*' || sameName(target, person.name);
}

function badKey(to: Session, key: string): readonly Effect[] {
  return refuse(to, { why: 'metadata', code: 'INVALID_KEY', context: [key], isWarning: true });
}

export const metadataUnsubscribe: CommandSpec<'metadata-unsubscribe'> = {
  activity: false,
  run({ world, from }, { target, keys }) {
    if (!isSelf(from, target)) return no(from, 'INVALID_TARGET', target);
    const bad = keys.filter((key) => !isMetadataKey(key));
    const left = Array.from(new Set(keys.filter(isMetadataKey)));
    for (const key of left) unsubscribe(world, from, key);
    return [
      ...(left.length === 0
        ? []
        : [reply(from, { kind: 'metadata-subscriptions', what: 'removed', keys: left })]),
      ...bad.flatMap((key) => badKey(from, key)),
    ];
  },
};

export const metadataSubscriptions: CommandSpec<'metadata-subscriptions'> = {
  activity: false,
  run: ({ from }, { target }) =>
    isSelf(from, target)
      ? [reply(from, { kind: 'metadata-subscriptions', what: 'all', keys: [...from.subscribed] })]
      : no(from, 'INVALID_TARGET', target),
};

/** Whoever gives up the capability is subscribed to nothing any more. */
export const metadataForget: CommandSpec<'metadata-forget'> = {
  activity: false,
  run({ world, from }) {
    unsubscribeAll(world, from);
    return [];
  },
};

function put(world: World, target: MetadataTarget, metadata: ReadonlyMap<string, string>): readonly Effect[] {
  if (target.kind === 'person') return putOwnMetadata(world, target.session, metadata);
  target.room.metadata = metadata;
  return keepRoom(target.room);
}
