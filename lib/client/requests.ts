/** The lines our client sends, and what has to be true for each. */
import { encodeAscii } from '../base/ascii.js';
import { ASCII_LINE_FACTOR } from '../base/limits.js';
import type { Millis } from '../base/result.js';
import { utf8Length } from '../base/utf8.js';
import { CAP_ASCII, CAP_ID, CAP_LABELED_RESPONSE, TAG_AGAIN, TAG_ID } from '../protocol/caps.js';
import { TAG_REPLY } from '../protocol/client-tags.js';
import { withoutControls } from '../protocol/controls.js';
import { formatLine, type Tags } from '../protocol/line.js';
import { snippetTag, TAG_SNIPPET } from '../protocol/snippet.js';
import { splitText } from '../protocol/split.js';
import { batchLines, multilineMessages } from './multiline.js';
import type { Speech } from './event.js';
import { goOn } from './login.js';
import {
  enqueue,
  restore,
  sendAgainAt,
  takeSendable,
  type KeptLine,
  type Outgoing,
  type Saying,
} from './send-queue.js';
import { snippetsOf } from './snippets.js';
import { acknowledging, has, mayTry, newStep, type Session, type Step } from './session.js';

/** Bytes of one line with CR LF, without tags (RFC 1459 section 2.3). */
const LINE_BYTES = 512;

/** UTF-8 bytes of text that fit a relayed line whatever mask the server gives us, until it is known. */
const CAREFUL_TEXT_BYTES = 400;

/** The bytes around the text of a /me: `\x01ACTION ` and `\x01`. */
const ACTION_BYTES = 9;

/** The first write of a connection. Without a name yet, it only shows that a program is calling. */
export function hello(session: Session): readonly string[] {
  const lines = ['CAP LS 302'];
  session.phase = 'asked';
  session.closingCode = '';
  return session.wantedName === null ? lines : [...lines, ...introduce(session, session.wantedName)];
}

/** Says who we are; again with another name where the first was refused. */
export function introduce(session: Session, name: string): readonly string[] {
  session.wantedName = name;
  if (session.phase === 'offline') return [];
  const nick = formatLine({ command: 'NICK', params: [name] });
  const step = newStep();
  step.lines.push(nick);
  if (session.phase === 'asked')
    step.lines.push(formatLine({ command: 'USER', params: [userName(name), '0', '*', encodeAscii(name)] }));
  if (session.phase === 'asked') session.phase = 'registering';
  goOn(session, step);
  return step.lines;
}

/** The user part of a mask may hold less than a name; the server has its own opinion anyway. */
function userName(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_-]/g, '').slice(0, 10);
  return plain === '' ? 'guest' : plain;
}

/** Puts a text into the queue, cut into as many messages as it needs. */
export function say(
  session: Session,
  message: Saying & { readonly asSnippet?: true },
  now: Millis,
): readonly Outgoing[] {
  const { newKey } = session.options;
  const pieces = messagesOf(session, message);
  if (message.asSnippet === true && session.multiline !== null)
    return saySnippet(session, message, pieces, now);
  const { target, how } = message;
  // A long text answers with its first part; the others follow it.
  const saying = (text: string, index: number): Saying =>
    index === 0 ? { ...message, text } : { target, how, text };
  return pieces.map((text, index) => enqueue(session.queue, saying(text, index), now, newKey?.() ?? ''));
}

function saySnippet(
  { queue, options: { newKey } }: Session,
  { target, how }: Saying,
  pieces: readonly string[],
  now: Millis,
): readonly Outgoing[] {
  const snippets = snippetsOf(pieces, newKey?.() ?? String(now));
  return snippets.map((snippet, index) =>
    enqueue(queue, { target, how, text: pieces[index] ?? '', snippet }, now, newKey?.() ?? ''),
  );
}

/** The text as the messages it takes. */
export function messagesOf(session: Session, message: Saying): readonly string[] {
  const limit = lineBytes(session, message);
  const text = harmless(message.text);
  // What is done is done in one line, which is how everybody reads it.
  if (session.multiline === null || message.how === 'action') return splitText(text, limit);
  return multilineMessages(text, session.multiline, limit);
}

/** UTF-8 bytes that fit one message. */
export function bytesOfOne(session: Session, message: Saying): number {
  const { multiline } = session;
  return multiline === null || message.how === 'action' ? lineBytes(session, message) : multiline.bytes;
}

function lineBytes(session: Session, { target, how }: Saying): number {
  return textLimit(session, target) - (how === 'action' ? ACTION_BYTES : 0);
}

/** What was queued for a server that takes several lines at once is cut for one that does not. */
export function recutQueue(session: Session): void {
  const { queue, options } = session;
  const pieces = queue.items.map((item) => [item, recut(session, item)] as const);
  if (pieces.every(([item, texts]) => texts.length === 1 && texts[0] === item.text)) return;
  queue.items = [];
  for (const [item, texts] of pieces) {
    texts.forEach((text, index) => {
      const key = index === 0 ? item.key : (options.newKey?.() ?? '');
      const again = index === 0 && item.again;
      enqueue(queue, withoutSnippet(session, { ...item, text }), item.typedAt, key).again = again;
    });
  }
}

/** What goes out line by line is lines. */
function withoutSnippet(session: Session, { target, how, text, replyTo, snippet }: Saying): Saying {
  return {
    ...{ target, how, text },
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(snippet === undefined || session.multiline === null ? {} : { snippet }),
  };
}

/** What may have arrived as it is stays as it is, where that can be: sent in other pieces it would be said twice. */
function recut(session: Session, item: Outgoing): readonly string[] {
  const isLong = item.text.includes('\n') || utf8Length(item.text) > LINE_BYTES;
  return item.again && (session.multiline !== null || !isLong) ? [item.text] : messagesOf(session, item);
}

/** What an earlier start could not send goes out before what has been typed since. */
export function sayKept(session: Session, lines: readonly KeptLine[]): void {
  restore(session.queue, lines);
  recutQueue(session);
}

/** A program's colours piped in must not reach anybody's terminal, nor a \x01 somebody's program. */
function harmless(text: string): string {
  const lines = text.split(/\r\n|\r|\n/);
  return lines.map((line) => withoutControls(line).replaceAll('\x01', '')).join('\n');
}

/** Whether the server can take a line; some hang up on a longer one. */
export function fitsLine(session: Session, line: string): boolean {
  const factor = has(session, CAP_ASCII) ? ASCII_LINE_FACTOR : 1;
  return utf8Length(line) + 2 <= LINE_BYTES * factor;
}

/** UTF-8 bytes of text that fit the line in which others get it. */
export function textLimit(session: Session, target: string): number {
  const { mask } = session.chat;
  if (mask === null) return CAREFUL_TEXT_BYTES;
  return LINE_BYTES - utf8Length(`:${mask} PRIVMSG ${target} :\r\n`);
}

/** Sends what may be sent now. Where the server does not echo, sending is all there is to know. */
export function pump(session: Session, now: Millis): Step {
  const step = newStep();
  const how = acknowledging(session);
  for (const item of takeSendable(session.queue, how, (target) => mayTry(session, target, now), now)) {
    step.lines.push(...messageLines(session, item));
    if (how === 'none') step.events.push(ownSpeech(session, item, now, ''));
  }
  return step;
}

export function pumpAgainAt(session: Session, now: Millis): Millis | null {
  const open = (target: string): boolean => mayTry(session, target, now);
  const retries = Array.from(session.absent.values(), ({ retryAt }) => retryAt);
  const times = [sendAgainAt(session.queue, acknowledging(session), open, now), ...retries];
  const later = times.filter((time) => time !== null).filter((time) => time > now);
  return later.length === 0 ? null : Math.min(...later);
}

export function ownSpeech(session: Session, item: Outgoing, at: Millis, id: string): Speech {
  const { how, target, text, replyTo = '', snippet } = item;
  return {
    kind: 'speech',
    how,
    place: target,
    from: session.chat.me,
    own: true,
    text,
    at,
    id,
    replyTo,
    earlier: false,
    ...(snippet === undefined ? {} : { snippet }),
  };
}

function messageLines(session: Session, item: Outgoing): readonly string[] {
  const tags = messageTags(session, item);
  const most = lineBytes(session, item);
  const isLong = item.text.includes('\n') || utf8Length(item.text) > most;
  if (isLong && session.multiline !== null && item.how === 'message') {
    const how = { lineBytes: most, encode: (text: string) => encode(session, text) };
    return batchLines(`m${item.id}`, tags, item.target, item.text, how);
  }
  const text = item.how === 'action' ? `\x01ACTION ${item.text}\x01` : item.text;
  return [formatLine({ tags, command: 'PRIVMSG', params: [item.target, encode(session, text)] })];
}

function messageTags(session: Session, { id, key, again, replyTo, snippet }: Outgoing): Tags {
  const tags = new Map<string, string>();
  if (has(session, CAP_LABELED_RESPONSE)) tags.set('label', String(id));
  if (replyTo !== undefined && has(session, 'message-tags')) tags.set(TAG_REPLY, replyTo);
  if (snippet !== undefined && has(session, 'message-tags')) tags.set(TAG_SNIPPET, snippetTag(snippet));
  if (key === '' || !has(session, CAP_ID)) return tags;
  tags.set(TAG_ID, key);
  if (again) tags.set(TAG_AGAIN, '');
  return tags;
}

function encode(session: Session, text: string): string {
  return has(session, CAP_ASCII) ? encodeAscii(text) : text;
}

export function joinLine(room: string): string {
  return formatLine({ command: 'JOIN', params: [room] });
}

/** Asks who is in a room, and who of them is away. */
export function peopleLine(room: string): string {
  return formatLine({ command: 'WHO', params: [room] });
}

/** Asks for a sign that all that was sent before has been answered. */
export function catchUpLine(token: string): string {
  return formatLine({ command: 'PING', params: [token] });
}

export function partLine(room: string): string {
  return formatLine({ command: 'PART', params: [room] });
}

/** Null asks for the topic. */
export function topicLine(session: Session, room: string, text: string | null): string {
  return formatLine({
    command: 'TOPIC',
    params: text === null ? [room] : [room, encode(session, oneLine(text))],
  });
}

/** An empty reason says that we are back. */
export function awayLine(session: Session, why: string): string {
  return formatLine({ command: 'AWAY', params: why === '' ? [] : [encode(session, oneLine(why))] });
}

/** Keeps what has to be said again after a lost connection. */
export function noteSent(session: Session, line: string): void {
  if (line === 'AWAY') session.awayLine = null;
  else if (line.startsWith('AWAY ')) session.awayLine = line;
}

export function renameLine(name: string): string {
  return formatLine({ command: 'NICK', params: [name] });
}

export function kickLine(session: Session, room: string, name: string, why: string): string {
  return formatLine({
    command: 'KICK',
    params: why === '' ? [room, name] : [room, name, encode(session, oneLine(why))],
  });
}

export function inviteLine(name: string, room: string): string {
  return formatLine({ command: 'INVITE', params: [name, room] });
}

export function whoisLine(name: string): string {
  return formatLine({ command: 'WHOIS', params: [name] });
}

export function quitLine(session: Session, why: string): string {
  const line = formatLine({ command: 'QUIT', params: why === '' ? [] : [encode(session, oneLine(why))] });
  // Leaving works, whatever was said with it.
  return fitsLine(session, line) ? line : 'QUIT';
}

function oneLine(text: string): string {
  return withoutControls(text.replace(/[\0\r\n]+/g, ' ')).trim();
}
