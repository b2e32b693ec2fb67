/** What was said earlier in a room one is in, and a search for words in it. */
import { HISTORY_PAGE_MAX } from '../../base/limits.js';
import type { CommandSpec, Context } from '../command.js';
import type { Effect } from '../effect.js';
import { refuse } from '../effects.js';
import { findRoom } from '../world.js';

export const historyPage: CommandSpec<'history-page'> = {
  activity: true,
  run: (context, { room, limit }) => load(context, room, limit, null),
};

export const historySearch: CommandSpec<'history-search'> = {
  activity: true,
  run: (context, { room, words }) => load(context, room, HISTORY_PAGE_MAX, words),
};

function load(
  { world, from }: Context,
  name: string,
  wanted: number,
  words: string | null,
): readonly Effect[] {
  const room = findRoom(world, name);
  if (room?.members.has(from) !== true) return refuse(from, { why: 'not-in-room', room: name });
  const limit = Math.min(Math.max(1, wanted), HISTORY_PAGE_MAX);
  return [{ kind: 'load-history', to: from.id, query: { room, limit, words, onEntry: false } }];
}
