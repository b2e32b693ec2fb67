/** Identifiers. Those that leave the process begin with the node that made them, so that servers can be joined later. */
import type { Brand, Millis } from './result.js';

/** One connection's visit to this process; never sent over the wire. */
export type SessionId = Brand<number, 'SessionId'>;

/** The server process that made an id: 6 lower-case letters and digits. */
export type NodeId = Brand<string, 'NodeId'>;

/** IRCv3 `msgid`: opaque to others, unique, and in one node's own order when compared as text. */
export type MessageId = Brand<string, 'MessageId'>;

const TIME_DIGITS = 9;
const SEQUENCE_DIGITS = 5;

export function sessionId(value: number): SessionId {
  return value as SessionId;
}

/** Makes a node's name from any number, such as 32 random bits. */
export function nodeId(seed: number): NodeId {
  return Math.abs(Math.trunc(seed)).toString(36).padStart(6, '0').slice(-6) as NodeId;
}

/** The last millisecond's text: a number that large is slow to write in base 36, and a busy room asks often. */
let lastAt = -1;
let lastTime = '';

/**
 * `sequence` must not repeat within one millisecond of one node; it wraps after 60 million.
 */
export function messageId(node: NodeId, at: Millis, sequence: number): MessageId {
  if (at !== lastAt) {
    lastAt = at;
    lastTime = at.toString(36).padStart(TIME_DIGITS, '0');
  }
  const order = (sequence % 36 ** SEQUENCE_DIGITS).toString(36).padStart(SEQUENCE_DIGITS, '0');
  return `${node}-${lastTime}${order}` as MessageId;
}
