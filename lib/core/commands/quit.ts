/** QUIT: leaves the chatroom (RFC 2812 section 3.1.7). */
import type { CommandSpec } from '../command.js';
import { partingWords } from '../rooms.js';
import { endSession } from '../sessions.js';

export const quit: CommandSpec<'quit'> = {
  activity: true,
  run({ world, from, now }, { reason }) {
    // All rooms read the same words.
    const said = Array.from(from.rooms).every(
      (room) => partingWords(world, from, room, reason, now) === reason,
    );
    return endSession(world, from, 'QUIT', said ? reason : '', 'meant', now);
  },
};
