/** The input line: who speaks, and what is being typed. */
import { actsOf } from '../../client/commands.js';
import { messagesOf } from '../../client/requests.js';
import type { Row, Span } from '../frame.js';
import type { Model } from '../model.js';
import { safeText } from '../../base/safe-text.js';
import { editorText, viewEditor, type Editor } from '../editor.js';
import { recalledText, type Recall } from '../recall.js';
import { THEME } from '../theme.js';
import { currentWindow } from '../windows.js';
import { secretLabel, secretShown, type SecretPrompt } from '../secret.js';
import { fitRow, rowWidth, span } from '../wrap.js';

/** Columns that must stay for typing; a long name is left out before that. */
const TYPING_COLUMNS_MIN = 16;

/** Messages sent by one Enter: a screenful and more, but not a file that was pasted by mistake. */
export const MESSAGES_MAX = 50;

/** Characters up to which a line is one message whatever is in it. */
const ONE_MESSAGE_CHARS = 100;

/** Characters from which a text is more than `MESSAGES_MAX` messages whatever is in it, so that nobody need count. */
const TOO_MANY_CHARS = MESSAGES_MAX * 512;

/** How many messages Enter would send. */
export function messagesTyped(model: Model): number {
  const { editor, place } = currentWindow(model);
  const text = editorText(editor);
  if (text.length <= ONE_MESSAGE_CHARS && !text.includes('\n')) return 1;
  if (text.length > TOO_MANY_CHARS) return MESSAGES_MAX + 1;
  const acts = actsOf(model.session, place, text);
  return acts.reduce((sum, act) => sum + (act.kind === 'say' ? messagesOf(model.session, act).length : 0), 0);
}

/** A password in place of the input line. */
export function secretRow(
  secret: SecretPrompt,
  width: number,
): { readonly row: Row; readonly cursorX: number } {
  const trouble = secret.trouble === '' ? '' : `${secret.trouble} `;
  const row = fitRow(
    [span(`${trouble}${secretLabel(secret)}`, THEME.prompt), span(secretShown(secret), THEME.event)],
    width,
  );
  return { row, cursorX: Math.min(rowWidth([...row]), width - 1) };
}

/** The search among one's own lines in place of the input line, the cursor in what is looked for. */
function recallRow(editor: Editor, recall: Recall, width: number): InputRow {
  const label = span('find: ', THEME.prompt);
  const query = span(safeText(recall.query));
  const found = recalledText(editor, recall);
  const shown = found === '' ? nothingFound(recall) : span(safeText(`  ${found}`), THEME.event);
  const row = fitRow([label, query, shown], width);
  return { row, cursorX: Math.min(rowWidth([label, query]), width - 1) };
}

function nothingFound({ query }: Recall): Span {
  return span(query === '' ? '  (type a part of a line you have sent)' : '  (no such line)', THEME.event);
}

interface InputRow {
  readonly row: Row;
  readonly cursorX: number;
}

export function inputRow(model: Model, width: number): InputRow {
  if (model.recall !== null) return recallRow(currentWindow(model).editor, model.recall, width);
  const named = [span(`${model.session.chat.me}> `, THEME.prompt)];
  const prompt = width - rowWidth(named) < TYPING_COLUMNS_MIN ? [span('> ', THEME.prompt)] : named;
  const left = rowWidth(prompt);
  const { text, cursorX } = viewEditor(currentWindow(model).editor, width - left);
  return { row: [...prompt, span(text)], cursorX: left + cursorX };
}
