/** What the host's keys do: edit the command line, scroll the log, complete, shut down. */
import { unreachable } from '../../base/result.js';
import { nextCompletion, startCompletion, type Candidates } from '../completion.js';
import { edit, editorText, setText, submit, type Editor } from '../editor.js';
import { editActionFor, keyId } from '../editor-keys.js';
import type { InputEvent } from '../input-event.js';
import { layoutConsole } from './layout.js';
import type { ConsoleModel } from './model.js';

export type ConsoleRequest =
  | { readonly kind: 'run'; readonly line: string }
  | { readonly kind: 'quit' }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'redraw' };

type KeyEvent = Extract<InputEvent, { kind: 'key' }>;

/** Rows of one notch of the wheel. */
const WHEEL_ROWS = 3;

/** `candidates` is asked only when Tab is pressed. */
export function updateConsole(
  model: ConsoleModel,
  event: InputEvent,
  candidates: (text: string) => Candidates,
): readonly ConsoleRequest[] {
  switch (event.kind) {
    case 'text':
    case 'paste':
      // A pasted list of commands must not run by itself.
      change(model, edit(model.editor, { kind: 'insert', text: event.text.replace(/\s*\n\s*/g, ' ') }));
      return [];
    case 'wheel':
      scroll(model, event.direction === 'up' ? -WHEEL_ROWS : WHEEL_ROWS);
      return [];
    case 'key':
      return key(model, event, candidates);
    case 'mouse':
    case 'focus':
      return [];
    default:
      return unreachable(event);
  }
}

function change(model: ConsoleModel, editor: Editor): void {
  model.editor = editor;
  model.completion = null;
  model.askedToQuit = false;
}

function key(
  model: ConsoleModel,
  event: KeyEvent,
  candidates: (text: string) => Candidates,
): readonly ConsoleRequest[] {
  const empty = editorText(model.editor) === '';
  switch (keyId(event)) {
    case 'enter':
    case 'C-j':
      return run(model);
    case 'C-c':
      if (empty) return [{ kind: 'quit' }];
      change(model, edit(model.editor, { kind: 'clear' }));
      return [];
    case 'C-q':
      return quitUnlessTyped(model, empty);
    case 'C-z':
      return [{ kind: 'suspend' }];
    case 'C-l':
      return [{ kind: 'redraw' }];
    case 'tab':
    case 'S-tab':
      complete(model, candidates, event.shift ? -1 : 1);
      return [];
    case 'pageup':
      scroll(model, -pageRows(model));
      return [];
    case 'pagedown':
      scroll(model, pageRows(model));
      return [];
    case 'C-end':
      model.log.toEnd();
      return [];
    case 'home':
      if (empty) toStart(model);
      else change(model, edit(model.editor, { kind: 'home' }));
      return [];
    case 'end':
      if (empty) model.log.toEnd();
      else change(model, edit(model.editor, { kind: 'end' }));
      return [];
    default: {
      const action = editActionFor(event);
      if (action !== null) change(model, edit(model.editor, action));
      return [];
    }
  }
}

function run(model: ConsoleModel): readonly ConsoleRequest[] {
  const { text, editor } = submit(model.editor);
  change(model, editor);
  model.log.toEnd();
  return text.trim() === '' ? [] : [{ kind: 'run', line: text }];
}

function quitUnlessTyped(model: ConsoleModel, empty: boolean): readonly ConsoleRequest[] {
  if (empty || model.askedToQuit) return [{ kind: 'quit' }];
  model.askedToQuit = true;
  return [];
}

function complete(model: ConsoleModel, candidates: (text: string) => Candidates, direction: 1 | -1): void {
  const text = editorText(model.editor);
  const started = model.completion ?? startCompletion(text, model.editor.cursor, candidates(text));
  if (started === null) return;
  const next = nextCompletion(started, direction);
  change(model, setText(model.editor, next.text));
  model.completion = next.completion;
}

function toStart(model: ConsoleModel): void {
  const { logColumns, rows } = layoutConsole(model.size);
  model.log.toStart(logColumns, rows);
}

function pageRows({ size }: ConsoleModel): number {
  // One row stays in sight, to find one's place again.
  return Math.max(1, layoutConsole(size).rows - 1);
}

function scroll(model: ConsoleModel, rows: number): void {
  const { logColumns, rows: height } = layoutConsole(model.size);
  model.log.scroll(rows, logColumns, height);
}
