/** What the host may do from the console: each command changes the world and answers in words for the host. */
import { fold, sameName } from '../base/casefold.js';
import { REASON_BYTES_MAX, SAFE_TEXT_BYTES, SERVER_BANS_MAX, TOPIC_BYTES_MAX } from '../base/limits.js';
import { MINUTE_MS, unreachable, type Millis } from '../base/result.js';
import { cutUtf8 } from '../base/utf8.js';
import { runAccountAdmin } from './admin-accounts.js';
import type { AdminCommand } from './admin-command.js';
import { vouched } from './effects.js';
import type { Effect } from './effect.js';
import type { Change } from './kept.js';
import type { Retention } from './world.js';
import { addMute, dropOverMutes, liftMute, muteHolder } from './mutes.js';
import { hostOf } from './policy.js';
import { removeMember } from './removal.js';
import { roomChange } from './restore.js';
import { retentionWords } from './retention.js';
import { dropRoom } from './rooms.js';
import { endSession } from './sessions.js';
import { setTopic } from './topics.js';
import {
  findPerson,
  findRoom,
  isMainRoom,
  nextMessageId,
  serverPerson,
  type Session,
  type World,
} from './world.js';

export function runAdmin(world: World, command: AdminCommand, now: Millis): readonly Effect[] {
  return vouched(null, null, perform(world, command, now));
}

function perform(world: World, command: AdminCommand, now: Millis): readonly Effect[] {
  switch (command.verb) {
    case 'say':
      return announce(world, command.text, now);
    case 'kick':
      return kick(world, command.name, command.reason, now);
    case 'ban':
      return ban(world, command, now);
    case 'unban':
      return unban(world, command.target);
    case 'bans':
      return [{ kind: 'keep', changes: dropOverMutes(world, now) }, ...answer(listBans(world, now))];
    case 'mute':
      return mute(world, command.name, command.minutes, now);
    case 'unmute':
      return unmute(world, command.name);
    case 'topic':
      return topic(world, command.room, command.text, now);
    case 'accounts':
    case 'operator':
    case 'reset':
    case 'suspend':
    case 'unsuspend':
      return runAccountAdmin(world, command, now);
    case 'rooms':
      return answer(listRooms(world));
    case 'keep':
      return keepRule(world, command.room, command.rule);
    case 'close':
      return closeRoom(world, command.room, now);
    case 'lock':
      return lock(world, true);
    case 'unlock':
      return lock(world, false);
    case 'motd':
      return motd(world, command.text);
    default:
      return unreachable(command);
  }
}

function answer(lines: readonly string[]): readonly Effect[] {
  return [{ kind: 'console', lines }];
}

/** Tells everyone something in the chatroom's own name: the main room at once, those who are elsewhere one by one. */
export function announce(world: World, text: string, now: Millis): readonly Effect[] {
  const id = nextMessageId(world, now);
  const happening = (target: string) =>
    ({ kind: 'announced', id, at: now, who: serverPerson(world), target, text }) as const;
  const main = findRoom(world, world.settings.mainRoom);
  const elsewhere = Array.from(world.sessions.values()).filter((one) => main?.members.has(one) !== true);
  const rooms = main === undefined ? [] : [main];
  return [
    { kind: 'publish', rooms, happening: happening(world.settings.mainRoom), by: null },
    ...elsewhere.map((one): Effect => {
      return { kind: 'tell', to: one.id, happening: happening(one.person.name), by: null };
    }),
    { kind: 'log', text: `Server says ${text}` },
  ];
}

function kick(world: World, name: string, reason: string, now: Millis): readonly Effect[] {
  const session = findPerson(world, name);
  if (session === undefined) return nobody(name);
  const words = cutUtf8(reason === '' ? 'no reason given' : reason, REASON_BYTES_MAX);
  return [
    ...endSession(world, session, 'KICKED', words, 'meant', now),
    logged(`The host has removed ${session.person.name}: ${words}`),
    ...answer([`${session.person.name} was removed: ${words}`]),
  ];
}

function keep(change: Change): Effect {
  return { kind: 'keep', changes: [change] };
}

function logged(text: string): Effect {
  return { kind: 'log', text };
}

function nobody(name: string): readonly Effect[] {
  return answer([`Nobody here is called ${name}. /who shows the names.`]);
}

function ban(
  world: World,
  { target, minutes, reason }: Extract<AdminCommand, { verb: 'ban' }>,
  now: Millis,
): readonly Effect[] {
  if (world.bans.size >= SERVER_BANS_MAX) return answer(['The ban list is full: /unban somebody first.']);
  const words = cutUtf8(reason === '' ? 'no reason given' : reason, REASON_BYTES_MAX);
  const hit = sessionsUnder(world, target);
  const until = minutes === null ? null : now + minutes * MINUTE_MS;
  const entry = { target, reason: words, until };
  world.bans.set(fold(target), entry);
  const names = hit.map((session) => session.person.name);
  const whom = names.length === 0 ? 'nobody here now' : names.join(', ');
  return [
    keep({ kind: 'ban', ban: entry }),
    ...hit.flatMap((session) => endSession(world, session, 'BANNED', words, 'meant', now)),
    logged(`The host has banned ${target} ${untilWords(until, now)}: ${words}`),
    ...answer([`Banned ${target} ${untilWords(until, now)}: ${words}. It puts out ${whom}.`]),
  ];
}

function sessionsUnder(world: World, target: string): Session[] {
  const wanted = fold(target);
  return Array.from(world.sessions.values()).filter(
    (session) =>
      fold(session.person.name) === wanted ||
      fold(session.person.account ?? '') === wanted ||
      fold(hostOf(session.address)) === wanted,
  );
}

/** The names other than `name` that come from the same address: whom a ban of the address would hit too. */
export function sharesAddress(world: World, session: Session): string[] {
  const host = hostOf(session.address);
  return sessionsUnder(world, host)
    .filter((other) => other !== session)
    .map((other) => other.person.name);
}

function unban(world: World, target: string): readonly Effect[] {
  return world.bans.delete(fold(target))
    ? [keep({ kind: 'unban', target }), ...answer([`${target} may come in again.`])]
    : answer([`${target} is not banned. /bans shows who is.`]);
}

function listBans(world: World, now: Millis): string[] {
  for (const [key, entry] of world.bans)
    if (entry.until !== null && entry.until <= now) world.bans.delete(key);
  const bans = Array.from(world.bans.values(), (entry) => {
    return `banned ${entry.target} ${untilWords(entry.until, now)}: ${entry.reason}`;
  });
  const mutes = Array.from(world.mutes, ([name, until]) => `muted  ${name} ${untilWords(until, now)}`);
  return bans.length + mutes.length === 0 ? ['Nobody is banned or muted.'] : [...bans, ...mutes];
}

function untilWords(until: Millis | null, now: Millis): string {
  if (until === null) return 'until you lift it';
  const minutes = Math.ceil((until - now) / MINUTE_MS);
  return `for ${minutes} minute${minutes === 1 ? '' : 's'}`;
}

function mute(world: World, name: string, minutes: number | null, now: Millis): readonly Effect[] {
  const session = findPerson(world, name);
  if (session === undefined) return nobody(name);
  const holder = muteHolder(session.person);
  const until = minutes === null ? null : now + minutes * MINUTE_MS;
  const changes = addMute(world, holder, until, now);
  if (changes === null) return answer(['The list of mutes is full: /unmute somebody first.']);
  const who = session.person.name;
  const whose = sameName(who, holder) ? who : `${who}, whose account is ${holder},`;
  return [
    { kind: 'keep', changes },
    logged(`The host has muted ${who} ${untilWords(until, now)}`),
    ...answer([`${whose} is muted ${untilWords(until, now)}. /unmute ${holder} ends it.`]),
  ];
}

function unmute(world: World, name: string): readonly Effect[] {
  const changes = liftMute(world, name);
  return changes.length > 0
    ? [{ kind: 'keep', changes }, ...answer([`${name} may speak again.`])]
    : answer([`${name} is not muted. /bans shows who is.`]);
}

function noRoom(name: string): readonly Effect[] {
  return answer([`There is no room ${name}. /rooms shows them.`]);
}

function topic(world: World, name: string, text: string | null, now: Millis): readonly Effect[] {
  const room = findRoom(world, name);
  if (room === undefined) return noRoom(name);
  if (text === null)
    return answer([room.topic === null ? `${room.name} has no topic.` : `${room.name}: ${room.topic.text}`]);
  const words = cutUtf8(text, TOPIC_BYTES_MAX);
  return [
    ...setTopic(world, room, words, null, now),
    ...answer([words === '' ? `${room.name} has no topic now.` : `The topic of ${room.name} is: ${words}`]),
  ];
}

function listRooms(world: World): string[] {
  return Array.from(world.rooms.values(), (room) => {
    const people = `${room.members.size} ${room.members.size === 1 ? 'person' : 'people'}`;
    return room.topic === null ? `${room.name}  ${people}` : `${room.name}  ${people}  ${room.topic.text}`;
  });
}

function keepRule(world: World, name: string, rule: Retention | 'default' | null): readonly Effect[] {
  const room = findRoom(world, name);
  if (room === undefined) return noRoom(name);
  if (rule !== null) room.retention = rule === 'default' ? null : rule;
  const words =
    room.retention === null
      ? `${room.name} keeps what the whole chatroom keeps (--keep-days, --keep-messages).`
      : `${room.name} keeps ${retentionWords(room.retention)}.`;
  if (rule === null) return answer([words]);
  return [keep(roomChange(room)), ...answer([`${words} What is beyond that goes within a minute.`])];
}

function closeRoom(world: World, name: string, now: Millis): readonly Effect[] {
  const room = findRoom(world, name);
  if (room === undefined) return noRoom(name);
  if (isMainRoom(world, room)) {
    return answer([
      `${room.name} is the main room: it cannot be closed. /lock keeps newcomers out, q ends everything.`,
    ]);
  }
  const members = Array.from(room.members.keys());
  const reason = 'the host closed the room';
  return [
    ...members.flatMap((session) => removeMember(world, room, session, null, reason, now)),
    ...dropRoom(world, room),
    ...answer([
      `Closed ${room.name}; ${members.length} ${members.length === 1 ? 'person was' : 'people were'} in it.`,
    ]),
  ];
}

function lock(world: World, locked: boolean): readonly Effect[] {
  world.locked = locked;
  return answer([locked ? 'Nobody new can come in until /unlock.' : 'Newcomers can come in again.']);
}

function motd(world: World, text: string | null): readonly Effect[] {
  if (text !== null) world.motd = text === '' ? [] : [cutUtf8(text, SAFE_TEXT_BYTES)];
  return answer(world.motd.length === 0 ? ['There is no message of the day.'] : world.motd);
}
