/** One window of the full screen: a room or a private conversation. */
import type { Millis } from '../base/result.js';
import type { ClockFormat } from '../client/clock.js';
import type { Delivered } from './delivered.js';
import { emptyEditor, type Editor } from './editor.js';
import { isFromOthers, type Entry, type Quote } from './entry.js';
import type { Row } from './frame.js';
import { Timeline } from './timeline.js';
import { reactionsTo, type Reactions } from './reactions.js';
import { gutterFor, layoutEntry, newLineRow } from './view/entry-rows.js';
import {
  deliveredMark,
  isRightAbove,
  markedAnswer,
  quoteRow,
  reactionRows,
  withMark,
} from './view/message-extras.js';
import { noVoices, type Voices } from './voices.js';

/** A part of what was said long ago, looked at without all that came since. */
export interface Excerpt {
  readonly timeline: Timeline<Entry>;
  /** Nothing was said before it, or after it. */
  beginning: boolean;
  end: boolean;
}

/** Stays where it is, shows the oldest there is, or goes on to where one stopped reading. */
export type WhenHere = 'stay' | 'to-start' | 'to-new';

/** What all messages are laid out by, besides the width of their pane. */
export interface Look {
  /** How times are written now (`/set time`). */
  readonly clock: ClockFormat;
  /** Of the screen. */
  readonly columns: number;
}

export interface Window {
  readonly look: () => Look;
  /** The room or the person; empty before the first room is entered. */
  place: string;
  readonly timeline: Timeline<Entry>;
  /** Shown in place of the timeline while it is there. */
  excerpt: Excerpt | null;
  /** What is being typed stays with its window. */
  editor: Editor;
  /** Entries since it was last on the screen; and those of them that are for me. */
  unread: number;
  forMe: number;
  /** The server has been asked for more, and what the window is to do when it is here. */
  asking: { readonly then: WhenHere } | null;
  /** There is nothing older to ask for. */
  beginning: boolean;
  /** The server would not tell what is older: scrolling asks no more on this connection, `/history` does. */
  refused: boolean;
  /** When the newest message was said that one has read; null while nobody knows. */
  readUntil: Millis | null;
  /** The same as the server knows it, and when it was told. */
  markedUntil: Millis;
  markedAt: Millis;
  /** The first message one has not read: a line stands above it. */
  newFrom: Entry | null;
  /** Up to when one had read, while all that is here came later: the line belongs further up, where more is to come. */
  newAfter: Millis | null;
  /** Whose comings and goings matter here. */
  readonly voices: Voices;
  /** What was jumped to last: the next jump goes on from there. */
  visited: Entry | null;
  /** The words that were searched for, while one looks at what was found. */
  words: RegExp | null;
  /** The id of the message that was searched for; empty when none was. */
  sought: string;
  /** The message chosen to do something with it. */
  selected: Entry | null;
  /** The message that what is being typed answers. */
  answering: Quote | null;
  readonly reactions: Reactions;
  /** To whom the newest message of one's own has come, and how many could have it; null while nobody has told. */
  delivered: Delivered | null;
}

export function emptyWindow(place: string, look: () => Look): Window {
  const window: Window = {
    look,
    place,
    timeline: new Timeline<Entry>({
      layout: (entry, width, before) => layoutIn(window, entry, width, before),
      isNews: isFromOthers,
      isForMe: (entry) => entry.mention,
    }),
    excerpt: null,
    editor: emptyEditor(),
    unread: 0,
    forMe: 0,
    asking: null,
    beginning: false,
    refused: false,
    readUntil: null,
    markedUntil: 0,
    markedAt: 0,
    newFrom: null,
    newAfter: null,
    voices: noVoices(),
    visited: null,
    words: null,
    sought: '',
    selected: null,
    answering: null,
    reactions: new Map(),
    delivered: null,
  };
  return window;
}

export function emptyExcerpt(window: Window): Excerpt {
  const layout = (entry: Entry, width: number, before: Entry | undefined): readonly Row[] =>
    layoutIn(window, entry, width, before);
  return { timeline: new Timeline<Entry>({ layout, isForMe: () => false }), beginning: false, end: false };
}

/** What the window shows now. */
export function shownTimeline(window: Window): Timeline<Entry> {
  return window.excerpt?.timeline ?? window.timeline;
}

/** What is cleared away can be asked for again. */
export function clearWindow(window: Window): void {
  window.timeline.clear();
  window.excerpt = null;
  window.newFrom = null;
  window.newAfter = null;
  window.beginning = false;
}

/** Back to what is being said now, wherever one has looked. */
export function toNewest(window: Window): void {
  window.excerpt = null;
  window.timeline.toEnd();
}

/** All of it is laid out anew, as something has changed that all depends on. */
export function relayoutWindow({ timeline, excerpt }: Window): void {
  timeline.relayout();
  excerpt?.timeline.relayout();
}

/** Puts the line between read and new above an entry, or takes it away; `after` as in `newAfter`. */
export function setNewFrom(window: Window, entry: Entry | null, after: Millis | null = null): void {
  window.newAfter = after;
  if (window.newFrom === entry) return;
  window.newFrom = entry;
  window.timeline.relayout();
}

function layoutIn(window: Window, entry: Entry, width: number, before: Entry | undefined): readonly Row[] {
  const { clock, columns } = window.look();
  const gutter = gutterFor(width, clock, columns);
  const isSelected = entry === window.selected;
  const isSought = isSelected || (entry.id !== '' && entry.id === window.sought);
  const { quote } = entry;
  const isMarked = quote !== undefined && isRightAbove(quote, before);
  const shown = isMarked ? { ...entry, text: markedAnswer(entry.text) } : entry;
  return [
    ...(entry === window.newFrom ? [newLineRow(width)] : []),
    ...(quote === undefined || isMarked ? [] : [quoteRow(quote, gutter)]),
    ...withMark(layoutEntry(shown, gutter, before, isSought, window.words), markOf(window, entry), gutter),
    ...reactionRows(reactionsTo(window.reactions, entry.id), gutter, isSelected),
  ];
}

function markOf({ delivered }: Window, { id, own, unkept, takenBack }: Entry): string | null {
  if (takenBack === true) return null;
  if (unkept === true) return 'not kept';
  return own && id !== '' && delivered?.id === id ? deliveredMark(delivered) : null;
}

/** Puts what `change` gives in the place of each entry; what pointed at the one before points at it. */
export function replaceEntries(window: Window, change: (entry: Entry) => Entry): void {
  const replaced = (entry: Entry): Entry => {
    const after = change(entry);
    if (window.newFrom === entry) window.newFrom = after;
    if (window.visited === entry) window.visited = after;
    if (window.selected === entry) window.selected = after;
    return after;
  };
  window.timeline.replaceEach(replaced);
  window.excerpt?.timeline.replaceEach(replaced);
}
