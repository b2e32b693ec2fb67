/** MARKREAD: tells, or asks, up to when a conversation was read (IRCv3 draft/read-marker). */
import type { CommandSpec } from '../command.js';
import { refuse, reply } from '../effects.js';
import { mark, markedAs, readAt } from '../read-markers.js';

export const markRead: CommandSpec<'mark-read'> = {
  activity: false,
  vouches: 'mark-read',
  run({ world, from, now }, { target, at }) {
    const marked = markedAs(world, from, target);
    if (marked === null) return refuse(from, { why: 'no-read-marker', target });
    const before = readAt(from, marked);
    // Nobody has read what is still to come, and what was read stays read.
    const wanted = at === null ? null : Math.min(at, now);
    const moves = wanted !== null && (before === null || wanted > before);
    const effects = moves ? mark(world, from, marked, wanted) : [];
    const answer = { kind: 'read-marker', target: marked.name, at: moves ? wanted : before } as const;
    return [...effects, reply(from, { ...answer, asked: true })];
  },
};
