/** Who comes, goes, is renamed, is away: people and rooms. */
import type { Incoming } from '../incoming.js';
import { CAP_AWAY_NOTIFY } from '../../protocol/caps.js';
import { enterPlace, leavePlace, stopCatchingUp } from '../catch-up.js';
import { peopleLine } from '../requests.js';
import { settleTarget } from '../send-queue.js';
import {
  addPerson,
  changeAway,
  changePerson,
  enterRoom,
  findRoom,
  isMe,
  leaveRoom,
  removePerson,
  renamePerson,
  roomsOf,
} from '../state.js';
import { has, rankSymbols, type Session, type Step } from '../session.js';

/** People in a room up to which it is asked on entry who of them is away: the answer is a line for each. */
const WHO_PEOPLE_MAX = 1000;

export function join(session: Session, line: Incoming, step: Step): void {
  const [name = ''] = line.params;
  if (line.earlier) return;
  if (!line.own) {
    const room = findRoom(session.chat, name);
    if (room !== undefined) addPerson(room, line.from);
    step.events.push({ kind: 'joined', room: name, who: line.from, at: line.at });
    return;
  }
  if (line.mask.includes('!')) session.chat.mask = line.mask;
  addPerson(enterRoom(session.chat, name), line.from);
  step.events.push({ kind: 'entered', room: name, at: line.at });
  enterPlace(session, name, line.at, line.receivedAt, step);
}

export function part(session: Session, line: Incoming, step: Step): void {
  const [name = '', reason = ''] = line.params;
  if (line.earlier) return;
  const room = findRoom(session.chat, name);
  if (line.own) {
    leaveRoom(session.chat, name);
    leavePlace(session, name, step);
  } else if (room !== undefined) removePerson(room, line.from);
  step.events.push({ kind: 'left', room: name, who: line.from, own: line.own, reason, at: line.at });
  if (line.own) giveBack(session, name, line, step);
}

export function quit(session: Session, line: Incoming, step: Step): void {
  if (line.earlier || line.own) return;
  const rooms = roomsOf(session.chat, line.from);
  for (const room of rooms) removePerson(room, line.from);
  const names = rooms.map((room) => room.name);
  step.events.push({ kind: 'quit', who: line.from, rooms: names, reason: line.params[0] ?? '', at: line.at });
}

export function kick(session: Session, line: Incoming, step: Step): void {
  const [name = '', who = '', reason = ''] = line.params;
  const room = findRoom(session.chat, name);
  if (line.earlier || room === undefined) return;
  const own = isMe(session.chat, who);
  if (own) {
    leaveRoom(session.chat, name);
    stopCatchingUp(session, name, step);
  } else removePerson(room, who);
  step.events.push({ kind: 'kicked', room: name, who, by: line.from, own, reason, at: line.at });
  if (own) giveBack(session, name, line, step);
}

/** What still waited for a room that we are not in any more. */
function giveBack(session: Session, room: string, line: Incoming, step: Step): void {
  for (const { target, text } of settleTarget(session.queue, room)) {
    const why = `You are not in ${room} any more.`;
    step.events.push({ kind: 'undelivered', place: target, text, why, at: line.at });
  }
}

export function nick(session: Session, line: Incoming, step: Step): void {
  const [to = ''] = line.params;
  const rooms = renamePerson(session.chat, line.from, to).map((room) => room.name);
  if (line.own) {
    session.chat.me = to;
    session.wantedName = to;
    session.chat.mask = session.chat.mask?.replace(/^[^!]*/, to) ?? null;
  }
  step.events.push({ kind: 'renamed', from: line.from, to, rooms, own: line.own, at: line.at });
}

export function away(session: Session, line: Incoming): void {
  const gone = line.params.length > 0 && line.params[0] !== '';
  changeAway(session.chat, line.from, gone);
}

export function topic(session: Session, line: Incoming, step: Step): void {
  const [name = '', text = ''] = line.params;
  const room = findRoom(session.chat, name);
  if (room !== undefined) room.topic = text;
  step.events.push({ kind: 'topic', room: name, text, by: line.from, at: line.at });
}

/** 332, on entry or when asked for. */
export function topicReply(session: Session, line: Incoming, step: Step): void {
  const [, name = '', text = ''] = line.params;
  const room = findRoom(session.chat, name);
  if (room !== undefined) room.topic = text;
  step.events.push({ kind: 'topic', room: name, text, by: null, at: line.at });
}

/** 353: `= #room :@ann +bo cy!user@host`. */
export function namesReply(session: Session, line: Incoming): void {
  const room = findRoom(session.chat, line.params[2] ?? '');
  if (room === undefined) return;
  const { symbols } = rankSymbols(session);
  for (const word of (line.params[3] ?? '').split(' ')) {
    let ranks = 0;
    while (ranks < word.length && symbols.includes(word.charAt(ranks))) ranks += 1;
    const name = word.slice(ranks).replace(/!.*$/, '');
    if (name !== '') addPerson(room, name, word.slice(0, ranks));
  }
}

/** 366. On entry, a server that tells who goes away is asked, once, who is away already. */
export function namesEnd(session: Session, line: Incoming, step: Step): void {
  const [, name = ''] = line.params;
  const room = findRoom(session.chat, name);
  if (room?.listed === false && has(session, CAP_AWAY_NOTIFY) && room.people.size <= WHO_PEOPLE_MAX)
    step.lines.push(peopleLine(name));
  if (room !== undefined) room.listed = true;
  step.events.push({ kind: 'people', room: name });
}

/** 352: one person of the answer; G is for gone. It is never shown. */
export function whoReply(session: Session, line: Incoming): void {
  const [, name = '', , , , who = '', flags = ''] = line.params;
  const room = findRoom(session.chat, name);
  if (room !== undefined) changePerson(room, who, { away: flags.startsWith('G') });
}

/** 315: the screen may show what the answer has changed. */
export function whoEnd(_session: Session, line: Incoming, step: Step): void {
  step.events.push({ kind: 'people', room: line.params[1] ?? '' });
}

/** Only ranks are kept; all of it is shown. */
export function mode(session: Session, line: Incoming, step: Step): void {
  const [name = '', changes = '', ...params] = line.params;
  const room = findRoom(session.chat, name);
  if (room === undefined) return;
  const { letters, symbols } = rankSymbols(session);
  const [lists = '', always = '', whenSet = ''] = (session.isupport.get('CHANMODES') ?? 'b,k,l').split(',');
  let adding = true;
  const left = [...params];
  for (const letter of changes) {
    if (letter === '+' || letter === '-') adding = letter === '+';
    else if (letters.includes(letter)) {
      const symbol = symbols.charAt(letters.indexOf(letter));
      changeRank(session, name, left.shift() ?? '', symbol, adding);
    } else if (`${lists}${always}${adding ? whenSet : ''}`.includes(letter)) left.shift();
  }
  const text = [changes, ...params].join(' ');
  step.events.push({ kind: 'modes', room: name, by: line.from, text, at: line.at });
}

function changeRank(session: Session, roomName: string, who: string, symbol: string, adding: boolean): void {
  const room = findRoom(session.chat, roomName);
  const person = [...(room?.people.values() ?? [])].find(
    (one) => one.name.toLowerCase() === who.toLowerCase(),
  );
  if (room === undefined || person === undefined) return;
  const { symbols } = rankSymbols(session);
  const kept = Array.from(symbols).filter((one) => (one === symbol ? adding : person.ranks.includes(one)));
  changePerson(room, who, { ranks: kept.join('') });
}

/** With invite-notify, those in the room are told of it too. */
export function invite(session: Session, line: Incoming, step: Step): void {
  const [who = '', room = ''] = line.params;
  if (!isMe(session.chat, who)) {
    const text = `${line.from} has invited ${who} to ${room}.`;
    step.events.push({ kind: 'info', place: room, text, at: line.at });
  } else step.events.push({ kind: 'invited', room, who, by: line.from, at: line.at });
}
