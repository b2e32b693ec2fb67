/** What the host's keys do: edit the command line, scroll the log, find in it, choose a person, shut down. */
import { unreachable } from '../../base/result.js';
import { nextCompletion, startCompletion, type Candidates } from '../completion.js';
import { edit, editorText, setText, submit, type Editor } from '../editor.js';
import { editActionFor } from '../editor-keys.js';
import type { InputEvent, KeyEvent } from '../input-event.js';
import { beginChoosing, onChoosingInput } from './choosing.js';
import { beginFind, onFindInput } from './finding.js';
import { consoleHelp } from './help.js';
import { consoleAction, type ConsoleAction } from './keys.js';
import { layoutConsole, TITLE_ROWS } from './layout.js';
import { shownLog, type ConsoleModel } from './model.js';
import { personAt } from './people.js';
import { setByLine, type SetRequest, type SettingsFileRequest } from './settings.js';

export type ConsoleRequest =
  | { readonly kind: 'run'; readonly line: string }
  | SetRequest
  | SettingsFileRequest
  | { readonly kind: 'quit' }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'mouse'; readonly on: boolean }
  | { readonly kind: 'redraw' };

/** `candidates` is asked only when Tab is pressed. */
export function updateConsole(
  model: ConsoleModel,
  event: InputEvent,
  candidates: (text: string) => Candidates,
): readonly ConsoleRequest[] {
  if (model.chosen !== null && onChoosingInput(model, event)) return [];
  if (model.find !== null && onFindInput(model, model.find, event)) return [];
  switch (event.kind) {
    case 'text':
    case 'paste':
      model.help = null;
      // A pasted list of commands must not run by itself.
      change(model, edit(model.editor, { kind: 'insert', text: event.text.replace(/\s*\n\s*/g, ' ') }));
      return [];
    case 'wheel':
      scroll(model, event.direction === 'up' ? -event.count : event.count);
      return [];
    case 'key':
      return key(model, event, candidates);
    case 'mouse':
      click(model, event);
      return [];
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
  const action = consoleAction(event);
  const empty = editorText(model.editor) === '';
  const isOfTheLine = (action === 'home' || action === 'end' || action === 'find') && !empty;
  if (action !== undefined && !isOfTheLine) return act(model, action, event, candidates);
  const edited = editActionFor(event);
  if (edited !== null) change(model, edit(model.editor, edited));
  return [];
}

function act(
  model: ConsoleModel,
  action: ConsoleAction,
  event: KeyEvent,
  candidates: (text: string) => Candidates,
): readonly ConsoleRequest[] {
  const empty = editorText(model.editor) === '';
  switch (action) {
    case 'run':
      return run(model);
    case 'clear-or-quit':
      if (empty) return [{ kind: 'quit' }];
      change(model, edit(model.editor, { kind: 'clear' }));
      return [];
    case 'quit':
      return quitUnlessTyped(model, empty);
    case 'mouse':
      model.mouse = !model.mouse;
      return [{ kind: 'mouse', on: model.mouse }];
    case 'suspend':
      return [{ kind: 'suspend' }];
    case 'redraw':
      return [{ kind: 'redraw' }];
    case 'complete':
      complete(model, candidates, event.shift || event.alt ? -1 : 1);
      return [];
    case 'people':
      beginChoosing(model);
      return [];
    case 'find':
      beginFind(model);
      return [];
    case 'help':
      model.help = model.help?.about === 'keys' ? null : { about: 'keys', offset: 0 };
      return [];
    case 'escape':
      model.help = null;
      model.askedToQuit = false;
      return [];
    case 'page-up':
      scroll(model, -pageRows(model));
      return [];
    case 'page-down':
      scroll(model, pageRows(model));
      return [];
    case 'home':
      toStart(model);
      return [];
    case 'end':
    case 'newest':
      shownLog(model).toEnd();
      return [];
    default:
      return unreachable(action);
  }
}

/** Chooses the person who is clicked on. */
function click(model: ConsoleModel, { button, x, y, pressed }: Extract<InputEvent, { kind: 'mouse' }>): void {
  const { logColumns, peopleColumns, rows } = layoutConsole(model);
  // Where they have no pane of their own they stand in the place of the log while one is chosen.
  const from = peopleColumns > 0 ? logColumns : model.chosen === null ? Infinity : 0;
  if (!pressed || button !== 0 || x < from || model.help !== null) return;
  const person = personAt(model, rows, y - TITLE_ROWS);
  if (person !== null) model.chosen = person.name;
}

function run(model: ConsoleModel): readonly ConsoleRequest[] {
  const { text, editor } = submit(model.editor);
  change(model, editor);
  model.help = null;
  model.log.toEnd();
  return text.trim() === '' ? [] : [setByLine(model, text) ?? { kind: 'run', line: text }];
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
  const { logColumns, rows } = layoutConsole(model);
  if (model.help === null) shownLog(model).toStart(logColumns, rows);
  else model.help = { ...model.help, offset: 0 };
}

function pageRows(model: ConsoleModel): number {
  // One row stays in sight, to find one's place again.
  return Math.max(1, layoutConsole(model).rows - 1);
}

function scroll(model: ConsoleModel, rows: number): void {
  const { logColumns, rows: height } = layoutConsole(model);
  if (model.help === null) {
    shownLog(model).scroll(rows, logColumns, height);
  } else {
    const { offsetMax } = consoleHelp(model, model.help, model.size.columns, height);
    const offset = Math.min(Math.max(0, model.help.offset + rows), offsetMax);
    model.help = { ...model.help, offset };
  }
}
