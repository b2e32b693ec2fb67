/** Answers to what we asked, refusals, and the server's last words. */
import { safeText } from '../../base/safe-text.js';
import { isAbout } from '../asking.js';
import { notTold, stopCatchingUp } from '../catch-up.js';
import type { Incoming } from '../incoming.js';
import { RECEIPT_LABEL } from '../receipts.js';
import { ownSpeech } from '../requests.js';
import { settleTarget, type Outgoing } from '../send-queue.js';
import { changeAway, findRoom, isMe, leaveRoom } from '../state.js';
import type { Ask } from '../past.js';
import { refusalSentence } from '../refusals.js';
import { isRoomTarget, settleAnswered, type Session, type Step, waitForThem } from '../session.js';
import { TYPING_LABEL } from '../typing.js';

export function awayOn(session: Session, line: Incoming, step: Step): void {
  const again = session.awayRestored;
  session.awayRestored = false;
  setAway(session, true);
  if (!again) step.events.push({ kind: 'info', place: null, text: 'You are marked as away.', at: line.at });
}

/** 381: the host has given us a say in every room. */
export function madeOperator(_session: Session, line: Incoming, step: Step): void {
  step.events.push({ kind: 'info', place: null, text: 'You have a say in every room now.', at: line.at });
}

export function awayOff(session: Session, line: Incoming, step: Step): void {
  setAway(session, false);
  step.events.push({ kind: 'info', place: null, text: 'You are marked as back.', at: line.at });
}

/** Servers tell the others, and not ourselves. */
function setAway(session: Session, away: boolean): void {
  session.chat.away = away;
  changeAway(session.chat, session.chat.me, away);
}

/** 372: a line of what newcomers are to read first; servers begin it with a dash. */
export function motd(_session: Session, line: Incoming, step: Step): void {
  const text = safeText((line.params[1] ?? '').replace(/^- ?/, ''));
  if (text !== '') step.events.push({ kind: 'info', place: null, text, at: line.at });
}

/** 301: the person we wrote to is away. */
export function theyAreAway(_session: Session, line: Incoming, step: Step): void {
  const [, who = '', text = ''] = line.params;
  step.events.push({ kind: 'info', place: who, text: `${who} is away: ${safeText(text)}`, at: line.at });
}

export function topicNone(_session: Session, line: Incoming, step: Step): void {
  const [, room = ''] = line.params;
  step.events.push({ kind: 'topic', room, text: '', by: null, at: line.at });
}

export function listRow(_session: Session, line: Incoming, step: Step): void {
  const [, room = '', count = '', topic = ''] = line.params;
  const text = `${room}  ${count} ${count === '1' ? 'person' : 'people'}${topic === '' ? '' : `  ${safeText(topic)}`}`;
  step.events.push({ kind: 'info', place: null, text, at: line.at });
}

export function whoisUser(_session: Session, line: Incoming, step: Step): void {
  const [, who = '', user = '', host = '', , real = ''] = line.params;
  step.events.push({
    kind: 'info',
    place: null,
    text: `${who} is ${safeText(real)} (${user}@${host})`,
    at: line.at,
  });
}

export function whoisIdle(_session: Session, line: Incoming, step: Step): void {
  const [, who = '', seconds = '0'] = line.params;
  const minutes = Math.floor(Number(seconds) / 60);
  const text = minutes < 1 ? `${who} was active just now` : `${who} was last active ${minutes} min ago`;
  step.events.push({ kind: 'info', place: null, text, at: line.at });
}

export function whoisRooms(_session: Session, line: Incoming, step: Step): void {
  const [, who = '', rooms = ''] = line.params;
  const text = `${who} is in ${safeText(rooms).trim().split(/ +/).join(', ')}`;
  step.events.push({ kind: 'info', place: null, text, at: line.at });
}

/** The other WHOIS rows read well as they are: the words after the name. */
export function whoisOther(_session: Session, line: Incoming, step: Step): void {
  step.events.push({
    kind: 'info',
    place: null,
    text: line.params.slice(1).map(safeText).join(' '),
    at: line.at,
  });
}

/** 341: the invitation has gone out. */
export function inviting(_session: Session, line: Incoming, step: Step): void {
  const [, who = '', room = ''] = line.params;
  step.events.push({ kind: 'info', place: room, text: `You invited ${who} to ${room}.`, at: line.at });
}

/** Any error numeric, 400 to 599 and 696: what was asked is not done. */
export function refused(session: Session, line: Incoming, step: Step): void {
  if (line.label === TYPING_LABEL || line.label === RECEIPT_LABEL) return;
  const [, about = ''] = line.params;
  const ours = refusalSentence(line.command, line.params);
  const text = ours ?? safeText(line.params.at(-1) ?? '');
  if (notTold(session, { label: line.label }, text, line.receivedAt, step)) return;
  const item = refusedMessage(session, line, about);
  if (item !== null) {
    if (line.command === '401' && waitForThem(session, item, line.receivedAt, step)) return;
    step.events.push({ kind: 'undelivered', place: item.target, text: item.text, why: text, at: line.at });
    return;
  }
  if (line.params.length > 2 && isRoomTarget(session, about)) closeRoom(session, about, line, step, text);
  const named = ours === null && line.params.length > 2 && about !== '*' ? `${about}: ${text}` : text;
  step.events.push({ kind: 'refused', place: null, text: named, at: line.at });
}

/** Numerics that say that a message did not arrive. */
const NOT_DELIVERED: ReadonlySet<string> = new Set([
  '401',
  '403',
  '404',
  '411',
  '412',
  '413',
  '415',
  '417',
  '442',
  '531',
]);

function refusedMessage(session: Session, line: Incoming, about: string): Outgoing | null {
  if (line.label === '' && !NOT_DELIVERED.has(line.command)) return null;
  return settleAnswered(session, line.label, about);
}

/** Numerics that say that a room cannot be entered, so that what waits for it never will be sent. */
const NO_ENTRY: ReadonlySet<string> = new Set([
  '403',
  '405',
  '471',
  '473',
  '474',
  '475',
  '476',
  '477',
  '489',
]);

function closeRoom(session: Session, room: string, line: Incoming, step: Step, why: string): void {
  if (!NO_ENTRY.has(line.command) || findRoom(session.chat, room)?.inside === true) return;
  leaveRoom(session.chat, room);
  stopCatchingUp(session, room, step);
  for (const item of settleTarget(session.queue, room)) {
    step.events.push({ kind: 'undelivered', place: item.target, text: item.text, why, at: line.at });
  }
}

/** FAIL: `FAIL * CODE :text` comes before a closed link, `FAIL COMMAND CODE … :text` refuses a command. */
export function fail(session: Session, line: Incoming, step: Step): void {
  const [command = '', code = '', ...rest] = line.params;
  const text = safeText(rest.at(-1) ?? '');
  if (command === 'NICK') {
    session.nameAdvice = { text, suggestion: rest.length > 2 ? (rest[1] ?? null) : null };
    return;
  }
  if (command === '*') {
    closing(session, step, code, text);
    return;
  }
  if (isAboutHistory(session, line, step, text)) return;
  const place = command === 'PRIVMSG' ? (rest[0] ?? '') : '';
  const item = settleAnswered(session, line.label, place);
  if (item !== null && code === 'NOT_STORED') notStored(session, item, line, step);
  else if (item !== null)
    step.events.push({ kind: 'undelivered', place: item.target, text: item.text, why: text, at: line.at });
  else step.events.push({ kind: 'refused', place: null, text, at: line.at });
}

/** The others have it, but who comes later will not find it. */
function notStored(session: Session, item: Outgoing, line: Incoming, step: Step): void {
  step.events.push({ ...ownSpeech(session, item, line.at, line.id), unkept: true });
}

/** Nobody asked in words of a person, so a refusal in the server's words would be for nobody. */
function isAboutHistory(session: Session, line: Incoming, step: Step, text: string): boolean {
  const [command = '', , ...rest] = line.params;
  if (command === 'MARKREAD') return true;
  if (command !== 'CHATHISTORY' && command !== 'SEARCH') return false;
  // `FAIL CHATHISTORY <code> <subcommand> <target> …`
  const place = rest[0] === 'TARGETS' ? '' : (rest[1] ?? '');
  const ask = command === 'SEARCH' ? ({ kind }: Ask) => kind === 'search' : isAbout(place);
  notTold(session, { label: line.label, ask }, text, line.receivedAt, step);
  return true;
}

export function note(_session: Session, line: Incoming, step: Step): void {
  // That nothing is kept just now was said to the room.
  if (line.params[0] === 'MARKREAD') return;
  step.events.push({ kind: 'info', place: null, text: safeText(line.params.at(-1) ?? ''), at: line.at });
}

export function wrongPassword(session: Session, line: Incoming, step: Step): void {
  closing(session, step, 'PASSWORD', safeText(line.params.at(-1) ?? ''));
}

/** 465 comes beside the standard reply, and alone from others. */
export function banned(session: Session, line: Incoming, step: Step): void {
  closing(session, step, 'BANNED', safeText(line.params.at(-1) ?? ''));
}

/** Told once, though a numeric and a standard reply both say it. */
function closing(session: Session, step: Step, code: string, text: string): void {
  if (session.closingCode === code) return;
  session.closingCode = code;
  step.events.push({ kind: 'closing', code, text });
}

/** ERROR is the last line; a FAIL before it has said it better. */
export function error(session: Session, line: Incoming, step: Step): void {
  const text = safeText(line.params[0] ?? '').replace(/^Closing Link: /i, '');
  if (session.closingCode === '') step.events.push({ kind: 'closing', code: '', text });
}

/** KILL from an operator of a foreign server: the link is closed next, and was meant to be. */
export function kill(session: Session, line: Incoming, step: Step): void {
  if (isMe(session.chat, line.params[0] ?? ''))
    closing(session, step, 'KICKED', safeText(line.params[1] ?? ''));
}
