/** In place of the status line while a message is chosen: what can be done with it; and a word about what was done. */
import { safeText } from '../../base/safe-text.js';
import { textWidth } from '../../base/text-width.js';
import { REACTIONS } from '../../client/reaction-names.js';
import type { Entry } from '../entry.js';
import type { Row } from '../frame.js';
import type { Model } from '../model.js';
import { firstWords } from '../quotes.js';
import type { Selection } from '../selection.js';
import { THEME } from '../theme.js';
import { linksOf } from '../update/links.js';
import { currentWindow } from '../windows.js';
import { shortened } from './entry-rows.js';
import { oneRow, pasteHint, type Input } from './input.js';
import { fitRow, span } from '../wrap.js';

/** Null where the status line is to be seen. */
export function hintRow(model: Model, width: number): Row | null {
  const text = hintText(model, width - 1);
  if (text === null) return null;
  return fitRow([span(` ${shortened(safeText(text), width - 1)}`, THEME.status)], width, THEME.status);
}

function hintText(model: Model, width: number): string | null {
  const { selection, word, paste } = model;
  const { selected } = currentWindow(model);
  if (word !== '') return word;
  if (paste !== null) return pasteHint(model, paste);
  return selection === null || selected === null ? null : hint(selection, selected, width);
}

function hint({ asking }: Selection, entry: Entry, width: number): string {
  switch (asking.kind) {
    case 'take-back':
      return `Take back "${firstWords(entry.text, 30)}" for everybody? Enter does, Escape keeps it`;
    case 'reaction':
      return `${REACTIONS.map((one, index) => `${index + 1} ${one}`).join('  ')}  or :name: and Enter \u00b7 Escape`;
    case 'nothing':
      return fitting(
        [
          'r answer',
          'e react',
          'c copy',
          ...linkHint(entry),
          ...(entry.own ? ['d take back'] : []),
          ...(entry.snippet === undefined ? [] : ['Enter opens']),
          ...(entry.quote === undefined ? [] : ['Enter original']),
        ],
        'Escape',
        width,
      );
  }
}

/** As many as fit, and how to leave. */
function fitting(hints: readonly string[], last: string, width: number): string {
  const text = [...hints, last].join(' \u00b7 ');
  return hints.length === 0 || textWidth(text) <= width ? text : fitting(hints.slice(0, -1), last, width);
}

function linkHint(entry: Entry): readonly string[] {
  const { length } = linksOf(entry);
  return length === 0 ? [] : [length === 1 ? 'o link' : `1-${length} links`];
}

/** What is being typed as a reaction, in place of the input line. */
export function reactionRow({ asking }: Selection, width: number): Input | null {
  if (asking.kind !== 'reaction') return null;
  const label = 'reaction: ';
  const typed = safeText(asking.typed);
  const row = fitRow([span(label, THEME.prompt), span(typed)], width);
  return oneRow(row, label.length + Array.from(typed).length, width);
}
