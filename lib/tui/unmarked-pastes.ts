/** Tells a paste from typing on terminals that do not mark pastes: nobody types a line end and more within one read. */
import type { InputEvent } from './input-event.js';
import { PASTE_MAX } from './input-decoder.js';

/** Milliseconds of silence after which such a paste has ended: its parts come one right after the other. */
export const PASTE_GAP_MS = 30;

export class UnmarkedPastes {
  /** What has come of a paste that may go on; null while there is none. */
  #text: string | null = null;

  /** The events of one read; those that are a paste are held back until it has ended. */
  take(events: readonly InputEvent[]): readonly InputEvent[] {
    if (this.#text === null && !goesOnAfterLineEnd(events)) return events;
    const taken: InputEvent[] = [];
    for (const event of events) {
      const text = textOf(event);
      if (text === null) taken.push(...this.flush(), event);
      else this.#text = ((this.#text ?? '') + text).slice(0, PASTE_MAX);
    }
    return taken;
  }

  /** Nothing followed for `PASTE_GAP_MS`. */
  flush(): readonly InputEvent[] {
    const text = this.#text;
    this.#text = null;
    return text === null ? [] : [{ kind: 'paste', text }];
  }

  get pending(): boolean {
    return this.#text !== null;
  }
}

function goesOnAfterLineEnd(events: readonly InputEvent[]): boolean {
  const lineEnd = events.findIndex((event) => textOf(event) === '\n');
  return lineEnd >= 0 && events.slice(lineEnd + 1).some(({ kind }) => kind === 'text');
}

/** What the key stands for in a text; null where it is none. */
function textOf(event: InputEvent): string | null {
  if (event.kind === 'text') return event.text;
  if (event.kind !== 'key' || event.alt || event.shift) return null;
  if (event.name === 'enter' || (event.name === 'j' && event.ctrl)) return '\n';
  return event.name === 'tab' && !event.ctrl ? '    ' : null;
}
