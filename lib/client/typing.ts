/** Who is writing just now (IRCv3 client-tags/typing). */
import { sameName } from '../base/casefold.js';
import type { Millis } from '../base/result.js';
import { CAP_LABELED_RESPONSE } from '../protocol/caps.js';
import type { TypingState } from './event.js';
import { formatLine } from '../protocol/line.js';
import { has, isOpen, type Session } from './session.js';

/** Milliseconds between two words about the same line ("SHOULD be sent … at a maximum rate of once per 3 seconds"). */
export const TYPING_EVERY_MS = 3000;

/** Milliseconds after which one who says no more of it has stopped ("after … 6 seconds"), or put it aside ("30 seconds"). */
const ACTIVE_MS = 6000;
const PAUSED_MS = 30_000;

/** People of all rooms together: more than anybody is told of. */
const TYPISTS_MAX = 50;

/** What we have said of ourselves. */
export interface OwnTyping {
  readonly place: string;
  readonly saidAt: Millis;
}

/** What its answer is known by: whether it could be told is nothing to be said. Messages have numbers for labels. */
export const TYPING_LABEL = 'typing';

/** The line that tells of it; null where nobody would hear it. */
export function typingLine(session: Session, place: string, state: TypingState): string | null {
  if (!has(session, 'message-tags') || !isOpen(session, place)) return null;
  const tags = new Map<string, string>([['+typing', state]]);
  if (has(session, CAP_LABELED_RESPONSE)) tags.set('label', TYPING_LABEL);
  return formatLine({ tags, command: 'TAGMSG', params: [place] });
}

export interface Typist {
  readonly place: string;
  readonly who: string;
  readonly until: Millis;
}

/** Those who write, the first to begin first, after one of them has told of it. */
export function withTypist(
  typists: readonly Typist[],
  { place, who }: Pick<Typist, 'place' | 'who'>,
  state: TypingState,
  now: Millis,
): readonly Typist[] {
  const isSame = (one: Typist): boolean => sameName(one.place, place) && sameName(one.who, who);
  const known = typists.some(isSame);
  const until = now + (state === 'paused' ? PAUSED_MS : ACTIVE_MS);
  if (state === 'done') return known ? typists.filter((one) => !isSame(one)) : typists;
  if (known) return typists.map((one) => (isSame(one) ? { ...one, until } : one));
  return [...typists.slice(1 - TYPISTS_MAX), { place, who, until }];
}
