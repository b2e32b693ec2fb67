/** The input line: who speaks, and what is being typed. */
import { safeJoin, safeText, type SafeText } from '../../base/safe-text.js';
import { snippetProblem } from '../../client/snippets.js';
import type { Cell, Row, Span, Style } from '../frame.js';
import type { Model } from '../model.js';
import { shownCell, type Editor } from '../editor.js';
import { columnsOf, cursorRow, editorRows, type EditorRow } from '../editor-rows.js';
import { linesIn, type Paste } from '../paste.js';
import { recalledText, type Recall } from '../recall.js';
import { PLAIN, THEME } from '../theme.js';
import { typedIn } from '../typed.js';
import { currentWindow } from '../windows.js';
import { secretLabel, secretShown, type SecretPrompt } from '../secret.js';
import { fitRow, rowWidth, span } from '../wrap.js';
import { shortened } from './entry-rows.js';

/** Columns that must stay for typing; a long name is left out before that. */
const TYPING_COLUMNS_MIN = 16;

/** Rows of the input at most, and as a part of the screen: what others say must stay in sight. */
const INPUT_ROWS_MAX = 8;
const INPUT_PART = 3;

/** A password in place of the input line. */
export function secretInput(secret: SecretPrompt, width: number): Input {
  const trouble = secret.trouble === '' ? '' : `${secret.trouble} `;
  const row = fitRow(
    [span(`${trouble}${secretLabel(secret)}`, THEME.prompt), span(secretShown(secret), THEME.event)],
    width,
  );
  return oneRow(row, rowWidth([...row]), width);
}

/** Of the name of a file. */
const FILE_COLUMNS = 24;

/** What to do with many lines that were pasted, in place of the input line: in as many words as there is room for. */
function pasteInput(model: Model, paste: Paste): Input {
  const { columns } = model.size;
  const fitting = PASTE_FORMS.map((form) => form(model, paste)).find((row) => rowWidth(row) <= columns);
  const row = fitRow(fitting ?? tinyQuestion(model), columns);
  return oneRow(row, rowWidth(row), columns);
}

/** Where there is only room for the keys, the row above says what they are about; else null. */
export function pasteHint(model: Model, paste: Paste): string | null {
  const hasRoom = PASTE_FORMS.some((form) => rowWidth(form(model, paste)) <= model.size.columns);
  return hasRoom ? null : `${linesIn(paste.text)} lines \u00b7 Esc drops`;
}

const PASTE_FORMS = [longQuestion, shortQuestion] as const;

function longQuestion(model: Model, { text, file }: Paste): Row {
  const what = file === null ? 'pasted' : `of ${shortened(safeText(file), FILE_COLUMNS)}`;
  const choices = ['s sends them', 'e edits first', ...(mayFold(model) ? ['n as a snippet'] : [])];
  return question(`${linesIn(text)} lines ${what}: `, [...choices, 'Escape drops them'], '  ');
}

function shortQuestion(model: Model, { text, file }: Paste): Row {
  const name = file === null ? '' : `${shortened(safeText(file), FILE_COLUMNS)}, `;
  const choices = ['s send', 'e edit', ...(mayFold(model) ? ['n snippet'] : [])];
  return question(`${name}${linesIn(text)} lines? `, [...choices, 'Escape drop'], '  ');
}

function tinyQuestion(model: Model): Row {
  return question('', ['s send', 'e edit', ...(mayFold(model) ? ['n snippet'] : [])], ' ');
}

function mayFold({ session, paste }: Model): boolean {
  return paste !== null && snippetProblem(session, paste.text) === null;
}

/** The first word of each choice is its key. */
function question(what: string, choices: readonly string[], between: string): Row {
  const spans = choices.flatMap((choice, index) => {
    const [key = '', ...words] = choice.split(' ');
    return [span(`${index === 0 ? '' : between}${key}`, THEME.key), span(` ${words.join(' ')}`)];
  });
  return [span(what, THEME.prompt), ...spans];
}

/** The search among one's own lines in place of the input line, the cursor in what is looked for. */
function recallInput(editor: Editor, recall: Recall, width: number): Input {
  const label = span('find: ', THEME.prompt);
  const query = span(safeText(recall.query));
  const found = recalledText(editor, recall);
  const shown = found === '' ? nothingFound(recall) : span(safeText(`  ${found}`), THEME.event);
  const row = fitRow([label, query, shown], width);
  return oneRow(row, rowWidth([label, query]), width);
}

function nothingFound({ query }: Recall): Span {
  return span(query === '' ? '  (type a part of a line you have sent)' : '  (no such line)', THEME.event);
}

export interface Input {
  readonly rows: readonly Row[];
  /** In these rows. */
  readonly cursor: Cell;
}

export function oneRow(row: Row, cursorX: number, width: number): Input {
  return { rows: [row], cursor: { x: Math.min(cursorX, width - 1), y: 0 } };
}

/** Rows that the input takes: a message of several lines is seen in several. */
export function inputHeight(model: Model): number {
  const isAsked =
    model.secret !== null || model.paste !== null || model.selection?.asking.kind === 'reaction';
  if (isAsked || model.recall !== null) return 1;
  const { cells } = currentWindow(model).editor;
  return Math.min(rowsMax(model), editorRows(cells, typingColumns(model)).length);
}

function rowsMax({ size }: Model): number {
  return Math.max(1, Math.min(INPUT_ROWS_MAX, Math.floor(size.rows / INPUT_PART)));
}

/** Columns beside the prompt. */
export function typingColumns(model: Model): number {
  return Math.max(1, model.size.columns - rowWidth(promptOf(model)));
}

function promptOf({ session, size }: Model): Row {
  const named = [span(`${session.chat.me}> `, THEME.prompt)];
  return size.columns - rowWidth(named) < TYPING_COLUMNS_MIN ? [span('> ', THEME.prompt)] : named;
}

/** The rows around the cursor, the prompt before the first of them. */
export function inputRows(model: Model): Input {
  const { editor } = currentWindow(model);
  if (model.paste !== null) return pasteInput(model, model.paste);
  if (model.recall !== null) return recallInput(editor, model.recall, model.size.columns);
  const prompt = promptOf(model);
  const left = rowWidth(prompt);
  const all = editorRows(editor.cells, typingColumns(model));
  const height = inputHeight(model);
  const at = cursorRow(all, editor.cursor);
  const top = Math.max(0, Math.min(at - Math.floor(height / 2), all.length - height));
  const style = stylesOf(typedIn(model).cuts, editor.cells);
  const rows = all.slice(top, top + height).map((row, index): Row => {
    const before = index === 0 ? prompt : [span(' '.repeat(left))];
    return [...before, ...textSpans(editor.cells, row, style)];
  });
  const x = left + columnsOf(editor.cells, all[at]?.start ?? 0, editor.cursor);
  return { rows, cursor: { x: Math.min(x, model.size.columns - 1), y: at - top } };
}

/** How each cell looks: every second message that the server will make of the text in the colour of what is cut. */
function stylesOf(cuts: readonly number[], cells: readonly string[]): (cell: number) => Style {
  if (cuts.length === 0) return () => PLAIN;
  const starts: number[] = [];
  let offset = 0;
  cells.forEach((cell, index) => {
    if (offset >= (cuts[starts.length] ?? Infinity)) starts.push(index);
    offset += cell.length;
  });
  return (cell) => (starts.filter((start) => start <= cell).length % 2 === 1 ? THEME.cut : PLAIN);
}

function textSpans(
  cells: readonly string[],
  { start, end }: EditorRow,
  style: (cell: number) => Style,
): Span[] {
  const spans: Span[] = [];
  let texts: SafeText[] = [];
  for (let at = start; at < end; at += 1) {
    texts.push(shownCell(cells[at] ?? ''));
    if (at + 1 < end && style(at + 1) === style(at)) continue;
    spans.push({ text: safeJoin(texts), style: style(at) });
    texts = [];
  }
  return spans;
}
