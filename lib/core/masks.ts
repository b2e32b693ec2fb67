/** The masks on a room's lists, and how they are written (RFC 2811 section 4.3). */
import type { ListedMask, Room } from './world.js';

/** The modes that are lists: bans, exceptions from them, and who needs no invitation. */
export type ListMode = 'b' | 'e' | 'I';

export function isListMode(mode: string): mode is ListMode {
  return mode === 'b' || mode === 'e' || mode === 'I';
}

export function listOf(room: Room, mode: ListMode): ListedMask[] {
  switch (mode) {
    case 'b':
      return room.bans;
    case 'e':
      return room.banExceptions;
    case 'I':
      return room.inviteExceptions;
  }
}

/** Characters of a mask: a name, a user and a host, with room for wildcards; four of them fit one line. */
const MASK_LENGTH_MAX = 80;

/** In front of a mask on the lists of bans and exceptions: it is about speaking alone (ISUPPORT EXTBAN). */
export const MUTE = 'm:';

/** Whether the text asks for an extended ban that there is not, or not on that list. */
export function isUnknownExtban(text: string, mode: ListMode): boolean {
  const rest = text.startsWith(MUTE) && mode !== 'I' ? text.slice(MUTE.length) : text;
  return /^[A-Za-z]:/.test(rest);
}

/** `ann` → `ann!*@*`, `*@lan` → `*!*@lan`: a mask has all three parts. Null for what is no mask. */
export function fullMask(text: string): string | null {
  if (!text.startsWith(MUTE)) return sourceMask(text);
  const mask = sourceMask(text.slice(MUTE.length));
  return mask === null ? null : `${MUTE}${mask}`;
}

function sourceMask(text: string): string | null {
  // A colon in front would make it the last parameter of the lines that carry it.
  const bounded = text
    .replace(/^:+/, '')
    .slice(0, MASK_LENGTH_MAX)
    .replace(/[^!-~]/g, '?');
  if (bounded === '') return null;
  if (bounded.includes('!')) return bounded.includes('@') ? bounded : `${bounded}@*`;
  return bounded.includes('@') ? `*!${bounded}` : `${bounded}!*@*`;
}
