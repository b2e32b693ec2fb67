/** A typed line sent with Enter: a message, a command, or a word about why not. */
import { sameName } from '../../base/casefold.js';
import { withEmoji } from '../../client/emoji.js';
import { ignoreText } from '../../client/ignoring.js';
import { actsOf, type Act } from '../../client/commands.js';
import { answerSet, withChange } from '../../client/settings.js';
import { KEPT_LINES_MAX } from '../../base/limits.js';
import { unreachable } from '../../base/result.js';
import { linesOf } from '../../client/send-queue.js';
import type { Request } from '../message.js';
import type { Model } from '../model.js';
import { secretPrompt } from '../secret.js';
import { clearWindow, relayoutWindow, setNewFrom, toNewest } from '../window.js';
import { closeWindow, currentWindow, openWindow, showWindow, tellHere } from '../windows.js';
import { readingSize } from '../view/layout.js';
import { lastForMe, NOTHING_FOR_ME, takeBackLast } from './act-on.js';
import { leave } from './leave.js';
import { askForHistory } from './pages.js';
import { markRequests } from './reading.js';
import { openNewestLink } from './links.js';
import { reactToLast } from './react.js';
import { search } from './search.js';

type SayAct = Extract<Act, { kind: 'say' }>;

export function sendTyped(model: Model, typed: string): readonly Request[] {
  const { place } = currentWindow(model);
  return actsOf(model.session, place, typed).flatMap((act) => perform(model, act));
}

function perform(model: Model, act: Act): readonly Request[] {
  switch (act.kind) {
    case 'send':
      // How far one has read is told while one is still there.
      return [...(act.line.startsWith('PART ') ? markRequests(model, model.now, true) : []), act];
    case 'say':
      return say(model, answering(model, act));
    case 'reply':
      return reply(model, act.text);
    case 'react':
      return reactToLast(model, act.text);
    case 'take-back':
      return takeBackLast(model);
    case 'file':
      return [{ kind: 'read-file', path: act.path }];
    case 'open-link':
      return openNewestLink(model);
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
      model.help = { about: 'keys', offset: 0 };
      return [];
    case 'new-password':
      model.secret = secretPrompt({ kind: 'new' });
      return [];
    case 'ignore':
      tellHere(model, 'info', ignoreText(model.session, act));
      return [];
    case 'set':
      return set(model, act);
    case 'settings-file':
      return [act];
    case 'clear':
      clearWindow(currentWindow(model));
      return [];
    case 'history':
      return askForHistory(model, act.count) ?? scrollToOldest(model);
    case 'search':
      return search(model, act.words);
    case 'quit':
      return leave(model, act.why);
    default:
      return unreachable(act);
  }
}

function set(model: Model, { name, value }: Extract<Act, { kind: 'set' }>): readonly Request[] {
  if (name === null) {
    model.help = { about: 'settings', offset: 0 };
    return [];
  }
  const { lines, change } = answerSet(model.settings, name, value);
  for (const line of lines) tellHere(model, 'info', line);
  // Under the list of settings they cannot be read.
  if (model.help !== null) model.word = lines.join(' ');
  if (change === null) return [];
  model.settings = withChange(model.settings, change);
  if (change.name === 'time') for (const window of model.windows) relayoutWindow(window);
  // What a key has shown or hidden for this visit is again as it is set.
  if (change.name === 'people' || change.name === 'rooms') model[change.name] = 'fitting';
  const kept: Request = { kind: 'set', change };
  if (change.name !== 'mouse') return [kept];
  model.mouse = change.value === 'on';
  return [kept, { kind: 'mouse', on: model.mouse }];
}

/** What is said where a message is being answered answers it. */
function answering(model: Model, act: SayAct): SayAct {
  const window = currentWindow(model);
  const { answering: quote } = window;
  if (quote === null || !sameName(act.target, window.place)) return act;
  window.answering = null;
  return { ...act, replyTo: quote.id };
}

function reply(model: Model, text: string): readonly Request[] {
  const window = currentWindow(model);
  const entry = lastForMe(window);
  if (entry !== null)
    return say(model, { kind: 'say', target: window.place, how: 'message', text, replyTo: entry.id });
  model.word = NOTHING_FOR_ME;
  return [];
}

export function say(model: Model, act: SayAct): readonly Request[] {
  const waiting = model.session.queue.items.reduce((sum, item) => sum + linesOf(item), linesOf(act));
  if (waiting > KEPT_LINES_MAX) {
    const back = act.asSnippet === true ? '' : ' Up brings it back.';
    const text = `More than ${KEPT_LINES_MAX} lines would wait for the server. Nothing was sent.${back}`;
    tellHere(model, 'trouble', text);
    return [];
  }
  const said = act.asSnippet === true ? act : { ...act, text: withEmoji(act.text) };
  // The message itself says that it is written.
  model.ownTyping = null;
  // A private message is read where its answer will come.
  const window = openWindow(model, act.target);
  showWindow(model, window);
  toNewest(window);
  setNewFrom(window, null);
  return [said];
}

/** The server is not asked: the words must not promise more than what is here. */
function scrollToOldest(model: Model): readonly Request[] {
  const { width, height } = readingSize(model);
  const { timeline } = currentWindow(model);
  tellHere(model, 'info', 'This is what has come since you entered; PageUp and PageDown read it.');
  timeline.toStart(width, height);
  return [];
}
