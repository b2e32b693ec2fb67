/** What was said earlier in a room or between two accounts, a search for words in it, and where there is something. */
import { HISTORY_PAGE_MAX } from '../../base/limits.js';
import type { CommandSpec } from '../command.js';
import { refuse } from '../effects.js';
import { askAbout, readableAs } from '../history.js';
import { roomConversation } from '../conversation.js';

export const historyPage: CommandSpec<'history-page'> = {
  // Programs ask by themselves when they come back.
  activity: false,
  run({ world, from }, { target, which, limit, events, reactions }) {
    const readable = readableAs(world, from, target);
    if (typeof readable === 'string')
      return refuse(from, { why: 'not-readable', asked: which.kind, target, because: readable });
    return [askAbout(from, readable, { kind: 'page', which, limit: bounded(limit), events, reactions })];
  },
};

export const historySearch: CommandSpec<'history-search'> = {
  activity: true,
  run({ world, from }, { target, limit, ...wanted }) {
    const readable = readableAs(world, from, target);
    if (typeof readable === 'string')
      return refuse(from, { why: 'not-readable', asked: 'search', target, because: readable });
    return [askAbout(from, readable, { kind: 'search', ...wanted, limit: bounded(limit) })];
  },
};

export const historyTargets: CommandSpec<'history-targets'> = {
  activity: false,
  run({ world, from }, { from: start, to: end, limit }) {
    if (world.settings.history === 'off')
      return refuse(from, { why: 'not-readable', asked: 'targets', target: '*', because: 'off' });
    const question = {
      kind: 'targets',
      rooms: Array.from(from.rooms, (room) => roomConversation(room.name)),
      account: from.person.account,
      from: Math.min(start, end),
      to: Math.max(start, end),
      oldestFirst: start <= end,
      limit: bounded(limit),
    } as const;
    return [{ kind: 'ask-store', to: from.id, question, target: '*', onEntry: false }];
  },
};

function bounded(limit: number): number {
  return Math.min(Math.max(1, limit), HISTORY_PAGE_MAX);
}
