/** The input line: editing as in a shell, on plain data that is never changed in place. */
import { LINE_BREAK_SIGN, safeJoin, safeText, type SafeText } from '../base/safe-text.js';
import { clusters, textWidth } from '../base/text-width.js';
import { splitCells, spliceCells } from './grapheme-cells.js';

export interface Editor {
  /** Grapheme clusters; '\n' is one. */
  readonly cells: readonly string[];
  /** The cell before which the cursor stands. */
  readonly cursor: number;
  /** What was cut, the last first, for `yank` and `yank-pop`. */
  readonly kills: readonly string[];
  /** What `yank` has just put in: where it begins, and which of `kills` it is. Null after anything else. */
  readonly yanked: { readonly start: number; readonly index: number } | null;
  /** States to go back to, the oldest first; and those gone back from, for `redo`. */
  readonly undo: readonly Snapshot[];
  readonly redo: readonly Snapshot[];
  /** What the last action was, as far as the next one continues it. */
  readonly last: 'typing' | 'killing' | 'other';
  /** Lines submitted, the oldest first. */
  readonly history: readonly string[];
  /** The line of history shown; `history.length` is the one not submitted yet. */
  readonly historyAt: number;
  /** Lines of history as they were changed, and the unfinished one, until something is submitted. */
  readonly drafts: ReadonlyMap<number, string>;
}

interface Snapshot {
  readonly cells: readonly string[];
  readonly cursor: number;
}

export type EditCommand =
  | 'left'
  | 'right'
  | 'word-left'
  | 'word-right'
  | 'home'
  | 'end'
  | 'backspace'
  | 'delete'
  | 'kill-word-back'
  | 'kill-word-back-boundary'
  | 'kill-word-forward'
  | 'kill-to-start'
  | 'kill-to-end'
  | 'yank'
  | 'yank-pop'
  | 'transpose'
  | 'undo'
  | 'redo'
  | 'clear'
  | 'history-back'
  | 'history-forward'
  | 'stash';

export type EditAction = { readonly kind: 'insert'; readonly text: string } | { readonly kind: EditCommand };

/** Characters in the line: many messages' worth, while every undo step and history line stays affordable. */
export const EDITOR_TEXT_MAX = 65_536;

/** Steps: more than anyone goes back, and each may hold the whole line. */
const UNDO_MAX = 100;

/** Cuts remembered: as many as one goes back through. */
const KILLS_MAX = 20;

/** Lines: a long evening's. */
const HISTORY_MAX = 500;

const EMPTY: Editor = {
  cells: [],
  cursor: 0,
  kills: [],
  yanked: null,
  undo: [],
  redo: [],
  last: 'other',
  history: [],
  historyAt: 0,
  drafts: new Map(),
};

export function emptyEditor(): Editor {
  return EMPTY;
}

export function editorText(editor: Editor): string {
  return editor.cells.join('');
}

/** As if it had been typed and submitted; what stands in the line stays there. */
export function remember(editor: Editor, text: string): Editor {
  const { cells, cursor } = editor;
  return { ...submit({ ...editor, cells: splitCells(clean(text)) }).editor, cells, cursor };
}

/** Replaces the line, which `undo` brings back. The cursor counts cells, and is at the end if left out. */
export function setText(editor: Editor, text: string, cursor = Infinity): Editor {
  const cells = splitCells(cut(clean(text), EDITOR_TEXT_MAX));
  return changed(editor, { cells, cursor: Math.max(0, Math.min(cursor, cells.length)) });
}

export function edit(editor: Editor, action: EditAction): Editor {
  const next = action.kind === 'insert' ? insert(editor, action.text) : COMMANDS[action.kind](editor);
  const isYank = action.kind === 'yank' || action.kind === 'yank-pop';
  return isYank || next.yanked === null ? next : { ...next, yanked: null };
}

/** Takes the line out and remembers it, unless it is not to be remembered, as a line with a password. */
export function submit(editor: Editor, remember = true): { readonly text: string; readonly editor: Editor } {
  const text = editorText(editor);
  const isKept = remember && text.trim() !== '';
  const others = isKept ? editor.history.filter((line) => line !== text) : editor.history;
  const history = isKept ? [...others, text].slice(-HISTORY_MAX) : others;
  return { text, editor: { ...EMPTY, kills: editor.kills, history, historyAt: history.length } };
}

/** The part around the cursor in one row of so many columns. Looks at no more of the line than is shown. */
export function viewEditor(
  { cells, cursor }: Editor,
  width: number,
): { readonly text: SafeText; readonly cursorX: number } {
  if (width <= 0) return { text: safeText(''), cursorX: 0 };
  const shown: SafeText[] = [];
  let used = 0;
  let cursorX = 0;
  for (let at = firstShown(cells, cursor, width); at < cells.length; at += 1) {
    const cell = shownCell(cells[at] ?? '');
    if (at < cursor) cursorX += textWidth(cell);
    used += textWidth(cell);
    if (used > width) break;
    shown.push(cell);
  }
  return { text: safeJoin(shown), cursorX: Math.min(cursorX, width - 1) };
}

/** Scrolls by part of the row at once, so that the line does not move with every key. */
function firstShown(cells: readonly string[], cursor: number, width: number): number {
  let first = cursor;
  let left = width - Math.max(1, textWidth(shownCell(cells[cursor] ?? ' ')));
  while (first > 0) {
    left -= textWidth(shownCell(cells[first - 1] ?? ''));
    if (left < 0) break;
    first -= 1;
  }
  const step = Math.max(1, Math.floor(width / 4));
  return Math.min(cursor, Math.ceil(first / step) * step);
}

/** As it stands on the screen. */
export function shownCell(cell: string): SafeText {
  if (cell === '\n') return safeText(LINE_BREAK_SIGN);
  if (cell.length === 1 && cell <= '~') return safeText(cell);
  // A mark alone is given the space that it is shown on, or it would move to the cell before it.
  const parts = clusters(safeText(cell)).map(({ text }) => text);
  return safeText(parts.join(''));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

const COMMANDS: Readonly<Record<EditCommand, (editor: Editor) => Editor>> = {
  left: (editor) => moved(editor, editor.cursor - 1),
  right: (editor) => moved(editor, editor.cursor + 1),
  'word-left': (editor) => moved(editor, wordStart(editor, isWord)),
  'word-right': (editor) => moved(editor, wordEnd(editor)),
  // At the start or the end of its line already, to that of all lines.
  home: (editor) => moved(editor, lineStart(editor) === editor.cursor ? 0 : lineStart(editor)),
  end: (editor) => moved(editor, lineEnd(editor) === editor.cursor ? editor.cells.length : lineEnd(editor)),
  backspace: (editor) => removed(editor, editor.cursor - 1, editor.cursor),
  delete: (editor) => removed(editor, editor.cursor, editor.cursor + 1),
  'kill-word-back': (editor) => killed(editor, wordStart(editor, isInk), editor.cursor),
  'kill-word-back-boundary': (editor) => killed(editor, wordStart(editor, isWord), editor.cursor),
  'kill-word-forward': (editor) => killed(editor, editor.cursor, wordEnd(editor)),
  // At the start or the end of its line already, the line break there.
  'kill-to-start': (editor) => killed(editor, beforeOr(editor, lineStart(editor)), editor.cursor),
  'kill-to-end': (editor) => killed(editor, editor.cursor, afterOr(editor, lineEnd(editor))),
  clear: (editor) => killed(editor, 0, editor.cells.length),
  yank: (editor) => yank(editor, 0),
  'yank-pop': yankPop,
  transpose,
  undo,
  redo,
  'history-back': (editor) => toHistory(editor, editor.historyAt - 1),
  'history-forward': (editor) => toHistory(editor, editor.historyAt + 1),
  stash: (editor) => submit(editor).editor,
};

function moved(editor: Editor, cursor: number): Editor {
  return { ...editor, cursor: Math.max(0, Math.min(cursor, editor.cells.length)), last: 'other' };
}

/** The state before is kept for `undo`, unless this goes on with the same word. */
function changed(editor: Editor, next: Snapshot, last: Editor['last'] = 'other', goesOn = false): Editor {
  const before: Snapshot = { cells: editor.cells, cursor: editor.cursor };
  const steps = goesOn ? editor.undo : [...editor.undo, before].slice(-UNDO_MAX);
  return { ...editor, cells: next.cells, cursor: next.cursor, undo: steps, redo: [], last };
}

function insert(editor: Editor, text: string, last: Editor['last'] = 'typing'): Editor {
  const room = EDITOR_TEXT_MAX - sum(editor.cells.map((cell) => cell.length));
  const kept = cut(clean(text), room);
  if (kept === '') return editor;
  const goesOn = last === 'typing' && editor.last === 'typing' && !/\s/.test(kept);
  return changed(editor, spliceCells(editor.cells, editor.cursor, editor.cursor, kept), last, goesOn);
}

function removed(editor: Editor, start: number, end: number, last: Editor['last'] = 'other'): Editor {
  if (start < 0 || end > editor.cells.length || start === end) return { ...editor, last };
  return changed(editor, spliceCells(editor.cells, start, end, ''), last);
}

/** Cuts that follow one another are put back together. */
function killed(editor: Editor, start: number, end: number): Editor {
  if (start === end) return editor;
  const text = editor.cells.slice(start, end).join('');
  const goesOn = editor.last === 'killing';
  const earlier = goesOn ? (editor.kills[0] ?? '') : '';
  const isBackwards = end === editor.cursor && start < editor.cursor;
  const all = cut(isBackwards ? text + earlier : earlier + text, EDITOR_TEXT_MAX);
  const kills = [all, ...editor.kills.slice(goesOn ? 1 : 0)].slice(0, KILLS_MAX);
  return { ...removed(editor, start, end, 'killing'), kills };
}

function yank(editor: Editor, index: number): Editor {
  const text = editor.kills[index];
  if (text === undefined) return editor;
  const yanked = { start: editor.cursor, index };
  return { ...insert({ ...editor, last: 'other' }, text, 'other'), yanked };
}

/** What was cut before that takes its place, and after the first the last again. Nothing after anything but a yank. */
function yankPop(editor: Editor): Editor {
  const { yanked, undo: steps } = editor;
  const before = steps.at(-1);
  if (yanked === null || before === undefined) return editor;
  const taken = { ...editor, ...before, undo: steps.slice(0, -1) };
  return yank(taken, (yanked.index + 1) % editor.kills.length);
}

/** Swaps the characters around the cursor, at the end of the line the last two. */
function transpose(editor: Editor): Editor {
  const { cells } = editor;
  const second = Math.min(editor.cursor, cells.length - 1);
  if (second < 1) return { ...editor, last: 'other' };
  const swapped = (cells[second] ?? '') + (cells[second - 1] ?? '');
  return changed(editor, spliceCells(cells, second - 1, second + 1, swapped));
}

function undo(editor: Editor): Editor {
  const before = editor.undo.at(-1);
  if (before === undefined) return editor;
  const redone = [...editor.redo, { cells: editor.cells, cursor: editor.cursor }];
  return { ...editor, ...before, undo: editor.undo.slice(0, -1), redo: redone, last: 'other' };
}

function redo(editor: Editor): Editor {
  const next = editor.redo.at(-1);
  if (next === undefined) return editor;
  return { ...changed(editor, next), redo: editor.redo.slice(0, -1) };
}

/** What stands in the line is kept in its place, the unfinished line as well as a changed line of history. */
function toHistory(editor: Editor, index: number): Editor {
  if (index < 0 || index > editor.history.length) return editor;
  const drafts = new Map(editor.drafts).set(editor.historyAt, editorText(editor));
  const cells = splitCells(drafts.get(index) ?? editor.history[index] ?? '');
  return {
    ...editor,
    cells,
    cursor: cells.length,
    undo: [],
    redo: [],
    last: 'other',
    historyAt: index,
    drafts,
  };
}

const WORD = /[\p{L}\p{N}\p{M}_]/u;

function isWord(cell: string): boolean {
  return WORD.test(cell);
}

function isInk(cell: string): boolean {
  return !/^\s/.test(cell);
}

/** Of the line that the cursor is in. */
function lineStart({ cells, cursor }: Editor): number {
  // A negative place would count from the end.
  return cursor === 0 ? 0 : cells.lastIndexOf('\n', cursor - 1) + 1;
}

function lineEnd({ cells, cursor }: Editor): number {
  const end = cells.indexOf('\n', cursor);
  return end === -1 ? cells.length : end;
}

function beforeOr({ cursor }: Editor, start: number): number {
  return start === cursor ? Math.max(0, start - 1) : start;
}

function afterOr({ cells, cursor }: Editor, end: number): number {
  return end === cursor ? Math.min(cells.length, end + 1) : end;
}

function wordStart({ cells, cursor }: Editor, belongs: (cell: string) => boolean): number {
  let at = cursor;
  while (at > 0 && !belongs(cells[at - 1] ?? '')) at -= 1;
  while (at > 0 && belongs(cells[at - 1] ?? '')) at -= 1;
  return at;
}

function wordEnd({ cells, cursor }: Editor): number {
  let at = cursor;
  while (at < cells.length && !isWord(cells[at] ?? '')) at += 1;
  while (at < cells.length && isWord(cells[at] ?? '')) at += 1;
  return at;
}

/** What cannot be seen cannot be edited: the line holds what will be shown, and line breaks. */
function clean(text: string): string {
  if (/^[ -~\n]*$/.test(text)) return text;
  const lines = text.split(/\r\n|[\r\n\u0085\u2028\u2029]/);
  return lines.map((line) => safeText(line)).join('\n');
}

/** At most so many characters, and no half of one. */
function cut(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).replace(/\p{Surrogate}$/u, '');
}
