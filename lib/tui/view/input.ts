/** The input line: who speaks, and what is being typed. */
import type { Row } from '../frame.js';
import type { Model } from '../model.js';
import { viewEditor } from '../editor.js';
import { THEME } from '../theme.js';
import { currentWindow } from '../windows.js';
import { rowWidth, span } from '../wrap.js';

/** Columns that must stay for typing; a long name is left out before that. */
const TYPING_COLUMNS_MIN = 16;

export function inputRow(model: Model, width: number): { readonly row: Row; readonly cursorX: number } {
  const named = [span(`${model.session.chat.me}> `, THEME.prompt)];
  const prompt = width - rowWidth(named) < TYPING_COLUMNS_MIN ? [span('> ', THEME.prompt)] : named;
  const left = rowWidth(prompt);
  const { text, cursorX } = viewEditor(currentWindow(model).editor, width - left);
  return { row: [...prompt, span(text)], cursorX: left + cursorX };
}
