/** What was said earlier in a room one is in, and a search for words in it. */
import { HISTORY_PAGE_MAX } from '../../base/limits.js';
import type { CommandSpec, Context } from '../command.js';
import { refuse } from '../effects.js';
import { askPage } from '../history.js';
import { roomConversation } from '../conversation.js';
import { findRoom, type Room } from '../world.js';

export const historyPage: CommandSpec<'history-page'> = {
  activity: true,
  run(context, { target, which, limit, events }) {
    const room = roomOf(context, target);
    if (room === null) return refuse(context.from, { why: 'not-in-room', room: target });
    return askPage(context, room, { which, limit: bounded(limit), events, onEntry: false });
  },
};

export const historySearch: CommandSpec<'history-search'> = {
  activity: true,
  run(context, { target, limit, ...wanted }) {
    const room = roomOf(context, target);
    if (room === null) return refuse(context.from, { why: 'not-in-room', room: target });
    const conversation = roomConversation(room.name);
    const question = {
      kind: 'search',
      conversation,
      ...wanted,
      limit: bounded(limit),
      since: null,
    } as const;
    return [{ kind: 'ask-store', to: context.from.id, question, target: room.name, onEntry: false }];
  },
};

export const historyTargets: CommandSpec<'history-targets'> = {
  activity: false,
  run({ from }, { from: after, to, limit }) {
    const rooms = Array.from(from.rooms, (room) => roomConversation(room.name));
    const question = {
      kind: 'targets',
      rooms,
      account: from.person.account,
      from: after,
      to,
      limit: bounded(limit),
    } as const;
    return [{ kind: 'ask-store', to: from.id, question, target: '*', onEntry: false }];
  },
};

function roomOf({ world, from }: Context, name: string): Room | null {
  const room = findRoom(world, name);
  return room?.members.has(from) === true ? room : null;
}

function bounded(limit: number): number {
  return Math.min(Math.max(1, limit), HISTORY_PAGE_MAX);
}
