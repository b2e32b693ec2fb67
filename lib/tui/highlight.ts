/** Marks the words that were searched for, wherever they stand in a text. */
import { safeSlice } from '../base/safe-text.js';
import { textWidth } from '../base/text-width.js';
import type { Span, Style } from './frame.js';

/** Words that are marked: a search of more is a sentence. */
const WORDS_MAX = 20;

/** Null when there is nothing to look for. */
export function wordsPattern(words: readonly string[]): RegExp | null {
  const sought = words.filter((word) => word !== '').slice(0, WORDS_MAX);
  if (sought.length === 0) return null;
  return new RegExp(sought.map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'), 'giu');
}

export function highlight(spans: readonly Span[], pattern: RegExp | null, look: Style): readonly Span[] {
  if (pattern === null) return spans;
  return spans.flatMap((one) => {
    const marked: Span[] = [];
    let at = 0;
    const add = (end: number, style: Style): void => {
      if (end > at) marked.push({ ...one, text: safeSlice(one.text, at, end), style });
      at = Math.max(at, end);
    };
    for (const { index, 0: word } of one.text.matchAll(pattern)) {
      add(index, one.style);
      add(index + word.length, { ...one.style, ...look });
    }
    add(one.text.length, one.style);
    return marked;
  });
}

/** Characters that are shown before what was found, to tell what it is about. */
const BEFORE = 24;

/** A text of which only the first `columns` are seen: from a little before the words where one of them is further on. */
export function fromFound(text: string, words: readonly string[], columns: number): string {
  const found = words.map((word) => {
    const pattern = wordsPattern([word]);
    return pattern === null ? -1 : text.search(pattern);
  });
  const last = Math.max(-1, ...found);
  if (last <= 0 || textWidth(text.slice(0, last)) + BEFORE <= columns) return text;
  const before = text.slice(Math.max(0, last - BEFORE), last);
  const blank = before.search(/\s/);
  return `\u2026${blank === -1 ? '' : before.slice(blank + 1)}${text.slice(last)}`;
}
