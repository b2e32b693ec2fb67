/** MARKREAD: up to when a conversation was read, on whichever of one's devices (IRCv3 draft/read-marker). */
import type { Millis } from '../../base/result.js';
import type { Reply } from '../../core/reply.js';
import { CAP_READ_MARKER } from '../../protocol/caps.js';
import type { Action } from '../dialect.js';
import { middle, serverLine, type Answering } from './answer.js';
import { isoTime } from './encode.js';
import { parseTimestamp } from './history-params.js';
import { ask, type Asked, type Row } from './rows.js';
import { answering } from './visitor.js';

export const MARKREAD_ROW: Row = { min: 0, run: markRead };

function markRead(asked: Asked): readonly Action[] {
  const [target, timestamp] = asked.params;
  if (target === undefined || target === '') return fail(asked, ['NEED_MORE_PARAMS'], 'Missing parameters');
  const at = timestamp === undefined ? null : parseTimestamp(timestamp);
  if (timestamp !== undefined && at === null) {
    const to = answering(asked.visitor, asked.me);
    return fail(
      asked,
      ['INVALID_PARAMS', middle(to, timestamp)],
      'That is not timestamp=YYYY-MM-DDThh:mm:ss.sssZ',
    );
  }
  return [ask('mark-read', { target, at })];
}

function fail({ visitor, me }: Asked, context: readonly string[], text: string): readonly Action[] {
  return [
    { kind: 'send', lines: [serverLine(answering(visitor, me), 'FAIL', ['MARKREAD', ...context], text)] },
  ];
}

export function noMarker(to: Answering, target: string): string {
  const text = 'That is neither a channel you are in nor a name';
  return serverLine(to, 'FAIL', ['MARKREAD', 'INVALID_PARAMS', middle(to, target)], text);
}

/** What another device has read is news for those alone who asked to be told. */
export function markerLines(
  to: Answering,
  { target, at, asked }: Extract<Reply, { kind: 'read-marker' }>,
): readonly string[] {
  return asked || to.caps.has(CAP_READ_MARKER) ? [markerLine(to, target, at)] : [];
}

/** "The command MUST be sent before the RPL_ENDOFNAMES reply for that channel following the JOIN." */
export function markerOnEntry(to: Answering, room: string, at: Millis | null): readonly string[] {
  return to.caps.has(CAP_READ_MARKER) ? [markerLine(to, room, at)] : [];
}

function markerLine(to: Answering, target: string, at: Millis | null): string {
  return serverLine(to, 'MARKREAD', [target, at === null ? '*' : `timestamp=${isoTime(at)}`]);
}
