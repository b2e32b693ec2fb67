/** Reacting to a message, and what others' reactions change. */
import { reactionNamed, REACTIONS } from '../../client/reaction-names.js';
import { reactionLine, reactionText } from '../../client/reactions.js';
import type { Reacted } from '../../client/event.js';
import { has } from '../../client/session.js';
import { CAP_ECHO_MESSAGE } from '../../protocol/caps.js';
import type { Entry } from '../entry.js';
import type { Request } from '../message.js';
import type { Model } from '../model.js';
import { addReaction, reactionsTo } from '../reactions.js';
import type { Asking } from '../selection.js';
import { shownTimeline, type Window } from '../window.js';
import { currentWindow, findWindow } from '../windows.js';
import { lastOfOthers } from './act-on.js';

/** Characters of a reaction being typed. */
const TYPED_MAX = 40;

/** A number alone takes one of those offered; all else is typed until Enter. */
export function reactionTyped(
  model: Model,
  { typed }: Extract<Asking, { kind: 'reaction' }>,
  entry: Entry,
  text: string,
): readonly Request[] {
  const offered = typed === '' ? REACTIONS[Number(text) - 1] : undefined;
  if (offered !== undefined) return react(model, entry, offered);
  if (model.selection !== null && typed.length + text.length <= TYPED_MAX)
    model.selection = { ...model.selection, asking: { kind: 'reaction', typed: typed + text } };
  return [];
}

/** The message stays chosen: one may want to see it, or take it back. */
export function react(model: Model, entry: Entry, typed: string): readonly Request[] {
  if (model.selection !== null) model.selection = { ...model.selection, asking: { kind: 'nothing' } };
  return send(model, currentWindow(model), entry, typed);
}

/** `/react`: to what somebody else has said last. */
export function reactToLast(model: Model, typed: string): readonly Request[] {
  const window = currentWindow(model);
  const entry = lastOfOthers(window);
  if (entry !== null) return send(model, window, entry, typed);
  model.word = 'Nobody has said anything here that you could react to.';
  return [];
}

/** The same again takes it back. */
function send(model: Model, window: Window, { id }: Entry, typed: string): readonly Request[] {
  const { session } = model;
  if (typed.trim() === '') return [];
  const text = reactionText(reactionNamed(typed));
  if (text === null) {
    model.word = 'A reaction is an emoji, its name such as :+1:, or a short word.';
    return [];
  }
  const on = !reactionsTo(window.reactions, id).some((one) => one.own && one.text === text);
  const line = reactionLine(session, { place: window.place, id }, text, on);
  if (line === null) {
    model.word = 'Nobody would see a reaction here just now.';
    return [];
  }
  // A server that echoes tells us as it tells the others.
  if (!has(session, CAP_ECHO_MESSAGE))
    apply(window, { who: session.chat.me, own: true, id, reaction: '', text, on, earlier: false });
  return [{ kind: 'send', line }];
}

export function onReacted(model: Model, event: Reacted): void {
  const window = findWindow(model, event.place);
  if (window !== undefined) apply(window, event);
}

/** They are told anew, without those taken back meanwhile. */
export function forgetReactions(model: Model, place: string, ids: readonly string[]): void {
  const window = findWindow(model, place);
  if (window === undefined) return;
  const had = ids.filter((id) => window.reactions.delete(id));
  if (had.length > 0) shownTimeline(window).relayout();
}

function apply(window: Window, event: Omit<Reacted, 'kind' | 'place'>): void {
  if (addReaction(window.reactions, event)) shownTimeline(window).relayout();
}
