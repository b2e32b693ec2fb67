/** One entry of the message pane: what the client's events become on the screen. */
import { ownCopy } from '../base/own-copy.js';
import type { Millis } from '../base/result.js';
import type { ClientEvent } from '../client/event.js';
import { sentence } from '../client/words.js';
import { safeText, type SafeText } from '../base/safe-text.js';
import type { Snippet } from '../protocol/snippet.js';
import type { Comings } from './comings.js';

export type EntryKind =
  | 'message'
  | 'action'
  | 'notice'
  | 'announcement'
  /** The line above the first message of a day. */
  | 'day'
  | 'event'
  | 'trouble'
  | 'info';

export interface Quote {
  /** Of the message that is answered. */
  readonly id: string;
  /** Who said it; empty where it is not on this screen. */
  readonly who: string;
  readonly words: SafeText;
}

export interface Entry {
  readonly at: Millis;
  readonly kind: EntryKind;
  /** Who said or did it; empty for what nobody said. As it came: made harmless when it is drawn. */
  readonly who: string;
  readonly text: string;
  readonly own: boolean;
  /** It names me, or is for me alone. */
  readonly mention: boolean;
  readonly earlier: boolean;
  /** The server's id, so that nothing is shown twice; empty where there is none. */
  readonly id: string;
  /** Who came and went, where this line tells it: the next may be told in it too. */
  readonly comings?: Comings;
  /** The message that it answers. */
  readonly quote?: Quote;
  /** The part of a long paste that it is: shown as one line until it is opened. */
  readonly snippet?: Snippet;
  /** The server could not keep it. */
  readonly unkept?: true;
  /** Its words are gone: somebody has taken them back. */
  readonly takenBack?: true;
}

export function speechEntry(
  event: Extract<ClientEvent, { kind: 'speech' }>,
  me: string,
  inRoom: boolean,
): Entry {
  const { at, how, from, own, earlier, replyTo, snippet } = event;
  const [text, id] = [ownCopy(event.text), ownCopy(event.id)];
  const who = how === 'announcement' ? 'Server' : from;
  const mention = !own && how !== 'announcement' && (!inRoom || names(text, me));
  const part = {
    ...(snippet === undefined ? {} : { snippet }),
    ...(event.unkept === true ? { unkept: event.unkept } : {}),
  };
  const entry: Entry = { at, kind: how, who, text, own, mention, earlier, id, ...part };
  // Its words are looked for where it stands.
  return replyTo === '' ? entry : { ...entry, quote: { id: replyTo, who: '', words: safeText('') } };
}

/** What happened, told in a dimmed line. */
export function eventEntry(event: ClientEvent, at: Millis): Entry {
  return note('event', sentence(event) ?? '', at);
}

export function note(kind: 'day' | 'event' | 'trouble' | 'info', text: string, at: Millis): Entry {
  return { at, kind, who: '', text, own: false, mention: false, earlier: false, id: '' };
}

/** Said by somebody else, and now: what one may have missed. */
export function isFromOthers({ who, own, earlier }: Entry): boolean {
  return who !== '' && !own && !earlier;
}

const NAME_CHARS = 'A-Za-z0-9_\\[\\]\\\\^{|}`~-';

/** Whether the text holds the name as a word of its own, in any case. */
export function names(text: string, me: string): boolean {
  if (me === '' || !text.toLowerCase().includes(me.toLowerCase())) return false;
  const escaped = me.replace(/[\\^$.*+?()[\]{}|-]/g, '\\$&');
  return new RegExp(`(?<![${NAME_CHARS}])${escaped}(?![${NAME_CHARS}])`, 'i').test(text);
}
