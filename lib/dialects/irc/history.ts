/** CHATHISTORY: the past, asked for and told in batches (IRCv3 draft/chathistory, draft/event-playback). */
import { HISTORY_ANSWER_BYTES_MAX } from '../../base/limits.js';
import { utf8Length } from '../../base/utf8.js';
import type { Happening } from '../../core/happening.js';
import { isBackwards } from '../../core/history.js';
import type { Entry } from '../../core/kept.js';
import type { Which } from '../../core/question.js';
import type { Reply } from '../../core/reply.js';
import {
  CAP_CHATHISTORY,
  CAP_EVENT_PLAYBACK,
  CAP_REACTIONS,
  CAP_SEARCH,
  TAG_HISTORY_END,
} from '../../protocol/caps.js';
import type { Action } from '../dialect.js';
import { middle, serverLine, type Answering } from './answer.js';
import { inBatch } from './batch.js';
import { featuresOf } from './caps.js';
import { ircClass, isoTime } from './encode.js';
import { parseHistory } from './history-params.js';
import { withTag } from './labels.js';
import { ask, type Asked, type Row } from './rows.js';
import { answering } from './visitor.js';

export const CHATHISTORY_ROW: Row = { min: 0, needs: CAP_CHATHISTORY, run: chathistory };

function chathistory({ visitor, params, me }: Asked): readonly Action[] {
  const asked = parseHistory(params);
  switch (asked.kind) {
    case 'page': {
      const { target, which, limit } = asked;
      const events = visitor.caps.has(CAP_EVENT_PLAYBACK);
      const reactions = events || visitor.caps.has(CAP_REACTIONS);
      return [ask('history-page', { target, which, limit, events, reactions })];
    }
    case 'targets': {
      const { from, to, limit } = asked;
      return [ask('history-targets', { from, to, limit })];
    }
    case 'bad': {
      const to = answering(visitor, me);
      const given = asked.given.map((param) => middle(to, param));
      const context = ['CHATHISTORY', 'INVALID_PARAMS', ...given];
      return [{ kind: 'send', lines: [serverLine(to, 'FAIL', context, asked.text)] }];
    }
  }
}

/** A page, or what a search found. */
export function historyLines(
  to: Answering,
  { question, target, entries, isLast }: Extract<Reply, { kind: 'history' }>,
  reference: string | null,
): readonly string[] {
  const texts = encoded(to, target, entries);
  if (question.kind === 'search')
    return inBatch(to, reference, [CAP_SEARCH], nearest(texts, 'latest').flat());
  const told = nearest(texts, nearEnd(question.which, entries));
  const batch = inBatch(to, reference, ['chathistory', target], told.flat());
  return reference !== null && isLast && told.length === texts.length ? withEnd(batch) : batch;
}

/** On what stands beside a message that was asked for, "and MUST immediately follow" it. */
const TAG_CONTEXT = 'draft/chathistory-context';

function withEnd([opening = '', ...lines]: readonly string[]): readonly string[] {
  return [withTag(opening, TAG_HISTORY_END), ...lines];
}

/** The lines of one message or event, and of what stands beside it. */
type Told = readonly string[];

/** As those hear it now who can do what the visitor can. */
function encoded({ caps }: Answering, target: string, entries: readonly Entry[]): readonly Told[] {
  const wireClass = ircClass(featuresOf(caps));
  const told: string[][] = [];
  for (const { happening } of entries) {
    const text = wireClass.encode(underName(happening, target));
    const lines = text === null ? [] : text.slice(0, -2).split('\r\n');
    if (isContext(happening)) told.at(-1)?.push(...lines.map((line) => withTag(line, TAG_CONTEXT)));
    else if (lines.length > 0) told.push(lines);
  }
  return told;
}

/** Of messages of tags alone there are reactions, each after its message. */
function isContext(happening: Happening): boolean {
  return happening.kind === 'message' && happening.as === 'tags';
}

/** A room may have had another name then; its members know it by this one. */
function underName(happening: Happening, room: string): Happening {
  if (!room.startsWith('#')) return happening;
  if ('room' in happening) return { ...happening, room };
  const isToRoom = happening.kind !== 'message' || happening.toRoom;
  return 'target' in happening && isToRoom ? { ...happening, target: room } : happening;
}

type End = 'latest' | 'oldest' | 'middle';

/** Where in the page those are that the asker wants most. */
function nearEnd(which: Which, entries: readonly Entry[]): End {
  switch (which.kind) {
    case 'latest':
    case 'before':
      return 'latest';
    case 'after':
      return 'oldest';
    case 'around':
      return 'middle';
    case 'between':
      return isBackwards(which.from, entries[0]) ? 'latest' : 'oldest';
  }
}

/** All of them but for the very longest pages: an answer that its reader cannot take would end the connection. Each is whole. */
function nearest(all: readonly Told[], end: End): readonly Told[] {
  let [from, to] = [0, all.length];
  let bytes = all.reduce((sum, told) => sum + bytesOf(told), 0);
  while (bytes > HISTORY_ANSWER_BYTES_MAX && from < to) {
    const first = end === 'latest' || (end === 'middle' && to - all.length / 2 <= all.length / 2 - from);
    bytes -= bytesOf(all[first ? from : to - 1] ?? []);
    if (first) from += 1;
    else to -= 1;
  }
  return all.slice(from, to);
}

function bytesOf(told: Told): number {
  return told.reduce((sum, line) => sum + utf8Length(line), 0);
}

/** The batch has no parameter beside its type; the times are bare (draft/chathistory, "TARGETS"). */
export function targetLines(
  to: Answering,
  { rows, isLast }: Extract<Reply, { kind: 'history-targets' }>,
  reference: string | null,
): readonly string[] {
  const lines = rows.map(({ name, at }) =>
    serverLine(to, 'CHATHISTORY', ['TARGETS', middle(to, name), isoTime(at)]),
  );
  const batch = inBatch(to, reference, ['draft/chathistory-targets'], lines);
  return reference !== null && isLast ? withEnd(batch) : batch;
}
