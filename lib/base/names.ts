/** What a person and a room may be called, and the nearest legal name to one that is not. */
import { fold, type Folded } from './casefold.js';
import { NAME_LENGTH_MAX, ROOM_LENGTH_MAX } from './limits.js';

const NAME = /^[A-Za-z0-9_[\]\\^{|}`~-]+$/;
const NAME_CHAR = /[A-Za-z0-9_[\]\\^{|}`~-]/;

/** Names that would let a person pass for the chatroom itself. */
const RESERVED: ReadonlySet<string> = new Set(['server', 'console', 'you', 'me', 'everyone']);

/** Characters whose plain letter Unicode does not tell by decomposition. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ł: 'l',
  Ł: 'L',
  þ: 'th',
  Þ: 'Th',
  ı: 'i',
};

export type NameProblem = 'empty' | 'too-long' | 'illegal' | 'reserved';

/** Why `name` cannot be a person's name, or null where it can. Digits may come first (student numbers). */
export function nameProblem(name: string, chatroom: string): NameProblem | null {
  if (name === '') return 'empty';
  if (!NAME.test(name)) return 'illegal';
  if (name.length > NAME_LENGTH_MAX) return 'too-long';
  if (isReserved(name, chatroom)) return 'reserved';
  return null;
}

function isReserved(name: string, chatroom: string): boolean {
  const folded = fold(name);
  return RESERVED.has(folded) || folded === ownName(chatroom);
}

/** What `ownName` was asked for last: there is one chatroom, and each name is held against it. */
let known = { chatroom: '', own: fold('') };

/** What the chatroom would be called as a person. */
function ownName(chatroom: string): Folded {
  if (known.chatroom !== chatroom) known = { chatroom, own: fold(legalPart(chatroom)) };
  return known.own;
}

/** Numbers put behind a taken name one after the other, before they double. */
const STEPS_OF_ONE = 20;

/** The nearest legal name that `isFree` allows: `anna.smith` → `anna_smith`, `Zoë` → `Zoe`, taken `ann` → `ann2`. */
export function suggestName(wanted: string, chatroom: string, isFree: (name: string) => boolean): string {
  const legal = legalPart(wanted).slice(0, NAME_LENGTH_MAX);
  const base = legal === '' ? 'guest' : legal;
  if (nameProblem(base, chatroom) === null && isFree(base)) return base;
  // Soon in greater steps: somebody who holds thousands of names must not make each refusal a long search.
  for (let number = 2; ; number += number < STEPS_OF_ONE ? 1 : number) {
    const suffix = String(number);
    const name = base.slice(0, NAME_LENGTH_MAX - suffix.length) + suffix;
    if (nameProblem(name, chatroom) === null && isFree(name)) return name;
  }
}

/** Characters of a wish that are looked at: whatever follows could not be in a name. */
const WISH_LENGTH_MAX = 200;

function legalPart(text: string): string {
  let name = '';
  for (const char of text.trim().slice(0, WISH_LENGTH_MAX).normalize('NFD')) {
    if (NAME_CHAR.test(char)) name += char;
    else if (char in PLAIN_LETTERS) name += PLAIN_LETTERS[char] ?? '';
    else if (/[\s.@,;:/+]/.test(char) && name !== '' && !name.endsWith('_')) name += '_';
  }
  return name.replace(/_+$/, '');
}

/** Whether `name` is a room's: # and up to 49 more of printable ASCII without space, comma and colon. */
export function isRoomName(name: string): boolean {
  return /^#[!-+\--9;-~]+$/.test(name) && name.length <= ROOM_LENGTH_MAX;
}

/** The IRC server name of a chatroom: `Room 12` → `room-12.lan`; a name that has a dot already is used as given. */
export function serverName(chatroom: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9.-]*\.[A-Za-z0-9.-]*[A-Za-z0-9]$/.test(chatroom)) return chatroom;
  const plain = chatroom
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
  const host = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  return `${host === '' ? 'lanchat' : host.slice(0, 50)}.lan`;
}
