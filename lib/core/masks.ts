/** The masks of a room's lists: whom they mean, and what they keep from whom (Modern IRC, "Ban Channel Mode" and its exceptions). */
import { fold } from '../base/casefold.js';
import type { ListedMask, Person, Room, Session } from './world.js';

/** Characters of a mask: a name, a user and a host, with room for wildcards; four of them fit one line. */
const MASK_LENGTH_MAX = 80;

/** In front of a mask that silences instead of keeping out (ISUPPORT EXTBAN). */
const MUTE = 'm:';

/** In front of the name of an account, or a mask of such names, in place of one of people (ISUPPORT ACCOUNTEXTBAN). */
const ACCOUNT = 'a:';

/** Whether the room's lists keep the session out. */
export function isBannedFromRoom(room: Room, session: Session): boolean {
  return room.bans.length > 0 && isListed(room.bans, session) && !isListed(room.exceptions, session);
}

/** Whether the room's lists let the session be here and say nothing: an exception of either kind lifts that. */
export function isSilenced(room: Room, session: Session): boolean {
  if (room.bans.length === 0 || !isListed(room.bans, session, MUTE)) return false;
  return !isListed(room.exceptions, session, MUTE) && !isListed(room.exceptions, session);
}

/** Whether the room's lists open a closed door to the session. */
export function isAlwaysInvited(room: Room, session: Session): boolean {
  return isListed(room.inviteExceptions, session);
}

/** By the masks with that prefix; without one, by those with none. */
function isListed(list: readonly ListedMask[], { person }: Session, prefix: '' | typeof MUTE = ''): boolean {
  return list.some(
    ({ mask }) => mask.startsWith(MUTE) === (prefix === MUTE) && isMeant(person, mask.slice(prefix.length)),
  );
}

/** By account, another name or another machine does not help; whoever is logged in to none is not meant. */
function isMeant({ name, user, host, account }: Person, mask: string): boolean {
  if (!mask.startsWith(ACCOUNT)) return matchesMask(`${name}!${user}@${host}`, mask);
  return account !== null && matchesMask(account, mask.slice(ACCOUNT.length));
}

/** Whether the text asks for an extended ban that there is not, or for one where it means nothing. */
export function isUnknownExtban(typed: string, isForInvitations: boolean): boolean {
  const rest = typed.startsWith(MUTE) && !isForInvitations ? typed.slice(MUTE.length) : typed;
  return /^[A-Za-z]:/.test(rest.startsWith(ACCOUNT) ? rest.slice(ACCOUNT.length) : rest);
}

/** `ann` → `ann!*@*`, `*@lan` → `*!*@lan`, `m:ann` → `m:ann!*@*`: a mask has all three parts. Null for none at all. */
export function fullMask(typed: string): string | null {
  // A colon in front would make it the last parameter of the lines that carry it.
  const bounded = typed
    .replace(/^:+/, '')
    .slice(0, MASK_LENGTH_MAX)
    .replace(/[^!-~]/g, '?');
  if (bounded.startsWith(MUTE)) {
    const rest = fullMask(bounded.slice(MUTE.length));
    return rest === null || rest.startsWith(MUTE) ? null : `${MUTE}${rest}`;
  }
  if (bounded === '' || bounded === ACCOUNT) return null;
  if (bounded.startsWith(ACCOUNT)) return bounded;
  if (bounded.includes('!')) return bounded.includes('@') ? bounded : `${bounded}@*`;
  return bounded.includes('@') ? `*!${bounded}` : `${bounded}!*@*`;
}

/** Whether `text` matches a mask in which * stands for any characters and ? for one (Modern IRC, "Wildcard Expressions"). */
export function matchesMask(text: string, mask: string): boolean {
  const subject = fold(text);
  const pattern = fold(mask);
  let at = 0;
  let inPattern = 0;
  let star = -1;
  let starAt = 0;
  // Greedy with one step back: linear in practice, and never exponential as a regular expression can be.
  while (at < subject.length) {
    const char = pattern[inPattern];
    if (char === '*') {
      star = inPattern;
      starAt = at;
      inPattern += 1;
    } else if (char === '?' || char === subject[at]) {
      at += 1;
      inPattern += 1;
    } else if (star !== -1) {
      starAt += 1;
      at = starAt;
      inPattern = star + 1;
    } else return false;
  }
  while (pattern[inPattern] === '*') inPattern += 1;
  return inPattern === pattern.length;
}
