/** MOTD, LUSERS, VERSION and TIME: what the chatroom says of itself (RFC 2812 section 3.4). */
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
