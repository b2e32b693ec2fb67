/** What a window is called where windows are listed, and what is new in it. */
import { safeText, type SafeText } from '../../base/safe-text.js';
import type { Model } from '../model.js';
import type { Window } from '../window.js';

/** `!` is for me, `+` for everybody. */
export function markOf({ unread, forMe }: Window): string {
  if (forMe > 0) return ` !${forMe}`;
  return unread > 0 ? ` +${unread}` : '';
}

export function nameOf({ session, address }: Model, { place }: Window): SafeText {
  if (place !== '') return safeText(place);
  return safeText(session.chat.network === '' ? address : session.chat.network);
}
