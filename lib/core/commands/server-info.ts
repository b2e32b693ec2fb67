/** MOTD, LUSERS, VERSION, TIME and STATS: what the chatroom says of itself (RFC 2812 section 3.4). */
import type { CommandSpec } from '../command.js';
import { reply } from '../effects.js';
import { countsOf } from '../sessions.js';

export const motd: CommandSpec<'motd'> = {
  activity: false,
  run: ({ world, from }) => [reply(from, { kind: 'motd', lines: world.motd })],
};

export const lusers: CommandSpec<'lusers'> = {
  activity: false,
  run: ({ world, from }) => [reply(from, { kind: 'lusers', counts: countsOf(world) })],
};

export const version: CommandSpec<'version'> = {
  activity: false,
  run: ({ from }) => [reply(from, { kind: 'version' })],
};

export const time: CommandSpec<'time'> = {
  activity: false,
  run: ({ from, now }) => [reply(from, { kind: 'time', now })],
};

/** How long it has been up, for everybody; there is nothing else to count here (RFC 2812 section 3.4.4). */
export const stats: CommandSpec<'stats'> = {
  activity: false,
  run({ world, from, now }, { query }) {
    const isUptime = query === 'u';
    const upSeconds = isUptime ? Math.floor((now - world.startedAt) / 1000) : null;
    return [reply(from, { kind: 'stats', query, upSeconds })];
  },
};
