/** Answers as numerics (Modern IRC, "Numerics"). */
import { sameName } from '../../base/casefold.js';
import { unreachable, type Millis } from '../../base/result.js';
import type { Counts, Reply, RoomRow } from '../../core/reply.js';
import { accountLines } from './account-replies.js';
import type { HistoryRule, Room, Topic } from '../../core/world.js';
import { CAP_ASCII, CAP_RESUME } from '../../protocol/caps.js';
import { readersText } from '../readers-text.js';
import { asSent, freeText, middle, numeric, serverLine, type Answering } from './answer.js';
import { featuresOf } from './caps.js';
import { ircClass, sourceOf, taggedLine } from './encode.js';
import { historyFailed } from './history-failures.js';
import { historyLines, targetLines } from './history.js';
import { isupportNumerics } from './isupport-lines.js';
import { ROOM_MODES, ROOM_MODES_WITH_PARAM, USER_MODES } from './isupport.js';
import { markerLines, markerOnEntry } from './read-marker.js';
import { metadataLines, ownMetadata, subscriptionLines, syncLaterLines } from './metadata.js';
import { monitoredLines, monitorFullLines, monitorListLines } from './monitor.js';
import { namesLines } from './names.js';
import { refusalLines } from './refusals.js';
import { userhostRow, whoisLines, whoLines, whowasLines } from './who-replies.js';
import { awayLine, seconds, wordLines } from './words.js';

const REHASHED = 'What the files say holds from now on';

type ReplyOf<K extends Reply['kind']> = Extract<Reply, { kind: K }>;

/** `nextBatch` names a new batch, or tells that the visitor does not understand them. */
export function replyLines(to: Answering, reply: Reply, nextBatch: () => string | null): readonly string[] {
  switch (reply.kind) {
    case 'refused':
      return refusalLines(to, reply.refusal);
    case 'welcome':
      return welcomeLines(to, reply, nextBatch);
    case 'entered':
      return enteredLines(to, reply.room, reply.readAt);
    case 'names':
      return namesLines(to, reply.name, reply.room, reply.isOutside);
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
      return [numeric(to, 'RPL_ENDOFWHOIS', [asSent(to, reply.asked)], 'End of /WHOIS list')];
    case 'motd':
      return motdLines(to, reply.lines);
    case 'lusers':
      return lusersLines(to, reply.counts);
    case 'version': {
      const { version, server } = to.surroundings.settings;
      return [
        numeric(to, 'RPL_VERSION', [`lanchat-${version}`, server], 'https://modern.ircdocs.horse and IRCv3'),
        ...isupportNumerics(to),
      ];
    }
    case 'time': {
      const { server } = to.surroundings.settings;
      return [numeric(to, 'RPL_TIME', [server, seconds(reply.now)], new Date(reply.now).toISOString())];
    }
    case 'room-modes':
      return [
        numeric(to, 'RPL_CHANNELMODEIS', [reply.room, reply.changes, ...reply.params]),
        numeric(to, 'RPL_CREATIONTIME', [reply.room, seconds(reply.createdAt)]),
      ];
    case 'room-list':
      return maskLines(to, reply);
    case 'user-modes':
      return [numeric(to, 'RPL_UMODEIS', [reply.modes])];
    case 'user-modes-changed':
      return [`:${to.me} MODE ${to.me} :${reply.changes}`];
    case 'metadata':
      return metadataLines(to, reply, nextBatch);
    case 'metadata-later':
      return syncLaterLines(to, reply.target);
    case 'metadata-subscriptions':
      return subscriptionLines(to, reply, nextBatch);
    case 'monitored':
      return monitoredLines(to, reply);
    case 'monitor-list':
      return monitorListLines(to, reply.names);
    case 'monitor-full':
      return monitorFullLines(to, reply);
    case 'redirected':
      return [
        numeric(
          to,
          'ERR_LINKCHANNEL',
          [middle(to, reply.room), reply.to],
          'The channel has another name now',
        ),
      ];
    case 'room-renamed':
      return renamedLines(to, reply);
    case 'whowas':
      return whowasLines(to, reply);
    case 'stats':
      return statsLines(to, reply);
    case 'made-operator':
      return [
        numeric(to, 'RPL_YOUREOPER', [], 'You are now an IRC operator'),
        ...(reply.again === true ? [] : [`:${to.me} MODE ${to.me} :+o`]),
      ];
    case 'rehashing':
      return [numeric(to, 'RPL_REHASHING', ['command-line'], 'Rehashing')];
    case 'rehashed':
      return [serverLine(to, 'NOTICE', [to.me], reply.problem ?? REHASHED)];
    case 'away':
      return [awayLine(to, reply.isAway)];
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
      return isonLines(to, reply.names);
    case 'history':
      return historyLines(to, reply, nextBatch());
    case 'history-targets':
      return targetLines(to, reply, nextBatch());
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
  { person, resumeToken, startedAt, counts, motd, metadata }: ReplyOf<'welcome'>,
  nextBatch: () => string | null,
): string[] {
  const { chatroom, server, version, mainRoom, history } = to.surroundings.settings;
  const me = { ...to, me: person.name };
  const lines = [
    numeric(me, 'RPL_WELCOME', [], `Welcome to ${chatroom}, ${sourceOf(person)}`),
    numeric(me, 'RPL_YOURHOST', [], `Your host is ${server}, running lanchat ${version}`),
    numeric(me, 'RPL_CREATED', [], `This server was started ${new Date(startedAt).toISOString()}`),
    numeric(me, 'RPL_MYINFO', [server, `lanchat-${version}`, USER_MODES, ROOM_MODES, ROOM_MODES_WITH_PARAM]),
    ...isupportNumerics(me),
    ...lusersLines(me, counts),
    ...ownMetadata(me, metadata, nextBatch),
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
    numeric(to, 'RPL_MOTDSTART', [], `- ${to.surroundings.settings.server} Message of the day - `),
    ...lines.map((line) => numeric(to, 'RPL_MOTD', [], `- ${line}`)),
    numeric(to, 'RPL_ENDOFMOTD', [], 'End of /MOTD command'),
  ];
}

function lusersLines(to: Answering, counts: Counts): string[] {
  const { people, invisible, operators, rooms, peak } = counts;
  const users = `There are ${people - invisible} users and ${invisible} invisible on 1 servers`;
  return [
    numeric(to, 'RPL_LUSERCLIENT', [], users),
    numeric(to, 'RPL_LUSEROP', [String(operators)], 'operator(s) online'),
    numeric(to, 'RPL_LUSERUNKNOWN', [String(to.surroundings.strangers())], 'unknown connection(s)'),
    numeric(to, 'RPL_LUSERCHANNELS', [String(rooms)], 'channels formed'),
    numeric(to, 'RPL_LUSERME', [], `I have ${people} clients and 0 servers`),
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

/** Who does not know RENAME leaves the old room and enters the new one (IRCv3 draft/channel-rename, "Fallback"). */
function renamedLines(to: Answering, reply: ReplyOf<'room-renamed'>): readonly string[] {
  const { by, before, room, reason } = reply;
  const features = featuresOf(to.caps);
  if (to.caps.has('draft/channel-rename'))
    return [taggedLine(by, features, `RENAME ${before} ${room.name} :${freeText(to, reason)}`)];
  if (!reply.isMember) return [serverLine(to, 'NOTICE', [to.me], `${before} is called ${room.name} now`)];
  if (sameName(before, room.name)) return [];
  const { encode } = ircClass(features);
  return [
    ...[reply.left, reply.joined].map((happening) => (encode(happening) ?? '').trimEnd()),
    ...enteredLines(to, room, reply.readAt),
  ];
}

/** What comes after one's own JOIN. */
function enteredLines(to: Answering, room: Room, readAt: Millis | null): readonly string[] {
  return [
    ...topicLines(to, room.name, room.topic),
    ...markerOnEntry(to, room.name, readAt),
    ...(wantsNames(to) ? namesLines(to, room.name, room) : []),
  ];
}

/** As many lines as it takes; one for nobody too. */
function isonLines(to: Answering, names: readonly string[]): string[] {
  const lines = names.length === 0 ? [''] : wordLines(names);
  return lines.map((line) => numeric(to, 'RPL_ISON', [], line));
}

function statsLines(to: Answering, { query, upSeconds }: ReplyOf<'stats'>): string[] {
  const end = numeric(to, 'RPL_ENDOFSTATS', [query], 'End of /STATS report');
  if (upSeconds === null) return [end];
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const clock = `${Math.floor((upSeconds / 3600) % 24)}:${two((upSeconds / 60) % 60)}:${two(upSeconds % 60)}`;
  const text = `Server Up ${Math.floor(upSeconds / 86_400)} days ${clock}`;
  return [numeric(to, 'RPL_STATSUPTIME', [], text), end];
}

/** IRCv3 no-implicit-names, under its own name or that of its draft. */
function wantsNames({ caps }: Answering): boolean {
  return !caps.has('no-implicit-names') && !caps.has('draft/no-implicit-names');
}

function topicLines(to: Answering, room: string, topic: Topic | null): string[] {
  if (topic === null) return [];
  return [
    numeric(to, 'RPL_TOPIC', [room], topic.text),
    numeric(to, 'RPL_TOPICWHOTIME', [room, topic.by, seconds(topic.at)]),
  ];
}

function listLines(to: Answering, rows: readonly RoomRow[]): string[] {
  return [
    numeric(to, 'RPL_LISTSTART', ['Channel'], 'Users  Name'),
    ...rows.map((row) => numeric(to, 'RPL_LIST', [row.room, String(row.people)], row.topic)),
    numeric(to, 'RPL_LISTEND', [], 'End of /LIST'),
  ];
}

/** The numerics of each list: one of its masks, and its end with what it is called. */
const LIST_NUMERICS = {
  b: ['RPL_BANLIST', 'RPL_ENDOFBANLIST', 'End of channel ban list'],
  e: ['RPL_EXCEPTLIST', 'RPL_ENDOFEXCEPTLIST', 'End of channel exception list'],
  I: ['RPL_INVEXLIST', 'RPL_ENDOFINVEXLIST', 'End of channel invite exception list'],
} as const;

function maskLines(to: Answering, { room, list, masks }: ReplyOf<'room-list'>): string[] {
  const [one, end, text] = LIST_NUMERICS[list];
  return [
    ...masks.map(({ mask, by, at }) => numeric(to, one, [room, freeText(to, mask), by, seconds(at)])),
    numeric(to, end, [room], text),
  ];
}
