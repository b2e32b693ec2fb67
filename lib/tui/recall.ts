/** Ctrl-R: looking through the lines one has sent, from the newest to the oldest. */
import { editorText, setText, type Editor } from './editor.js';

/** Begun on one input line; that line stays as it was until what is found is taken. */
export interface Recall {
  readonly query: string;
  /** The place in the history of what is shown; its length while nothing is. */
  readonly at: number;
}

export function startRecall(editor: Editor): Recall {
  const typed = editorText(editor);
  return lookFor(editor, typed.includes('\n') ? '' : typed, editor.history.length);
}

/** More of the query, or less: what is shown already may still be it. */
export function recallQuery(editor: Editor, { at }: Recall, query: string): Recall {
  return lookFor(editor, query, Math.min(at + 1, editor.history.length));
}

/** The one before with the same in it; the same one when there is no other. */
export function recallOlder(editor: Editor, recall: Recall): Recall {
  const older = lookFor(editor, recall.query, recall.at);
  return older.at === editor.history.length ? recall : older;
}

/** Empty when nothing is found. */
export function recalledText(editor: Editor, { at }: Recall): string {
  return editor.history[at] ?? '';
}

/** The found line in place of what was typed; undo brings that back. */
export function takeRecalled(editor: Editor, recall: Recall): Editor {
  const text = recalledText(editor, recall);
  return text === '' ? editor : setText(editor, text);
}

/** The newest line before that place, in any case; an empty query finds nothing yet. */
function lookFor({ history }: Editor, query: string, before: number): Recall {
  const wanted = query.toLowerCase();
  for (let at = Math.min(before, history.length) - 1; at >= 0 && wanted !== ''; at -= 1) {
    if (history[at]?.toLowerCase().includes(wanted) === true) return { query, at };
  }
  return { query, at: history.length };
}
