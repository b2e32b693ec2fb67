/** The keys while one looks through the lines one has sent. */
import { keyId } from '../editor-keys.js';
import type { InputEvent } from '../input-event.js';
import { keyAction } from '../keys.js';
import type { Model } from '../model.js';
import { recallOlder, recallQuery, startRecall, takeRecalled, type Recall } from '../recall.js';
import { currentWindow } from '../windows.js';

export function beginRecall(model: Model): void {
  model.recall = startRecall(currentWindow(model).editor);
}

/**
 * True when it was a key of the search itself. Enter takes what is found without sending it, Escape and Ctrl-C leave
 * the line as it was; any other key takes what is found, and then does what it always does.
 */
export function onRecallInput(model: Model, recall: Recall, event: InputEvent): boolean {
  const { editor } = currentWindow(model);
  if (event.kind === 'text' || event.kind === 'paste') {
    model.recall = recallQuery(editor, recall, recall.query + event.text.replace(/\n.*/s, ''));
    return true;
  }
  if (event.kind !== 'key') return false;
  switch (keyId(event)) {
    case 'C-r':
      model.recall = recallOlder(editor, recall);
      return true;
    case 'backspace':
    case 'C-h':
      model.recall = recallQuery(editor, { ...recall, at: editor.history.length }, withoutLast(recall.query));
      return true;
    case 'escape':
    case 'C-c':
    case 'C-g':
      model.recall = null;
      return true;
    default:
      currentWindow(model).editor = takeRecalled(editor, recall);
      model.recall = null;
      return keyAction(event) === 'send';
  }
}

function withoutLast(text: string): string {
  return Array.from(text).slice(0, -1).join('');
}
