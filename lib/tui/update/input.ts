/** What a person's hands do in the chat: type, send, scroll, go from window to window, leave. */
import { unreachable } from '../../base/result.js';
import { maySayPassword } from '../../client/account-commands.js';
import { edit, editorText, submit, type EditAction } from '../editor.js';
import { editActionFor } from '../editor-keys.js';
import { moveRow } from '../editor-rows.js';
import type { InputEvent, KeyEvent } from '../input-event.js';
import { keyAction, type KeyAction } from '../keys.js';
import type { Request } from '../message.js';
import type { Model } from '../model.js';
import { clientHelp } from '../view/help.js';
import { typingColumns } from '../view/input.js';
import { paneSize, readingSize, upperHeight } from '../view/layout.js';
import { MESSAGES_MAX, typedIn } from '../typed.js';
import { shownTimeline, toNewest as goToNewest } from '../window.js';
import { currentWindow, endVisit, showWindow, tellHere } from '../windows.js';
import { sendTyped } from './commands.js';
import { answerLast } from './act-on.js';
import { showBare } from './bare.js';
import { complete } from './complete.js';
import { jumpBy, jumpToNew } from './jump.js';
import { answerLeaving, leave } from './leave.js';
import { stopSending } from './sending.js';
import { beginRecall, onRecallInput } from './recall.js';
import { onClick, switchMouse } from './mouse.js';
import { isOverPeople, pagePeople, scrollPeople, switchPeople, switchRooms } from './people.js';
import { askForNewer, askForOlder } from './pages.js';
import { openNewestLink } from './links.js';
import { editOutside } from './outside.js';
import { onPasteInput, takePaste } from './paste.js';
import { beginSelection, onSelectionInput } from './select.js';
import { onReadingInput, openNewestSnippet } from './snippet.js';
import { actOnResults, goBack, moveSelection } from './search.js';

export function onInput(model: Model, event: InputEvent): readonly Request[] {
  if (model.recall !== null && onRecallInput(model, model.recall, event)) return [];
  if (model.bare !== null && event.kind !== 'focus') {
    model.bare = null;
    return [];
  }
  if (model.reading !== null) {
    const read = onReadingInput(model, model.reading, event);
    if (read !== null) return read;
  }
  if (model.paste !== null) {
    const answered = onPasteInput(model, model.paste, event, () => send(model));
    if (answered !== null) return answered;
  }
  const chosen = onSelectionInput(model, event);
  if (chosen !== null) return chosen;
  const answered = answerLeaving(model, event);
  if (answered !== null) return answered;
  switch (event.kind) {
    case 'text':
      closeKeysHelp(model);
      hideResults(model);
      change(model, { kind: 'insert', text: event.text });
      return [];
    case 'paste':
      closeKeysHelp(model);
      hideResults(model);
      takePaste(model, event.text);
      return [];
    case 'wheel':
      return turnWheel(model, event);
    case 'focus':
      model.focused = event.focused;
      if (!event.focused) endVisit(currentWindow(model));
      return [];
    case 'mouse':
      return onClick(model, event);
    case 'key':
      return onKey(model, event);
    default:
      return unreachable(event);
  }
}

function onKey(model: Model, event: KeyEvent): readonly Request[] {
  const action = keyAction(event);
  const { results } = model;
  if (action !== undefined && results?.isOpen === true && model.help === null && isEmpty(model)) {
    const done = actOnResults(model, results, action);
    if (done !== null) return done;
  }
  if (action !== undefined) return act(model, action, event);
  const edited = editActionFor(event);
  if (edited !== null) change(model, edited);
  return [];
}

function act(model: Model, action: KeyAction, event: KeyEvent): readonly Request[] {
  switch (action) {
    case 'send':
      return send(model);
    case 'newline':
      change(model, { kind: 'insert', text: '\n' });
      return [];
    case 'complete':
    case 'complete-back':
      return complete(model, action === 'complete' ? 1 : -1);
    case 'quit':
      return leave(model, '');
    case 'clear-or-quit':
      if (isEmpty(model)) return leave(model, '');
      change(model, { kind: 'clear' });
      return [];
    case 'delete-or-quit':
      if (isEmpty(model)) return leave(model, '');
      edited(model, event);
      return [];
    case 'help':
      model.help = model.help === null ? { about: 'keys', offset: 0 } : null;
      return [];
    case 'escape':
      return escape(model);
    case 'search':
      if (isEmpty(model)) change(model, { kind: 'insert', text: '/search ' });
      else edited(model, event);
      return [];
    case 'recall':
      beginRecall(model);
      return [];
    case 'link':
      return openNewestLink(model);
    case 'bare':
      showBare(model);
      return [];
    case 'editor':
      return editOutside(model);
    case 'open-snippet':
      openNewestSnippet(model);
      return [];
    case 'select':
      return beginSelection(model);
    case 'answer':
      return answerLast(model);
    case 'page-up':
      return scroll(model, 1 - pageRows(model));
    case 'page-down':
      return scroll(model, pageRows(model) - 1);
    case 'home':
    case 'oldest':
      if (action === 'oldest' || isEmpty(model)) return toOldest(model);
      edited(model, event);
      return [];
    case 'end':
    case 'newest':
      if (action === 'newest' || isEmpty(model)) toNewest(model);
      else edited(model, event);
      return [];
    case 'up':
    case 'down':
      if (model.help !== null) return scroll(model, action === 'up' ? -1 : 1);
      if (!moveInText(model, action === 'up' ? -1 : 1)) edited(model, event);
      return [];
    case 'window':
      show(model, Number(event.name) - 1);
      return [];
    case 'previous-window':
      show(model, (model.current + model.windows.length - 1) % model.windows.length);
      return [];
    case 'next-window':
      show(model, (model.current + 1) % model.windows.length);
      return [];
    case 'unread-window':
      showUnread(model);
      return [];
    case 'new':
      return jumpToNew(model);
    case 'previous-mention':
      return jumpBy(model, -1);
    case 'next-mention':
      return jumpBy(model, 1);
    case 'mouse':
      switchMouse(model);
      return [{ kind: 'mouse', on: model.mouse }];
    case 'people':
      switchPeople(model);
      return [];
    case 'rooms':
      switchRooms(model);
      return [];
    case 'scroll-people':
      pagePeople(model, event.name === 'pageup' ? -1 : 1);
      return [];
    case 'redraw':
      return [{ kind: 'redraw' }];
    case 'suspend':
      return [{ kind: 'suspend' }];
    default:
      return unreachable(action);
  }
}

/** Closes what is open, one thing at a time; only then it stops what is on its way. */
function escape(model: Model): readonly Request[] {
  const wasAsked = model.askedToLeave;
  model.askedToLeave = false;
  if (model.help !== null) {
    model.help = null;
    return [];
  }
  if (dropAnswer(model) || goBack(model) || wasAsked) return [];
  return stopSending(model);
}

/** True when there was one. */
function dropAnswer(model: Model): boolean {
  const window = currentWindow(model);
  const had = window.answering !== null;
  window.answering = null;
  return had;
}

function isEmpty(model: Model): boolean {
  return editorText(currentWindow(model).editor) === '';
}

/** The key means what it means to the input line. */
function edited(model: Model, event: KeyEvent): void {
  const action = editActionFor(event);
  if (action !== null) change(model, action);
}

/** False at the first and the last row, from which Up and Down go on to other lines. */
function moveInText(model: Model, direction: -1 | 1): boolean {
  const window = currentWindow(model);
  const moved = moveRow(window.editor, typingColumns(model), direction);
  if (moved === null) return false;
  window.editor = moved;
  model.completion = null;
  return true;
}

function change(model: Model, action: EditAction): void {
  const window = currentWindow(model);
  window.editor = edit(window.editor, action);
  model.completion = null;
  model.askedToLeave = false;
}

function send(model: Model): readonly Request[] {
  const window = currentWindow(model);
  if (typedIn(model).count > MESSAGES_MAX) {
    tellHere(
      model,
      'trouble',
      `Enter sends ${MESSAGES_MAX} messages at most, and this is more. Nothing was sent.`,
    );
    return [];
  }
  const { text, editor } = submit(window.editor, !maySayPassword(editorText(window.editor)));
  window.editor = editor;
  model.completion = null;
  if (!/^\/set\b(?! +file\b)/i.test(text)) model.help = null;
  if (text.trim() !== '') return sendTyped(model, text);
  return model.status.kind === 'closed' || model.status.kind === 'waiting' ? [{ kind: 'try-now' }] : [];
}

function pageRows(model: Model): number {
  return Math.max(2, paneSize(model).height);
}

function turnWheel(
  model: Model,
  { direction, count, at }: Extract<InputEvent, { kind: 'wheel' }>,
): readonly Request[] {
  const rows = direction === 'up' ? -count : count;
  if (at === undefined || !isOverPeople(model, at)) return scroll(model, rows);
  scrollPeople(model, rows);
  return [];
}

function scroll(model: Model, rows: number): readonly Request[] {
  const { width, height } = readingSize(model);
  if (model.help !== null) {
    scrollHelp(model, model.help.offset + rows);
    return [];
  }
  if (model.results?.isOpen === true) {
    moveSelection(model.results, rows);
    return [];
  }
  const timeline = shownTimeline(currentWindow(model));
  const wasAtEnd = timeline.isFollowing;
  timeline.scroll(rows, width, height);
  return rows < 0 ? askForOlder(model) : askForNewer(model, wasAtEnd);
}

function toOldest(model: Model): readonly Request[] {
  const { width, height } = readingSize(model);
  if (model.help !== null) {
    scrollHelp(model, 0);
    return [];
  }
  shownTimeline(currentWindow(model)).toStart(width, height);
  return askForOlder(model);
}

/** Typing goes on where the list was; Escape brings it back. */
function hideResults(model: Model): void {
  if (model.results !== null) model.results.isOpen = false;
}

function toNewest(model: Model): void {
  if (model.help === null) goToNewest(currentWindow(model));
  else scrollHelp(model, Infinity);
}

function scrollHelp(model: Model, offset: number): void {
  const { help, settings, size } = model;
  if (help === null) return;
  const { offsetMax } = clientHelp(help, settings, size.columns, upperHeight(model));
  model.help = { ...help, offset: Math.min(Math.max(0, offset), offsetMax) };
}

/** Settings are read while one types what they are to be. */
function closeKeysHelp(model: Model): void {
  if (model.help?.about === 'keys') model.help = null;
}

function show(model: Model, index: number): void {
  const window = model.windows[index];
  if (window === undefined) return;
  hideResults(model);
  showWindow(model, window);
}

/** Those with something for me first, then in their order after this one. */
function showUnread(model: Model): void {
  const { windows, current } = model;
  const others = [...windows.slice(current + 1), ...windows.slice(0, current)];
  const next = others.find((window) => window.forMe > 0) ?? others.find((window) => window.unread > 0);
  if (next !== undefined) show(model, windows.indexOf(next));
}
