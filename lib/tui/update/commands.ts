/** A typed line sent with Enter: a message, a command, or a word about why not. */
import { actsOf, type Act } from '../../client/commands.js';
import { isRoomTarget } from '../../client/session.js';
import { findRoom } from '../../client/state.js';
import { unreachable } from '../../base/result.js';
import { note } from '../entry.js';
import type { Request } from '../message.js';
import type { Model } from '../model.js';
import { addEntry, closeWindow, currentWindow, openWindow, showWindow } from '../windows.js';
import { paneSize } from '../view/layout.js';
import { leave } from './leave.js';

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
      tell(model, act.text);
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
  const { session } = model;
  if (isRoomTarget(session, act.target) && findRoom(session.chat, act.target) === undefined) {
    tell(model, `You are not in ${act.target}. Enter it again with /join ${act.target}`);
    return [];
  }
  // A private message is read where its answer will come.
  const window = openWindow(model, act.target);
  showWindow(model, window);
  window.timeline.toEnd();
  return [act];
}

function scrollToOldest(model: Model): void {
  const { width, height } = paneSize(model);
  currentWindow(model).timeline.toStart(width, height);
}

function search(model: Model, words: string): void {
  const wanted = words.toLowerCase().split(/\s+/);
  const { timeline } = currentWindow(model);
  const found = timeline.showRecent((entry) => {
    const text = `${entry.who} ${entry.text}`.toLowerCase();
    return entry.kind !== 'info' && wanted.every((word) => text.includes(word));
  });
  if (!found) tell(model, `Nothing here with "${words}".`);
}

function tell(model: Model, text: string): void {
  addEntry(model, currentWindow(model), note('info', text, model.now));
}
