/** A typed line sent with Enter: a message, a command, or a word about why not. */
import { actsOf, type Act } from '../../client/commands.js';
import { unreachable } from '../../base/result.js';
import type { Request } from '../message.js';
import type { Entry } from '../entry.js';
import type { Model } from '../model.js';
import { secretPrompt } from '../secret.js';
import { closeWindow, currentWindow, openWindow, showWindow, tellHere } from '../windows.js';
import { clockText } from '../view/entry-rows.js';
import { paneSize } from '../view/layout.js';
import { leave } from './leave.js';

/** Messages that /search lists: more than one reads, and no more than a few screens. */
const FOUND_MAX = 50;

export function sendTyped(model: Model, typed: string): readonly Request[] {
  const { place } = currentWindow(model);
  return actsOf(model.session, place, typed).flatMap((act) => perform(model, act));
}

function perform(model: Model, act: Act): readonly Request[] {
  switch (act.kind) {
    case 'send':
      return [act];
    case 'say':
      return say(model, act);
    case 'tell':
      tellHere(model, 'info', act.text);
      return [];
    case 'open':
      showWindow(model, openWindow(model, act.place));
      return [];
    case 'close':
      closeWindow(model, act.place);
      return [];
    case 'help':
      model.help = 0;
      return [];
    case 'new-password':
      model.secret = secretPrompt({ kind: 'new' });
      return [];
    case 'clear':
      currentWindow(model).timeline.clear();
      return [];
    case 'history':
      scrollToOldest(model);
      return [];
    case 'search':
      search(model, act.words);
      return [];
    case 'quit':
      return leave(model, act.why);
    default:
      return unreachable(act);
  }
}

function say(model: Model, act: Extract<Act, { kind: 'say' }>): readonly Request[] {
  // A private message is read where its answer will come.
  const window = openWindow(model, act.target);
  showWindow(model, window);
  window.timeline.toEnd();
  return [act];
}

/** The server is not asked: the words must not promise more than what is here. */
function scrollToOldest(model: Model): void {
  const { width, height } = paneSize(model);
  const { timeline } = currentWindow(model);
  tellHere(model, 'info', 'This is what has come since you entered; PageUp and PageDown read it.');
  timeline.toStart(width, height);
}

/** Lists the newest that hold all the words. Only what has come to this screen can be found. */
function search(model: Model, words: string): void {
  const wanted = words.toLowerCase().split(/\s+/);
  const { timeline } = currentWindow(model);
  const found: Entry[] = [];
  for (let age = 0; age < timeline.length && found.length < FOUND_MAX; age += 1) {
    const entry = timeline.fromEnd(age);
    if (entry !== undefined && isFound(entry, wanted)) found.push(entry);
  }
  if (found.length === 0) {
    tellHere(model, 'info', `Nobody has said "${words}" here since you entered.`);
    return;
  }
  const most = found.length === FOUND_MAX ? `The newest ${FOUND_MAX} messages` : 'All messages';
  tellHere(model, 'info', `${most} with "${words}" since you entered:`);
  for (const entry of found.reverse()) tellHere(model, 'info', foundText(entry));
}

function isFound(entry: Entry, words: readonly string[]): boolean {
  if (entry.who === '') return false;
  const text = `${entry.who} ${entry.text}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function foundText({ at, kind, who, text }: Entry): string {
  return `${clockText(at)} ${kind === 'action' ? `* ${who} ${text}` : `${who}: ${text}`}`;
}
