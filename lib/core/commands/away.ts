/** AWAY: says that one is away, or back (RFC 2812 section 4.1). */
import type { CommandSpec } from '../command.js';
import { reply } from '../effects.js';
import { toldToWatchers } from '../monitor.js';
import { isMuted } from '../mutes.js';
import { awayPublished } from '../rooms.js';
import { awayMessage } from '../sessions.js';

export const away: CommandSpec<'away'> = {
  activity: true,
  run({ world, from, now }, { message }) {
    from.away = awayMessage(message !== '' && isMuted(world, from, now) ? 'away' : message);
    const answer = reply(from, { kind: 'away', isAway: from.away !== null });
    const told = awayPublished(world, from, Array.from(from.rooms), now);
    return [answer, told, ...(told.kind === 'publish' ? toldToWatchers(world, from, told.happening) : [])];
  },
};
