/** What can be done with a message: answer it, take it back, copy it, go to what it answers. */
import { sameName } from '../../base/casefold.js';
import { canAsk, PAGE } from '../../client/asking.js';
import { redactLine } from '../../client/reactions.js';
import { findRoom } from '../../client/state.js';
import type { Entry } from '../entry.js';
import type { Request } from '../message.js';
import type { Model } from '../model.js';
import { quoteOf } from '../quotes.js';
import { setSelected } from '../selection.js';
import { partsOf, readingOf } from '../snippets.js';
import { shownTimeline, toNewest, type Window } from '../window.js';
import { currentWindow } from '../windows.js';
import { readingSize } from '../view/layout.js';
import { openLinkOf } from './links.js';
import { askFor } from './pages.js';
import { openSnippet } from './snippet.js';

/** Messages looked back at for the last one that was for me. */
const LOOK_BACK = 5000;

/** By the letter that was typed; other letters do nothing. */
export function act(model: Model, entry: Entry, letter: string): readonly Request[] {
  switch (letter) {
    case 'r':
      return answer(model, entry);
    case 'e':
      return askReaction(model, entry);
    case 'd':
      return askTakeBack(model, entry);
    case 'o':
      return openLinkOf(model, entry, 1);
    case 'c':
      return [{ kind: 'copy', text: copyText(model, entry) }];
    case '\n':
      return openSnippet(model, entry) ? [] : jumpToAnswered(model, entry);
    default:
      return /^[1-9]$/.test(letter) ? openLinkOf(model, entry, Number(letter)) : [];
  }
}

/** What is typed from now on answers it. */
function answer(model: Model, entry: Entry): readonly Request[] {
  const window = currentWindow(model);
  if (entry.id === '') {
    model.word = 'The server gives messages no names, so none can be answered.';
    return [];
  }
  window.answering = quoteOf(entry);
  leaveSelection(model, window);
  return [];
}

/** Alt-R: as `answer`, the last message that was for me. */
export function answerLast(model: Model): readonly Request[] {
  const window = currentWindow(model);
  const entry = lastForMe(window);
  if (entry === null) model.word = NOTHING_FOR_ME;
  else window.answering = quoteOf(entry);
  return [];
}

export const NOTHING_FOR_ME = 'Nothing here was said to you. Alt-S chooses a message to answer.';

/** Null where nothing here was said to me. */
export function lastForMe({ timeline }: Window): Entry | null {
  return timeline.find(({ mention, id }) => mention && id !== '', LOOK_BACK) ?? null;
}

/** The last thing that anybody else has said here. */
export function lastOfOthers({ timeline }: Window): Entry | null {
  const isIt = ({ who, own, id, takenBack }: Entry): boolean =>
    who !== '' && !own && id !== '' && takenBack !== true;
  return timeline.find(isIt, LOOK_BACK) ?? null;
}

function lastOfMine({ timeline }: Window): Entry | null {
  return timeline.find(({ own, id, takenBack }) => own && id !== '' && takenBack !== true, LOOK_BACK) ?? null;
}

function askReaction(model: Model, entry: Entry): readonly Request[] {
  if (entry.id === '')
    model.word = 'The server gives messages no names, so nobody would know which one you mean.';
  else if (model.selection !== null)
    model.selection = { ...model.selection, asking: { kind: 'reaction', typed: '' } };
  return [];
}

/** One's own; of others for those who run the room. The server has the last word. */
function askTakeBack(model: Model, entry: Entry): readonly Request[] {
  const { place } = currentWindow(model);
  if (redactLine(model.session, { place, id: entry.id }) === null)
    model.word = 'This server cannot take messages back.';
  else if (!entry.own && !runsRoom(model, place)) model.word = 'Only your own messages can be taken back.';
  else if (model.selection !== null) model.selection = { ...model.selection, asking: { kind: 'take-back' } };
  return [];
}

function runsRoom({ session }: Model, place: string): boolean {
  const { me } = session.chat;
  const people = findRoom(session.chat, place)?.people.values() ?? [];
  for (const { name, ranks } of people) if (sameName(name, me)) return /[~&@]/.test(ranks);
  return false;
}

export function takeBackSelected(model: Model, entry: Entry): readonly Request[] {
  const window = currentWindow(model);
  const requests = takeBack(model, window, entry);
  leaveSelection(model, window);
  return requests;
}

/** `/takeback`: what one has said last here. */
export function takeBackLast(model: Model): readonly Request[] {
  const window = currentWindow(model);
  const entry = lastOfMine(window);
  if (entry === null) {
    model.word = 'You have said nothing here that could be taken back.';
    return [];
  }
  return takeBack(model, window, entry);
}

function takeBack(model: Model, window: Window, entry: Entry): readonly Request[] {
  const { snippet } = entry;
  const all = snippet === undefined ? [entry] : partsOf(shownTimeline(window), entry);
  const requests = all.flatMap((one) => redact(model, window, one));
  if (requests.length === 0) model.word = 'The server cannot take that back now.';
  if (requests.length === 0 || snippet === undefined) return requests;
  model.takenBack.add(snippet.key);
  const { items } = model.session.queue;
  const unsent = items.filter((item) => item.snippet?.key === snippet.key && item.state === 'waiting');
  return [...requests, { kind: 'drop-unsent', items: unsent }];
}

/** Of a snippet that is being taken back, a part that was under way already is too. */
export function takeBackToo(model: Model, window: Window, entry: Entry): readonly Request[] {
  const { own, snippet } = entry;
  return own && snippet !== undefined && model.takenBack.has(snippet.key) ? redact(model, window, entry) : [];
}

function redact(model: Model, { place }: Window, { id }: Entry): readonly Request[] {
  const line = redactLine(model.session, { place, id });
  return line === null ? [] : [{ kind: 'send', line }];
}

/** As one would say it again. */
function copyText(model: Model, entry: Entry): string {
  const { kind, who, text, snippet } = entry;
  if (snippet !== undefined) return readingOf(shownTimeline(currentWindow(model)), entry)?.text ?? text;
  return kind === 'action' ? `${who} ${text}` : text;
}

/** To the message that this one answers, here or as the server has kept it. */
function jumpToAnswered(model: Model, entry: Entry): readonly Request[] {
  const window = currentWindow(model);
  const { quote } = entry;
  if (quote === undefined) return [];
  const timeline = shownTimeline(window);
  const answered = timeline.find(({ id }) => id === quote.id, Infinity);
  const { width, height } = readingSize(model);
  if (answered !== undefined && answered.takenBack !== true) {
    setSelected(window, answered);
    timeline.reveal(answered, width, height);
    return [];
  }
  if (answered !== undefined || !canAsk(model.session)) {
    model.word = 'The message that it answers is not here any more.';
    return [];
  }
  leaveSelection(model, window);
  window.sought = quote.id;
  return askFor(model, window, 'around', quote.id, PAGE, 'stay');
}

function leaveSelection(model: Model, window: Window): void {
  if (model.selection?.wasFollowing === true) toNewest(window);
  model.selection = null;
  setSelected(window, null);
}
