/** QUIT: leaves the chatroom (RFC 2812 section 3.1.7). */
import type { CommandSpec } from '../command.js';
import { partingWords } from '../rooms.js';
import { removeSession } from '../sessions.js';

export const quit: CommandSpec<'quit'> = {
  activity: true,
  run({ world, from, now }, { reason }) {
    // All rooms read the same words.
    const said = Array.from(from.rooms).every(
      (room) => partingWords(world, from, room, reason, now) === reason,
    );
    const text = said ? reason : '';
    return [
      // So that nobody takes it for the end of a connection that broke (Modern IRC, "QUIT message").
      ...removeSession(world, from, `Quit: ${text}`, 'meant', now),
      { kind: 'close', session: from.id, code: 'QUIT', text },
    ];
  },
};
