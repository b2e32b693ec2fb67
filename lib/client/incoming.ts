/** A line from the server as the handlers want it: who, when, and with its text in Unicode. */
import { decodeAscii } from '../base/ascii.js';
import type { Millis } from '../base/result.js';
import { CAP_ASCII, TAG_CONCAT, TAG_HISTORY_END } from '../protocol/caps.js';
import { readAbout, type About } from '../protocol/client-tags.js';
import { parseLine, type IrcLine, type Tags } from '../protocol/line.js';
import { has, isOwnName, type Batch, type Session } from './session.js';

export interface Incoming {
  readonly command: string;
  readonly params: readonly string[];
  /** The name of the sender: a person or the server. */
  readonly from: string;
  /** The whole source, `name!user@host`. */
  readonly mask: string;
  readonly own: boolean;
  readonly at: Millis;
  /** When it came, by our clock. */
  readonly receivedAt: Millis;
  readonly id: string;
  /** The label we gave to what this answers, its own or its batch's; empty where there is none. */
  readonly label: string;
  /** The reference of the batch it is in; empty outside of one. */
  readonly batch: string;
  /** Part of an answer with earlier messages: history or a search. */
  readonly earlier: boolean;
  /** Of a TAGMSG: whether somebody writes; empty on most lines. */
  readonly typing: string;
  /** It goes on with the line before in its batch. */
  readonly goesOn: boolean;
  /** It opens a page after which there is nothing more. */
  readonly isLast: boolean;
  /** What its tags say about another message. */
  readonly about: About;
}

/** Batches of messages that are read together, when they are complete. */
const TYPES_OF_EARLIER: ReadonlySet<string> = new Set([
  'chathistory',
  'draft/chathistory-targets',
  'soju.im/search',
]);

/** Which parameters are text, and so may carry escapes, by command; in numerics it is the last one. */
const TEXT_PARAMETER: ReadonlyMap<string, number> = new Map([
  ['PRIVMSG', 1],
  ['NOTICE', 1],
  ['TOPIC', 1],
  ['PART', 1],
  ['QUIT', 0],
  ['KICK', 2],
  ['AWAY', 0],
  ['REDACT', 2],
  ['ERROR', 0],
]);

/** Numerics whose last parameter is a list of names, not text. */
const NAMES_NUMERICS: ReadonlySet<string> = new Set(['353']);

/** Null for what is no IRC line at all. */
export function readIncoming(session: Session, raw: string, now: Millis): Incoming | null {
  const line = parseLine(raw);
  if (line === null) return null;
  const decode = has(session, CAP_ASCII) ? decodeAscii : same;
  const command = line.command.toUpperCase();
  const mask = line.source ?? '';
  const from = mask.replace(/[!@].*$/, '');
  const batches = batchesAround(session, line.tags.get('batch') ?? '');
  return {
    command,
    params: decodeText(command, line, decode),
    from,
    mask,
    own: from !== '' && isOwnName(session, from),
    at: timeOf(line.tags.get('time'), now),
    receivedAt: now,
    id: decode(line.tags.get('msgid') ?? ''),
    label: line.tags.get('label') ?? labelOf(batches),
    batch: line.tags.get('batch') ?? '',
    earlier: batches.some(isOfEarlier),
    typing: line.tags.get('+typing') ?? '',
    goesOn: line.tags.has(TAG_CONCAT),
    isLast: line.tags.has(TAG_HISTORY_END),
    about: aboutOf(line.tags, decode),
  };
}

function aboutOf(tags: Tags, decode: (text: string) => string): About {
  const about = readAbout(tags);
  if (about.react === '' && about.unreact === '') return about;
  return { ...about, react: decode(about.react), unreact: decode(about.unreact) };
}

function same(text: string): string {
  return text;
}

function decodeText(command: string, line: IrcLine, decode: (text: string) => string): readonly string[] {
  const index = textParameter(command, line.params.length);
  return line.params.map((param, at) => (at === index ? decode(param) : param));
}

function textParameter(command: string, count: number): number {
  if (/^(FAIL|WARN|NOTE)$/.test(command)) return count - 1;
  if (!/^\d{3}$/.test(command)) return TEXT_PARAMETER.get(command) ?? -1;
  return NAMES_NUMERICS.has(command) ? -1 : count - 1;
}

function timeOf(tag: string | undefined, now: Millis): Millis {
  const time = tag === undefined ? NaN : Date.parse(tag);
  return Number.isNaN(time) ? now : time;
}

/** The label of the innermost batch that has one. */
export function labelOf(batches: readonly Batch[]): string {
  return batches.find((batch) => batch.label !== '')?.label ?? '';
}

export function isOfEarlier({ type }: Batch): boolean {
  return TYPES_OF_EARLIER.has(type);
}

/** The batch of earlier messages that a line belongs to, if any. */
export function earlierAround(session: Session, reference: string): Batch | undefined {
  return reference === '' ? undefined : batchesAround(session, reference).find(isOfEarlier);
}

/** The batch a line is in, and those that one is in. */
export function batchesAround(session: Session, reference: string): readonly Batch[] {
  if (reference === '') return [];
  const found: Batch[] = [];
  let batch = session.batches.get(reference);
  // A server that nests batches in a circle must not hang us.
  while (batch !== undefined && found.length < 8) {
    found.push(batch);
    batch = session.batches.get(batch.parent);
  }
  return found;
}
