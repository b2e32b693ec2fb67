/** Answers in the words that a person with `nc` reads. */
import { unreachable, type Millis } from '../../base/result.js';
import type { Happening } from '../../core/happening.js';
import type { Reply } from '../../core/reply.js';
import { memberNames, type Room, type Settings } from '../../core/world.js';
import { slashSpecs, slashUsage } from '../../protocol/slash.js';
import type { Greeting, Lines } from '../dialect.js';
import { readersText } from '../readers-text.js';
import { linesSaid, spoken } from './encode.js';
import { whenText } from './when.js';
import { refusalText } from './words.js';

/** Names in one line of a greeting; the others are counted. */
const NAMES_SHOWN_MAX = 20;

export function greetingText(chatroom: string, { names, total }: Greeting): string {
  if (total === 0) return `Welcome to ${chatroom}. Nobody else is here yet.`;
  const people = total === 1 ? '1 person is' : `${total} people are`;
  return `Welcome to ${chatroom}. ${people} here: ${namesText(names, total)}.`;
}

function namesText(names: readonly string[], total: number): string {
  const shown = names.slice(0, NAMES_SHOWN_MAX).join(', ');
  return total > NAMES_SHOWN_MAX ? `${shown} and ${total - NAMES_SHOWN_MAX} more` : shown;
}

export function welcomeLines(
  name: string,
  { mainRoom, history }: Pick<Settings, 'mainRoom' | 'history'>,
  motd: readonly string[],
): Lines {
  return [
    `Welcome, ${name}! Type a message and press Enter. /help lists the commands. Leave anytime by typing QUIT.`,
    readersText(mainRoom, history),
    ...motd,
  ];
}

export function helpLines(): Lines {
  const rows = slashSpecs('plain').map((spec) => [slashUsage(spec.verb), spec.help] as const);
  const width = Math.max(...rows.map(([usage]) => usage.length));
  return [
    'Type a message and press Enter: everyone in the room reads it. The commands:',
    ...rows.map(([usage, help]) => `  ${usage.padEnd(width)}  ${help}`),
  ];
}

/** `now` tells what was said on another day. */
export function replyTexts(reply: Reply, now: Millis): Lines {
  switch (reply.kind) {
    case 'refused':
      return [refusalText(reply.refusal)];
    case 'entered':
      return enteredLines(reply.room);
    case 'names':
      return reply.room === null ? [`There is no room ${reply.name}.`] : [hereText(reply.room)];
    case 'topic':
      return [
        reply.topic === null ? `${reply.room} has no topic.` : `Topic of ${reply.room}: ${reply.topic.text}`,
      ];
    case 'rooms':
      return reply.rows.map((row) => {
        const people = row.people === 1 ? '1 person' : `${row.people} people`;
        return row.topic === '' ? `${row.room}  ${people}` : `${row.room}  ${people}  ${row.topic}`;
      });
    case 'redirected':
      return [`${reply.room} is called ${reply.to} now.`];
    case 'room-renamed':
      return [`Server: ${reply.before} is called ${reply.room.name} now.`];
    case 'away':
      return [reply.isAway ? 'You are marked as away. /away alone ends it.' : 'You are marked as back.'];
    case 'they-are-away':
      return [`${reply.name} is away: ${reply.message}`];
    case 'history':
      return historyLines(reply, now);
    case 'history-failed':
      return ['What was said earlier cannot be read just now. Try again later.'];
    case 'motd':
      return reply.lines;
    // The words below have no command in this dialect.
    case 'welcome':
    case 'who':
    case 'whois':
    case 'whois-end':
    case 'lusers':
    case 'version':
    case 'time':
    case 'room-modes':
    case 'room-list':
    case 'user-modes':
    case 'user-modes-changed':
    case 'whowas':
    case 'metadata':
    case 'metadata-later':
    case 'metadata-subscriptions':
    case 'monitored':
    case 'monitor-list':
    case 'monitor-full':
    case 'stats':
    case 'rehashing':
    case 'rehashed':
    case 'made-operator':
    case 'inviting':
    case 'invitations':
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
    case 'userhost':
    case 'ison':
    case 'history-targets':
    case 'read-marker':
      return [];
    default:
      return unreachable(reply);
  }
}

function enteredLines(room: Room): Lines {
  const topic = room.topic === null ? [] : [`Topic: ${room.topic.text}`];
  return [`You are in ${room.name}. ${hereText(room)}`, ...topic];
}

function hereText(room: Room): string {
  const away = Array.from(room.members.keys()).filter((session) => session.away !== null);
  const gone = away.length === 0 ? '' : ` (away: ${away.map((one) => one.person.name).join(', ')})`;
  const names = memberNames(room);
  const people = names.length === 1 ? '1 person is' : `${names.length} people are`;
  return `${people} here: ${names.join(', ')}${gone}.`;
}

function historyLines(
  { question, target, onEntry, entries }: Extract<Reply, { kind: 'history' }>,
  now: Millis,
): Lines {
  const lines = entries.flatMap(({ happening }) => earlierLines(happening, now, onEntry));
  if (lines.length > 0 || onEntry) return lines;
  const since = question.since === null ? '' : ' since you came';
  if (question.kind === 'search') return [`Nothing with "${question.words}" was said in ${target}${since}.`];
  return [`Nothing has been said in ${target} ${question.since === null ? 'yet' : 'since you came'}.`];
}

/** Lines of one message that are shown on entry: a long paste would push all else off the screen. */
const LINES_ON_ENTRY = 8;

/** `(earlier, 14:02) ann: hello`: no line of a person's own can begin like this, and each line of a message does. */
function earlierLines(happening: Happening, now: Millis, onEntry: boolean): Lines {
  const when = `(earlier, ${whenText(happening.at, now)})`;
  if (happening.kind === 'announced') return [`${when} Server: ${happening.text}`];
  const said = happening.kind === 'message' ? spoken(happening) : null;
  if (said === null) return [];
  const { name } = happening.who;
  if (said.action) return [`${when} * ${name} ${said.text}`];
  const lines = linesSaid(said.text);
  const shown = onEntry && lines.length > LINES_ON_ENTRY ? lines.slice(0, LINES_ON_ENTRY - 1) : lines;
  const left = lines.length - shown.length;
  return [
    ...shown.map((line) => `${when} ${name}: ${line}`),
    ...(left === 0 ? [] : [`${when} ${name}: (${left} more lines: /history shows them)`]),
  ];
}
