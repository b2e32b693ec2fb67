/** The keys while the host looks for words in the log. */
import { keyId } from '../editor-keys.js';
import type { InputEvent } from '../input-event.js';
import { findIn, nextHit, type Find } from './find.js';
import { layoutConsole } from './layout.js';
import { logTimeline, type ConsoleModel } from './model.js';

export function beginFind(model: ConsoleModel): void {
  lookFor(model, '', false);
}

/** True when it was a key of the search itself; any other key does what it always does. */
export function onFindInput(model: ConsoleModel, find: Find, event: InputEvent): boolean {
  if (event.kind === 'text' || event.kind === 'paste') {
    lookFor(model, find.query + event.text.replace(/\n.*/s, ''), find.only !== null);
    return true;
  }
  if (event.kind !== 'key') return false;
  switch (keyId(event)) {
    case 'backspace':
    case 'C-h':
      lookFor(model, Array.from(find.query).slice(0, -1).join(''), find.only !== null);
      return true;
    case 'C-u':
      lookFor(model, '', find.only !== null);
      return true;
    case 'up':
    case 'enter':
    case 'C-f':
      go(model, find, -1);
      return true;
    case 'down':
      go(model, find, 1);
      return true;
    case 'tab':
      showOnly(model, find, find.only === null);
      return true;
    case 'escape':
    case 'C-c':
    case 'C-g':
      model.find = null;
      model.log.relayout();
      return true;
    default:
      return false;
  }
}

function lookFor(model: ConsoleModel, query: string, only: boolean): void {
  const find = findIn(model.log, query);
  model.find = find;
  if (only) showOnly(model, find, true);
  else model.log.relayout();
  if (query !== '') go(model, find, -1);
}

/** Nothing typed yet finds nothing, and would leave an empty pane. */
function showOnly(model: ConsoleModel, find: Find, only: boolean): void {
  find.only = only && find.query !== '' ? logTimeline(() => model.find) : null;
  for (const entry of find.hits) find.only?.append(entry);
  if (find.only === null) show(model, find);
}

function go(model: ConsoleModel, find: Find, direction: 1 | -1): void {
  find.at = nextHit(find, direction);
  show(model, find);
}

function show(model: ConsoleModel, { at, only }: Find): void {
  const { logColumns, rows } = layoutConsole(model);
  const shown = only ?? model.log;
  shown.relayout();
  if (at !== null) shown.show((entry) => entry === at, logColumns, rows);
}
