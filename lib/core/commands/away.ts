/** AWAY: says that one is away, or back (RFC 2812 section 4.1). */
import type { CommandSpec } from '../command.js';
import { reply } from '../effects.js';
import { toldOfPerson } from '../monitor.js';
import { isMuted } from '../mutes.js';
import { awayNow } from '../rooms.js';
import { awayMessage } from '../sessions.js';

export const away: CommandSpec<'away'> = {
  activity: true,
  run({ world, from, now }, { message }) {
    from.away = awayMessage(message !== '' && isMuted(world, from, now) ? 'away' : message);
    const answer = reply(from, { kind: 'away', isAway: from.away !== null });
    return [answer, ...toldOfPerson(world, from, awayNow(world, from, now))];
  },
};
