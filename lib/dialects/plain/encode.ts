/** What happened, in the words that a person with `nc` reads. Nothing in it can move a terminal's cursor. */
import { encodeAscii } from '../../base/ascii.js';
import { unreachable } from '../../base/result.js';
import { safeText } from '../../base/safe-text.js';
import type { Happening, Message } from '../../core/happening.js';
import type { WireClass } from '../dialect.js';

/** Spaces in a row beyond this could push words to where a terminal begins its next line, to pass for another's. */
const SPACES_MAX = 8;
const MANY_SPACES = new RegExp(` {${SPACES_MAX + 1},}`, 'g');

const ACTION = /^\u0001ACTION ?([^\u0001]*)\u0001?$/;

export const PLAIN_ASCII: WireClass = {
  key: 'plain ascii',
  encode: (happening) => lineOrNull(happening, (text) => encodeAscii(harmless(text))),
};

export const PLAIN_UTF8: WireClass = {
  key: 'plain utf8',
  encode: (happening) => lineOrNull(happening, harmless),
};

function lineOrNull(happening: Happening, show: (text: string) => string): string | null {
  // Each line of a message says whose it is: none of them may pass for another's.
  if (happening.kind === 'message' && happening.text.includes('\n')) {
    const lines = linesSaid(happening.text);
    return lines.map((text) => lineOrNull({ ...happening, text }, show) ?? '').join('');
  }
  const text = happeningText(happening);
  return text === null ? null : `${show(text)}\r\n`;
}

/** Whatever others wrote, as text that a terminal only shows. */
export function harmless(text: string): string {
  return safeText(text).replace(MANY_SPACES, ' '.repeat(SPACES_MAX));
}

/** One line; null where people are not told of it. */
export function happeningText(happening: Happening): string | null {
  const { name } = happening.who;
  switch (happening.kind) {
    case 'message':
      return messageText(happening);
    case 'joined':
      return `Server: ${name} has joined the chat. Say hi!`;
    case 'left':
      return `Server: ${name} has left the chat.`;
    case 'quit':
      return happening.own === true ? null : `Server: ${name} has left the chat.`;
    case 'renamed':
      return `Server: ${name} is now known as ${happening.to}.`;
    case 'topic':
      return happening.text === ''
        ? `Server: ${who(happening)} has taken away the topic of ${happening.room}.`
        : `Server: ${who(happening)} has set the topic of ${happening.room}: ${happening.text}`;
    case 'modes':
      return null;
    case 'kicked':
      return `Server: ${happening.name} was removed from ${happening.room} by ${who(happening)}: ${happening.reason}`;
    case 'invited':
      return happening.notice
        ? null
        : `Server: ${name} invites you to ${happening.room}. Enter it with /join ${happening.room}`;
    case 'away':
    case 'account':
    case 'real-name':
    case 'redacted':
    case 'killed':
      return null;
    case 'wallops':
      return `Server: ${name} says to all: ${happening.text}`;
    case 'announced':
      return `Server: ${happening.text}`;
    default:
      return unreachable(happening);
  }
}

/** The server's own doing is the host's. */
function who({ who: { name, user } }: Happening): string {
  return user === '' ? 'the host' : name;
}

function messageText(message: Message): string | null {
  if (message.as === 'tags') return null;
  const said = spoken(message);
  if (said === null) return null;
  // For some of the room alone: it must not look as if everybody had read it.
  const isForSome = /^[@+]/.test(message.target);
  if (isForSome) return `[${message.who.name} -> ${message.target}] ${said.action ? '* ' : ''}${said.text}`;
  if (message.toRoom)
    return said.action ? `* ${message.who.name} ${said.text}` : `${message.who.name}: ${said.text}`;
  return `[${message.who.name} -> you] ${said.action ? `* ${said.text}` : said.text}`;
}

/** The lines of a message, without the blank ones, which say nothing. */
export function linesSaid(text: string): readonly string[] {
  return text.includes('\n') ? text.split('\n').filter((line) => line.trim() !== '') : [text];
}

/** The words of a message; null for a CTCP question, which only programs can answer. */
export function spoken({ text }: Message): { action: boolean; text: string } | null {
  if (!text.startsWith('\u0001')) return { action: false, text };
  const action = ACTION.exec(text);
  return action === null ? null : { action: true, text: action[1] ?? '' };
}
