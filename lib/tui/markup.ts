/**
 * How people mark words as they type: `code`, *strong*, _stressed_, and lines between three backticks. Their signs stay
 * where they are, so that nothing is hidden, and what is copied is what was said.
 */
import { safeSlice } from '../base/safe-text.js';
import type { Span, Style } from './frame.js';
import { THEME } from './theme.js';

/** Signs stand at the ends of words: `2 * 3 * 4` and `a_long_name` are neither. Each is looked at once. */
const MARKED = /`[^`]+`|(?<![\w*])\*(?=[^\s*])[^*]*(?<=\S)\*(?![\w*])|(?<!\w)_(?=[^\s_])[^_]*(?<=\S)_(?!\w)/g;

const FENCE = /^\s*```/;

/** For each line whether it is between three backticks, or is these. */
export function codeLines(lines: readonly string[]): readonly boolean[] {
  let isInside = false;
  return lines.map((line) => {
    const isFence = FENCE.test(line);
    if (isFence) isInside = !isInside;
    return isFence || isInside;
  });
}

/** Links are left as they are. */
export function markedUp(spans: readonly Span[]): readonly Span[] {
  return spans.flatMap((one) =>
    one.style.link === undefined && /[`*_]/.test(one.text) ? partsOf(one) : [one],
  );
}

function partsOf({ text, style }: Span): readonly Span[] {
  const parts: Span[] = [];
  let at = 0;
  for (const { index, 0: marked } of text.matchAll(MARKED)) {
    if (index > at) parts.push({ text: safeSlice(text, at, index), style });
    at = index + marked.length;
    parts.push({ text: safeSlice(text, index, at), style: { ...style, ...lookOf(marked) } });
  }
  if (at < text.length) parts.push({ text: safeSlice(text, at), style });
  return parts;
}

function lookOf(marked: string): Style {
  switch (marked.charAt(0)) {
    case '`':
      return THEME.code;
    case '*':
      return THEME.strong;
    default:
      return THEME.stressed;
  }
}
