/** Calling a person who looks elsewhere: the bell, and a notice of the desktop where the terminal passes one on. */
import { cutToWidth } from '../../base/text-width.js';
import { safeText } from '../../base/safe-text.js';
import type { Entry } from '../entry.js';
import type { Model } from '../model.js';

/** Milliseconds between two calls: a lively talk must not fill the desktop, nor ring without end. */
const NOTICE_MS = 5000;

/** Columns of a notice: desktops cut longer ones. */
const NOTICE_COLUMNS = 120;

export function attract(model: Model, { who, text }: Entry, place: string): void {
  if (model.focused || model.now - model.noticedAt < NOTICE_MS) return;
  model.noticedAt = model.now;
  if (model.settings.bell === 'on') model.bell = true;
  if (model.settings.notices === 'off') return;
  const from = place === who || place === '' ? who : `${who} in ${place}`;
  model.notice = { title: safeText(`lanchat: ${from}`), text: safeText(cutToWidth(text, NOTICE_COLUMNS)) };
}
