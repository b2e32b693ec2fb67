/** What happened, as IRC lines for one wire class (RFC 2812 section 3, IRCv3 message-tags and server-time). */
import { encodeAscii } from '../../base/ascii.js';
import { CLIENT_TAG_BYTES_MAX } from '../../base/limits.js';
import { utf8Length } from '../../base/utf8.js';
import { unreachable } from '../../base/result.js';
import { escapeTagValue } from '../../protocol/tags.js';
import type { Common, Happening, Message } from '../../core/happening.js';
import type { Person } from '../../core/world.js';
import type { WireClass } from '../dialect.js';
import type { Features } from './caps.js';
import { asBatch, asLines, isLong } from './long-messages.js';
import { tagPrefix } from './words.js';

export const POST_COMMAND = { message: 'PRIVMSG', notice: 'NOTICE', tags: 'TAGMSG' } as const;

const classes = new Map<string, WireClass>();

/** Visitors with the same features share one class. */
export function ircClass(features: Features): WireClass {
  const on = Object.entries(features).filter(([, isOn]) => isOn);
  const key = `irc ${on.map(([name]) => name).join(' ')}`;
  let wireClass = classes.get(key);
  if (wireClass === undefined) {
    wireClass = { key, encode: (happening) => encode(happening, features) };
    classes.set(key, wireClass);
  }
  return wireClass;
}

function encode(happening: Happening, features: Features): string | null {
  if (happening.forWatchers === true && !features.extendedMonitor) return null;
  if (happening.kind === 'message' && happening.as !== 'tags') return encodeSaid(happening, features);
  const body = encodeBody(happening, features);
  return body === null ? null : `${tagsOf(happening, features)}:${sourceOf(happening.who)} ${body}\r\n`;
}

/** `name!user@host`, or the server's name alone. */
export function sourceOf(who: Person): string {
  return who.user === '' ? who.name : `${who.name}!${who.user}@${who.host}`;
}

function encodeBody(happening: Happening, features: Features): string | null {
  const text = features.ascii ? encodeAscii : asIs;
  switch (happening.kind) {
    case 'message':
      return encodeMessage(happening, features);
    case 'joined':
      return features.extendedJoin
        ? `JOIN ${happening.room} ${happening.who.account ?? '*'} :${text(happening.realName)}`
        : `JOIN ${happening.room}`;
    case 'account':
      return features.accountNotify ? `ACCOUNT ${happening.who.account ?? '*'}` : null;
    case 'redacted': {
      if (!features.redaction) return null;
      const why = happening.reason === '' ? '' : ` :${text(happening.reason)}`;
      return `REDACT ${happening.target} ${happening.of}${why}`;
    }
    case 'real-name':
      return features.setname ? `SETNAME :${text(happening.realName)}` : null;
    case 'killed':
      return `KILL ${happening.name} :${text(happening.reason)}`;
    case 'wallops':
      return `WALLOPS :${text(happening.text)}`;
    case 'left':
      return `PART ${happening.room}${happening.reason === '' ? '' : ` :${text(happening.reason)}`}`;
    case 'quit':
      return `QUIT :${text(happening.reason)}`;
    case 'renamed':
      return `NICK ${happening.to}`;
    case 'topic':
      return `TOPIC ${happening.room} :${text(happening.text)}`;
    case 'modes':
      return `MODE ${[happening.room, happening.changes, ...happening.params].join(' ')}`;
    case 'kicked':
      return `KICK ${happening.room} ${happening.name} :${text(happening.reason)}`;
    case 'invited':
      if (happening.notice && !features.inviteNotify) return null;
      return `INVITE ${happening.name} ${happening.room}`;
    case 'away':
      if (!features.awayNotify) return null;
      return happening.message === null ? 'AWAY' : `AWAY :${text(happening.message)}`;
    case 'announced':
      return `NOTICE ${happening.target} :${text(happening.text)}`;
    default:
      return unreachable(happening);
  }
}

function asIs(text: string): string {
  return text;
}

function encodeMessage(message: Message, features: Features): string | null {
  const command = `${POST_COMMAND[message.as]} ${message.target}`;
  return features.tags ? command : null;
}

function encodeSaid(message: Message, features: Features): string {
  const source = sourceOf(message.who);
  const head = `:${source} ${POST_COMMAND[message.as]} ${message.target} :`;
  const text = features.ascii ? encodeAscii : asIs;
  if (!isLong(message, head)) return `${tagsOf(message, features)}${head}${text(message.text)}\r\n`;
  const moreTags = tagItems(message, { ...features, tags: false });
  const parts = { head, tags: tagItems(message, features), moreTags, text };
  return features.multiline ? asBatch(message, source, parts) : asLines(message, parts);
}

/** A line that is no happening's, with the tags of one, without its end. */
export function taggedLine(what: Common, features: Features, body: string): string {
  return `${tagPrefix(commonTags(what, features))}:${sourceOf(what.who)} ${body}`;
}

function tagsOf(happening: Happening, features: Features): string {
  return tagPrefix(tagItems(happening, features));
}

function tagItems(happening: Happening, features: Features): readonly string[] {
  const items = commonTags(happening, features);
  if (features.tags && happening.kind === 'message') items.push(...clientTags(happening, features));
  return items;
}

/** Those of the server, which come before those of clients ("Client-only tags"). */
function commonTags({ id, at, who }: Common, features: Features): string[] {
  const items: string[] = [];
  if (features.time) items.push(`time=${isoTime(at)}`);
  if (features.accountTag && who.account !== null) items.push(`account=${who.account}`);
  // "SHOULD be added by the server to all commands sent by a bot" (IRCv3 bot-mode).
  if (features.tags && who.bot === true) items.push('bot');
  if (features.tags) items.push(`msgid=${id}`);
  return items;
}

function clientTags({ tags }: Message, features: Features): string[] {
  const items: string[] = [];
  let left = CLIENT_TAG_BYTES_MAX;
  for (const [key, value] of tags) {
    const text = features.ascii ? encodeAscii(value) : value;
    const item = value === '' ? key : `${key}=${escapeTagValue(text)}`;
    left -= utf8Length(item) + 1;
    // Escapes make a value longer: beyond what a line may have of tags, its reader would have to hang up.
    if (left < 0) break;
    items.push(item);
  }
  return items;
}

/** The last second's text: a busy room asks for the same one thousands of times. */
let lastSecond = -1;
let lastSecondText = '';

/** `2026-11-23T10:00:00.123Z` (IRCv3 server-time). */
export function isoTime(at: number): string {
  const second = Math.floor(at / 1000);
  if (second !== lastSecond) {
    lastSecondText = new Date(second * 1000).toISOString().slice(0, 20);
    lastSecond = second;
  }
  return `${lastSecondText}${String(at - second * 1000).padStart(3, '0')}Z`;
}
