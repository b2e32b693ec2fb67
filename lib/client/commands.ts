/** What a typed line asks for: the slash table's verbs as acts that a user interface carries out. */
import { parseSlash, slashArguments, slashExtra, slashUsage, type ClientVerb } from '../protocol/slash.js';
import { accountActs, deviceActs, linkActs, passwordActs, type AccountAct } from './account-commands.js';
import {
  awayLine,
  fitsLine,
  inviteLine,
  joinLine,
  kickLine,
  partLine,
  renameLine,
  topicLine,
  whoisLine,
} from './requests.js';
import { LONG_TEXT_LINES, snippetProblem } from './snippets.js';
import { isRoomTarget, type Session } from './session.js';
import { findRoom } from './state.js';

export type Act =
  | { readonly kind: 'send'; readonly line: string }
  | {
      readonly kind: 'say';
      readonly target: string;
      readonly how: 'message' | 'action';
      readonly text: string;
      /** The id of the message that it answers. */
      readonly replyTo?: string;
      /** As one line that others open. */
      readonly asSnippet?: true;
    }
  | { readonly kind: 'tell'; readonly text: string }
  /** To be said here, when its text is read. */
  | { readonly kind: 'file'; readonly path: string }
  /** Answer the last message that was for me. */
  | { readonly kind: 'reply'; readonly text: string }
  /** To what somebody else has said last; the same again takes it back. */
  | { readonly kind: 'react'; readonly text: string }
  /** What I have said last. */
  | { readonly kind: 'take-back' }
  /** The newest one here, in a browser. */
  | { readonly kind: 'open-link' }
  /** From now on typed text goes there: a room entered, or a person written to. */
  | { readonly kind: 'open'; readonly place: string }
  | { readonly kind: 'close'; readonly place: string }
  | { readonly kind: 'search'; readonly words: string }
  /** Earlier messages than those on the screen; `count` is how many. */
  | { readonly kind: 'history'; readonly count: number }
  /** Hide what somebody says, or show it again; without a name, tell who is hidden. */
  | { readonly kind: 'ignore'; readonly name: string | null; readonly on: boolean }
  /** Tell all settings, or one, or change it. */
  | { readonly kind: 'set'; readonly name: string | null; readonly value: string | null }
  /** Write down all settings, and tell where. */
  | { readonly kind: 'settings-file' }
  | { readonly kind: 'clear' }
  | { readonly kind: 'help' }
  /** Ask for a new password, twice and unseen; then send `passwordLine`. */
  | { readonly kind: 'new-password' }
  | { readonly kind: 'quit'; readonly why: string };

interface Asked {
  readonly session: Session;
  /** The room or the person on the screen; empty before the first room. */
  readonly place: string;
  readonly args: readonly string[];
}

const PASSWORD_ALONE =
  'Type /password alone: it asks for the password without showing it. What you typed was sent nowhere.';
const NO_ROOM = 'You are in no room.';
const OFFLINE = 'Not connected to the server now; try that again later.';

/** Messages asked for by /history without a number. */
const HISTORY_COUNT = 50;

const VERBS: Readonly<Record<ClientVerb, (asked: Asked) => readonly Act[]>> = {
  help: () => [{ kind: 'help' }],
  who,
  msg: message,
  me: ({ session, place, args: [text = ''] }) => saying(session, place, 'action', text),
  reply: ({ args: [text = ''] }) => [{ kind: 'reply', text }],
  snippet: ({ session, place, args: [text = ''] }) => snippetActs(session, place, text),
  file: ({ args: [path = ''] }) => [{ kind: 'file', path: path.trim() }],
  react: ({ args: [text = ''] }) => [{ kind: 'react', text }],
  takeback: () => [{ kind: 'take-back' }],
  open: () => [{ kind: 'open-link' }],
  join: ({ session, args: [name = ''] }) => enter(session, name),
  part: leave,
  rooms: ({ session }) => online(session, 'LIST'),
  topic,
  away: ({ session, args: [why = ''] }) => online(session, awayLine(session, why)),
  nick: ({ session, args: [name = ''] }) => online(session, renameLine(name)),
  whois: ({ session, args: [name = ''] }) => online(session, whoisLine(name)),
  invite: ({ session, place, args: [name = '', room = place] }) =>
    inRoom(session, room, () => inviteLine(name, room)),
  kick: ({ session, place, args: [name = '', why = ''] }) =>
    inRoom(session, place, () => kickLine(session, place, name, why)),
  ignore: ({ args: [name = null] }) => [{ kind: 'ignore', name, on: true }],
  unignore: ({ args: [name = ''] }) => [{ kind: 'ignore', name, on: false }],
  history,
  search: ({ args: [words = ''] }) => [{ kind: 'search', words }],
  account: ({ session }) => account(session, accountActs(session)),
  password: ({ session }) => account(session, passwordActs(session)),
  devices: ({ session, args: [rest = ''] }) => account(session, deviceActs(session, rest)),
  link: ({ session, args: [name, code] }) => account(session, linkActs(session, name, code)),
  set: ({ args: [name = null, value = null] }) =>
    name === 'file' ? [{ kind: 'settings-file' }] : [{ kind: 'set', name, value }],
  clear: () => [{ kind: 'clear' }],
  quit: ({ args: [why = ''] }) => [{ kind: 'quit', why }],
};

/** Reads one typed line, or several pasted ones. What is unknown is said to be, and goes nowhere. */
export function actsOf(session: Session, place: string, typed: string): readonly Act[] {
  const input = parseSlash(typed, 'client');
  switch (input.kind) {
    case 'say':
      return saying(session, place, 'message', input.text);
    case 'unknown': {
      const nearest = input.nearest === undefined ? '' : ` Did you mean /${input.nearest}?`;
      return tell(
        `${input.word} is no command, and was not sent.${nearest} /help lists them; // says a slash.`,
      );
    }
    case 'verb': {
      const args = slashArguments(input.verb, input.rest);
      const isClear = input.verb === 'help' || slashExtra(input.verb, input.rest) === '';
      if (!isClear && input.verb === 'password') return tell(PASSWORD_ALONE);
      if (args === null || !isClear) return tell(`Type it like this: ${slashUsage(input.verb)}`);
      return VERBS[input.verb]({ session, place, args });
    }
  }
}

/** Characters of the longest name or room that a message is sent to; no server has longer ones. */
const TARGET_LENGTH_MAX = 64;

function message({ session, args: [name = '', text] }: Asked): readonly Act[] {
  if (/^:|,/.test(name) || name.length > TARGET_LENGTH_MAX) return tell(`Nobody can be called ${name}.`);
  return text === undefined ? [{ kind: 'open', place: name }] : saying(session, name, 'message', text);
}

/** What is said in a room that one is not in would wait for ever. */
function saying(session: Session, target: string, how: 'message' | 'action', text: string): readonly Act[] {
  if (text.trim() === '') return [];
  if (target === '') return tell('You are in no room. Enter one with /join #lobby');
  if (isRoomTarget(session, target) && findRoom(session.chat, target) === undefined)
    return tell(`You are not in ${target}. Enter it with /join ${target}`);
  return [{ kind: 'say', target, how, text }];
}

/** As one line that others open; or why not. */
export function snippetActs(session: Session, place: string, text: string): readonly Act[] {
  const problem = snippetProblem(session, text);
  if (problem !== null) return tell(problem);
  return saying(session, place, 'message', text).map((act) =>
    act.kind === 'say' ? { ...act, asSnippet: true } : act,
  );
}

/** The text of a file: a few lines of it are a message like others. */
export function fileActs(session: Session, place: string, text: string): readonly Act[] {
  if (text.split('\n').length >= LONG_TEXT_LINES) return snippetActs(session, place, text);
  return saying(session, place, 'message', text);
}

function who({ session, place }: Asked): readonly Act[] {
  const room = findRoom(session.chat, place);
  if (room === undefined)
    return tell(isRoomTarget(session, place) || place === '' ? NO_ROOM : `You and ${place}, nobody else.`);
  if (!room.inside) return tell(OFFLINE);
  const names = [...room.people.values()].map(
    ({ name, ranks, away }) => `${ranks.slice(0, 1)}${name}${away ? ' (away)' : ''}`,
  );
  names.sort((one, other) => one.localeCompare(other));
  const count = names.length === 1 ? '1 person is' : `${names.length} people are`;
  return tell(`${count} in ${room.name}: ${names.join(', ')}`);
}

function enter(session: Session, wanted: string): readonly Act[] {
  const name = isRoomTarget(session, wanted) ? wanted : `#${wanted}`;
  if (findRoom(session.chat, name)?.inside === true) return [{ kind: 'open', place: name }];
  return online(session, joinLine(name));
}

function leave({ session, place }: Asked): readonly Act[] {
  if (place === '') return [];
  if (findRoom(session.chat, place) === undefined) return [{ kind: 'close', place }];
  return online(session, partLine(place));
}

function topic({ session, place, args: [text] }: Asked): readonly Act[] {
  return inRoom(session, place, () => topicLine(session, place, text ?? null));
}

function history({ args: [wanted] }: Asked): readonly Act[] {
  const count = Number(wanted ?? HISTORY_COUNT);
  if (Number.isInteger(count) && count > 0) return [{ kind: 'history', count }];
  return tell(`${wanted} is no number of messages. Type it like this: /history 50`);
}

function inRoom(session: Session, place: string, line: () => string): readonly Act[] {
  return isRoomTarget(session, place) ? online(session, line()) : tell('That works in a room only.');
}

/** Only messages wait for a lost server; a command done minutes later would surprise. */
function online(session: Session, line: string): readonly Act[] {
  if (session.phase !== 'ready') return tell(OFFLINE);
  if (!fitsLine(session, line)) return tell('That is too long for the server, and was not sent.');
  return [{ kind: 'send', line }];
}

function account(session: Session, acts: readonly AccountAct[]): readonly Act[] {
  return acts.flatMap((act) => (act.kind === 'line' ? online(session, act.line) : [act]));
}

function tell(text: string): readonly Act[] {
  return [{ kind: 'tell', text }];
}
