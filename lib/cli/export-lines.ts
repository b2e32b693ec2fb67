/** One entry of history as a line: for people, and for programs. */
import { unreachable } from '../base/result.js';
import { isPrivate, type Conversation } from '../core/conversation.js';
import type { Happening, Message } from '../core/happening.js';
import type { Entry } from '../core/kept.js';
import { harmless, spoken } from '../dialects/plain/encode.js';
import { jsonText } from './json-text.js';

/** `2026-11-23 14:02 #lobby <ann> hello`, in the time zone of whoever reads; null for what only programs understand. */
export function textLine({ conversation, happening }: Entry): string | null {
  const text = happening.kind === 'message' ? messageText(happening) : `-- ${sentence(happening)}`;
  if (text === null) return null;
  return harmless(`${timeText(happening.at)} ${placeText(conversation)} ${text}`);
}

function timeText(at: number): string {
  const time = new Date(at);
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** Two accounts are told apart by a sign that no name has. */
function placeText(conversation: Conversation): string {
  return isPrivate(conversation) ? conversation.replace(' ', '+') : conversation;
}

function messageText(message: Message): string | null {
  const said = spoken(message);
  if (said === null) return null;
  const { name } = message.who;
  if (said.action) return `* ${name} ${said.text}`;
  return message.as === 'notice' ? `-${name}- ${said.text}` : `<${name}> ${said.text}`;
}

function sentence(happening: Exclude<Happening, Message>): string {
  const name = happening.who.user === '' ? 'the host' : happening.who.name;
  switch (happening.kind) {
    case 'joined':
      return `${name} has come in`;
    case 'left':
      return `${name} has left${because(happening.reason)}`;
    case 'quit':
      return `${name} has gone${because(happening.reason.replace(/^Quit: /, ''))}`;
    case 'renamed':
      return `${name} is now ${happening.to}`;
    case 'topic':
      return happening.text === ''
        ? `${name} has taken away the topic`
        : `${name} has set the topic: ${happening.text}`;
    case 'modes':
      return `${name} has set the modes ${[happening.changes, ...happening.params].join(' ')}`;
    case 'kicked':
      return `${name} has removed ${happening.name}${because(happening.reason)}`;
    case 'invited':
      return `${name} has invited ${happening.name}`;
    case 'away':
      return happening.message === null ? `${name} is back` : `${name} is away: ${happening.message}`;
    case 'account':
      return `${name} has logged ${happening.who.account === null ? 'out' : 'in'}`;
    case 'redacted':
      return `${name} has taken a message back${because(happening.reason)}`;
    case 'real-name':
      return `${name} has another real name: ${happening.realName}`;
    case 'killed':
      return `${name} has put ${happening.name} out of the chatroom${because(happening.reason)}`;
    case 'wallops':
      return `${name} says to all: ${happening.text}`;
    case 'announced':
      return `the host says: ${happening.text}`;
    default:
      return unreachable(happening);
  }
}

function because(reason: string): string {
  return reason === '' ? '' : ` (${reason})`;
}

/** One JSON object; times are in UTC. */
export function jsonLine({ conversation, happening }: Entry): string {
  const { at, id, who, kind } = happening;
  const time = new Date(at).toISOString();
  const common = { conversation, time, msgid: id, kind, name: who.name, account: who.account };
  return jsonText({ ...common, ...detailsOf(happening) });
}

const IN_COMMON: ReadonlySet<string> = new Set(['at', 'id', 'who', 'kind', 'clientId']);

function detailsOf(happening: Happening): object {
  if (happening.kind === 'message') return messageDetails(happening);
  return Object.fromEntries(Object.entries(happening).filter(([name]) => !IN_COMMON.has(name)));
}

function messageDetails(message: Message): object {
  const { as, target, text, tags } = message;
  const said = spoken(message);
  const isAction = said?.action === true;
  return {
    ...(isAction ? { kind: 'action' } : as === 'notice' ? { kind: 'notice' } : {}),
    text: isAction ? said.text : text,
    target,
    ...(tags.size === 0 ? {} : { tags: Object.fromEntries(tags) }),
  };
}
