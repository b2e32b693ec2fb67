/** QUIT: leaves the chatroom (RFC 2812 section 3.1.7). */
import type { CommandSpec } from '../command.js';
import { endSession } from '../sessions.js';

export const quit: CommandSpec<'quit'> = {
  activity: true,
  run({ world, from, now }, { reason }) {
    return endSession(world, from, 'QUIT', reason, 'meant', now);
  },
};
