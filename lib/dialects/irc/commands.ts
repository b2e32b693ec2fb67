/** The IRC commands, a row each: what they mean to the core (RFC 2812 section 3, Modern IRC "Messages"). */
import { fold } from '../../base/casefold.js';
import { CAP_ID } from '../../protocol/caps.js';
import type { ClientTags, Post, PostKind } from '../../core/happening.js';
import type { Action } from '../dialect.js';
import { ACCOUNT_COMMANDS } from './account-commands.js';
import { fitting, middle, numeric, serverLine } from './answer.js';
import { HANDSHAKE } from './handshake.js';
import { CHATHISTORY_ROW } from './history.js';
import { QUERIES } from './queries.js';
import { batchRow, lineOfBatch } from './multiline.js';
import { MARKREAD_ROW } from './read-marker.js';
import { SEARCH_ROW } from './search.js';
import { METADATA_ROW } from './metadata-command.js';
import { MONITOR_ROW } from './monitor.js';
import { ask, listed, needMoreParams, NO_PARAMS, type Asked, type Row } from './rows.js';
import { answering } from './visitor.js';

/** Targets of one command; those beyond it are left out (ISUPPORT TARGMAX). */
const TARGETS_MAX = 4;

/** Rooms in one JOIN or PART. */
const ROOMS_MAX = 50;

export const COMMANDS: ReadonlyMap<string, Row> = new Map(
  Object.entries<Row>({
    ...HANDSHAKE,
    ...ACCOUNT_COMMANDS,
    ...QUERIES,
    BATCH: batchRow((asked) => ({ tags: clientTags(asked.tags), once: sentOnce(asked) })),
    CHATHISTORY: CHATHISTORY_ROW,
    INVITE: {
      min: 0,
      run(asked) {
        const [name, room] = asked.params;
        if (name === undefined) return [ask('invitations', NO_PARAMS)];
        return room === undefined ? needMoreParams(asked, 'INVITE') : [ask('invite', { name, room })];
      },
    },
    ISON: { min: 1, filled: true, run: ({ params }) => [ask('ison', { names: words(params.join(' ')) })] },
    JOIN: { min: 1, filled: true, run: join },
    KICK: { min: 2, filled: true, text: 2, run: kick },
    // RFC 2812 section 3.7.1; the comment may be left out here.
    KILL: {
      min: 1,
      filled: true,
      text: 1,
      run: ({ params }) => [ask('kill', { name: params[0] ?? '', reason: params[1] ?? '' })],
    },
    MARKREAD: MARKREAD_ROW,
    METADATA: METADATA_ROW,
    MODE: { min: 1, filled: true, run: mode },
    MONITOR: MONITOR_ROW,
    NAMES: { min: 0, run: ({ params }) => [ask('names', { rooms: namesOf(params[0]) })] },
    NOTICE: { min: 0, text: 1, run: (asked) => post(asked, 'notice') },
    OPER: {
      min: 2,
      filled: true,
      run: ({ params }) => [ask('oper', { name: params[0] ?? '', password: params[1] ?? '' })],
    },
    PART: {
      min: 1,
      filled: true,
      text: 1,
      run: ({ params }) =>
        listed(params[0] ?? '', ROOMS_MAX).map((room) => ask('part', { room, reason: params[1] ?? '' })),
    },
    PING: { min: 0, before: true, run: ping },
    PONG: { min: 0, before: true, run: () => [] },
    PRIVMSG: { min: 0, text: 1, run: (asked) => post(asked, 'message') },
    QUIT: {
      min: 0,
      before: true,
      text: 0,
      run: ({ visitor, params }) => {
        const reason = params[0] ?? '';
        return visitor.registered
          ? [ask('quit', { reason })]
          : [{ kind: 'close', code: 'QUIT', text: reason }];
      },
    },
    REDACT: {
      min: 2,
      text: 2,
      needs: 'draft/message-redaction',
      run: ({ params }) => {
        const [target = '', msgid = '', reason = ''] = params;
        return [ask('redact', { target, msgid, reason })];
      },
    },
    REHASH: { min: 0, run: () => [ask('rehash', NO_PARAMS)] },
    RENAME: {
      min: 2,
      text: 2,
      run: ({ params }) => {
        const [room = '', to = '', reason = ''] = params;
        return [ask('rename-room', { room, to, reason })];
      },
    },
    SEARCH: SEARCH_ROW,
    SETNAME: {
      min: 1,
      text: 0,
      run: ({ params }) => [ask('set-name', { realName: params[0] ?? '' })],
    },
    TAGMSG: { min: 0, run: (asked) => post(asked, 'tags') },
    TOPIC: {
      min: 1,
      filled: true,
      text: 1,
      run: ({ params }) => [ask('topic', { room: params[0] ?? '', text: params[1] ?? null })],
    },
    USERHOST: { min: 1, filled: true, run: ({ params }) => [ask('userhost', { names: params.slice(0, 5) })] },
    WALLOPS: {
      min: 1,
      filled: true,
      text: 0,
      run: ({ params }) => [ask('wallops', { text: params[0] ?? '' })],
    },
  }),
);

function words(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}

function namesOf(list: string | undefined): string[] {
  // NAMES without a room would list everyone on the server; Modern IRC lets it answer with the end alone.
  return list === undefined ? ['*'] : listed(list, TARGETS_MAX);
}

function join({ params, visitor }: Asked): readonly Action[] {
  const rooms = (params[0] ?? '').split(',');
  if (rooms.length === 1 && rooms[0] === '0') return [ask('part-all', { reason: '' })];
  const keys = (params[1] ?? '').split(',');
  const knowsRename = visitor.caps.has('draft/channel-rename');
  const seen = new Set<string>();
  const actions: Action[] = [];
  rooms.slice(0, ROOMS_MAX).forEach((room, index) => {
    if (room === '' || seen.has(fold(room))) return;
    seen.add(fold(room));
    actions.push(ask('join', { room, key: keys[index] ?? '', move: false, knowsRename }));
  });
  return visitor.registered ? actions : [];
}

/** One room and those to be put out of it, or as many rooms as names: the first out of the first, and so on. */
function kick(asked: Asked): readonly Action[] {
  const [rooms = '', names = '', reason = ''] = asked.params;
  if (!rooms.includes(',')) return [ask('kick', { room: rooms, names: listed(names, TARGETS_MAX), reason })];
  const pairs = rooms.split(',');
  const wanted = names.split(',');
  if (pairs.length !== wanted.length) return needMoreParams(asked, 'KICK');
  return pairs
    .slice(0, TARGETS_MAX)
    .map((room, i) => ask('kick', { room, names: wanted.slice(i, i + 1), reason }));
}

function mode({ params }: Asked): readonly Action[] {
  const [target = '', changes = '', ...rest] = params;
  return target.startsWith('#')
    ? [ask('mode', { room: target, changes, params: rest })]
    : [ask('user-mode', { name: target, changes })];
}

function post(asked: Asked, as: PostKind): readonly Action[] {
  const part = as === 'tags' ? null : lineOfBatch(asked, as);
  if (part !== null) return part;
  const { params, tags } = asked;
  const [targets = '', text = ''] = params;
  const own = clientTags(tags);
  const named = listed(targets, TARGETS_MAX + 1);
  const wanted = named.slice(0, TARGETS_MAX);
  const { clientId, again } = as === 'tags' ? NOT_ONCE : sentOnce(asked);
  // One id is one message: sent again, some of several would come twice.
  if (clientId !== null && wanted.length > 1) return [oneTarget(asked, as)];
  // A missing target is the core's to refuse, with the same words as for everyone.
  const posts = (wanted.length === 0 ? [''] : wanted).map((target) =>
    ask('post', { as, target, text, tags: own, clientId, again }),
  );
  const [leftOut] = named.slice(TARGETS_MAX);
  // A NOTICE is never answered.
  return leftOut === undefined || as !== 'message' ? posts : [...posts, tooManyTargets(asked, leftOut)];
}

function tooManyTargets({ visitor, me }: Asked, leftOut: string): Action {
  const text = 'Too many recipients: that one and those after it got nothing';
  const to = answering(visitor, me);
  const line = numeric(to, 'ERR_TOOMANYTARGETS', [middle(to, leftOut)], text);
  return { kind: 'send', lines: [line] };
}

type Once = Pick<Post, 'clientId' | 'again'>;

const NOT_ONCE: Once = { clientId: null, again: false };

/** What the sender's client calls the message (docs/protocol.md, "Sent once"). */
function sentOnce({ visitor, tags }: Asked): Once {
  const id = visitor.caps.has(CAP_ID) ? (tags.get('lanchat/id') ?? '') : '';
  return /^[A-Za-z0-9_-]{8,64}$/.test(id) ? { clientId: id, again: tags.has('lanchat/again') } : NOT_ONCE;
}

function oneTarget({ visitor, me }: Asked, as: PostKind): Action {
  const command = as === 'notice' ? 'NOTICE' : 'PRIVMSG';
  const text = 'A message with lanchat/id goes to one target: send one for each';
  const line = serverLine(answering(visitor, me), 'FAIL', [command, 'INVALID_PARAMS', 'lanchat/id'], text);
  return { kind: 'send', lines: [line] };
}

/** Only tags that begin with + are passed on (IRCv3 message-tags, "Client-only tags"). */
function clientTags(tags: Asked['tags']): ClientTags {
  if (tags.size === 0) return tags;
  const kept = new Map<string, string>();
  for (const [key, value] of tags) if (/^\+[A-Za-z0-9./-]+$/.test(key)) kept.set(key, value);
  return kept;
}

function ping({ visitor, params, me }: Asked): readonly Action[] {
  const to = answering(visitor, me);
  const [token] = params;
  if (token === undefined || token === '')
    return [{ kind: 'send', lines: [numeric(to, 'ERR_NOORIGIN', [], 'No origin specified')] }];
  const { server } = to.surroundings.settings;
  const answer = fitting(token, serverLine(to, 'PONG', [server], '').length);
  return [{ kind: 'send', lines: [serverLine(to, 'PONG', [server], answer)] }];
}
