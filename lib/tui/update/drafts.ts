/** What is typed and not sent: kept when one leaves, and back in its window when one returns. */
import { sameName } from '../../base/casefold.js';
import { maySayPassword } from '../../client/account-commands.js';
import { isRoomTarget } from '../../client/session.js';
import { editorText, setText } from '../editor.js';
import type { Draft } from '../message.js';
import type { Model } from '../model.js';
import type { Window } from '../window.js';
import { findWindow, openWindow } from '../windows.js';

/** A password is never kept. */
export function draftsOf(model: Model): readonly Draft[] {
  const typed = model.windows.flatMap(({ place, editor }) => {
    const text = editorText(editor);
    return place === '' || text.trim() === '' || maySayPassword(text) ? [] : [{ place, text }];
  });
  return [...typed, ...model.drafts];
}

/** Those of people open their windows, those of rooms wait until one is in them again. */
export function takeDrafts(model: Model, drafts: readonly Draft[]): void {
  model.drafts = drafts;
  for (const { place } of drafts) {
    const isPerson = !isRoomTarget(model.session, place);
    const window = isPerson ? openWindow(model, place) : findWindow(model, place);
    if (window !== undefined) fillDraft(model, window);
  }
}

/** Never over something that is typed already. */
export function fillDraft(model: Model, window: Window): void {
  const draft = model.drafts.find(({ place }) => sameName(place, window.place));
  if (draft === undefined || editorText(window.editor) !== '') return;
  window.editor = setText(window.editor, draft.text);
  model.drafts = model.drafts.filter((one) => one !== draft);
}
