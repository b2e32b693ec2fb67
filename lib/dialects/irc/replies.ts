/** Answers as numerics (Modern IRC, "Numerics"). */
import { unreachable } from '../../base/result.js';
import type { Counts, PersonRow, Reply, RoomRow, WhoRow } from '../../core/reply.js';
import { accountLines } from './account-replies.js';
import type { HistoryRule, Membership, Room, Topic } from '../../core/world.js';
import { CAP_ASCII, CAP_RESUME } from '../../protocol/caps.js';
import { readersText } from '../readers-text.js';
import { freeText, middle, numeric, serverLine, type Answering } from './answer.js';
import { sourceOf } from './encode.js';
import { historyFailed } from './history-failures.js';
import { historyLines, targetLines } from './history.js';
import { isupportLines, ROOM_MODES, ROOM_MODES_WITH_PARAM, USER_MODES } from './isupport.js';
import { markerLines, markerOnEntry } from './read-marker.js';
import { refusalLines } from './refusals.js';

/** Bytes of names in one 353 or 319 line: with the longest server, name and room before them it is 512 at most. */
const NAMES_BYTES_MAX = 350;

type ReplyOf<K extends Reply['kind']> = Extract<Reply, { kind: K }>;

/** `nextBatch` names a new batch, or tells that the visitor does not understand them. */
export function replyLines(to: Answering, reply: Reply, nextBatch: () => string | null): readonly string[] {
  switch (reply.kind) {
    case 'refused':
      return refusalLines(to, reply.refusal);
    case 'welcome':
      return welcomeLines(to, reply);
    case 'entered':
      return [
        ...topicLines(to, reply.room.name, reply.room.topic),
        ...markerOnEntry(to, reply.room.name, reply.readAt),
        ...namesLines(to, reply.room.name, reply.room),
      ];
    case 'names':
      return namesLines(to, reply.name, reply.room);
    case 'topic':
      return reply.topic === null
        ? [numeric(to, 'RPL_NOTOPIC', [reply.room], 'No topic is set')]
        : topicLines(to, reply.room, reply.topic);
    case 'rooms':
      return listLines(to, reply.rows);
    case 'who':
      return whoLines(to, reply);
    case 'whois':
      return whoisLines(to, reply);
    case 'whois-end':
      return [numeric(to, 'RPL_ENDOFWHOIS', [middle(reply.name)], 'End of /WHOIS list')];
    case 'motd':
      return motdLines(to, reply.lines);
    case 'lusers':
      return lusersLines(to, reply.counts);
    case 'version': {
      const { version, server } = to.surroundings.settings;
      const tokens = isupportLines(to.surroundings.settings);
      return [
        numeric(to, 'RPL_VERSION', [`lanchat-${version}`, server], 'https://modern.ircdocs.horse and IRCv3'),
        ...tokens.map((line) => numeric(to, 'RPL_ISUPPORT', line, 'are supported by this server')),
      ];
    }
    case 'time': {
      const { server } = to.surroundings.settings;
      return [numeric(to, 'RPL_TIME', [server], new Date(reply.now).toISOString())];
    }
    case 'room-modes':
      return [
        numeric(to, 'RPL_CHANNELMODEIS', [reply.room, reply.changes, ...reply.params]),
        numeric(to, 'RPL_CREATIONTIME', [reply.room, seconds(reply.createdAt)]),
      ];
    case 'room-list':
      return maskLines(to, reply);
    case 'user-modes':
      return [numeric(to, 'RPL_UMODEIS', [reply.operator ? '+o' : '+'])];
    case 'made-operator':
      return [numeric(to, 'RPL_YOUREOPER', [], 'You are now an IRC operator'), `:${to.me} MODE ${to.me} :+o`];
    case 'away':
      return reply.isAway
        ? [numeric(to, 'RPL_NOWAWAY', [], 'You have been marked as being away')]
        : [numeric(to, 'RPL_UNAWAY', [], 'You are no longer marked as being away')];
    case 'they-are-away':
      return [numeric(to, 'RPL_AWAY', [reply.name], reply.message)];
    case 'inviting':
      return [numeric(to, 'RPL_INVITING', [reply.name, reply.room])];
    case 'invitations':
      return [
        ...reply.rooms.map((room) => numeric(to, 'RPL_INVITELIST', [room])),
        numeric(to, 'RPL_ENDOFINVITELIST', [], 'End of /INVITE list'),
      ];
    case 'userhost':
      return [numeric(to, 'RPL_USERHOST', [], reply.rows.map(userhostRow).join(' '))];
    case 'ison':
      return [numeric(to, 'RPL_ISON', [], reply.names.join(' '))];
    case 'history':
      return historyLines(to, reply, nextBatch());
    case 'history-targets':
      return targetLines(to, reply.rows, nextBatch());
    case 'history-failed':
      return [historyFailed(to, reply)];
    case 'read-marker':
      return markerLines(to, reply);
    case 'logged-in':
    case 'logged-out':
    case 'login-refused':
    case 'registered':
    case 'password-set':
    case 'devices':
    case 'link-code':
    case 'device-linked':
    case 'device-removed':
    case 'sasl':
    case 'sasl-ended':
      return accountLines(to, reply);
    default:
      return unreachable(reply);
  }
}

function welcomeLines(
  to: Answering,
  { person, resumeToken, startedAt, counts, motd }: ReplyOf<'welcome'>,
): string[] {
  const { chatroom, server, version, mainRoom, history } = to.surroundings.settings;
  const me = { ...to, me: person.name };
  const lines = [
    numeric(me, 'RPL_WELCOME', [], `Welcome to ${chatroom}, ${sourceOf(person)}`),
    numeric(me, 'RPL_YOURHOST', [], `Your host is ${server}, running lanchat ${version}`),
    numeric(me, 'RPL_CREATED', [], `This server was started ${new Date(startedAt).toISOString()}`),
    numeric(me, 'RPL_MYINFO', [server, `lanchat-${version}`, USER_MODES, ROOM_MODES, ROOM_MODES_WITH_PARAM]),
    ...isupportLines(to.surroundings.settings).map((tokens) =>
      numeric(me, 'RPL_ISUPPORT', tokens, 'are supported by this server'),
    ),
    ...lusersLines(me, counts),
    // Our own client needs no telling how to begin.
    ...motdLines(me, to.caps.has(CAP_ASCII) ? motd : [...motd, ...howToBegin(mainRoom, history)]),
  ];
  if (to.caps.has(CAP_RESUME)) lines.push(serverLine(me, 'RESUME', ['TOKEN', resumeToken]));
  return lines;
}

function howToBegin(mainRoom: string, history: HistoryRule): string[] {
  return [`To begin, type: /join ${mainRoom}`, readersText(mainRoom, history)];
}

function motdLines(to: Answering, lines: readonly string[]): string[] {
  if (lines.length === 0) return [numeric(to, 'ERR_NOMOTD', [], 'There is no message of the day')];
  return [
    numeric(to, 'RPL_MOTDSTART', [], `- ${to.surroundings.settings.server} Message of the day -`),
    ...lines.map((line) => numeric(to, 'RPL_MOTD', [], `- ${line}`)),
    numeric(to, 'RPL_ENDOFMOTD', [], 'End of /MOTD command'),
  ];
}

function lusersLines(to: Answering, { people, rooms, peak }: Counts): string[] {
  return [
    numeric(to, 'RPL_LUSERCLIENT', [], `There are ${people} users and 0 invisible on 1 servers`),
    numeric(to, 'RPL_LUSEROP', ['0'], 'operator(s) online'),
    numeric(to, 'RPL_LUSERCHANNELS', [String(rooms)], 'channels formed'),
    numeric(to, 'RPL_LUSERME', [], `I have ${people} clients and 1 servers`),
    numeric(
      to,
      'RPL_LOCALUSERS',
      [String(people), String(peak)],
      `Current local users ${people}, max ${peak}`,
    ),
    numeric(
      to,
      'RPL_GLOBALUSERS',
      [String(people), String(peak)],
      `Current global users ${people}, max ${peak}`,
    ),
  ];
}

function topicLines(to: Answering, room: string, topic: Topic | null): string[] {
  if (topic === null) return [];
  return [
    numeric(to, 'RPL_TOPIC', [room], topic.text),
    numeric(to, 'RPL_TOPICWHOTIME', [room, topic.by, seconds(topic.at)]),
  ];
}

function namesLines(to: Answering, name: string, room: Room | null): string[] {
  const lines: string[] = [];
  if (room !== null) {
    const symbol = room.modes.secret ? '@' : '=';
    const entries = Array.from(room.members, ([session, membership]) => {
      const shown = to.caps.has('userhost-in-names') ? sourceOf(session.person) : session.person.name;
      return prefixOf(to, membership) + shown;
    });
    for (const names of wordLines(entries))
      lines.push(numeric(to, 'RPL_NAMREPLY', [symbol, room.name], names));
  }
  lines.push(numeric(to, 'RPL_ENDOFNAMES', [middle(name)], 'End of /NAMES list'));
  return lines;
}

/** ASCII words as lines of bounded length. */
function wordLines(words: readonly string[]): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line !== '' && line.length + word.length >= NAMES_BYTES_MAX) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? word : ` ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}

/** The highest prefix, or all of them for those who asked (IRCv3 multi-prefix). */
function prefixOf(to: Answering, { operator, voice }: Membership): string {
  if (operator && voice) return to.caps.has('multi-prefix') ? '@+' : '@';
  return operator ? '@' : voice ? '+' : '';
}

function listLines(to: Answering, rows: readonly RoomRow[]): string[] {
  return [
    numeric(to, 'RPL_LISTSTART', ['Channel'], 'Users  Name'),
    ...rows.map((row) => numeric(to, 'RPL_LIST', [row.room, String(row.people)], row.topic)),
    numeric(to, 'RPL_LISTEND', [], 'End of /LIST'),
  ];
}

function whoLines(to: Answering, { mask, rows }: ReplyOf<'who'>): string[] {
  const lines = rows.map((row) => whoLine(to, row));
  return [...lines, numeric(to, 'RPL_ENDOFWHO', [middle(mask === '' ? '*' : mask)], 'End of /WHO list')];
}

function whoLine(to: Answering, row: WhoRow): string {
  const { name, user, host } = row.person;
  const flags =
    (row.away === null ? 'H' : 'G') + (row.membership === null ? '' : prefixOf(to, row.membership));
  const params = [row.room ?? '*', user, host, to.surroundings.settings.server, name, flags];
  return numeric(to, 'RPL_WHOREPLY', params, `0 ${row.realName}`);
}

function whoisLines(to: Answering, { row, rooms, address }: ReplyOf<'whois'>): string[] {
  const { name, user, host } = row.person;
  const { server, chatroom } = to.surroundings.settings;
  const lines = [numeric(to, 'RPL_WHOISUSER', [name, user, host, '*'], row.realName)];
  for (const some of wordLines(rooms)) lines.push(numeric(to, 'RPL_WHOISCHANNELS', [name], some));
  lines.push(numeric(to, 'RPL_WHOISSERVER', [name, server], chatroom));
  if (row.operator) lines.push(numeric(to, 'RPL_WHOISOPERATOR', [name], 'is an IRC operator'));
  if (row.person.account !== null)
    lines.push(numeric(to, 'RPL_WHOISACCOUNT', [name, row.person.account], 'is logged in as'));
  if (row.away !== null) lines.push(numeric(to, 'RPL_AWAY', [name], row.away));
  if (address !== null) lines.push(numeric(to, 'RPL_WHOISHOST', [name], `is connecting from ${address}`));
  const idle = [name, String(row.idleSeconds), seconds(row.since)];
  lines.push(numeric(to, 'RPL_WHOISIDLE', idle, 'seconds idle, signon time'));
  lines.push(numeric(to, 'RPL_ENDOFWHOIS', [name], 'End of /WHOIS list'));
  return lines;
}

const LIST_NUMERICS = {
  b: ['RPL_BANLIST', 'RPL_ENDOFBANLIST', 'End of channel ban list'],
  e: ['RPL_EXCEPTLIST', 'RPL_ENDOFEXCEPTLIST', 'End of channel exception list'],
  I: ['RPL_INVEXLIST', 'RPL_ENDOFINVEXLIST', 'End of channel invite exception list'],
} as const;

function maskLines(to: Answering, { room, mode, masks }: ReplyOf<'room-list'>): string[] {
  const [row, end, text] = LIST_NUMERICS[mode];
  return [
    ...masks.map(({ mask, by, at }) => numeric(to, row, [room, freeText(to, mask), by, seconds(at)])),
    numeric(to, end, [room], text),
  ];
}

function userhostRow({ person, operator, away }: PersonRow): string {
  return `${person.name}${operator ? '*' : ''}=${away === null ? '+' : '-'}${person.user}@${person.host}`;
}

function seconds(at: number): string {
  return String(Math.floor(at / 1000));
}
