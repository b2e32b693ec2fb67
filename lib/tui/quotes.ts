/** The message that another one answers, found where it stands and kept with the answer as a few words. */
import { cutToWidth, textWidth } from '../base/text-width.js';
import { safeText, type SafeText } from '../base/safe-text.js';
import type { Entry, Quote } from './entry.js';
import type { Timeline } from './timeline.js';

/** Columns of a quoted line: enough to know it again. */
const WORDS_COLUMNS = 60;

/** Entries looked back at for what was answered: people answer what they have just read. */
const LOOK_BACK = 2000;

export function quoteOf({ id, who, kind, text }: Pick<Entry, 'id' | 'who' | 'kind' | 'text'>): Quote {
  return { id, who, words: firstWords(kind === 'action' ? `${who} ${text}` : text) };
}

/** Cut at a space where there is one, and marked as cut. */
export function firstWords(text: string, columns = WORDS_COLUMNS): SafeText {
  if (textWidth(text) <= columns) return safeText(text);
  const cut = cutToWidth(text, columns - 1);
  const space = cut.lastIndexOf(' ');
  return safeText(`${space > columns / 2 ? cut.slice(0, space) : cut}\u2026`);
}

/** What was answered is among those that have come later: entries that lack its words get them. */
export function withWords(entries: readonly Entry[]): (entry: Entry) => Entry {
  const known = new Map(entries.map((entry): [string, Entry] => [entry.id, entry]));
  return (entry) => {
    if (entry.quote?.who !== '') return entry;
    const answered = known.get(entry.quote.id);
    return answered === undefined ? entry : { ...entry, quote: quoteOf(answered) };
  };
}

/** Messages with the words of those that they answer, as far as these are among them or on the screen already. */
export function withQuotes(entries: readonly Entry[], timeline: Timeline<Entry>): readonly Entry[] {
  if (!entries.some(({ quote }) => quote !== undefined)) return entries;
  const known = new Map(entries.map((entry): [string, Entry] => [entry.id, entry]));
  return entries.map((entry) => {
    if (entry.quote === undefined) return entry;
    const { id } = entry.quote;
    const answered = known.get(id) ?? timeline.find((one) => one.id === id, LOOK_BACK);
    return answered === undefined || answered === entry ? entry : { ...entry, quote: quoteOf(answered) };
  });
}
