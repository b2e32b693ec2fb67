/** Reactions: what may stand for one, and the lines by which our client reacts, and takes messages back. */
import { encodeAscii } from '../base/ascii.js';
import { safeText, type SafeText } from '../base/safe-text.js';
import { textWidth } from '../base/text-width.js';
import { CAP_ASCII, CAP_REDACTION } from '../protocol/caps.js';
import { TAG_REACT, TAG_REPLY, TAG_UNREACT } from '../protocol/client-tags.js';
import { formatLine } from '../protocol/line.js';
import { has, isOpen, type Session } from './session.js';

/** UTF-16 units: the longest flag has 14. */
const LENGTH_MAX = 40;

/** Columns: a reaction is a sign, not a message. */
const COLUMNS_MAX = 16;

/** Null for what is no reaction to show. */
export function reactionText(raw: string): SafeText | null {
  if (raw.length > LENGTH_MAX) return null;
  const text = safeText(raw.trim());
  const width = textWidth(text);
  return width === 0 || width > COLUMNS_MAX ? null : text;
}

/** A message that something is done to. */
export interface Target {
  readonly place: string;
  readonly id: string;
}

/** Null where nobody would hear it. */
export function reactionLine(session: Session, to: Target, text: string, on: boolean): string | null {
  if (to.id === '' || !has(session, 'message-tags') || !isOpen(session, to.place)) return null;
  const value = has(session, CAP_ASCII) ? encodeAscii(text) : text;
  const tags = new Map([
    [TAG_REPLY, to.id],
    [on ? TAG_REACT : TAG_UNREACT, value],
  ]);
  return formatLine({ tags, command: 'TAGMSG', params: [to.place] });
}

/** Null where the server cannot take messages back. */
export function redactLine(session: Session, { place, id }: Target): string | null {
  if (id === '' || !has(session, CAP_REDACTION) || session.phase !== 'ready') return null;
  return formatLine({ command: 'REDACT', params: [place, id] });
}
