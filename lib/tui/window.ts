/** One window of the full screen: a room or a private conversation. */
import { emptyEditor, type Editor } from './editor.js';
import type { Entry } from './entry.js';
import { Timeline } from './timeline.js';
import { layoutEntry } from './view/entry-rows.js';

export interface Window {
  /** The room or the person; empty before the first room is entered. */
  place: string;
  readonly timeline: Timeline<Entry>;
  /** What is being typed stays with its window. */
  editor: Editor;
  /** Entries since it was last on the screen; and those of them that are for me. */
  unread: number;
  forMe: number;
}

export function emptyWindow(place: string): Window {
  const timeline = new Timeline<Entry>({ layout: layoutEntry, isForMe: (entry) => entry.mention });
  return { place, timeline, editor: emptyEditor(), unread: 0, forMe: 0 };
}
