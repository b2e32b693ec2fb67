/** One entry of the message pane as rows: time, name, separator, and the text with a hanging indent. */
import { safeSlice, safeText, type SafeText } from '../../base/safe-text.js';
import { cutToWidth, textWidth } from '../../base/text-width.js';
import { CLOCK_COLUMNS, clockText, isSameOnClock, type ClockFormat } from '../../client/clock.js';
import type { Outgoing } from '../../client/send-queue.js';
import type { Sending } from '../../client/sendings.js';
import type { Entry } from '../entry.js';
import type { Row, Span, Style } from '../frame.js';
import { linksIn, webLinks, type Link } from '../links.js';
import { foldedText, isFoldedAway, snippetText } from '../snippets.js';
import { codeLines, markedUp } from '../markup.js';
import { nickColour, THEME } from '../theme.js';
import { highlight } from '../highlight.js';
import { fitRow, span, wrapMessage } from '../wrap.js';

const SEPARATOR = ' \u2502 ';

/** A run of the same person's messages drops the name, but not for longer than this. */
const RUN_MS = 300_000;

/** How the columns of the pane are divided. */
export interface Gutter {
  /** Of the pane, and of the screen that it is a part of. */
  readonly width: number;
  readonly screen: number;
  readonly clock: ClockFormat;
  /** With the blank behind it. */
  readonly time: number;
  readonly name: number;
  /** Columns before the text. */
  readonly total: number;
}

/** Of the pane, without the time: less for the rest is too little. */
const TIMELESS_COLUMNS_MIN = 40;

/** Depends on nothing that is said, so that nothing moves when somebody speaks: narrow screens give up the time first. */
export function gutterFor(width: number, clock: ClockFormat, screen = width): Gutter {
  const wanted = clock === 'off' ? 0 : CLOCK_COLUMNS[clock] + 1;
  const time = width - wanted >= TIMELESS_COLUMNS_MIN ? wanted : 0;
  const name = width >= 130 ? 16 : width >= 84 ? 12 : width >= 56 ? 10 : width >= 34 ? 8 : 6;
  return { width, screen, clock, time, name, total: time + name + SEPARATOR.length };
}

/** `isSought`: it is what a search has led to. `words`: those that were searched for. */
export function layoutEntry(
  entry: Entry,
  gutter: Gutter,
  before: Entry | undefined,
  isSought = false,
  words: RegExp | null = null,
): readonly Row[] {
  const { clock } = gutter;
  if (entry.kind === 'day') return [ruleRow(entry.text, gutter.width, THEME.day)];
  if (isFoldedAway(entry, before)) return [];
  const isSameTime =
    before !== undefined && before.kind !== 'day' && isSameOnClock(before.at, entry.at, clock);
  const time = isSameTime ? '' : clockText(entry.at, clock);
  const name = continues(entry, before) ? '' : gutterName(entry);
  const look = isSought ? { ...textStyle(entry), ...THEME.sought } : textStyle(entry);
  return gutterRows(entry, gutter, time, name, nameStyle(entry), look, words);
}

/** The line between what one has read and what is new. */
export function newLineRow(width: number): Row {
  return ruleRow('new', width, THEME.newLine);
}

/** A line across the pane with a word in its middle. */
function ruleRow(text: string, width: number, style: Style): Row {
  const word = ` ${safeText(text)} `;
  const left = Math.max(1, Math.floor((width - textWidth(word)) / 2));
  const right = Math.max(1, width - left - textWidth(word));
  return fitRow([span(`${LINE.repeat(left)}${word}${LINE.repeat(right)}`, style)], width);
}

const LINE = '\u2500';

/** What one Enter has sent and the server has not acknowledged yet: a snippet, or much of anything, in one row. */
export function layoutWaiting({ items, lines, isLong }: Sending, me: string, gutter: Gutter): readonly Row[] {
  const [{ text, snippet } = { text: '', snippet: undefined }] = items;
  if (!isLong && snippet === undefined) return items.flatMap((item) => waitingRows(item, me, gutter));
  // Its row stands above already.
  const isRest = snippet !== undefined && snippet.part > 1;
  const said = isRest ? `${lines} more lines` : foldedText(lines, text);
  const folded = shortened(`${safeText(said)} \u2026`, gutter.width - gutter.total);
  return [[...firstOf(gutter, '', me, THEME.waiting), span(folded, THEME.waiting)]];
}

function waitingRows({ text, how }: Outgoing, me: string, gutter: Gutter): readonly Row[] {
  const said = `${how === 'action' ? `${me} ` : ''}${text} \u2026`;
  const name = how === 'action' ? '*' : me;
  const entry = { kind: 'message', text: said, own: true, mention: false, earlier: false } as const;
  return gutterRows(entry, gutter, '', name, THEME.waiting, THEME.waiting);
}

type Shown = Pick<Entry, 'kind' | 'text' | 'own' | 'mention' | 'earlier' | 'takenBack' | 'snippet'>;

function gutterRows(
  entry: Shown & { readonly who?: string },
  gutter: Gutter,
  time: string,
  name: string,
  nameLook: Style,
  look: Style = textStyle(entry),
  words: RegExp | null = null,
): readonly Row[] {
  const { width, screen, total } = gutter;
  if (entry.snippet !== undefined && entry.takenBack !== true) {
    const folded = shortened(safeText(snippetText(entry.snippet, entry.text, width - total)), width - total);
    return [[...firstOf(gutter, time, name, nameLook), span(folded, look)]];
  }
  const text = entry.kind === 'action' ? `${entry.who ?? ''} ${entry.text}` : entry.text;
  const lines = text.split('\n');
  const isCode = lines.length === 1 ? [] : codeLines(lines);
  const rows = lines.flatMap((line, index) => {
    const safe = safeText(line);
    const links = linksIn(safe);
    const spans = linkedSpans(safe, links, isCode[index] === true ? { ...look, ...THEME.code } : look);
    const marked = isSpeech(entry) && isCode[index] !== true ? markedUp(spans) : spans;
    return wrapMessage(highlight(marked, words, THEME.found), links, { width, indent: total, screen });
  });
  const first = firstOf(gutter, time, name, nameLook);
  const blank = blankGutter(gutter);
  return rows.map(({ row, isFlush }, index) => (isFlush ? row : [...(index === 0 ? first : blank), ...row]));
}

/** What a person has written, and nothing of ours. */
function isSpeech({ kind, takenBack }: Shown): boolean {
  return (kind === 'message' || kind === 'action' || kind === 'notice') && takenBack !== true;
}

/** Links are told to the terminal, which may open them. */
function linkedSpans(text: SafeText, links: readonly Link[], look: Style): readonly Span[] {
  if (links.length === 0) return [span(text, look)];
  const spans: Span[] = [];
  let at = 0;
  for (const { start, end, url } of webLinks(links)) {
    if (start > at) spans.push({ text: safeSlice(text, at, start), style: look });
    spans.push({ text: safeSlice(text, start, end), style: { ...look, link: url } });
    at = end;
  }
  if (at < text.length) spans.push({ text: safeSlice(text, at), style: look });
  return spans;
}

/** What stands before a row of text that is not the first of its message. */
export function blankGutter(gutter: Gutter): Row {
  return [span(' '.repeat(gutter.time + gutter.name)), span(SEPARATOR, THEME.separator)];
}

/** What stands before the first row of a message. */
function firstOf(gutter: Gutter, time: string, name: string, look: Style): Row {
  return [
    ...(gutter.time === 0 ? [] : [span(time.padEnd(gutter.time), THEME.time)]),
    span(rightAligned(safeText(name), gutter.name), look),
    span(SEPARATOR, THEME.separator),
  ];
}

function continues(entry: Entry, before: Entry | undefined): boolean {
  if (before === undefined || entry.kind !== 'message' || before.kind !== 'message') return false;
  return before.who === entry.who && entry.at - before.at < RUN_MS && before.earlier === entry.earlier;
}

function gutterName(entry: Entry): string {
  switch (entry.kind) {
    case 'message':
    case 'announcement':
      return entry.who;
    case 'notice':
      return `-${entry.who}-`;
    case 'action':
      return '*';
    case 'day':
    case 'event':
      return '--';
    case 'trouble':
      return '!!';
    case 'info':
      return '==';
  }
}

function nameStyle(entry: Entry): Style {
  if (entry.kind === 'message' || entry.kind === 'notice')
    return { fg: nickColour(entry.who), bold: entry.mention };
  return textStyle(entry);
}

function textStyle(entry: Shown): Style {
  if (entry.takenBack === true) return THEME.takenBack;
  if (entry.mention) return THEME.mention;
  if (entry.earlier) return THEME.earlier;
  if (entry.kind === 'message') return entry.own ? THEME.own : THEME.text;
  return THEME[entry.kind];
}

/** A name that is too long loses its end, and shows that it did. */
function rightAligned(name: string, width: number): string {
  const cut = shortened(name, width);
  return ' '.repeat(Math.max(0, width - textWidth(cut))) + cut;
}

/** At most `width` columns, the last of them a sign that something is missing where it is. */
export function shortened(text: string, width: number): string {
  return textWidth(text) > width ? `${cutToWidth(text, width - 1)}\u2026` : text;
}
