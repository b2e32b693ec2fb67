/** MONITOR: names one wants to hear of (IRCv3 monitor, "MONITOR command"). */
import { fold } from '../../base/casefold.js';
import { WATCHED_MAX } from '../../base/limits.js';
import { nameProblem } from '../../base/names.js';
import type { CommandSpec } from '../command.js';
import type { Effect } from '../effect.js';
import { reply } from '../effects.js';
import { metadataOfOnline } from '../metadata.js';
import { statusOf, unwatch, unwatchAll, watch } from '../monitor.js';
import { findPerson, type Session, type World } from '../world.js';

export const monitorAdd: CommandSpec<'monitor-add'> = {
  activity: false,
  run({ world, from }, { names }) {
    const added: string[] = [];
    const left: string[] = [];
    for (const name of names) {
      if (nameProblem(name, '') !== null) continue;
      const known = from.watched.has(fold(name));
      if (!known && from.watched.size >= WATCHED_MAX) left.push(name);
      else {
        if (!known) watch(world, from, name);
        added.push(name);
      }
    }
    const full =
      left.length === 0 ? [] : [reply(from, { kind: 'monitor-full', limit: WATCHED_MAX, names: left })];
    return [...(added.length === 0 ? [] : statusWithMetadata(world, from, added)), ...full];
  },
};

export const monitorRemove: CommandSpec<'monitor-remove'> = {
  activity: false,
  run({ world, from }, { names }) {
    for (const name of names) unwatch(world, from, name);
    return [];
  },
};

export const monitorClear: CommandSpec<'monitor-clear'> = {
  activity: false,
  run({ world, from }) {
    unwatchAll(world, from);
    return [];
  },
};

export const monitorList: CommandSpec<'monitor-list'> = {
  activity: false,
  run: ({ from }) => [reply(from, { kind: 'monitor-list', names: [...from.watched.values()] })],
};

export const monitorStatus: CommandSpec<'monitor-status'> = {
  activity: false,
  run: ({ world, from }) => statusWithMetadata(world, from, [...from.watched.values()]),
};

/** Whoever is here is told of with what they say of themselves (IRCv3 draft/metadata-3, "Automatic synchronization"). */
function statusWithMetadata(world: World, from: Session, names: readonly string[]): readonly Effect[] {
  const online = names.flatMap((name) => findPerson(world, name) ?? []);
  return [statusOf(world, from, names), ...online.flatMap((one) => metadataOfOnline(world, one, [from]))];
}
