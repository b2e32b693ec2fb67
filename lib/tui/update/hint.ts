/** What the status line says for a moment: worth a glance, and no line among the messages. */
import type { Millis } from '../../base/result.js';
import type { ClientEvent } from '../../client/event.js';
import { comingsOf, comingsText, NO_COMINGS } from '../comings.js';
import type { Model } from '../model.js';

/** Milliseconds that it stands there: time to look up and read it. */
const HINT_MS = 8000;

/** Names in it. */
const NAMES_MAX = 3;

export function hint(model: Model, text: string): void {
  model.hint = { text, until: model.now + HINT_MS, comings: null };
}

/** Who comes or goes, with those who did while the one before them still stands there. */
export function hintComings(model: Model, event: ClientEvent): void {
  const comings = comingsOf(event, model.hint?.comings ?? NO_COMINGS);
  if (comings === null) return;
  const text = comingsText(comings, NAMES_MAX).replaceAll(' the chat', '');
  model.hint = text === '' ? null : { text, until: model.now + HINT_MS, comings };
}

export function forgetHint(model: Model): void {
  if (model.hint !== null && model.hint.until <= model.now) model.hint = null;
}

/** When it will have stood there long enough; null while there is none. */
export function hintEndsAt({ hint: shown }: Model): Millis | null {
  return shown?.until ?? null;
}
