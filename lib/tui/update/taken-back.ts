/** A message was taken back, or a reaction by its own id: its words go from the screen, from what answers it, and from what was found. */
import type { TakenBack } from '../../client/event.js';
import { safeText } from '../../base/safe-text.js';
import { sameName } from '../../base/casefold.js';
import type { Entry } from '../entry.js';
import type { Model } from '../model.js';
import { removeReaction } from '../reactions.js';
import { replaceEntries, shownTimeline } from '../window.js';
import { findWindow } from '../windows.js';

export function onTakenBack(model: Model, event: TakenBack): void {
  const window = findWindow(model, event.place);
  if (window === undefined) return;
  if (removeReaction(window.reactions, event.id, model.session.chat.me)) {
    shownTimeline(window).relayout();
    return;
  }
  const change = (entry: Entry): Entry => {
    if (entry.id === event.id && entry.takenBack !== true) {
      if (window.selected === entry) askNothing(model);
      return emptied(entry, event);
    }
    return entry.quote?.id === event.id ? withoutWords(entry, entry.quote) : entry;
  };
  replaceEntries(window, change);
  window.reactions.delete(event.id);
  if (window.answering?.id === event.id) window.answering = null;
  const { results } = model;
  if (results?.entries != null && sameName(results.place, window.place))
    results.entries = results.entries.map((entry) => (entry.id === event.id ? emptied(entry, event) : entry));
}

/** What was asked about the message has no meaning any more. */
function askNothing(model: Model): void {
  if (model.selection !== null) model.selection = { ...model.selection, asking: { kind: 'nothing' } };
}

/** Who has done it is said where that was somebody else. */
function emptied(entry: Entry, { who, reason }: TakenBack): Entry {
  const { at, own, earlier, id, snippet } = entry;
  const by = sameName(who, entry.who) ? '' : ` by ${who.includes('.') ? 'the host' : who}`;
  const text = `message taken back${by}${reason === '' ? '' : `: ${reason}`}`;
  const part = snippet === undefined ? {} : { snippet };
  return {
    at,
    kind: 'message',
    who: entry.who,
    text,
    own,
    mention: false,
    earlier,
    id,
    ...part,
    takenBack: true,
  };
}

function withoutWords(entry: Entry, { id, who }: NonNullable<Entry['quote']>): Entry {
  return { ...entry, quote: { id, who, words: safeText('message taken back') } };
}
