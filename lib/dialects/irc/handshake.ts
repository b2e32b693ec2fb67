/** CAP, NICK, USER, PASS and RESUME: how a program says who it is (Modern IRC, "Connection Registration"; IRCv3). */
import { LINE_BYTES_MAX } from '../../base/limits.js';
import { cutUtf8 } from '../../base/utf8.js';
import type { Action } from '../dialect.js';
import { middle, numeric, serverLine, type Answering } from './answer.js';
import { CAP_302, isOffered, offeredCaps, withValue, type ServerCap } from './caps.js';
import { isupportNumerics } from './isupport-lines.js';
import { speaksMetadata } from './metadata.js';
import { ask, NO_PARAMS, notRegistered, type Asked, type Row } from './rows.js';
import { answering, type Visitor } from './visitor.js';
import { awayLine, wordLines } from './words.js';

/** Letters of a realistic password; longer is refused with 461 rather than stored. */
const PASSWORD_LENGTH_MAX = 300;

const nick: Row = {
  min: 0,
  before: true,
  run({ visitor, params, me }) {
    const [name] = params;
    if (name === undefined || name === '') {
      return [send(numeric(answering(visitor, me), 'ERR_NONICKNAMEGIVEN', [], 'No nickname given'))];
    }
    if (visitor.registered) return [ask('rename', { name })];
    visitor.nick = name;
    const actions = tryToRegister(visitor);
    if (actions.length > 0) return actions;
    // Between CAP LS and CAP END somebody may still prove to be its owner.
    return [{ kind: 'try-name', name, mayProve: visitor.negotiating || visitor.resumeToken !== null }];
  },
};

const user: Row = {
  min: 4,
  before: true,
  text: 3,
  run(asked) {
    const { visitor, params } = asked;
    if (visitor.registered || visitor.user !== null) return [alreadyRegistered(asked)];
    visitor.user = params[0] ?? '';
    visitor.realName = params[3] ?? '';
    return tryToRegister(visitor);
  },
};

const pass: Row = {
  min: 1,
  before: true,
  run(asked) {
    const { visitor, params } = asked;
    if (visitor.registered) return [alreadyRegistered(asked)];
    visitor.password = (params[0] ?? '').slice(0, PASSWORD_LENGTH_MAX);
    return [];
  },
};

/** Ours: takes one's name back from one's own connection that broke (docs/protocol.md, "Coming back"). */
const resume: Row = {
  min: 1,
  before: true,
  run(asked) {
    if (asked.visitor.registered) return [alreadyRegistered(asked)];
    asked.visitor.resumeToken = asked.params[0] ?? null;
    return [];
  },
};

const cap: Row = {
  min: 1,
  before: true,
  run({ visitor, params, me }) {
    const [word = '', argument = ''] = params;
    switch (word.toUpperCase()) {
      case 'LS':
        return capLs(visitor, me, argument);
      case 'LIST':
        return capLines(visitor, me, 'LIST', Array.from(visitor.caps), visitor.capVersion >= CAP_302);
      case 'REQ':
        return capReq(visitor, me, argument);
      case 'END':
        visitor.negotiating = false;
        return visitor.registered ? [] : tryToRegister(visitor);
      default: {
        const text = 'Invalid CAP command';
        const to = answering(visitor, me);
        return [send(numeric(to, 'ERR_INVALIDCAPCMD', [middle(to, word)], text))];
      }
    }
  },
};

/** `*` is "not there", for no reason that is told (IRCv3 draft/pre-away). */
const UNSPECIFIED = 'Away';

/** AWAY, also before registration for those who asked for that (IRCv3 draft/pre-away). */
const away: Row = {
  min: 0,
  before: true,
  text: 0,
  run(asked) {
    const { visitor, params, me } = asked;
    const [said = ''] = params;
    const message = said === '*' && visitor.caps.has('draft/pre-away') ? UNSPECIFIED : said;
    if (visitor.registered) return [ask('away', { message })];
    if (!visitor.caps.has('draft/pre-away')) return notRegistered(asked);
    visitor.away = message === '' ? null : message;
    return [send(awayLine(answering(visitor, me), visitor.away !== null))];
  },
};

/** ISUPPORT: the tokens, also before registration for those who asked for that (IRCv3 draft/extended-isupport). */
const isupport: Row = {
  min: 0,
  before: true,
  run(asked) {
    const { visitor, me } = asked;
    if (!visitor.registered && !visitor.caps.has('draft/extended-isupport')) return notRegistered(asked);
    return [{ kind: 'send', lines: isupportNumerics(answering(visitor, me)) }];
  },
};

export const HANDSHAKE: Readonly<Record<string, Row>> = {
  AWAY: away,
  CAP: cap,
  ISUPPORT: isupport,
  NICK: nick,
  PASS: pass,
  RESUME: resume,
  USER: user,
};

function alreadyRegistered({ visitor, me }: Asked): Action {
  return send(numeric(answering(visitor, me), 'ERR_ALREADYREGISTERED', [], 'You may not reregister'));
}

function send(line: string): Action {
  return { kind: 'send', lines: [line] };
}

function capLs(visitor: Visitor, me: string | null, version: string): readonly Action[] {
  if (!visitor.registered) visitor.negotiating = true;
  const asked = Number.parseInt(version, 10) || 0;
  // Stored it only goes up; what is answered is in the form of what was asked ("CAP LS Version").
  visitor.capVersion = Math.max(visitor.capVersion, asked);
  if (visitor.capVersion >= CAP_302) visitor.caps.add('cap-notify');
  const { settings, tlsCap } = visitor.surroundings;
  const offered = offeredCaps(settings);
  if (asked < CAP_302) return capLines(visitor, me, 'LS', offered, false);
  const tls = tlsCap === null || visitor.secure ? [] : [tlsCap];
  return capLines(visitor, me, 'LS', [...offered.map(withValue), ...tls], true);
}

/** Characters of names in one of several CAP lines: it fits 512 bytes with everything around it. */
const CAP_LINE_CHARS = 400;

/**
 * As many lines as it takes; an asterisk says that more follow (IRCv3 capability negotiation, "Multi-line replies").
 * Clients before version 302 read one line, as full as it may be: what comes last is ours.
 */
function capLines(
  visitor: Visitor,
  me: string | null,
  word: string,
  names: readonly string[],
  mayBeSeveral: boolean,
): readonly Action[] {
  if (!mayBeSeveral) {
    const [only = ''] = wordLines(names, ' ', capLineRoom(answering(visitor, me), [me ?? '*', word]));
    return [capLine(visitor, me, word, only)];
  }
  const wrapped = wordLines(names, ' ', CAP_LINE_CHARS);
  const lines = wrapped.length === 0 ? [''] : wrapped;
  const more = (index: number): string => (index < lines.length - 1 ? `${word} *` : word);
  return lines.map((line, index) => capLine(visitor, me, more(index), line));
}

/** All of a request or nothing of it. */
function capReq(visitor: Visitor, me: string | null, list: string): readonly Action[] {
  if (!visitor.registered) visitor.negotiating = true;
  const wanted = list.split(' ').filter((name) => name !== '');
  const changes: { cap: ServerCap; on: boolean }[] = [];
  for (const name of wanted) {
    const on = !name.startsWith('-');
    const bare = on ? name : name.slice(1);
    if (!isOffered(bare, visitor.surroundings.settings)) return capAnswer(visitor, me, 'NAK', wanted);
    changes.push({ cap: bare, on });
  }
  // The answer still goes out as the visitor could read the question.
  const acknowledged = capAnswer(visitor, me, 'ACK', wanted);
  for (const { cap: name, on } of changes) {
    if (on) visitor.caps.add(name);
    else if (name !== 'cap-notify' || visitor.capVersion < CAP_302) visitor.caps.delete(name);
  }
  return [...acknowledged, { kind: 'reclass' }, ...withoutMetadata(visitor)];
}

/** Who does not speak of metadata any more is subscribed to nothing (IRCv3 draft/metadata-3). */
function withoutMetadata(visitor: Visitor): readonly Action[] {
  if (speaksMetadata(visitor.caps)) return [];
  visitor.subscribed.clear();
  return visitor.registered ? [ask('metadata-forget', NO_PARAMS)] : [];
}

/** All that was asked for, in as many lines as that takes; nothing has changed before the last of them. */
function capAnswer(
  visitor: Visitor,
  me: string | null,
  word: 'ACK' | 'NAK',
  wanted: readonly string[],
): readonly Action[] {
  const lines = wordLines(wanted, ' ', CAP_LINE_CHARS);
  return (lines.length === 0 ? [''] : lines).map((line) => capLine(visitor, me, word, line));
}

function capLine(visitor: Visitor, me: string | null, word: string, list: string): Action {
  const to = answering(visitor, me);
  const params = [me ?? '*', word];
  return send(serverLine(to, 'CAP', params, cutUtf8(list, capLineRoom(to, params))));
}

/** Bytes of names that fit the line. */
function capLineRoom(to: Answering, params: readonly string[]): number {
  return LINE_BYTES_MAX - serverLine(to, 'CAP', params, '').length - '\r\n'.length;
}

function tryToRegister(visitor: Visitor): readonly Action[] {
  const { nick: name, user: userName, realName, password, resumeToken, away } = visitor;
  if (visitor.negotiating || name === null || userName === null) return [];
  const { metadata } = visitor;
  const subscribed = Array.from(visitor.subscribed);
  const said = { name, user: userName, realName, password, resumeToken, away };
  const registration = { ...said, metadata, subscribed, enter: false };
  return [{ kind: 'register', registration }];
}
